"""Everything one screening is about, in one hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from filiform.errors import InvalidInput
from filiform.knowledge.screening import ScreeningRules
from filiform.screening.day_of import Day
from filiform.screening.history import History
from filiform.screening.places import check_target, resolve
from filiform.screening.plan import Competence, Target, Technique
from filiform.screening.settings import Settings


@dataclass(frozen=True)
class Case:
    """What `screen` was asked, the history being as of today."""

    history: History
    day: Day
    targets: tuple[Target, ...]
    technique: Technique
    settings: Settings
    jurisdiction: str | None
    competence: Competence | None
    on: date
    rules: ScreeningRules


def check_history(history: History, on: date, rules: ScreeningRules) -> None:
    """Refuse unknown ids, unknown units and dates after the day of screening."""
    for answer in history.answers:
        if answer.rule not in rules.rules:
            raise InvalidInput("answers", "ids of rules", got=answer.rule)
        if answer.places:
            resolve(answer.places, rules)
        _not_after("answers", answer.on, on)
        _not_after("answers", answer.since, on)
    for item in history.evidence:
        rules.raised_by(item.group)
        if item.places:
            resolve(item.places, rules)
        _not_after("evidence", item.since, on)
    _check_observations(history, on, rules)
    _not_after("birth_date", history.birth_date, on)


def _check_observations(history: History, on: date, rules: ScreeningRules) -> None:
    for observation in history.observations:
        kind = rules.observations.get(observation.kind)
        if kind is None:
            raise InvalidInput("observations", "kinds of the rules", got=observation.kind)
        if observation.unit not in kind.units:
            expected = f"{kind.id} in one of {', '.join(kind.units)}"
            raise InvalidInput("observations", expected, got=observation.unit)
        _not_after("observations", observation.on, on)


def check_targets(targets: tuple[Target, ...], rules: ScreeningRules) -> None:
    """Refuse unknown muscles and the same target twice."""
    for target in targets:
        check_target(target, rules)
    if len(set(targets)) < len(targets):
        raise InvalidInput("targets", "each muscle and side once")


def _not_after(field: str, day: date | None, on: date) -> None:
    if day is not None and day > on:
        raise InvalidInput(field, f"no date after {on}", got=str(day))
