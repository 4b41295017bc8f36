"""Findings that cannot all be true: named so that they are tested again, not resolved.

Two examiners who disagree are no contradiction: that is what agreement figures are about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator

from filiform.body import Side
from filiform.knowledge import Atlas
from filiform.locating.findings import (
    Finding,
    Palpation,
    PalpationResult,
    PptFinding,
    ResistedFinding,
    RomFinding,
    RomResult,
)

Told = Palpation | RomFinding | ResistedFinding
Unit = tuple[str, Side, str | None]
"""A muscle on a side, and who examined it."""


def contradictions(findings: Iterable[Finding], atlas: Atlas) -> tuple[str, ...]:
    """What contradicts itself, in words; each muscle or movement once."""
    findings = tuple(findings)
    found = [*_same_target(findings, atlas), *_whole_and_points(findings, atlas)]
    return tuple(dict.fromkeys(found))


def _same_target(findings: tuple[Finding, ...], atlas: Atlas) -> Iterator[str]:
    """Both something and nothing about one and the same."""
    said: dict[tuple[Hashable, ...], set[bool]] = defaultdict(set)
    words: dict[tuple[Hashable, ...], str] = {}
    for finding in findings:
        # Pressure readings are measured, and measures scatter: two are no contradiction.
        if isinstance(finding, PptFinding):
            continue
        key = _about(finding)
        said[key].add(_abnormal(finding))
        words[key] = _words(finding, atlas)
    for key, answers in said.items():
        if len(answers) > 1:
            yield f"Contradictory findings: {words[key]}. Both count half; test it again."


def _about(finding: Told) -> tuple[Hashable, ...]:
    if isinstance(finding, Palpation):
        return "palpation", finding.muscle, finding.side, finding.site, finding.by
    if isinstance(finding, RomFinding):
        return "rom", finding.joint, finding.movement, finding.side
    return type(finding).__name__, finding.muscle, finding.side


def _abnormal(finding: Told) -> bool:
    if isinstance(finding, Palpation):
        return PalpationResult.NOTHING not in finding.results
    if isinstance(finding, RomFinding):
        return finding.result is not RomResult.NORMAL
    return finding.painful or finding.weak


def _words(finding: Told, atlas: Atlas) -> str:
    if isinstance(finding, RomFinding):
        return f"{finding.joint} {finding.movement} ({finding.side}) is both normal and disturbed"
    name = f"{atlas.muscles[finding.muscle].name.split(' (')[0]} ({finding.side})"
    if isinstance(finding, Palpation):
        of = f"a point of {name}" if finding.site else name
        return f"palpation of {of} showed both nothing and something"
    return f"{name} is both free and disturbed against resistance"


def _whole_and_points(findings: tuple[Finding, ...], atlas: Atlas) -> Iterator[str]:
    """The whole muscle says nothing and a point something, or the other way round at all points."""
    whole: dict[Unit, set[bool]] = defaultdict(set)
    points: dict[Unit, dict[str, bool]] = defaultdict(dict)
    for finding in findings:
        if isinstance(finding, Palpation):
            unit, found = (finding.muscle, finding.side, finding.by), _abnormal(finding)
            if finding.site is None:
                whole[unit].add(found)
            else:
                points[unit][finding.site] = points[unit].get(finding.site, False) or found
    for unit, answers in whole.items():
        opposite = len(answers) == 1 and _disagree(True in answers, points[unit], unit, atlas)
        if opposite:
            name = f"{atlas.muscles[unit[0]].name.split(' (')[0]} ({unit[1]})"
            yield (
                f"Contradictory findings: {name} as a whole and its points say the opposite. "
                "Both count; palpate it again."
            )


def _disagree(found: bool, points: dict[str, bool], unit: Unit, atlas: Atlas) -> bool:
    if not found:
        return any(points.values())
    own = {site.id for site in atlas.muscles[unit[0]].sites if unit[1] in site.sides}
    return own <= set(points) and not any(points.values())
