"""Widespread pain is a result: it is said, and ranked is only the place that hurts most today."""

from __future__ import annotations

from dataclasses import replace

from filiform.locating.engine import Engine
from filiform.locating.pain import pain_of
from filiform.locating.values import Case

# A part of the painted skin that is called worst and is larger than this is no place of its own.
_HALF = 0.5


def narrowed(case: Case, engine: Engine) -> tuple[Case, tuple[str, ...]]:
    """The case to rank, and what to say of it: with widespread pain only the strongest place.

    Pain is widespread where the drawing is so wide that it can tell less than half of what a
    small one tells. Without a strongest place the case stays as it is.
    """
    share = painted_share(case, engine)
    constants = engine.constants
    if share < (constants.wide_from + constants.wide_to) / 2:
        return case, ()
    said = f"Widespread pain: about {share:.0%} of the skin is painted".replace("%", " %")
    worst = _worst(case)
    if worst is None or painted_share(worst, engine) > _HALF * share:
        return case, (
            f"{said}. No single muscle explains it, and no place was called worst: ask where it "
            "hurts most today and draw that stronger.",
        )
    return worst, (
        f"{said}. No single muscle explains it: ranked is only for the place that was drawn "
        "strongest, as today's worst.",
    )


def painted_share(case: Case, engine: Engine) -> float:
    """Share 0..1 of all skin that is painted or named."""
    frame = engine.zones.frame
    pain = pain_of(case, engine.body, frame, engine.constants)
    painted = pain.left[0] * frame.cm2
    # Halves are summed apart so that a mirrored drawing gives the same number to the last bit.
    cm2 = float(painted[: frame.half].sum() + painted[frame.half :].sum())
    return cm2 / float(2 * frame.cm2[: frame.cells].sum())


def _worst(case: Case) -> Case | None:
    all_of = [one.intensity for one in case.cells] + [one.intensity for one in case.areas]
    strongest = max((one for one in all_of if one is not None), default=None)
    if strongest is None:
        return None
    return replace(
        case,
        cells=tuple(one for one in case.cells if one.intensity == strongest),
        areas=tuple(one for one in case.areas if one.intensity == strongest),
    )
