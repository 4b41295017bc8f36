"""One sentence: its words, the names found in it, and how far the words around a name reach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from filiform.screening.matching.cues import Cues, Phrase, starts
from filiform.screening.matching.lexicon import Hit
from filiform.screening.matching.tokens import Token

_SPLITS = frozenset({",", "?", "+", "&", "and", "but", "however", "plus", "now", "then"})


@dataclass(frozen=True)
class Sentence:
    """`hits` in the order in which they stand; `words` are the tokens' corrected words."""

    words: Sequence[Token]
    hits: Sequence[Hit]
    cues: Cues

    def hit_at(self, place: int) -> Hit | None:
        """The hit that covers a place."""
        return next((hit for hit in self.hits if hit.first <= place < hit.last), None)

    def clause(self, hit: Hit) -> tuple[int, int]:
        """From where to where the words belong to this hit: to the next comma or `and`."""
        low, high = hit.first, hit.last
        while low > 0 and self.words[low - 1].word not in _SPLITS:
            low -= 1
        while high < len(self.words) and self.words[high].word not in _SPLITS:
            high += 1
        return low, high

    def around(self, hit: Hit) -> Sequence[Token]:
        """The words of the clause without those that follow another name."""
        low, high = self.clause(hit)
        before = [other.last for other in self.hits if low < other.last <= hit.first]
        after = [other.first for other in self.hits if hit.last <= other.first < high]
        return self.words[max([low, *before]) : min([high, *after])]

    def rest(self, hit: Hit) -> Sequence[Token]:
        """What follows the hit, up to the next one or the end."""
        return self.words[hit.last : self.next_first(hit)]

    def next_first(self, hit: Hit) -> int:
        """Where the next hit begins, or the end."""
        return min((o.first for o in self.hits if o.first >= hit.last), default=len(self.words))

    def word(self, place: int) -> str:
        """The word at a place; empty beyond the ends."""
        return self.words[place].word if 0 <= place < len(self.words) else ""

    def closes(self, place: int) -> bool:
        """Whether what is said about a name ends here."""
        return place >= len(self.words) or self.word(place) in {",", ")", "]", "?", "+", "&", "/"}

    def places_of(self, phrases: frozenset[Phrase]) -> Iterator[tuple[int, int]]:
        """Where each of the phrases begins and ends."""
        for place in range(len(self.words)):
            length = starts(phrases, self.words, place)
            if length:
                yield place, place + length


def is_medicine(hit: Hit) -> bool:
    """Whether a hit names something that is taken."""
    return hit.term.taken
