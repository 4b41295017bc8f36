"""What was understood of a patient's own words, and how the patient put it right."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from filiform.knowledge.screening import load_rules
from filiform.screening.history import Evidence
from filiform.screening.interview.saying import ALTERNATIVE, REF, Box, Choice
from filiform.screening.matching import Match, Matcher
from filiform.screening.matching.search import evidence_kind
from filiform.screening.matching.values import Kind, Status

_KEY = 12
_SETTLED = (Choice.RIGHT, Choice.NOW)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was understood; `choice` is what the patient said to it, empty: nothing yet.

    `spellings` are other names that it may be.
    """

    key: str
    box: Box
    match: Match
    choice: str = ""
    spellings: tuple[str, ...] = ()

    @property
    def is_medicine(self) -> bool:
        return self.match.target in load_rules().medicines

    @property
    def needs_choice(self) -> bool:
        """A guess at the spelling, or a word that is not sure: the patient must say."""
        return not self.match.certain

    @property
    def current(self) -> bool:
        """Whether it bears on today: what once was enough stays, whatever is said."""
        if self.choice == Choice.NOW:
            return True
        if self.choice == Choice.STOPPED:
            return self.match.kind is Kind.LASTING and not self.is_medicine
        return self.match.counts

    @property
    def evidence(self) -> Evidence:
        match = self.match
        ref, certain = f"{REF}:{self.box}", match.certain or self.choice in _SETTLED
        kind = evidence_kind(match.target)
        found = Evidence(kind, match.target, match.name, ref, certain=certain)
        return replace(found, current=self.current)


@dataclass(frozen=True, slots=True)
class Understood:
    """All that was understood, and per box the words that were not."""

    items: tuple[Item, ...] = ()
    unknown: tuple[tuple[Box, str], ...] = ()

    @property
    def open(self) -> tuple[Item, ...]:
        """What the patient must still say something to."""
        return tuple(item for item in self.items if item.needs_choice and not item.choice)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Each thing once; current when any mention of it is."""
        found: dict[tuple[str, ...], Evidence] = {}
        for item in (i.evidence for i in self.items if i.choice != Choice.WRONG):
            key = (item.kind, item.group, item.name.casefold())
            found[key] = _stricter(found.get(key, item), item)
        return tuple(found.values())

    @property
    def unread(self) -> tuple[str, ...]:
        """Words that nobody has read: not understood, or understood wrongly."""
        wrong = [(i.box, i.match.text) for i in self.items if i.choice == Choice.WRONG]
        found = (f"{box}, as the patient wrote it: {text}" for box, text in (*self.unknown, *wrong))
        return tuple(dict.fromkeys(found))


def understand(texts: Mapping[Box, str], choices: Mapping[str, str], on: date) -> Understood:
    """Read the patient's words as of the day `on`, and apply what was said to them."""
    items: dict[str, Item] = {}
    unknown: list[tuple[Box, str]] = []
    for box in Box:
        reading = Matcher.load().read_text(texts.get(box, ""), on)
        unknown += [(box, text) for text in reading.unknown]
        for match in reading.matches:
            item = _item(box, _as_allergy(box, match), choices)
            items.setdefault(item.key, item)
    chosen = (_respelt(item, on) for item in items.values())
    return Understood(tuple(item for item in chosen if item), tuple(dict.fromkeys(unknown)))


def _item(box: Box, match: Match, choices: Mapping[str, str]) -> Item:
    said = "\n".join((box, match.target, match.name, match.text.casefold(), match.status))
    key = hashlib.sha256(said.encode()).hexdigest()[:_KEY]
    return Item(key, box, match, choices.get(key, ""), match.alternatives)


def _as_allergy(box: Box, match: Match) -> Match:
    """A medicine among the allergies is one that is not taken."""
    if box is Box.ALLERGIES and match.target in load_rules().medicines:
        return replace(match, status=Status.ALLERGY)
    return match


def _respelt(item: Item, on: date) -> Item | None:
    """With the other spelling that the patient chose; None when that is a harmless name."""
    name = item.choice.removeprefix(ALTERNATIVE)
    if name == item.choice:
        return item
    if name not in item.spellings:
        return replace(item, choice="")
    matches: Iterable[Match] = Matcher.load().read_text(name, on).matches
    meant = next(iter(matches), None)
    return replace(item, match=meant) if meant else None


def _stricter(one: Evidence, other: Evidence) -> Evidence:
    return replace(one, current=one.current or other.current, certain=one.certain and other.certain)
