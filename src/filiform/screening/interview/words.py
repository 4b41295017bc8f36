"""The health questions in the patient's words, laid out in short pages.

Every rule that is asked stands in exactly one place, with words for each detail that its yes must
say; otherwise the file is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from filiform.body.values import Side
from filiform.errors import BrokenKnowledge
from filiform.knowledge.load import Entry, read_file
from filiform.knowledge.screening import Asked, Detail, PlaceRule, Rule, ScreeningRules, load_rules
from filiform.knowledge.values import ClinicalReview, Review
from filiform.screening.history import PAIRED, Place

DATA = files("filiform.screening") / "data"
FILE = "patient_words.toml"


class Advice(StrEnum):
    """What a patient who says yes is told at once: call for help, a doctor, or the clinic first."""

    EMERGENCY = "emergency"
    DOCTOR = "doctor"
    CALL_FIRST = "call_first"


@dataclass(frozen=True, slots=True)
class Asking:
    """A rule's question. `where`, `since`, `trimester` ask for details; empty: none are needed.

    `title` is what a list of answers calls it; `after` are the rules that must be yes or unsure.
    """

    rule: str
    title: str
    ask: str
    hint: str = ""
    where: str = ""
    since: str = ""
    trimester: str = ""
    advice: Advice | None = None
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Questions that are shown together."""

    id: str
    title: str
    questions: tuple[Asking, ...]

    @property
    def rules(self) -> frozenset[str]:
        """The rules that the page asks about."""
        return frozenset(question.rule for question in self.questions)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the body as patients say it; `places` are regions or zones of the rules."""

    id: str
    title: str
    places: tuple[str, ...]

    def on(self, side: Side) -> tuple[Place, ...]:
        """The places on one side."""
        return tuple(Place(place, side) for place in self.places)


@dataclass(frozen=True, slots=True)
class PatientWords:
    """Pages, parts of the body, and what medicines do, all in the patient's words.

    `today` is the one page of the treatment day; its questions have the ids of the day.
    """

    pages: tuple[Page, ...]
    today: Page
    parts: tuple[Part, ...]
    medicines: Mapping[str, str]
    review: Review

    @classmethod
    def load(cls) -> PatientWords:
        """What ships with the product, read once per process."""
        return _shipped()

    @property
    def questions(self) -> Mapping[str, Asking]:
        """All questions by rule."""
        return {one.rule: one for page in self.pages for one in page.questions}

    def page(self, name: str) -> Page | None:
        """The page with this id."""
        return next((page for page in self.pages if page.id == name), None)

    def place(self, tick: str) -> tuple[Place, ...]:
        """The places of a tick such as "shoulder:left"; none for one that is not offered."""
        part, _colon, side = tick.partition(":")
        found = (one for one in self.parts if one.id == part and side in PAIRED)
        return next((one.on(Side(side)) for one in found), ())


@cache
def _shipped() -> PatientWords:
    return read_patient_words(DATA)


def read_patient_words(folder: Traversable, rules: ScreeningRules | None = None) -> PatientWords:
    """Read a folder's file, or raise `BrokenKnowledge` naming file, entry and key."""
    known, document = rules or load_rules(), read_file(folder, FILE)
    pages = tuple(_page(entry, known) for entry in document.entries("page"))
    today = _today(document.table("today"), known)
    parts = tuple(_part(entry, known) for entry in document.entries("part"))
    medicines = document.table("medicines").rest()
    left_out, review = document.texts("left_out"), _review(document.table("review"))
    document.close()
    _all_asked(pages, left_out, known)
    if set(medicines) != set(known.medicines):
        raise BrokenKnowledge("medicines", "words for each class", where=FILE)
    return PatientWords(pages, today, parts, medicines, review)


def _page(entry: Entry, rules: ScreeningRules) -> Page:
    questions = tuple(_asking(row, rules) for row in entry.entries("question"))
    page = Page(entry.text("id"), entry.text("title"), questions)
    entry.close()
    return page


def _today(entry: Entry, rules: ScreeningRules) -> Page:
    """The page of the treatment day: all of its questions, once."""
    questions = tuple(_read(row) for row in entry.entries("question"))
    page = Page(entry.text("id"), entry.text("title"), questions)
    entry.close()
    if [q.rule for q in questions] != [q.id for q in rules.day_questions]:
        raise BrokenKnowledge("today", "the questions of the day in their order", where=FILE)
    return page


def _asking(entry: Entry, rules: ScreeningRules) -> Asking:
    asking = _read(entry, close=False)
    if asking.rule not in rules.rules:
        entry.fail("id", "the id of a rule", asking.rule)
    rule = rules.rules[asking.rule]
    _check_details(entry, asking, rule)
    entry.close()
    return replace(asking, after=rule.after) if rule.asked is Asked.FOLLOW_UP else asking


def _read(entry: Entry, *, close: bool = True) -> Asking:
    asking = Asking(
        entry.text("id"),
        entry.text("title"),
        entry.text("ask"),
        entry.optional_text("hint"),
        entry.optional_text("where"),
        entry.optional_text("since"),
        entry.optional_text("trimester"),
        entry.optional_choice("advice", Advice),
    )
    if close:
        entry.close()
    return asking


def _check_details(entry: Entry, asking: Asking, rule: Rule) -> None:
    """Words for what the rule needs to know, and for nothing else."""
    needed = {
        "where": rule.place in (PlaceRule.ASKED, PlaceRule.OPTIONAL),
        "since": Detail.SINCE in rule.details,
        "trimester": Detail.TRIMESTER in rule.details,
    }
    for key, expected in needed.items():
        if bool(getattr(asking, key)) is not expected:
            entry.fail(key, "words" if expected else "no words: the rule needs no such detail")


def _part(entry: Entry, rules: ScreeningRules) -> Part:
    part = Part(entry.text("id"), entry.text("title"), entry.texts("places"))
    entry.close()
    known = {*rules.places.regions, *rules.places.zones}
    for place in part.places:
        if place not in known:
            entry.fail("places", "regions or zones of the rules", place)
    return part


def _review(entry: Entry) -> Review:
    review = Review(entry.day("on"), entry.day("next"), entry.choice("clinical", ClinicalReview))
    entry.close()
    return review


def _all_asked(pages: tuple[Page, ...], left_out: tuple[str, ...], rules: ScreeningRules) -> None:
    """Each rule that is asked, once; a follow-up on the page of a rule it comes after."""
    expected = {rule.id for rule in rules.rules.values() if rule.asked is not Asked.COMPUTED}
    named = [one.rule for page in pages for one in page.questions] + list(left_out)
    for name in sorted(expected ^ set(named)) + [n for n in named if named.count(n) > 1]:
        raise BrokenKnowledge("page", "each rule that is asked once", got=name, where=FILE)
    for page in pages:
        here = {one.rule for one in page.questions}
        for one in page.questions:
            if one.after and not here.intersection(one.after):
                raise BrokenKnowledge(
                    one.rule, "the page of a rule it comes after", got=page.id, where=FILE
                )
