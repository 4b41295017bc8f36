"""From the stored JSON form back to values; the table was checked when it was made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from filiform.body import Side
from filiform.errors import InvalidInput
from filiform.exam.values import ExamFinding, Mobility, PainNow, Scar, Sensitivity
from filiform.locating import (
    Palpation,
    PalpationResult,
    PptFinding,
    ResistedFinding,
    RomFinding,
    RomResult,
)

Table = Mapping[str, Any]


def from_json(table: Table) -> ExamFinding:
    """The finding that `to_json` wrote, or `InvalidInput` naming the kind that nobody knows."""
    kind = table.get("kind")
    if kind not in _READ:
        raise InvalidInput("kind", f"one of {', '.join(_READ)}", got=kind)
    return _READ[kind](table)


def _palpation(said: Table) -> Palpation:
    results = frozenset(PalpationResult(word) for word in said["result"])
    return Palpation(said["muscle"], Side(said["side"]), results, said.get("site"))


def _rom(said: Table) -> RomFinding:
    return RomFinding(
        said["joint"],
        said["movement"],
        Side(said["side"]),
        RomResult(said["result"]),
        said.get("degrees"),
        said.get("other_side"),
    )


def _ppt(said: Table) -> PptFinding:
    other = tuple(said.get("other_side_kpa") or ())
    return PptFinding(said["muscle"], Side(said["side"]), tuple(said["kpa"]), other)


def _resisted(said: Table) -> ResistedFinding:
    return ResistedFinding(said["muscle"], Side(said["side"]), said["painful"], said["weak"])


def _scar(said: Table) -> Scar:
    return Scar(
        said["area"],
        Side(said["side"]),
        Mobility(said["mobility"]),
        Sensitivity(said["sensitivity"]),
    )


def _pain_now(said: Table) -> PainNow:
    return PainNow(said["now"])


_READ: dict[str, Callable[[Table], ExamFinding]] = {
    "palpation": _palpation,
    "rom": _rom,
    "ppt": _ppt,
    "resisted": _resisted,
    "scar": _scar,
    "pain_now": _pain_now,
}
