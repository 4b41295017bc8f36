"""The words around a name that say whether it counts, read from data/cues.toml."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from importlib.resources import files

from filiform.knowledge.load import read_file
from filiform.screening.matching.tokens import Token, words_of

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """One set of phrases for each list of the file, under the same name."""

    negation: frozenset[Phrase]
    negation_of_conditions: frozenset[Phrase]
    not_a_negation: frozenset[Phrase]
    affirmed_after: frozenset[Phrase]
    negation_after: frozenset[Phrase]
    not_taking_it: frozenset[Phrase]
    filler: frozenset[Phrase]
    scope_end: frozenset[Phrase]
    hard_stop: frozenset[Phrase]
    stopped_before: frozenset[Phrase]
    stopped_after: frozenset[Phrase]
    not_stopped: frozenset[Phrase]
    started_again: frozenset[Phrase]
    recent: frozenset[Phrase]
    paused: frozenset[Phrase]
    past: frozenset[Phrase]
    over: frozenset[Phrase]
    ongoing: frozenset[Phrase]
    family: frozenset[Phrase]
    family_heading: frozenset[Phrase]
    family_after: frozenset[Phrase]
    me_too: frozenset[Phrase]
    self: frozenset[Phrase]
    prevention_before: frozenset[Phrase]
    prevention_after: frozenset[Phrase]
    allergy: frozenset[Phrase]
    possible: frozenset[Phrase]
    after_stop: frozenset[Phrase]
    takes: frozenset[Phrase]
    as_needed: frozenset[Phrase]
    medicine_filler: frozenset[Phrase]

    @classmethod
    def load(cls) -> Cues:
        """Read the file; a list that is missing or unknown is refused."""
        file = read_file(files("filiform.screening").joinpath("data"), "cues.toml")
        file.table("review").rest()
        cues = file.table("cues")
        lists = {field.name: cues.texts(field.name) for field in fields(cls)}
        cues.close()
        file.close()
        phrases = {name: frozenset(map(words_of, texts)) for name, texts in lists.items()}
        phrases["family"] |= {(*words[:-1], f"{words[-1]}s") for words in phrases["family"]}
        return cls(**phrases)

    @property
    def words(self) -> frozenset[str]:
        """Every word of every cue."""
        lists = (getattr(self, field.name) for field in fields(self))
        return frozenset(word for phrases in lists for phrase in phrases for word in phrase)


def starts(phrases: frozenset[Phrase], tokens: Sequence[Token], place: int) -> int:
    """The length of the longest of the phrases that begins at `place`; 0 when none does."""
    for length in range(min(6, len(tokens) - place), 0, -1):
        if tuple(token.word for token in tokens[place : place + length]) in phrases:
            return length
    return 0


def ends(phrases: frozenset[Phrase], tokens: Sequence[Token], place: int) -> int:
    """The length of the longest of the phrases that ends just before `place`; 0 when none does."""
    for length in range(min(6, place), 0, -1):
        if tuple(token.word for token in tokens[place - length : place]) in phrases:
            return length
    return 0


def holds(phrases: frozenset[Phrase], tokens: Sequence[Token]) -> bool:
    """Whether one of the phrases stands anywhere among the tokens."""
    return any(starts(phrases, tokens, place) for place in range(len(tokens)))
