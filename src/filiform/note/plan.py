"""Plan: what the record says about what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import tzinfo

from filiform.exam import ExamFinding
from filiform.knowledge.atlas import Atlas
from filiform.locating import Palpation
from filiform.needling import listed, measure_name, mid_sentence
from filiform.note.planned import planned
from filiform.note.values import CareGiven, NoteRecord, SheetGiven

NOTHING = "Nothing was recorded for the plan."


def plan(record: NoteRecord, atlas: Atlas, zone: tzinfo) -> tuple[str, ...]:
    """What was agreed, the care and the aftercare given, and what to measure again."""
    said = (
        *planned(record.plan, atlas),
        _given(record.given),
        _aftercare(record, zone),
        _again(record.exam, atlas),
    )
    return tuple(filter(None, said)) or (NOTHING,)


def _given(care: Iterable[CareGiven]) -> str:
    """Care beside the needles, each with the practitioner's words."""
    words = [f"{one.name} ({_said(one.words)})" if one.words else one.name for one in care]
    said = "; ".join(map(mid_sentence, words))
    return f"Given at this visit beside needles: {said}." if said else ""


def _said(words: str) -> str:
    """On one line, without the full stop that brackets and list bring."""
    return " ".join(words.split()).rstrip(".")


def _aftercare(record: NoteRecord, zone: tzinfo) -> str:
    given = record.aftercare
    if given is None:
        return "No aftercare sheet was given." if record.needling.current else ""
    time = given.at.astimezone(zone).strftime("%H:%M")
    said = [f"Aftercare sheet for {_where(given)} given at {time} (version {given.version})."]
    if given.warnings:
        said.append(f"Warning signs on it: {'; '.join(map(mid_sentence, given.warnings))}.")
    if given.stretches:
        said.append(f"Stretches shown: {'; '.join(given.stretches)}.")
    if given.words:
        said.append(f"Advice in own words: “{' '.join(given.words.split())}”")
    return " ".join(said)


def _where(given: SheetGiven) -> str:
    return listed(given.places) if given.places else "the needled places"


def _again(exam: tuple[ExamFinding, ...], atlas: Atlas) -> str:
    measures = [measure_name(one, atlas) for one in exam if not isinstance(one, Palpation)]
    if not measures:
        return ""
    return f"To measure again at the next visit: {listed(dict.fromkeys(measures))}."
