"""What was seen after needling a muscle at past sessions of one patient: observations, no verdict.

A session in which a muscle was needled tells what the measures showed right after, and what they
showed at the next visit before anything was done. Other muscles, other care, time and chance are
not told apart: each observation says how much else was needled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from filiform.body import Side
from filiform.exam.change import Change, changes
from filiform.exam.measures import Rater
from filiform.exam.values import ExamFinding, PainNow
from filiform.knowledge.values import Muscle
from filiform.locating import PptFinding, ResistedFinding, RomFinding


@dataclass(frozen=True, slots=True)
class Session:
    """One visit: its day, the muscles needled, measures before and after, and who measured."""

    on: date
    needled: frozenset[tuple[str, Side]]
    before: tuple[ExamFinding, ...]
    after: tuple[ExamFinding, ...]
    examiners: frozenset[UUID]

    @property
    def rater(self) -> Rater:
        return rater(self.examiners)


@dataclass(frozen=True, slots=True)
class Observation:
    """One past session of a muscle. `others`: muscles needled in the same session.

    `next_on` is the day of the next visit, None when there was none yet or nothing was measured.
    """

    on: date
    right_after: tuple[Change, ...]
    next_on: date | None
    until_next: tuple[Change, ...]
    others: int


def rater(examiners: frozenset[UUID]) -> Rater:
    """Who measured: one person, or more than one."""
    return Rater.SAME if len(examiners) <= 1 else Rater.BETWEEN


def observations(muscle: Muscle, side: Side, sessions: Sequence[Session]) -> list[Observation]:
    """Every session in which the muscle was needled, latest first; `sessions` come oldest first.

    The last session of the sequence may be today's, not needled yet: its measures are the next
    visit of the one before it.
    """
    following = [*sessions[1:], None]
    return [
        _observation(muscle, side, session, later)
        for session, later in reversed([*zip(sessions, following, strict=True)])
        if (muscle.id, side) in session.needled
    ]


def _observation(
    muscle: Muscle, side: Side, session: Session, later: Session | None
) -> Observation:
    own = tuple(one for one in session.before if concerns(one, muscle, side))
    until_next: tuple[Change, ...] = ()
    if later:
        examiners = session.examiners | later.examiners
        until_next = changes(own, later.before, rater(examiners))
    return Observation(
        session.on,
        changes(own, session.after, session.rater),
        later.on if later and until_next else None,
        until_next,
        len(session.needled) - 1,
    )


def concerns(finding: ExamFinding, muscle: Muscle, side: Side) -> bool:
    """Whether a measure speaks about a muscle: its own, a movement it disturbs, or the pain."""
    match finding:
        case PptFinding() | ResistedFinding():
            return (finding.muscle, finding.side) == (muscle.id, side)
        case RomFinding():
            signs = {(sign.joint, sign.movement) for sign in muscle.movement_signs}
            sides = (side, Side.MIDLINE, Side.BOTH)
            return (finding.joint, finding.movement) in signs and finding.side in sides
        case PainNow():
            return True
    return False
