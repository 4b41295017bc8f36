"""Plan: what the record says about what comes next."""

from __future__ import annotations

from datetime import tzinfo

from filiform.exam import ExamFinding
from filiform.knowledge.atlas import Atlas
from filiform.locating import Palpation
from filiform.needling import listed, measure_name
from filiform.note.values import NoteRecord

NOTHING = "Nothing was recorded for the plan."


def plan(record: NoteRecord, atlas: Atlas, zone: tzinfo) -> tuple[str, ...]:
    """The aftercare given, and what to measure again."""
    said = (_aftercare(record, zone), _again(record.exam, atlas))
    return tuple(filter(None, said)) or (NOTHING,)


def _aftercare(record: NoteRecord, zone: tzinfo) -> str:
    given = record.aftercare
    if given is None:
        return "No aftercare sheet was given." if record.needling.current else ""
    time = given.at.astimezone(zone).strftime("%H:%M")
    return f"Aftercare sheet for the needled places given at {time} (version {given.version})."


def _again(exam: tuple[ExamFinding, ...], atlas: Atlas) -> str:
    measures = [measure_name(one, atlas) for one in exam if not isinstance(one, Palpation)]
    if not measures:
        return ""
    return f"To measure again at the next visit: {listed(dict.fromkeys(measures))}."
