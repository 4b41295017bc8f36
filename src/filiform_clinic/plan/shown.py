"""Plans in the reader's words: weeks, cautions, goals, care."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from filiform.intake import Activities
from filiform.knowledge.atlas import Atlas
from filiform.needling import Target, named
from filiform.plan import (
    Care,
    Caution,
    Depth,
    Goal,
    Mode,
    Plan,
    PlanDay,
    PlanKnowledge,
    PlannedCare,
    PlannedTarget,
    Schedule,
    Upkeep,
    Warn,
    Where,
)

NONE_SCORED = Activities()


@dataclass(frozen=True, slots=True)
class DayShown:
    """One day: what is planned, in words. `sore`: the muscle may ache."""

    on: datetime.date
    items: tuple[str, ...]
    needling: bool
    sore: bool
    today: bool

    @property
    def weekday(self) -> str:
        """Short, for a narrow column."""
        return date_format(self.on, "D")


@dataclass(frozen=True, slots=True)
class WeekShown:
    """Monday to Sunday."""

    days: tuple[DayShown, ...]

    @property
    def monday(self) -> datetime.date:
        return self.days[0].on

    @property
    def title(self) -> str:
        return _("Week of %(day)s") % {"day": date_format(self.monday, "j F")}


@dataclass(frozen=True, slots=True)
class CareShown:
    """Planned care with what is known of it."""

    planned: PlannedCare
    known: Care
    when: str


@dataclass(frozen=True, slots=True)
class PlanShown:
    """A plan ready to be read, by practitioner or patient."""

    plan: Plan
    targets: tuple[str, ...]
    sessions: tuple[datetime.date, ...]
    cautions: tuple[str, ...]
    weeks: tuple[WeekShown, ...]
    care: tuple[CareShown, ...]
    goals: tuple[str, ...]
    upkeep: str


def shown(
    plan: Plan,
    today: datetime.date,
    *,
    patient: bool = False,
    activities: Activities = NONE_SCORED,
) -> PlanShown:
    """The plan in words; weeks that are over are left out. `activities` as scored today."""
    scores = {one.name: one.score for one in activities.each}
    schedule = Schedule(plan)
    weeks = [_week(week.days, today, patient) for week in schedule.weeks]
    return PlanShown(
        plan=plan,
        targets=tuple(target_words(target) for target in plan.targets),
        sessions=schedule.sessions,
        cautions=tuple(caution_words(one) for one in schedule.cautions),
        weeks=tuple(week for week in weeks if week.days[-1].on >= today),
        care=tuple(_care(one) for one in plan.care),
        goals=tuple(goal_words(goal, scores.get(goal.text)) for goal in plan.goals),
        upkeep=upkeep_words(plan),
    )


def _week(days: Iterable[PlanDay], today: datetime.date, patient: bool) -> WeekShown:
    return WeekShown(tuple(_day(day, today, patient) for day in days))


def _day(day: PlanDay, today: datetime.date, patient: bool) -> DayShown:
    items = tuple(_items(day, patient))
    return DayShown(day.on, items, bool(day.session), day.sore, day.on == today)


def _items(day: PlanDay, patient: bool) -> Iterable[str]:
    known = PlanKnowledge.load().care
    if day.session:
        yield _("Needles, visit %(number)d") % {"number": day.session}
    if day.reassess:
        yield _("See how it goes") if patient else _("Reassess")
    yield from (event.title for event in day.events)
    yield from (known[care].plain if patient else known[care].name for care in day.care)
    if day.away:
        yield _("Away")


def target_words(target: PlannedTarget) -> str:
    """Muscle, side and what of the dose is agreed."""
    name = named(Target(target.muscle, target.side, target.site), Atlas.load())
    said = [name[:1].upper() + name[1:], dose_words(target)]
    return ": ".join(filter(None, said))


def dose_words(target: PlannedTarget) -> str:
    dose = target.dose
    count = ""
    if dose.needles:
        count = ngettext("%(n)d needle", "%(n)d needles", dose.needles) % {"n": dose.needles}
    mode = {Mode.PISTONED: _("pistoned"), Mode.LEFT_IN: _("left in")}
    depth = {Depth.SUPERFICIAL: _("superficial"), Depth.DEEP: _("deep")}
    words = [count, mode[dose.mode] if dose.mode else "", depth[dose.depth] if dose.depth else ""]
    return ", ".join(filter(None, words))


def goal_words(goal: Goal, today: int | None = None) -> str:
    """Where the goal stood when it was agreed, the aim, the day, and the score of today."""
    said = [goal.text]
    if goal.now is not None:
        said.append(_("now %(value)s") % {"value": f"{goal.now:g}{goal.unit}"})
    if goal.aim is not None:
        said.append(_("aim %(value)s") % {"value": f"{goal.aim:g}{goal.unit}"})
    if goal.by:
        said.append(_("by %(day)s") % {"day": day_words(goal.by)})
    if today is not None and today != goal.now:
        said.append(_("today %(value)s") % {"value": f"{today}{goal.unit}"})
    return ", ".join(said)


def _care(planned: PlannedCare) -> CareShown:
    where = {Where.HERE: _("here"), Where.HOME: _("at home"), Where.ELSEWHERE: _("elsewhere")}
    often = ""
    if planned.days_a_week:
        often = ngettext(
            "%(n)d day a week", "%(n)d days a week", planned.days_a_week
        ) % {"n": planned.days_a_week}  # fmt: skip
    words = [often, where[planned.where] if planned.where else ""]
    known = PlanKnowledge.load().care[planned.care]
    return CareShown(planned, known, ", ".join(filter(None, words)))


def upkeep_words(plan: Plan) -> str:
    """What comes after the course; empty while nothing is decided."""
    after, weeks = plan.maintenance.upkeep, plan.maintenance.every_weeks
    if after is Upkeep.REGULAR and weeks:
        every = ngettext("a visit every week", "a visit every %(n)d weeks", weeks)
        return every % {"n": weeks}
    words = {
        Upkeep.OPEN: "",
        Upkeep.NOTHING: _("no regular visits"),
        Upkeep.WHEN_NEEDED: _("visits when needed"),
        Upkeep.REGULAR: _("regular visits"),
    }
    return words[after]


def caution_words(one: Caution) -> str:
    """What to mind, in a sentence."""
    said: Mapping[str, Any] = {
        "day": day_words(one.on) if one.on else "",
        "event": one.event.title if one.event else "",
        "event_day": day_words(one.event.on) if one.event else "",
        "n": one.count,
    }
    match one.warn:
        case Warn.EVENT_CLOSE:
            words = _("Needles on %(day)s: the muscle may still ache on %(event_day)s (%(event)s).")
        case Warn.SESSIONS_CLOSE:
            words = _("The muscle may still ache from the visit before: it can do so for 72 hours.")
        case Warn.NOT_ALL_PLACED:
            words = _("For %(n)d of the sessions no day was found within a year.")
        case Warn.BEFORE_CLEARED:
            words = _("From %(day)s on sessions lie before the day the surgeon has named.")
        case Warn.NOT_CLEARED:
            words = _("The surgeon has named no day: ask before any care at the operated place.")
        case Warn.REASSESS_PAST:
            words = _("The reassessment lies before the first session.")
    return words % said


def day_words(day: datetime.date) -> str:
    return date_format(day, "j F Y")


# The parts of a stored plan as the page to change it names them.
_PARTS = {
    "targets": gettext_lazy("To needle"),
    "rhythm": gettext_lazy("How often"),
    "reassess_on": gettext_lazy("Reassess on"),
    "away": gettext_lazy("Days away"),
    "goals": gettext_lazy("Goals"),
    "care": gettext_lazy("Other care, around the needling days"),
    "events": gettext_lazy("Competitions and other days that count"),
    "keep_free": gettext_lazy("Competitions and other days that count"),
    "operation": gettext_lazy("After an operation"),
    "maintenance": gettext_lazy("After the course"),
    "words": gettext_lazy("Notes on the plan (not for the patient)"),
}


def changed_parts(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[str, ...]:
    """The names of the parts in which two stored plans differ."""
    differ = (str(name) for part, name in _PARTS.items() if before.get(part) != after.get(part))
    return tuple(dict.fromkeys(differ))
