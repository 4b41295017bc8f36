"""How far to trust a ranking, in words. Only simulated people tell how sure the numbers are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from filiform.body import Side
from filiform.drawing import Quality
from filiform.locating.calibrated import Calibrated
from filiform.locating.conflicts import contradictions
from filiform.locating.engine import Engine, Marginals
from filiform.locating.findings import Palpation
from filiform.locating.values import Case, MuscleRank

_FIRST_ENGINE = (
    "First engine: overlap of drawing and pain zones. The probabilities order what to palpate; "
    "they are not calibrated and are no diagnosis."
)
_TRAINED_ENGINE = (
    "Trained and calibrated on simulated drawings only, never on patients: the probabilities are a "
    "model's score for what to palpate and no diagnosis."
)
_NERVE_LIKE = {Quality.BURNING, Quality.TINGLING}
# Below this the drawing is too small or too wide to be called clear.
_CLEAR = 0.5


def trust(
    case: Case, muscles: Sequence[MuscleRank], found: Marginals, engine: Engine | Calibrated
) -> tuple[bool, tuple[str, ...]]:
    """Whether the first muscle stands out on a drawing that can tell something, and notes."""
    base = engine if isinstance(engine, Engine) else engine.base
    conflicts = contradictions(case.findings, base.atlas)
    if isinstance(engine, Engine):
        doubts = (*conflicts, *_doubts(muscles, found, engine))
        missed = tuple(_missed(case, muscles))
        return not doubts, (*doubts, *missed, *_unused(case), _FIRST_ENGINE)
    doubts = (*conflicts, *_doubts(muscles, found, base), *_strange(found, engine))
    missed = tuple(_missed(case, muscles))
    return not doubts, (*doubts, *missed, *_unused(case), _TRAINED_ENGINE)


def _strange(found: Marginals, engine: Calibrated) -> Iterator[str]:
    if not found.pain.empty and engine.explained(found) < engine.strange_below:
        yield (
            "No confident ranking: the drawing is unlike those that the engine was trained on; "
            "much of it is explained by no muscle."
        )


def _missed(case: Case, muscles: Sequence[MuscleRank]) -> Iterator[str]:
    """What stopping now would leave, once something has been palpated."""
    done = {(f.muscle, f.side) for f in case.findings if isinstance(f, Palpation)}
    if done:
        left = sum(m.probability for m in muscles if (m.muscle, m.side) not in done)
        yield (
            f"Stopping now would leave about {left:.1f} active muscles without palpation, "
            "by the model's own count: some of them no drawing shows."
        )


def _doubts(muscles: Sequence[MuscleRank], found: Marginals, engine: Engine) -> Iterator[str]:
    constants = engine.constants
    if found.pain.empty:
        yield "Nothing is painted or listed: the order is that of complaint, group and findings."
        return
    if found.pain.certainty < _CLEAR:
        yield "The drawing is too small or covers too much of the body to point to a muscle."
    first = muscles[0]
    if _explained(first, found, engine) < constants.confident_explained:
        yield "The muscle that ranks first explains less than half of what it touches."
    if first.probability < constants.confident_top or _lead(muscles) < constants.confident_lead:
        yield "No muscle stands out: several explain the drawing about as well."


def _lead(muscles: Sequence[MuscleRank]) -> float:
    """Odds of the first muscle against those of the next other one, on whichever side."""
    second = next((rank for rank in muscles if rank.muscle != muscles[0].muscle), None)
    return float("inf") if second is None else _odds(muscles[0]) / _odds(second)


def _odds(rank: MuscleRank) -> float:
    return rank.probability / (1 - rank.probability)


def _explained(rank: MuscleRank, found: Marginals, engine: Engine) -> float:
    """Largest share of the touched patches that some combination of the muscle's sites explains."""
    side = Side.LEFT if rank.side is Side.MIDLINE else rank.side
    shares = found.fits[side].explained
    numbers = [m.id for m in engine.zones.muscles]
    rows = engine.zones.muscle_of_row == numbers.index(rank.muscle)
    return float(shares[rows].max())


def _unused(case: Case) -> Iterator[str]:
    qualities = {area.quality for area in case.areas} | {cell.quality for cell in case.cells}
    if qualities & _NERVE_LIKE:
        yield (
            "Burning or tingling was drawn: this engine does not read pain quality; "
            "think of a nerve."
        )
