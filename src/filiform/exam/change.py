"""The same measure at two times: how much it differs, and whether that is more than error.

A difference is a difference: it never says that needling worked. Pain right after needling is not
judged at all, because soreness and expectation move it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

from filiform.exam.measures import MeasurementError, Measures, Rater
from filiform.exam.values import ExamFinding, PainNow, subject
from filiform.locating import PptFinding, RomFinding


class Weight(StrEnum):
    """What a difference weighs against the measurement error."""

    BEYOND_ERROR = "beyond_error"
    WITHIN_ERROR = "within_error"
    UNCERTAIN = "uncertain"
    NOT_JUDGED = "not_judged"


@dataclass(frozen=True, slots=True)
class Change:
    """One measure before and after. `was`, `now` in `unit`; None where it is words or missing.

    `error` is the figure it was held against; one that is not verified is shown and judges nothing.
    """

    before: ExamFinding
    after: ExamFinding
    was: float | None
    now: float | None
    unit: str
    error: MeasurementError | None
    weight: Weight

    @property
    def difference(self) -> float | None:
        """Now minus before: positive is more movement, more pressure borne, more pain."""
        return None if self.was is None or self.now is None else self.now - self.was


def changes(
    before: Iterable[ExamFinding], after: Iterable[ExamFinding], rater: Rater
) -> tuple[Change, ...]:
    """The measures that were taken both times, in the order of the first."""
    later = {subject(finding): finding for finding in after}
    return tuple(
        change(finding, later[subject(finding)], rater)
        for finding in before
        if subject(finding) in later
    )


def change(before: ExamFinding, after: ExamFinding, rater: Rater) -> Change:
    """The change of one measure; both must be about the same."""
    if subject(before) != subject(after):
        raise ValueError("two findings about different things have no change")
    was, now = _number(before), _number(after)
    error = _error(before, rater)
    return Change(before, after, was, now, _unit(before), error, _weight(before, was, now, error))


def _number(finding: ExamFinding) -> float | None:
    match finding:
        case RomFinding():
            return finding.degrees
        case PptFinding():
            return fmean(finding.kpa)
        case PainNow():
            return float(finding.now)
    return None


def _unit(finding: ExamFinding) -> str:
    match finding:
        case RomFinding():
            return "°"
        case PptFinding():
            return " kPa"
        case PainNow():
            return "/10"
    return ""


def _error(finding: ExamFinding, rater: Rater) -> MeasurementError | None:
    measures = Measures.load()
    match finding:
        case RomFinding():
            return measures.movement(finding.joint, finding.movement).error(rater)
        case PptFinding():
            return measures.pressure.errors.get(finding.muscle)
    return None


def _weight(
    finding: ExamFinding, was: float | None, now: float | None, error: MeasurementError | None
) -> Weight:
    if isinstance(finding, PainNow) or was is None or now is None:
        return Weight.NOT_JUDGED
    if error is None or not error.verified:
        return Weight.UNCERTAIN
    return Weight.BEYOND_ERROR if abs(now - was) > error.value else Weight.WITHIN_ERROR
