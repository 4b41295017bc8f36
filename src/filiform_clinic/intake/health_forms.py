"""The health pages as forms: what was sent, what is still open, and what a page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils import dates
from django.utils.translation import gettext as _

from filiform.errors import InvalidInput
from filiform.screening import Reply
from filiform.screening.history import PAIRED
from filiform.screening.interview import Asking, Page, PatientWords, Said, Saying

UNKNOWN = "unknown"
_OLDEST = 1900


@dataclass(frozen=True)
class Given:
    """What a page brought: answers in stored form, and the details said to be unknown.

    `years` are years as typed that cannot be, by rule: they are shown again, and not kept.
    """

    answers: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()
    years: Mapping[str, str] = field(default_factory=dict)


def read_page(page: Page, data: QueryDict, on: date) -> Given:
    """Read a page's fields. Errors: `InvalidInput` for a question that is not on the page."""
    here = {question.rule for question in page.questions}
    for name in data:
        if name.startswith(("ci_", "day_")) and name.partition("-")[0] not in here:
            raise InvalidInput("answers", "questions of this page", got=name)
    given = {q.rule: _answer(q, data, on) for q in page.questions if data.get(q.rule)}
    details = (f"{q.rule}-{d}" for q in page.questions for d in ("where", "since", "trimester"))
    unknown = frozenset(name for name in details if UNKNOWN in data.getlist(name))
    odd = {q.rule: str(data[f"{q.rule}-year"]) for q in page.questions if _odd_time(q, data, on)}
    return Given(given, unknown, odd)


def _odd_time(question: Asking, data: QueryDict, on: date) -> bool:
    """Whether a year was typed that cannot be, or a month that is still to come."""
    typed = str(data.get(f"{question.rule}-year", "")).strip()
    return bool(typed) and not _month(question.rule, data, on)


def _answer(question: Asking, data: QueryDict, on: date) -> dict[str, Any]:
    """An answer with its details; a no has none, whatever was ticked before."""
    rule, reply = question.rule, data[question.rule]
    if reply == Reply.NO:
        return {"value": reply}
    details = {
        "where": [tick for tick in data.getlist(f"{rule}-where") if tick != UNKNOWN],
        "since": "" if UNKNOWN in data.getlist(f"{rule}-since") else _month(rule, data, on),
        "trimester": _number(data.get(f"{rule}-trimester", "")),
    }
    return {"value": reply} | {key: value for key, value in details.items() if value}


def _month(rule: str, data: QueryDict, on: date) -> str:
    """ "2026-05"; a year alone is its last month, or this one: the latest it may have been.

    Empty for a year that cannot be and a month that is still to come.
    """
    year, month = (str(data.get(f"{rule}-{part}", "")).strip() for part in ("year", "month"))
    if not (year.isascii() and year.isdigit() and len(year) == 4 and int(year) >= _OLDEST):
        return ""
    latest = on.month if year == str(on.year) else 12
    found = f"{year}-{month or latest:0>2}"
    return found if found <= f"{on:%Y-%m}" else ""


def _number(text: str) -> object:
    if text in ("", UNKNOWN):
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else text


def problems(page: Page, saying: Saying, given: Given) -> dict[str, str]:
    """What is still open on a page, by rule, in a sentence for the patient."""
    unknown = given.unknown
    found = {question.rule: _("Please choose an answer.") for question in saying.open_on(page)}
    for question in page.questions:
        said = saying.answers.get(question.rule)
        applies = said and said.value is Reply.YES and saying.asks(question)
        if said and applies and (missing := _missing_detail(question, said, unknown)):
            found[question.rule] = missing
        if applies and question.rule in given.years:
            found[question.rule] = _("Please check month and year. The year has four numbers.")
    return found


def _missing_detail(question: Asking, said: Said, unknown: frozenset[str]) -> str:
    def left(name: str, value: object) -> bool:
        return (
            bool(getattr(question, name)) and not value and f"{question.rule}-{name}" not in unknown
        )

    if left("where", said.where):
        return _("Please say where, or choose “Not sure where”.")
    if left("since", said.since):
        return _("Please say when, or choose “Not sure when”.")
    if left("trimester", said.trimester):
        return _("Please say how far along you are, or choose “Not sure”.")
    return ""


@dataclass(frozen=True, slots=True)
class Side:
    """A box to tick."""

    value: str
    label: str
    checked: bool


@dataclass(frozen=True)
class Shown:
    """A question as the template draws it, with the follow-ups that stand under it."""

    asking: Asking
    value: str
    said: Said | None
    problem: str
    unknown: frozenset[str]
    typed_year: str = ""
    follow_ups: tuple[Shown, ...] = ()

    @property
    def replies(self) -> list[Side]:
        labels = {"yes": _("Yes"), "no": _("No"), "unsure": _("Not sure")}
        return [Side(value, label, value == self.value) for value, label in labels.items()]

    @property
    def parts(self) -> list[tuple[str, list[Side]]]:
        """The parts of the body, each with a box for left and right."""
        names = {"left": _("Left"), "right": _("Right")}
        ticked = self.said.where if self.said else ()
        return [
            (part.title, [Side(tick, names[s], tick in ticked) for s in PAIRED
                          for tick in [f"{part.id}:{s}"]])
            for part in PatientWords.load().parts
        ]  # fmt: skip

    @property
    def trimesters(self) -> list[Side]:
        labels = {
            "1": _("Weeks 1 to 13"),
            "2": _("Weeks 14 to 27"),
            "3": _("Week 28 or later"),
            UNKNOWN: _("Not sure"),
        }
        chosen = str(self.said.trimester) if self.said and self.said.trimester else ""
        chosen = chosen or (UNKNOWN if self.unknown_trimester else "")
        return [Side(value, label, value == chosen) for value, label in labels.items()]

    @property
    def months(self) -> list[Side]:
        chosen = int(self.said.since[5:]) if self.said and self.said.since else 0
        return [Side(str(n), str(name), n == chosen) for n, name in dates.MONTHS.items()]

    @property
    def year(self) -> str:
        return self.typed_year or (self.said.since[:4] if self.said else "")

    @property
    def unknown_where(self) -> bool:
        return f"{self.asking.rule}-where" in self.unknown

    @property
    def unknown_since(self) -> bool:
        return f"{self.asking.rule}-since" in self.unknown

    @property
    def unknown_trimester(self) -> bool:
        return f"{self.asking.rule}-trimester" in self.unknown


def show_page(
    page: Page, saying: Saying, given: Given, faults: Mapping[str, str] | None = None
) -> list[Shown]:
    """The questions of a page; details left open on a page that is done were said to be unknown."""
    as_left = page.id in saying.done and not given.answers
    known = given.unknown | (_left_open(page, saying) if as_left else frozenset())

    def shown(question: Asking) -> Shown:
        said = saying.answers.get(question.rule)
        below = (q for q in page.questions if question.rule in q.after)
        return Shown(
            question,
            said.value if said else "",
            said,
            (faults or {}).get(question.rule, ""),
            known,
            given.years.get(question.rule, ""),
            tuple(shown(q) for q in below),
        )

    return [shown(question) for question in page.questions if not question.after]


def _left_open(page: Page, saying: Saying) -> frozenset[str]:
    names = ("where", "since", "trimester")
    return frozenset(
        f"{q.rule}-{name}"
        for q in page.questions
        for name in names
        if (said := saying.answers.get(q.rule))
        and said.value is not Reply.NO
        and not getattr(said, name)
    )


@dataclass(frozen=True, slots=True)
class Told:
    """A page in the list of answers: what was not a no, and how many nos there were."""

    page: Page
    said: tuple[str, ...]
    noes: int


def summary(pages: Saying) -> list[Told]:
    """The health answers page by page, as the patient checks them."""
    return [_told(page, pages) for page in PatientWords.load().pages]


def _told(page: Page, saying: Saying) -> Told:
    asked = [(q, saying.answers.get(q.rule)) for q in page.questions if saying.asks(q)]
    words = {Reply.YES: _("Yes"), Reply.UNSURE: _("Not sure")}
    said = tuple(
        f"{q.title}: {', '.join([words[s.value], *_details(s)])}"
        for q, s in asked
        if s and s.value is not Reply.NO
    )
    return Told(page, said, sum(1 for _q, s in asked if s and s.value is Reply.NO))


def _details(said: Said) -> list[str]:
    """Where, as "knee (left)", and since when."""
    sides = {"left": _("left"), "right": _("right")}
    found = []
    for part in PatientWords.load().parts:
        ticked = [sides[s] for s in PAIRED if f"{part.id}:{s}" in said.where]
        if ticked:
            found.append(f"{part.title.lower()} ({' + '.join(ticked)})")
    return found + ([said.since] if said.since else [])
