"""What locating reads and gives: a case, and a belief about every trigger point site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from filiform.body.values import Side
from filiform.drawing import CellPaint, Drawing, ListedArea
from filiform.errors import InvalidInput
from filiform.intake import Intake
from filiform.locating.findings import Finding

# Shown digits; the certain ends 0 and 1 are never reached.
DIGITS = 4
SMALLEST = 10.0**-DIGITS


@dataclass(frozen=True, slots=True)
class Case:
    """One patient's question: complaint, group, where it hurts and what was found.

    `areas` are named areas, `cells` painted cells of the body `body` (None: the shipped one). An
    empty drawing is allowed: then only complaint, group and findings speak.
    """

    complaint: str | None = None
    group: str | None = None
    areas: tuple[ListedArea, ...] = ()
    cells: tuple[CellPaint, ...] = ()
    body: str | None = None
    findings: tuple[Finding, ...] = ()

    @classmethod
    def from_drawing(
        cls, drawing: Drawing, intake: Intake | None = None, findings: Iterable[Finding] = ()
    ) -> Case:
        """The case of a patient's answers and pain drawing, as the clinic has them."""
        return cls(
            complaint=intake.complaint if intake else None,
            group=intake.group if intake else None,
            areas=drawing.listed,
            cells=drawing.paint,
            body=drawing.body.version,
            findings=tuple(findings),
        )


@dataclass(frozen=True, slots=True, order=True)
class PlacedArea:
    """An area on a side of the person."""

    area: str
    side: Side


class Effect(StrEnum):
    """Which way a finding speaks."""

    FOR = "for"
    AGAINST = "against"


@dataclass(frozen=True, slots=True)
class Reason:
    """What a finding did to a hypothesis, in words."""

    effect: Effect
    text: str


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One site on one side: P(site active | model), and why.

    `explains`: painted areas that its pain zones cover; `missing`: areas where its pain is expected
    but nothing is painted. A hypothesis to palpate, never a diagnosis.
    """

    muscle: str
    site: str
    side: Side
    probability: float
    explains: tuple[PlacedArea, ...]
    missing: tuple[PlacedArea, ...]
    hazard: str
    advanced_only: bool
    reasons: tuple[Reason, ...] = ()

    def __post_init__(self) -> None:
        _check_probability(self.probability)


@dataclass(frozen=True, slots=True)
class MuscleRank:
    """P(any site of the muscle on that side is active | model): what screens list."""

    muscle: str
    side: Side
    probability: float

    def __post_init__(self) -> None:
        _check_probability(self.probability)


@dataclass(frozen=True, slots=True)
class NextTest:
    """A test worth doing next. `gain` is a utility without unit; `why` says what it is for.

    `gain` is `finds` (how likely it finds something) plus `told` (weighted information: how far
    the answer would tell candidates apart) less `cost` (turning the patient, an intimate place).
    """

    test: str
    muscle: str
    side: Side
    gain: float
    why: str
    finds: float = 0.0
    told: float = 0.0
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Version:
    """What made the belief: the engine, and digests of all that it read.

    `body` is the division of the skin into cells, `areas` which cells each named area has.
    """

    engine: str
    calibrated: bool
    knowledge: str
    prevalence: str
    constants: str
    body: str
    areas: str


@dataclass(frozen=True, slots=True)
class Belief:
    """Every site and side by falling probability, muscles, next tests, and how much to trust it.

    `notes` say in words why the ranking is not confident and what was not used.
    """

    hypotheses: tuple[Hypothesis, ...]
    muscles: tuple[MuscleRank, ...]
    next: tuple[NextTest, ...]
    confident: bool
    version: Version
    notes: tuple[str, ...] = ()

    def to_json(self, top: int | None = None) -> dict[str, Any]:
        """The document of the stable contract; `top` keeps the first so many of each list."""
        return {
            "hypotheses": [_hypothesis(h) for h in self.hypotheses[:top]],
            "muscles": [
                {"muscle": m.muscle, "side": str(m.side), "probability": shown(m.probability)}
                for m in self.muscles[:top]
            ],
            "next": [
                {
                    "test": n.test,
                    "muscle": n.muscle,
                    "side": str(n.side),
                    "gain": round(n.gain, DIGITS),
                    "why": n.why,
                    "finds": round(n.finds, DIGITS),
                    "told": round(n.told, DIGITS),
                    "cost": round(n.cost, DIGITS),
                }
                for n in self.next[:top]
            ],
            "confident": self.confident,
            "notes": list(self.notes),
            "version": _version(self.version),
        }


def shown(probability: float) -> float:
    """The probability as printed: few digits, never 0 or 1."""
    return min(max(round(probability, DIGITS), SMALLEST), 1 - SMALLEST)


def _hypothesis(value: Hypothesis) -> dict[str, Any]:
    return {
        "muscle": value.muscle,
        "site": value.site,
        "side": str(value.side),
        "probability": shown(value.probability),
        "explains": [_placed(area) for area in value.explains],
        "missing": [_placed(area) for area in value.missing],
        "hazard": value.hazard,
        "advanced_only": value.advanced_only,
        "reasons": [{"effect": str(r.effect), "text": r.text} for r in value.reasons],
    }


def _placed(value: PlacedArea) -> dict[str, str]:
    return {"area": value.area, "side": str(value.side)}


def _version(value: Version) -> dict[str, Any]:
    return {
        "engine": value.engine,
        "calibrated": value.calibrated,
        "knowledge": value.knowledge,
        "prevalence": value.prevalence,
        "constants": value.constants,
        "body": value.body,
        "areas": value.areas,
    }


def _check_probability(value: float) -> None:
    if not 0 < value < 1:
        raise InvalidInput("probability", "a number between 0 and 1", got=value)
