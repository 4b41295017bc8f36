"""The names that are known, and how to find them in a row of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from filiform.screening.matching.tokens import Token
from filiform.screening.matching.values import Kind

STAR = "*"
# A star in a phrase stands for up to so many words.
STAR_REACH = 5


@dataclass(frozen=True, slots=True)
class Term:
    """A spelling that is known. `target` empty: it belongs to no class and no group."""

    words: tuple[str, ...]
    target: str
    name: str
    kind: Kind = Kind.CHRONIC
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found at the tokens `first` up to, not including, `last`."""

    term: Term
    first: int
    last: int


@dataclass
class Phrases:
    """Finds phrases in a row of tokens; the longest one at a place wins."""

    _by_word: dict[str, list[Term]] = field(default_factory=dict)

    def add(self, term: Term) -> None:
        same = self._by_word.setdefault(term.words[0], [])
        same.append(term)
        same.sort(key=lambda known: len(known.words), reverse=True)

    @property
    def terms(self) -> frozenset[Term]:
        """All phrases."""
        return frozenset(term for same in self._by_word.values() for term in same)

    @property
    def words(self) -> frozenset[str]:
        """Every word that occurs in a phrase."""
        return frozenset(word for term in self.terms for word in term.words if word != STAR)

    def find(self, tokens: Sequence[Token]) -> list[Hit]:
        """All phrases from left to right, none inside another."""
        hits: list[Hit] = []
        place = 0
        while place < len(tokens):
            hit = self._at(tokens, place)
            if hit:
                hits.append(hit)
            place = hit.last if hit else place + 1
        return hits

    def _at(self, tokens: Sequence[Token], place: int) -> Hit | None:
        best: Hit | None = None
        for term in self._candidates(tokens[place].word):
            last = _end_of(term.words, tokens, place)
            if last and (best is None or last > best.last):
                best = Hit(term, place, last)
        return best

    def _candidates(self, word: str) -> Iterator[Term]:
        for stem in stems(word):
            yield from self._by_word.get(stem, ())


def stems(word: str) -> tuple[str, ...]:
    """The word, and what it may be the plural of."""
    if len(word) > 4 and word.endswith("es"):
        return (word, word[:-1], word[:-2])
    return (word, word[:-1]) if len(word) > 3 and word.endswith("s") else (word,)


def _end_of(words: tuple[str, ...], tokens: Sequence[Token], place: int) -> int | None:
    """Where the phrase that begins at `place` ends, or None when it does not stand there."""
    if not words:
        return place
    if words[0] == STAR:
        return _end_after_star(words[1:], tokens, place)
    if place >= len(tokens) or words[0] not in stems(tokens[place].word):
        return None
    return _end_of(words[1:], tokens, place + 1)


def _end_after_star(words: tuple[str, ...], tokens: Sequence[Token], place: int) -> int | None:
    for start in range(place, min(place + STAR_REACH, len(tokens)) + 1):
        end = _end_of(words, tokens, start)
        if end is not None:
            return end
        if start < len(tokens) and tokens[start].sign:
            return None
    return None
