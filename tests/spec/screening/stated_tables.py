"""What the rules must hold, stated a second time in `stated/*.csv`, and where rules differ from it.

Two records of one thing, kept apart on purpose: whoever changes a level, a scope, a code or a
muscle by mistake changes only one of them. A change that is meant is made in both.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from screening_tables import TODAY

from filiform.knowledge.screening import ScreeningRules
from filiform.screening import (
    Answer,
    Evidence,
    EvidenceKind,
    History,
    Reply,
    Target,
    Technique,
    Verdict,
    screen,
)

FOLDER = Path(__file__).parent / "stated"
Rows = Iterable[tuple[Any, ...]]


def table(name: str) -> list[list[str]]:
    """The rows of a table without its heading."""
    with (FOLDER / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))[1:]


def differences(rules: ScreeningRules) -> Iterator[str]:
    """Every row that the tables have and the rules do not, or the other way round."""
    for name, found in TABLES.items():
        here, there = table(name), [[_cell(value) for value in row] for row in found(rules)]
        yield from (
            f"{name}, stated and not so: {','.join(row)}" for row in here if row not in there
        )
        yield from (f"{name}, not stated: {','.join(row)}" for row in there if row not in here)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return " ".join(str(getattr(item, "id", item)) for item in value)
    return str(value)


def _rules(rules: ScreeningRules) -> Rows:
    for r in rules.rules.values():
        how = (r.asked, r.after, r.place, r.zones, r.spread, r.technique, r.details)
        yield (r.id, r.level, r.scope, r.actions, *how, r.confidence, r.sources)


def _medicines(rules: ScreeningRules) -> Rows:
    for m in rules.medicines.values():
        what = (m.bleeding, m.proof, m.general, m.atc)
        yield (m.id, m.rules, *what, m.confidence, m.sources)


def _drugs(rules: ScreeningRules) -> Rows:
    for m in rules.medicines.values():
        for d in m.drugs:
            yield (m.id, d.generic, d.use, d.atc, d.rxcui, "; ".join(d.brands))


def _conditions(rules: ScreeningRules) -> Rows:
    for c in rules.conditions.values():
        places = tuple(f"{code}:{place}" for code, place in c.code_zones.items())
        codes = (c.icd10cm, tuple(concept.code for concept in c.snomed))
        yield (c.id, c.rules, c.general, c.zones, places, *codes, c.confidence, c.sources)


def _hazards(rules: ScreeningRules) -> Rows:
    for h in rules.hazards.values():
        what = (h.region, h.risk, h.pleura, h.never, h.muscles)
        yield (h.id, *what, h.confidence, h.sources)


def _muscles(rules: ScreeningRules) -> Rows:
    for m in sorted(rules.muscles.values(), key=lambda muscle: muscle.id):
        yield (m.id, m.region, m.hazard, m.advanced, m.compressible, m.basis, m.pleura)


def _observations(rules: ScreeningRules) -> Rows:
    for o in rules.observations.values():
        units = "; ".join(f"{unit} {by:g} {plus:g}" for unit, (by, plus) in o.units.items())
        limits = "; ".join(f"{use.setting} {use.when} {use.outcome}" for use in o.limits)
        what = (o.rule, o.unit, units, o.loinc, limits, o.settles, o.same_day, o.digits)
        yield (o.id, *what, o.confidence, o.sources)


def _coded(rules: ScreeningRules) -> Rows:
    return ((coded.rule, coded.loinc, coded.yes, coded.no) for coded in rules.coded)


def _day(rules: ScreeningRules) -> Rows:
    return ((d.id, d.raised_by, d.effect, d.otherwise, d.rules) for d in rules.day_questions)


def _settings(rules: ScreeningRules) -> Rows:
    for s in rules.settings.values():
        default = str(s.default) if isinstance(s.default, bool) else s.default
        what = (s.rule, default, s.choices, s.stricter, s.unit, s.optional)
        yield (s.id, *what, s.confidence, s.sources)


def _zones(rules: ScreeningRules) -> Rows:
    return ((zone.id, zone.regions, zone.muscles) for zone in rules.places.zones.values())


def _spreads(rules: ScreeningRules) -> Rows:
    return ((spread.zone, tuple(sorted(spread.start))) for spread in rules.places.spreads)


def _laws(rules: ScreeningRules) -> Rows:
    for law in rules.laws.values():
        used = tuple(pack.id for pack in rules.packs.values() if law in pack.entries)
        yield (law.id, law.jurisdictions, used, law.confidence, law.sources)


def _packs(rules: ScreeningRules) -> Rows:
    for p in rules.packs.values():
        asks = (p.years_licensed, p.training_hours, p.supervised_sessions)
        days = (p.attest_days, p.incident_days)
        yield (p.id, p.status, *asks, *days, p.referral, p.consent_signed, p.one_insertion)


def _red_flags(rules: ScreeningRules) -> Rows:
    return ((f.id, f.severity, f.confidence, f.sources) for f in rules.red_flags.values())


def _alone(rules: ScreeningRules) -> Rows:
    """What a record alone comes to, before anybody has asked; the rest was answered no."""
    for group in (*rules.medicines, *rules.conditions):
        found = alone(group, rules, Technique.MANUAL)
        current = alone(group, rules, Technique.ELECTRICAL)
        muscles = (muscle.outcome.word for muscle in found.muscles)
        asked = tuple(sorted({question.id for question in found.questions if question.blocking}))
        yield (group, found.session.word, *muscles, current.session.word, asked)


def alone(group: str, rules: ScreeningRules, technique: Technique) -> Verdict:
    """The verdict on calf and psoas of somebody whose record holds one thing."""
    raised = rules.raised_by(group)
    kind = EvidenceKind.MEDICINE if group in rules.medicines else EvidenceKind.CONDITION
    known = History(
        answers=tuple(Answer(r, Reply.NO, on=TODAY) for r in rules.rules if r not in raised),
        evidence=(Evidence(kind, group, group, "record"),),
    )
    targets = [Target("soleus"), Target("psoas_major")]
    return screen(known, on=TODAY, targets=targets, technique=technique, rules=rules)


TABLES: Mapping[str, Callable[[ScreeningRules], Rows]] = {
    "rules": _rules,
    "medicines": _medicines,
    "drugs": _drugs,
    "conditions": _conditions,
    "hazards": _hazards,
    "muscles": _muscles,
    "observations": _observations,
    "coded_answers": _coded,
    "day_questions": _day,
    "settings": _settings,
    "zones": _zones,
    "spreads": _spreads,
    "laws": _laws,
    "packs": _packs,
    "red_flags": _red_flags,
    "record_alone": _alone,
}
