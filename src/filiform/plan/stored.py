"""A plan as plain tables, and back: the same table for equal plans."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from filiform.body.values import Side
from filiform.errors import InvalidInput
from filiform.knowledge.technique import Depth, Mode
from filiform.plan.plans import (
    Away,
    Dose,
    Event,
    Goal,
    GoalKind,
    Maintenance,
    Operation,
    Plan,
    PlannedCare,
    PlannedTarget,
    Rhythm,
    Upkeep,
    Where,
)

Table = Mapping[str, Any]
T = TypeVar("T")


def to_json(plan: Plan) -> dict[str, object]:
    """Every field; days as 2026-11-24."""
    rhythm, upkeep = plan.rhythm, plan.maintenance
    return {
        "targets": [_target_json(target) for target in plan.targets],
        "rhythm": {
            "sessions": rhythm.sessions,
            "days_between": rhythm.days_between,
            "first": _day_json(rhythm.first),
            "weekdays": sorted(rhythm.weekdays),
        },
        "goals": [_goal_json(goal) for goal in plan.goals],
        "reassess_on": _day_json(plan.reassess_on),
        "care": [_care_json(care) for care in plan.care],
        "away": [[str(away.first), str(away.last)] for away in plan.away],
        "events": [{"on": str(event.on), "title": event.title} for event in plan.events],
        "keep_free": plan.keep_free,
        "operation": _operation_json(plan.operation),
        "maintenance": {
            "upkeep": upkeep.upkeep.value,
            "every_weeks": upkeep.every_weeks,
            "words": upkeep.words,
        },
        "words": plan.words,
    }


def from_json(held: Mapping[str, object]) -> Plan:
    """Read what `to_json` wrote; `InvalidInput` for anything else."""
    try:
        return _plan(held)
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidInput("plan", "a stored plan", got=str(error)) from None


def _plan(held: Table) -> Plan:
    rhythm, upkeep = held["rhythm"], held["maintenance"]
    return Plan(
        targets=tuple(_target(row) for row in held["targets"]),
        rhythm=Rhythm(
            rhythm["sessions"],
            rhythm["days_between"],
            _maybe(rhythm["first"], date.fromisoformat),
            frozenset(rhythm["weekdays"]),
        ),
        goals=tuple(_goal(row) for row in held["goals"]),
        reassess_on=_maybe(held["reassess_on"], date.fromisoformat),
        care=tuple(_care(row) for row in held["care"]),
        away=tuple(Away(*map(date.fromisoformat, row)) for row in held["away"]),
        events=tuple(Event(date.fromisoformat(row["on"]), row["title"]) for row in held["events"]),
        keep_free=bool(held["keep_free"]),
        operation=_maybe(held["operation"], _operation),
        maintenance=Maintenance(Upkeep(upkeep["upkeep"]), upkeep["every_weeks"], upkeep["words"]),
        words=held["words"],
    )


def _target_json(target: PlannedTarget) -> dict[str, object]:
    dose = target.dose
    return {
        "muscle": target.muscle,
        "side": target.side.value,
        "site": target.site,
        "needles": dose.needles,
        "mode": dose.mode and dose.mode.value,
        "depth": dose.depth and dose.depth.value,
    }


def _target(row: Table) -> PlannedTarget:
    dose = Dose(row["needles"], _maybe(row["mode"], Mode), _maybe(row["depth"], Depth))
    return PlannedTarget(row["muscle"], Side(row["side"]), row["site"], dose)


def _goal_json(goal: Goal) -> dict[str, object]:
    return {
        "text": goal.text,
        "kind": goal.kind.value,
        "now": goal.now,
        "aim": goal.aim,
        "by": _day_json(goal.by),
    }


def _goal(row: Table) -> Goal:
    by = _maybe(row["by"], date.fromisoformat)
    return Goal(row["text"], GoalKind(row["kind"]), row["now"], row["aim"], by)


def _care_json(care: PlannedCare) -> dict[str, object]:
    return {
        "care": care.care,
        "days_a_week": care.days_a_week,
        "where": care.where and care.where.value,
        "words": care.words,
    }


def _care(row: Table) -> PlannedCare:
    return PlannedCare(row["care"], row["days_a_week"], _maybe(row["where"], Where), row["words"])


def _operation_json(operation: Operation | None) -> dict[str, object] | None:
    if operation is None:
        return None
    return {
        "what": operation.what,
        "on": _day_json(operation.on),
        "cleared_from": _day_json(operation.cleared_from),
        "limits": operation.limits,
    }


def _operation(row: Table) -> Operation:
    on, cleared = (_maybe(row[key], date.fromisoformat) for key in ("on", "cleared_from"))
    return Operation(row["what"], on, cleared, row["limits"])


def _day_json(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _maybe(value: Any, read: Callable[[Any], T]) -> T | None:
    return None if value is None else read(value)
