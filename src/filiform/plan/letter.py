"""The progress letter: from the record to plain clinical prose, the same text for the same record.

It reports what was recorded and how it changed during care. It never says that care caused it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from filiform.plan.plans import Goal, Plan, Upkeep
from filiform.plan.schedule import Schedule


class Audience(StrEnum):
    """Whom the letter is for; a payer is told no more than what the care rests on."""

    REFERRER = "referrer"
    PAYER = "payer"


@dataclass(frozen=True, slots=True)
class LetterRecord:
    """What the letter is written from: only what was recorded.

    `pain` are (day, strongest pain 0-10) as told before each visit, oldest first; `measures` name a
    measure of the first and the latest examination with what it showed, in words that weigh the
    difference; `needled` and `care` are names; `visits` the days on which needles were placed.
    """

    audience: Audience
    patient: str
    born: date
    on: date
    complaint: str | None
    visits: tuple[date, ...]
    pain: tuple[tuple[date, int], ...]
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
            "pain": [[str(day), score] for day, score in self.pain],
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
        _course(record),
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


def _course(record: LetterRecord) -> str:
    if not record.pain:
        return "No pain score is on record."
    first, last = record.pain[0], record.pain[-1]
    if len(record.pain) == 1:
        told = f"Strongest pain as the patient told before the visit: {_score(first)}."
        return f"{told} One score shows no course."
    return (
        f"Strongest pain as the patient told before the visits: {_score(first)}, {_score(last)}. "
        "Pain scores differ from day to day, and pain often eases with time or other care: "
        "this is the course during care and does not show what caused it."
    )


def _measures(record: LetterRecord) -> str:
    if not record.measures:
        return ""
    said = [f"{name[:1].upper()}{name[1:]}: {words}." for name, words in record.measures]
    return f"First and latest examination. {' '.join(said)}"


def _goals(goals: Iterable[Goal]) -> str:
    said = [_goal(goal) for goal in goals]
    return f"Goals agreed with the patient: {'; '.join(said)}." if said else ""


def _goal(goal: Goal) -> str:
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
    if plan.maintenance.upkeep is not Upkeep.OPEN:
        said.append(f"After the course: {_UPKEEP[plan.maintenance.upkeep]}.")
    return " ".join(said)


_UPKEEP = {
    Upkeep.NOTHING: "no regular visits",
    Upkeep.WHEN_NEEDED: "visits when needed",
    Upkeep.REGULAR: "regular visits, reviewed each time",
}


def _closing(record: LetterRecord) -> str:
    if record.audience is Audience.PAYER:
        return "The record of each visit is kept and can be provided as the law allows."
    return "Please tell us of any change in health or medicines, and if you see it differently."


def _score(one: tuple[date, int]) -> str:
    return f"{one[1]}/10 on {_day(one[0])}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
