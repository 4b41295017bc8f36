"""The plan in the note: what was agreed, as it stood at the visit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from filiform.knowledge.atlas import Atlas
from filiform.needling import Target, named
from filiform.note.values import PlanKept
from filiform.plan import (
    Dose,
    Event,
    Operation,
    Plan,
    PlanKnowledge,
    PlannedCare,
    PlannedTarget,
    Rhythm,
    Schedule,
    goal_in_words,
    upkeep_in_words,
)


def planned(kept: PlanKept | None, atlas: Atlas) -> tuple[str, ...]:
    """A paragraph of what is agreed about needles and goals, and one of what lies around them."""
    if kept is None:
        return ()
    plan = kept.plan
    core = (_targets(plan, atlas), _rhythm(plan.rhythm), _next(kept), _goals(plan), _looked(plan))
    around = (_care(plan), _events(plan.events), _operation(plan.operation), _after(plan))
    said = " ".join(filter(None, core)), " ".join(filter(None, around))
    first = f"Plan, version {kept.version}. {said[0]}".rstrip()
    return tuple(filter(None, (first, said[1], _words(plan.words))))


def _targets(plan: Plan, atlas: Atlas) -> str:
    return _list("To needle", (_target(one, atlas) for one in plan.targets))


def _target(one: PlannedTarget, atlas: Atlas) -> str:
    name, dose = named(Target(one.muscle, one.side, one.site), atlas), _dose(one.dose)
    return f"{name} ({dose})" if dose else name


def _dose(dose: Dose) -> str:
    count = f"{dose.needles} needle{'s' if dose.needles > 1 else ''}" if dose.needles else ""
    words = [count, dose.mode.replace("_", " ") if dose.mode else "", dose.depth or ""]
    return ", ".join(filter(None, words))


def _rhythm(rhythm: Rhythm) -> str:
    if not rhythm.sessions:
        return ""
    said = f"{rhythm.sessions} session{'s' if rhythm.sessions > 1 else ''}"
    if rhythm.days_between and rhythm.sessions > 1:
        days = "1 day" if rhythm.days_between == 1 else f"{rhythm.days_between} days"
        said += f", at least {days} apart"
    return f"{said}, from {_day(rhythm.first)}." if rhythm.first else f"{said}."


def _next(kept: PlanKept) -> str:
    """The session that follows this visit."""
    later = [day for day in Schedule(kept.plan).sessions if day > kept.on]
    return f"Next planned for {_day(later[0])}." if later else ""


def _goals(plan: Plan) -> str:
    return _list("Goals", map(goal_in_words, plan.goals))


def _looked(plan: Plan) -> str:
    return f"Reassessment on {_day(plan.reassess_on)}." if plan.reassess_on else ""


def _care(plan: Plan) -> str:
    return _list("Other care", map(_one_care, plan.care))


def _one_care(one: PlannedCare) -> str:
    days, where = one.days_a_week, one.where
    often = f"{days} day{'s' if days > 1 else ''} a week" if days else ""
    place = ("at home" if where == "home" else where.value) if where else ""
    said = ", ".join(filter(None, (often, place, _line(one.words))))
    name = PlanKnowledge.load().care[one.care].name.lower()
    return f"{name} ({said})" if said else name


def _events(events: Iterable[Event]) -> str:
    return _list("Days that count", (f"{one.title} on {_day(one.on)}" for one in events))


def _operation(done: Operation | None) -> str:
    if done is None:
        return ""
    when = f" on {_day(done.on)}" if done.on else ""
    allowed = (
        f"the surgeon allows care there from {_day(done.cleared_from)}"
        if done.cleared_from
        else "the surgeon has named no day for care there"
    )
    limits = f"; limits: {_line(done.limits)}" if done.limits else ""
    return f"Operation: {done.what}{when}; {allowed}{limits}."


def _after(plan: Plan) -> str:
    words = upkeep_in_words(plan.maintenance), _line(plan.maintenance.words)
    said = "; ".join(filter(None, words))
    return f"After the course: {said}." if said else ""


def _words(words: str) -> str:
    return f"Notes on the plan: {_line(words)}." if words.strip() else ""


def _list(title: str, said: Iterable[str]) -> str:
    words = "; ".join(said)
    return f"{title}: {words}." if words else ""


def _line(words: str) -> str:
    """On one line, without the full stop that the sentence around it brings."""
    return " ".join(words.split()).rstrip(".")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
