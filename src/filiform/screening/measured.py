"""Measured values against the clinic's limits, and the patient's age."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from filiform.knowledge.screening import Breach, Limit, ObservationKind, Rule
from filiform.screening.case import Case
from filiform.screening.history import Observation

AGE_RULE = "ci_children"


@dataclass(frozen=True, slots=True)
class Breached:
    """A value beyond a limit. `stop`: beyond it nothing is needled, with or without clearance."""

    rule: str
    kind: str
    text: str
    ref: str
    stop: bool

    @property
    def key(self) -> str:
        """What a clearance must have known."""
        return f"{self.kind}={self.text}"


def breaches(case: Case) -> dict[str, tuple[Breached, ...]]:
    """All breached limits, by rule."""
    found: dict[str, tuple[Breached, ...]] = {}
    for breached in (*_too_young(case), *_beyond(case)):
        found[breached.rule] = (*found.get(breached.rule, ()), breached)
    return found


def settled(rule: Rule, case: Case) -> bool:
    """Whether a measurement or the birth date answers the rule's question with no."""
    if rule.id == AGE_RULE:
        age = age_on(case.history.birth_date, case.on)
        return age is not None and age >= case.settings.age_of_majority
    return any(_settles(kind, case) for kind in _kinds(case) if kind.rule == rule.id)


def measurable(rule: Rule, case: Case) -> bool:
    """Whether the question is one of a measurement or the birth date, and of nothing else."""
    return rule.id == AGE_RULE or any(k.rule == rule.id and k.settles for k in _kinds(case))


def age_on(birth: date | None, on: date) -> int | None:
    """Full years."""
    if birth is None:
        return None
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def _too_young(case: Case) -> tuple[Breached, ...]:
    age = age_on(case.history.birth_date, case.on)
    if age is None or age >= case.settings.age_of_majority:
        return ()
    minimum = case.settings.minimum_age
    stop = minimum is not None and age < minimum
    return (Breached(AGE_RULE, "age", f"{age} years", "Patient.birthDate", stop),)


def _kinds(case: Case) -> Iterable[ObservationKind]:
    return case.rules.observations.values()


def _latest(kind: ObservationKind, case: Case) -> tuple[Observation, ...]:
    """The values of the last day on which this was measured."""
    values = [item for item in case.history.observations if item.kind == kind.id]
    last = max((item.on for item in values), default=None)
    if last is None or (kind.same_day and last != case.on):
        return ()
    return tuple(sorted((v for v in values if v.on == last), key=lambda item: item.ref))


def _beyond(case: Case) -> Iterable[Breached]:
    for kind in _kinds(case):
        for item in _latest(kind, case):
            outcomes = _crossed(kind, item, case)
            if outcomes:
                text = f"{kind.convert(item.value, item.unit):g} {kind.unit} on {item.on}"
                yield Breached(kind.rule, kind.id, text, item.ref, Breach.STOP in outcomes)


def _crossed(kind: ObservationKind, item: Observation, case: Case) -> tuple[Breach, ...]:
    value = kind.convert(item.value, item.unit)
    limits = ((use, getattr(case.settings, use.setting)) for use in kind.limits)
    return tuple(use.outcome for use, limit in limits if _is_beyond(value, use.when, limit))


def _is_beyond(value: float, when: Limit, limit: float | None) -> bool:
    if limit is None:
        return False
    if when is Limit.BELOW:
        return value < limit
    return value > limit or (when is Limit.FROM and value == limit)


def _settles(kind: ObservationKind, case: Case) -> bool:
    if not kind.settles:
        return False
    latest = _latest(kind, case)
    days: int = getattr(case.settings, kind.settles)
    in_time = all((case.on - item.on).days <= days for item in latest)
    return bool(latest) and in_time and not any(_crossed(kind, item, case) for item in latest)
