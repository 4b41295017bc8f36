"""From words for a part of the body to places: "right axilla", "Structure of left knee"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from filiform.body.values import Side
from filiform.errors import BrokenKnowledge
from filiform.knowledge.load import Entry, read_file
from filiform.knowledge.screening import ScreeningRules, load_rules
from filiform.screening.history import PAIRED, Place
from filiform.screening.matching.lexicon import Phrases, Term, stems
from filiform.screening.matching.tokens import Token, tokens_of, words_of

_FILE = "body_words.toml"


@dataclass(frozen=True)
class BodyWords:
    """Phrases for parts of the body and words for sides. Made by `load_body_words`."""

    phrases: Phrases
    places: dict[tuple[str, ...], tuple[str, ...]]
    sides: dict[Side, frozenset[str]]

    def places_in(self, text: str) -> tuple[Place, ...]:
        """The places that a text names; none when it names none. Without a side: both sides."""
        tokens = tokens_of(text)
        hits = [hit.term.words for hit in self.phrases.find(tokens)]
        side = self.side_of(tokens)
        named = dict.fromkeys(region for words in hits for region in self.places[words])
        return tuple(Place(region, side) for region in named)

    def side_in(self, text: str) -> Side | None:
        """The one side that a text names; None for no side or both."""
        return self.side_of(tokens_of(text))

    def side_of(self, tokens: Sequence[Token]) -> Side | None:
        words = {stem for token in tokens for stem in stems(token.word)}
        if words & self.sides[Side.BOTH]:
            return None
        named = [side for side in PAIRED if words & self.sides[side]]
        return named[0] if len(named) == 1 else None


@cache
def load_body_words() -> BodyWords:
    """The words that ship with the product; `BrokenKnowledge` for a place that no rule knows."""
    file = read_file(files("filiform.screening").joinpath("data"), _FILE)
    file.table("review").rest()
    sides = file.table("sides")
    named = {side: frozenset(sides.texts(side)) for side in (*PAIRED, Side.BOTH)}
    sides.close()
    places = _read_places(file.table("places"), load_rules())
    file.close()
    phrases = Phrases()
    for words in places:
        phrases.add(Term(words, "", " ".join(words)))
    return BodyWords(phrases, places, named)


def _read_places(table: Entry, rules: ScreeningRules) -> dict[tuple[str, ...], tuple[str, ...]]:
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for region in table.left():
        if region not in rules.places.regions and region not in rules.places.zones:
            raise BrokenKnowledge(region, "a region group or zone", where=_FILE)
        for phrase in table.texts(region):
            words = words_of(phrase)
            found[words] = (*found.get(words, ()), region)
    return found
