"""Reads the screening tables: what is known about a patient and a plan, and what must follow.

In every case of the tables all questions are answered no on the day of screening, but for what the
case says; `silent = true` leaves them unanswered, `left_out` some. `typed` is what the patient
wrote. A place is `region`, or `region:left`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from filiform.body.values import Side
from filiform.knowledge.screening import ScreeningRules, load_rules
from filiform.screening import (
    Answer,
    Clearance,
    Competence,
    DayAnswer,
    Evidence,
    EvidenceKind,
    History,
    Observation,
    Override,
    Place,
    Reason,
    Reply,
    Settings,
    Target,
    Technique,
    Verdict,
    basis_of,
    screen,
)
from filiform.screening.matching import Matcher

FOLDER = Path(__file__).parent
TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Row:
    """One case of a table; the fields are the keys of the file."""

    says: str
    expect: dict[str, Any]
    silent: bool = False
    left_out: list[str] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=dict)
    record: list[str] = field(default_factory=list)
    typed: str = ""
    record_since: dict[str, date] = field(default_factory=dict)
    not_current: list[str] = field(default_factory=list)
    measured: list[str] = field(default_factory=list)
    born: date | None = None
    day: dict[str, str] | None = None
    unread: list[str] = field(default_factory=list)
    muscles: list[str] = field(default_factory=list)
    technique: str = "manual"
    settings: dict[str, Any] = field(default_factory=dict)
    jurisdiction: str | None = None
    competence: dict[str, Any] | None = None
    clearances: list[dict[str, Any]] = field(default_factory=list)
    overrides: list[str] = field(default_factory=list)


def rows() -> Iterator[tuple[str, Row]]:
    """Every case of every table with a name for the test report."""
    for path in sorted(FOLDER.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            yield f"{path.stem}: {case['says']}", Row(**case)


def place(text: str) -> Place:
    region, _, side = text.partition(":")
    return Place(region, Side(side) if side else None)


def target(text: str) -> Target:
    muscle, _, side = text.partition(":")
    return Target(muscle, Side(side) if side else None)


def history(row: Row, rules: ScreeningRules | None = None) -> History:
    known = rules or load_rules()
    given = {rule: _answer(rule, value) for rule, value in row.answers.items()}
    asked = () if row.silent else known.rules
    no = [Answer(rule, Reply.NO, on=TODAY) for rule in asked if rule not in given]
    return History(
        answers=(*given.values(), *(a for a in no if not _left_out(a.rule, row, known))),
        evidence=(
            *(_evidence(text, current=True) for text in row.record),
            *(_dated(text, day) for text, day in row.record_since.items()),
            *(_evidence(text, current=False) for text in row.not_current),
            *_typed(row),
        ),
        observations=tuple(_observation(text) for text in row.measured),
        birth_date=row.born,
        day=None if row.day is None else tuple(_day(*item) for item in row.day.items()),
        unread=tuple(row.unread),
    )


def _left_out(rule: str, row: Row, rules: ScreeningRules) -> bool:
    """What the record raises is not answered yet, unless the case answers it."""
    groups = [text.split()[0] for text in (*row.record, *row.record_since)]
    groups += [item.group for item in _typed(row) if item.current]
    return rule in row.left_out or any(rule in rules.raised_by(group) for group in groups)


def _typed(row: Row) -> tuple[Evidence, ...]:
    """What the patient wrote in own words, as it is understood."""
    matches = Matcher.load().read_text(row.typed, TODAY).matches
    medicine, condition = EvidenceKind.MEDICINE, EvidenceKind.CONDITION
    return tuple(
        match.evidence(medicine if match.target.startswith("med_") else condition, "typed")
        for match in matches
    )


def _answer(rule: str, value: str | dict[str, Any]) -> Answer:
    if isinstance(value, str):
        return Answer(rule, Reply(value), on=TODAY)
    given = {"on": TODAY} | value
    given["value"] = Reply(given.get("value", "yes"))
    given["places"] = tuple(place(text) for text in given.get("places", ()))
    return Answer(rule, **given)


def _evidence(text: str, *, current: bool) -> Evidence:
    """`group name`, and `@ place` where the record says where, and `# 1` for a trimester."""
    text, _, trimester = text.partition(" # ")
    words, _, where = text.partition(" @ ")
    group, _, name = words.partition(" ")
    medicine = group.startswith("med_")
    return Evidence(
        EvidenceKind.MEDICINE if medicine else EvidenceKind.CONDITION,
        group,
        name or group,
        f"{'MedicationStatement' if medicine else 'Condition'}/{name or group}",
        current=current,
        places=(place(where),) if where else (),
        trimester=int(trimester) if trimester else None,
    )


def _dated(text: str, day: date) -> Evidence:
    return replace(_evidence(text, current=True), since=day)


def _observation(text: str) -> Observation:
    """`kind value unit`, and a date when it is not of today."""
    kind, value, unit, *when = text.split()
    on = date.fromisoformat(when[0]) if when else TODAY
    return Observation(kind, float(value), unit, on, f"Observation/{kind}")


def _day(question: str, text: str) -> DayAnswer:
    value, _, where = text.partition(" @ ")
    return DayAnswer(question, Reply(value), (place(where),) if where else ())


def verdict(row: Row, rules: ScreeningRules | None = None) -> Verdict:
    """The verdict on a case, by the shipped rules or by others."""
    known = history(row, rules)
    settings = Settings(**row.settings)
    return screen(
        known,
        on=TODAY,
        targets=[target(text) for text in row.muscles],
        technique=Technique(row.technique),
        settings=settings,
        jurisdiction=row.jurisdiction,
        competence=_competence(row.competence),
        clearances=[_clearance(given, known, settings, rules) for given in row.clearances],
        overrides=[Override(reason, "A. Lee", TODAY, "agreed") for reason in row.overrides],
        rules=rules,
    )


def _competence(given: dict[str, Any] | None) -> Competence | None:
    if given is None:
        return None
    return Competence(**(given | {"advanced": frozenset(given.get("advanced", ()))}))


def _clearance(
    given: dict[str, Any], known: History, settings: Settings, rules: ScreeningRules | None
) -> Clearance:
    """Knows all that the case says, but for what `unknown` names."""
    everything = basis_of(known, on=TODAY, settings=settings, rules=rules)
    unknown = given.get("unknown", ())
    return Clearance(
        given["reason"],
        "Dr Grey",
        given.get("on", TODAY),
        given.get("until", TODAY),
        tuple(place(text) for text in given.get("places", ())),
        given.get("conditions", ""),
        frozenset(key for key in everything if not any(name in key for name in unknown)),
    )


def seen(row: Row, found: Verdict) -> dict[str, Any]:
    """What the table speaks of, as the verdict says it."""
    every = {
        "session": found.session.word,
        "complete": found.complete,
        "muscles": {
            f"{m.muscle}:{m.side}" if m.side else m.muscle: m.outcome.word for m in found.muscles
        },
        "reasons": sorted({_reason(reason) for reason in found.reasons}),
        "questions": sorted({f"{q.id} {q.why}" for q in found.questions if q.blocking}),
        "asked": sorted({f"{q.id} {q.why}" for q in found.questions if not q.blocking}),
        "regions": sorted({f"{r.region}:{r.side} {r.outcome.word}" for r in found.regions}),
        "because": {r.id: list(r.because) for r in found.reasons if r.because},
        "notes": {r.id: _notes(r.id, found) for r in found.reasons},
        "stops": found.stops,
    }
    return {key: _as_asked(every[key], row.expect[key]) for key in row.expect}


def _notes(name: str, found: Verdict) -> str:
    """All notes on reasons of one id."""
    return " | ".join(reason.note for reason in found.reasons if reason.id == name and reason.note)


def _as_asked(value: Any, wanted: Any) -> Any:
    """Of the mappings by id only the ids that the table names."""
    if isinstance(value, dict) and isinstance(wanted, dict):
        return {key: value.get(key) for key in wanted}
    return value


def _reason(reason: Reason) -> str:
    marks = (("provisional", reason.provisional), ("cleared", reason.cleared))
    words = [
        reason.id,
        reason.scope.value,
        reason.outcome.word,
        *(w for w, is_so in marks if is_so),
    ]
    return " ".join(words)
