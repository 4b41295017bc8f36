"""Objective: what was felt and measured, with the other side, and the change after needling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from filiform.exam import ExamFinding
from filiform.knowledge.atlas import Atlas
from filiform.locating import Palpation, PalpationResult
from filiform.needling import Target, capitalised, listed, named
from filiform.needling.measures_note import measured, retested
from filiform.note.values import NoteRecord

NOTHING = "No examination was recorded."

_FELT: Mapping[str, str] = {
    "tender": "tender",
    "taut_band": "taut band",
    "twitch": "local twitch response",
}
_PRESSED: Mapping[str, str] = {
    "familiar_pain": "reproduced the familiar pain",
    "referral": "referred pain elsewhere",
}


def objective(record: NoteRecord, atlas: Atlas) -> tuple[str, ...]:
    """Palpation, measures and re-test, one paragraph each."""
    found = (
        _palpation(record.exam, atlas),
        measured(record.exam, atlas),
        retested(record.exam, record.retest, record.rater, atlas),
    )
    return tuple(filter(None, found)) or (NOTHING,)


def _palpation(findings: Iterable[ExamFinding], atlas: Atlas) -> str:
    exam = [line for line in findings if isinstance(line, Palpation)]
    if not exam:
        return ""
    found = [line for line in exam if PalpationResult.NOTHING not in line.results]
    negative = [named(target_of(line), atlas) for line in exam if line not in found]
    sentences = [
        f"{capitalised(named(target_of(line), atlas))}: {_signs(line.words)}." for line in found
    ]
    if negative:
        sentences.append(f"Nothing abnormal on palpation: {listed(negative)}.")
    return f"Palpation. {' '.join(sentences)}"


def target_of(line: Palpation) -> Target:
    """Where was pressed."""
    return Target(line.muscle, line.side, line.site)


def _signs(results: Iterable[str]) -> str:
    """What was felt, then what pressing did: `taut band; pressure reproduced the familiar pain`."""
    found = list(results)
    felt = [_FELT[result] for result in found if result in _FELT]
    pressed = [_PRESSED[result] for result in found if result in _PRESSED]
    said = [listed(felt), f"pressure {listed(pressed)}" if pressed else ""]
    return "; ".join(filter(None, said))
