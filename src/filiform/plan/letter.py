"""The progress letter: from the record to plain clinical prose, the same text for the same record.

It reports what was recorded and how it changed during care. It never says that care caused it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from filiform.errors import InvalidInput
from filiform.plan.plans import Goal, Maintenance, Plan, Upkeep
from filiform.plan.schedule import Schedule

NO_PAIN = "No pain score is on record."


class Audience(StrEnum):
    """Whom the letter is for; a payer is told no more than what the care rests on."""

    REFERRER = "referrer"
    PAYER = "payer"


@dataclass(frozen=True, slots=True)
class Course:
    """One score over time, oldest first; never empty."""

    name: str
    points: tuple[tuple[date, int], ...]

    def __post_init__(self) -> None:
        if not self.points:
            raise InvalidInput("points", "at least one day with a score")

    @property
    def first(self) -> tuple[date, int]:
        return self.points[0]

    @property
    def last(self) -> tuple[date, int]:
        return self.points[-1]

    def to_json(self) -> dict[str, object]:
        return {"name": self.name, "points": [[str(day), score] for day, score in self.points]}


@dataclass(frozen=True, slots=True)
class LetterRecord:
    """What the letter is written from: only what was recorded.

    `pain` are the pain scores (0-10) told before each visit, `activities` those of what is hard to
    do (0 unable, 10 as before); `measures` name a measure of the first and the latest examination
    with what it showed, in words that weigh the difference; `needled` and `care` are names;
    `visits` the days on which needles were placed.
    """

    audience: Audience
    patient: str
    born: date
    on: date
    complaint: str | None
    visits: tuple[date, ...]
    pain: tuple[Course, ...]
    activities: tuple[Course, ...]
    measures: tuple[tuple[str, str], ...]
    needled: tuple[str, ...]
    care: tuple[str, ...]
    targets: tuple[str, ...]
    plan: Plan | None

    def to_json(self) -> dict[str, object]:
        """A plain table, kept beside the signed text; the plan itself is an entry of its own."""
        return {
            "audience": self.audience.value,
            "on": str(self.on),
            "complaint": self.complaint,
            "visits": [str(day) for day in self.visits],
            "pain": [one.to_json() for one in self.pain],
            "activities": [one.to_json() for one in self.activities],
            "measures": [list(one) for one in self.measures],
            "needled": list(self.needled),
            "care": list(self.care),
            "targets": list(self.targets),
        }


def write_letter(record: LetterRecord) -> str:
    """The letter in paragraphs, ready to be edited and signed."""
    paragraphs = (
        f"Re: {record.patient}, born {_day(record.born)}",
        _care_so_far(record),
        _pain(record.pain),
        _activities(record.activities),
        _caveat(record),
        _measures(record),
        _goals(record.plan.goals if record.plan else ()),
        _ahead(record),
        _closing(record),
    )
    return "\n\n".join(filter(None, paragraphs))


def _care_so_far(record: LetterRecord) -> str:
    told = record.complaint or ""
    for_what = f" for {told[:1].lower()}{told[1:]}" if told else ""
    if not record.visits:
        return f"The patient is in our care{for_what}. No needle has been placed so far."
    count = len(record.visits)
    when = f"on {_day(record.visits[0])}"
    if count > 1:
        when = f"in {count} visits from {_day(record.visits[0])} to {_day(record.visits[-1])}"
    said = [f"The patient is in our care{for_what} and had dry needling {when}."]
    if record.needled:
        said.append(f"Muscles needled: {'; '.join(record.needled)}.")
    if record.care and record.audience is Audience.REFERRER:
        said.append(f"Other care given: {'; '.join(record.care)}.")
    return " ".join(said)


def _pain(courses: Iterable[Course]) -> str:
    said = [f"{one.name} {_over_time(one)}" for one in courses]
    return f"Pain, 0 to 10, as told before the visits: {'; '.join(said)}." if said else NO_PAIN


def _activities(courses: Iterable[Course]) -> str:
    said = [f"{one.name} {_over_time(one)}" for one in courses]
    return f"Activities, 0 unable to 10 as before: {'; '.join(said)}." if said else ""


def _over_time(course: Course) -> str:
    first, last = course.first, course.last
    if len(course.points) == 1:
        return f"{first[1]} on {_day(first[0])}"
    return f"{first[1]} on {_day(first[0])}, {last[1]} on {_day(last[0])} ({last[1] - first[1]:+d})"


def _caveat(record: LetterRecord) -> str:
    courses = (*record.pain, *record.activities)
    if any(len(one.points) > 1 for one in courses):
        return (
            "Scores differ from day to day, and trouble often eases with time or other care: this "
            "is the course during care and does not show what caused it."
        )
    return "One score shows no course." if courses else ""


def _measures(record: LetterRecord) -> str:
    if not record.measures:
        return ""
    said = [f"{name[:1].upper()}{name[1:]}: {words}." for name, words in record.measures]
    return f"First and latest examination. {' '.join(said)}"


def _goals(goals: Iterable[Goal]) -> str:
    said = [goal_in_words(goal) for goal in goals]
    return f"Goals agreed with the patient: {'; '.join(said)}." if said else ""


def goal_in_words(goal: Goal) -> str:
    """The goal, where it stands, the aim and the day, as far as agreed."""
    words = goal.text
    if goal.now is not None:
        words += f", now {goal.now:g}{goal.unit}"
    if goal.aim is not None:
        words += f", aim {goal.aim:g}{goal.unit}"
    return f"{words}, by {_day(goal.by)}" if goal.by else words


def _ahead(record: LetterRecord) -> str:
    plan = record.plan
    if plan is None:
        return "No plan is on record."
    said = []
    left = [day for day in Schedule(plan).sessions if day > record.on]
    if left:
        visits = "1 further visit" if len(left) == 1 else f"{len(left)} further visits"
        said.append(f"Planned: {visits}, the last about {_day(left[-1])}.")
    if record.targets:
        said.append(f"Muscles planned: {'; '.join(record.targets)}.")
    if plan.reassess_on:
        said.append(f"We reassess on {_day(plan.reassess_on)} and decide then whether to go on.")
    if after := upkeep_in_words(plan.maintenance):
        said.append(f"After the course: {after}.")
    return " ".join(said)


def upkeep_in_words(after: Maintenance) -> str:
    """What is meant to come after the course; empty while nothing is decided."""
    words = _UPKEEP.get(after.upkeep, "")
    if not after.every_weeks:
        return words
    every = "every week" if after.every_weeks == 1 else f"every {after.every_weeks} weeks"
    return words.replace("visits", f"visits {every}")


_UPKEEP = {
    Upkeep.NOTHING: "no regular visits",
    Upkeep.WHEN_NEEDED: "visits when needed",
    Upkeep.REGULAR: "regular visits, reviewed each time",
}


def _closing(record: LetterRecord) -> str:
    if record.audience is Audience.PAYER:
        return "The record of each visit is kept and can be provided as the law allows."
    return "Please tell us of any change in health or medicines, and if you see it differently."


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
