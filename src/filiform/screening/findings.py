"""Which rules apply, and on what ground: answers, records, measurements, age."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from filiform.knowledge.screening import Asked, PlaceRule, Rule, ScreeningRules
from filiform.screening.case import Case
from filiform.screening.history import Answer, Evidence, Place, Reply
from filiform.screening.measured import Breached, breaches, settled


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that speaks for a rule, and where: `places`, or `general`, or nobody said."""

    ref: str
    group: str = ""
    name: str = ""
    places: tuple[Place, ...] = ()
    general: bool = False
    trimester: int | None = None
    since: date | None = None

    @property
    def unplaced(self) -> bool:
        return not self.places and not self.general


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that applies, with its grounds. `provisional`: as if yes; `disputed`: answered no."""

    rule: Rule
    grounds: tuple[Ground, ...]
    measured: tuple[Breached, ...] = ()
    provisional: bool = False
    disputed: bool = False

    @property
    def places(self) -> tuple[Place, ...]:
        """Where, as named, each place once."""
        return tuple(dict.fromkeys(place for ground in self.grounds for place in ground.places))

    @property
    def unplaced(self) -> bool:
        """Some ground says no place: it may be anywhere."""
        return any(ground.unplaced for ground in self.grounds)

    @property
    def general(self) -> bool:
        """Some ground concerns the whole body."""
        return any(ground.general for ground in self.grounds)

    @property
    def because(self) -> tuple[str, ...]:
        refs = [*(ground.ref for ground in self.grounds), *(item.ref for item in self.measured)]
        return tuple(dict.fromkeys(ref for ref in refs if ref))

    @property
    def matched(self) -> tuple[str, ...]:
        names = [*(ground.group for ground in self.grounds), *(i.kind for i in self.measured)]
        return tuple(dict.fromkeys(name for name in names if name))

    @property
    def trimester(self) -> int | None:
        """The earliest that any ground names: the strictest."""
        named = [ground.trimester for ground in self.grounds if ground.trimester is not None]
        return min(named, default=None)

    @property
    def since(self) -> date | None:
        """The latest date that any ground names: the strictest."""
        named = [ground.since for ground in self.grounds if ground.since is not None]
        return max(named, default=None)

    @property
    def stop(self) -> bool:
        """Beyond a limit at which nothing is needled."""
        return any(item.stop for item in self.measured)


Findings = dict[str, Finding]


def find(case: Case) -> Findings:
    """Every rule that applies, by id, in the order of the rules."""
    measured, raised = breaches(case), _raised(case)
    found = (
        _find(rule, case, measured.get(rule.id, ()), raised.get(rule.id, []))
        for rule in case.rules.rules.values()
    )
    return {finding.rule.id: finding for finding in found if finding is not None}


def _raised(case: Case) -> dict[str, list[Evidence]]:
    """The evidence that counts, by the rules that it raises."""
    raised: dict[str, list[Evidence]] = {}
    for item in case.history.current:
        for rule in case.rules.raised_by(item.group):
            raised.setdefault(rule, []).append(item)
    return raised


def _find(
    rule: Rule, case: Case, measured: tuple[Breached, ...], raised: list[Evidence]
) -> Finding | None:
    answer = case.history.answer(rule.id)
    recorded = _recorded(rule, case, raised)
    if answer is not None and answer.value is Reply.YES:
        return Finding(rule, (_said(answer, rule), *_beside(recorded, answer)), measured)
    if answer is not None and answer.value is Reply.NO:
        proof = () if answer.confirmed else tuple(g for g in recorded if _is_proof(g, case.rules))
        return _finding(rule, proof, measured, disputed=bool(proof))
    return _finding(rule, () if settled(rule, case) else recorded, measured)


def _finding(
    rule: Rule,
    grounds: tuple[Ground, ...],
    measured: tuple[Breached, ...],
    *,
    disputed: bool = False,
) -> Finding | None:
    if not grounds and not measured:
        return None
    return Finding(rule, grounds, measured, provisional=not measured, disputed=disputed)


def _recorded(rule: Rule, case: Case, raised: list[Evidence]) -> tuple[Ground, ...]:
    """What the record holds that raises the rule, in a fixed order."""
    if rule.asked is Asked.COMPUTED:
        return ()
    ordered = sorted(raised, key=lambda item: (item.ref, item.group, item.name))
    return tuple(_ground(item, case.rules) for item in ordered)


def _ground(item: Evidence, rules: ScreeningRules) -> Ground:
    condition, medicine = rules.conditions.get(item.group), rules.medicines.get(item.group)
    zones = condition.zones if condition else ()
    general = bool((condition and condition.general) or (medicine and medicine.general))
    return Ground(
        ref=item.ref,
        group=item.group,
        name=item.name.casefold(),
        places=item.places or tuple(Place(zone) for zone in zones),
        general=general and not item.places,
        trimester=item.trimester,
        since=item.since,
    )


def _said(answer: Answer, rule: Rule) -> Ground:
    return Ground(
        ref=answer.ref or f"answer:{answer.rule}",
        places=answer.places,
        general=rule.place is PlaceRule.OPTIONAL and not answer.places,
        trimester=answer.trimester,
        since=answer.since,
    )


def _beside(recorded: Iterable[Ground], answer: Answer) -> tuple[Ground, ...]:
    """The record beside a yes: an answer that says where settles what the record leaves open."""
    if not answer.places:
        return tuple(recorded)
    return tuple(ground for ground in recorded if not ground.unplaced)


def _is_proof(ground: Ground, rules: ScreeningRules) -> bool:
    """Medicines that are the risk themselves: few people know that theirs thins the blood."""
    medicine = rules.medicines.get(ground.group)
    return medicine is not None and medicine.proof
