"""What the examination and the patient's own words suggest for a plan; the practitioner decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from filiform.exam import ExamFinding, falls_short
from filiform.intake import Activities
from filiform.locating import Palpation, PalpationResult, RomFinding, RomResult
from filiform.plan.plans import Goal, GoalKind, PlannedTarget

_SHORT = (RomResult.LIMITED, RomResult.LIMITED_PAINFUL)


@dataclass(frozen=True, slots=True)
class SuggestedTarget:
    """A muscle in which palpation found something; `familiar`: pressing brought the known pain."""

    target: PlannedTarget
    results: tuple[str, ...]
    familiar: bool


def suggest_targets(findings: Iterable[ExamFinding]) -> tuple[SuggestedTarget, ...]:
    """Every muscle or site with a finding, familiar pain first, each in the order of finding."""
    found = [_suggested(one) for one in findings if isinstance(one, Palpation) and _positive(one)]
    return tuple(sorted(found, key=lambda one: not one.familiar))


def suggest_goals(findings: Iterable[ExamFinding]) -> tuple[Goal, ...]:
    """One goal for each movement that is limited; the aim is the other side where it was measured.

    Without the other side the aim stays open: a published mean is not this patient's aim.
    """
    return tuple(
        _movement_goal(one)
        for one in findings
        if isinstance(one, RomFinding) and one.result in _SHORT
    )


def suggest_activities(hard: Activities) -> tuple[Goal, ...]:
    """One goal for each activity the patient named; what to reach is for the patient to say."""
    return tuple(Goal(one.name, GoalKind.ACTIVITY, one.score) for one in hard.each)


def movement_words(finding: RomFinding) -> str:
    """Joint, movement and side in words, without saying the joint twice."""
    joint = finding.joint.replace("_", " ")
    movement = finding.movement
    named = movement if joint.split()[0] in movement else f"{joint} {movement}"
    return f"{named}, {finding.side.value}" if finding.side.value != "midline" else named


def _positive(finding: Palpation) -> bool:
    return PalpationResult.NOTHING not in finding.results


def _suggested(finding: Palpation) -> SuggestedTarget:
    target = PlannedTarget(finding.muscle, finding.side, finding.site)
    familiar = PalpationResult.FAMILIAR_PAIN in finding.results
    return SuggestedTarget(target, tuple(finding.words), familiar)


def _movement_goal(finding: RomFinding) -> Goal:
    degrees, other = finding.degrees, finding.other_side
    aim = None
    if degrees is not None and other is not None:
        short = falls_short(finding.joint, finding.movement, degrees, other)
        aim = other if short else None
    return Goal(movement_words(finding), GoalKind.MOVEMENT, degrees, aim)
