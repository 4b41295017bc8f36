"""From the forms to a plan, and from a plan to the forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from filiform.body.values import Side
from filiform.plan import (
    Away,
    Depth,
    Dose,
    Event,
    Goal,
    GoalKind,
    Maintenance,
    Mode,
    Operation,
    Plan,
    PlannedCare,
    PlannedTarget,
    Rhythm,
    Upkeep,
    Where,
)
from filiform_clinic.plan.forms import PlanForms

Row = dict[str, Any]


def read_plan(forms: PlanForms) -> Plan:
    """The plan of forms that are valid by themselves; `InvalidInput` where they do not fit."""
    said = forms.main.cleaned_data
    upkeep = Upkeep(said["upkeep"] or Upkeep.OPEN)
    return Plan(
        targets=tuple(_targets(forms.said("target"))),
        rhythm=Rhythm(
            said["sessions"],
            said["days_between"],
            said["first"],
            frozenset(int(day) for day in said["weekdays"]),
        ),
        goals=tuple(_goals(forms.said("goal"))),
        reassess_on=said["reassess_on"],
        care=tuple(_care(forms.said("care"))),
        away=tuple(_away(forms.said("away"))),
        events=tuple(_events(forms.said("event"))),
        keep_free=said["keep_free"],
        operation=_operation(said),
        maintenance=Maintenance(upkeep, said["every_weeks"], _lines(said["maintenance"])),
        words=_lines(said["words"]),
    )


def _targets(rows: Iterable[Row]) -> Iterator[PlannedTarget]:
    for row in rows:
        if not row.get("muscle") or not (row["pick"] or row["new"]):
            continue
        mode, depth = row["mode"], row["depth"]
        dose = Dose(row["needles"], Mode(mode) if mode else None, Depth(depth) if depth else None)
        side = Side(row["side"] or Side.LEFT)
        yield PlannedTarget(row["muscle"], side, row["site"] or None, dose)


def _goals(rows: Iterable[Row]) -> Iterator[Goal]:
    for row in rows:
        if row.get("text"):
            kind = GoalKind(row["kind"] or GoalKind.OTHER)
            yield Goal(row["text"], kind, row["now"], row["aim"], row["by"])


def _care(rows: Iterable[Row]) -> Iterator[PlannedCare]:
    for row in rows:
        if row.get("pick"):
            where = Where(row["where"]) if row["where"] else None
            yield PlannedCare(row["care"], row["days_a_week"], where, _lines(row["words"]))


def _away(rows: Iterable[Row]) -> Iterator[Away]:
    for row in rows:
        first, last = row.get("first"), row.get("last")
        days = [day for day in (first, last) if day]
        if days:
            yield Away(days[0], days[-1])


def _events(rows: Iterable[Row]) -> Iterator[Event]:
    for row in rows:
        if row.get("on"):
            yield Event(row["on"], row["title"] or _("Competition"))


def _operation(said: Row) -> Operation | None:
    if not (said["operation"] or said["operation_on"] or said["cleared_from"] or said["limits"]):
        return None
    what = said["operation"] or _("Operation")
    return Operation(what, said["operation_on"], said["cleared_from"], _lines(said["limits"]))


def _lines(words: str) -> str:
    return words.replace("\r\n", "\n")


def main_fields(plan: Plan) -> Row:
    """What the main form starts with."""
    rhythm, operation, upkeep = plan.rhythm, plan.operation, plan.maintenance
    return {
        "sessions": rhythm.sessions,
        "days_between": rhythm.days_between,
        "first": rhythm.first,
        "weekdays": [str(day) for day in sorted(rhythm.weekdays)],
        "reassess_on": plan.reassess_on,
        "keep_free": plan.keep_free,
        "operation": operation.what if operation else "",
        "operation_on": operation.on if operation else None,
        "cleared_from": operation.cleared_from if operation else None,
        "limits": operation.limits if operation else "",
        "upkeep": upkeep.upkeep.value,
        "every_weeks": upkeep.every_weeks,
        "maintenance": upkeep.words,
        "words": plan.words,
    }


def target_row(target: PlannedTarget, *, pick: bool) -> Row:
    dose = target.dose
    return {
        "pick": pick,
        "muscle": target.muscle,
        "side": target.side.value,
        "site": target.site or "",
        "needles": dose.needles,
        "mode": dose.mode.value if dose.mode else "",
        "depth": dose.depth.value if dose.depth else "",
    }


def goal_row(goal: Goal) -> Row:
    return {
        "text": goal.text,
        "kind": goal.kind.value,
        "now": _figure(goal.now),
        "aim": _figure(goal.aim),
        "by": goal.by,
    }


def _figure(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value


def care_row(care: str, planned: PlannedCare | None) -> Row:
    if planned is None:
        return {"care": care}
    where = planned.where.value if planned.where else ""
    return {
        "care": care,
        "pick": True,
        "days_a_week": planned.days_a_week,
        "where": where,
        "words": planned.words,
    }
