"""Assessment: which muscles gave the familiar pain, what is short, and the safety verdict.

It restates findings as clinicians sum them up; the judgement stands in the practitioner's words.
"""

from __future__ import annotations

from filiform.knowledge.atlas import Atlas
from filiform.locating import Palpation, PalpationResult, RomFinding, RomResult
from filiform.needling import listed, measure_name, named, shows
from filiform.note.objective import target_of
from filiform.note.safety import safety
from filiform.note.values import NoteRecord

_LIMITED = (RomResult.LIMITED, RomResult.LIMITED_PAINFUL)


def assessment(record: NoteRecord, atlas: Atlas) -> tuple[str, ...]:
    """One paragraph each; the safety check always speaks."""
    said = (_familiar(record, atlas), _short(record, atlas), safety(record.screening))
    return tuple(filter(None, said))


def _familiar(record: NoteRecord, atlas: Atlas) -> str:
    lines = [line for line in record.exam if isinstance(line, Palpation)]
    gave = [line for line in lines if PalpationResult.FAMILIAR_PAIN in line.results]
    if not lines:
        return ""
    if not gave:
        return "Palpation reproduced the familiar pain in no muscle that was tested."
    muscles = dict.fromkeys(named(target_of(line), atlas) for line in gave)
    return f"Familiar pain was reproduced on palpation of: {listed(muscles)}."


def _short(record: NoteRecord, atlas: Atlas) -> str:
    """Movements that were found limited, in figures where they were measured."""
    found = [
        f"{measure_name(one, atlas)} ({shows(one)})"
        for one in record.exam
        if isinstance(one, RomFinding) and one.result in _LIMITED
    ]
    return f"Limited movement: {'; '.join(found)}." if found else ""
