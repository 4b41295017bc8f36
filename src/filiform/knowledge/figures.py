"""Published figures as printed: what was counted, in whom, and how sure the number is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from filiform.knowledge.values import Certainty


class Measure(StrEnum):
    """What a figure counts. Active: its referred pain was recognised as the complaint."""

    ACTIVE = "active"
    LATENT = "latent"
    ACTIVE_OR_LATENT = "active_or_latent"
    REFERRED_PAIN_EVOKED = "referred_pain_evoked"
    TENDERNESS_SEVERE = "tenderness_severe"
    TENDERNESS_SOME = "tenderness_some"
    MYOFASCIAL_PAIN = "myofascial_pain"
    MYOFASCIAL_PAIN_EITHER = "myofascial_pain_either"
    MYOFASCIAL_PAIN_SYNDROME = "myofascial_pain_syndrome"
    INCIDENCE_MYOFASCIAL_PAIN = "incidence_myofascial_pain"
    PRIMARY_SOURCE = "primary_source"
    ODDS_RATIO_LATENT = "odds_ratio_latent"
    MEAN_ACTIVE_PER_PERSON = "mean_active_per_person"
    MEAN_LATENT_PER_PERSON = "mean_latent_per_person"
    MEAN_TOTAL_PER_PERSON = "mean_total_per_person"
    MEDIAN_ACTIVE_MUSCLES = "median_active_muscles"
    MEDIAN_LATENT_MUSCLES = "median_latent_muscles"


class Unit(StrEnum):
    PERCENT = "percent"
    COUNT = "count"
    ODDS_RATIO = "odds_ratio"


class Direction(StrEnum):
    """What a source says without a figure: more than in the comparison, no difference, less."""

    MORE = "more"
    NONE = "none"
    LESS = "less"


@dataclass(frozen=True, slots=True)
class Source:
    """A study that figures cite by id."""

    id: str
    citation: str
    url: str = ""
    design: str = ""
    population: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure: `low` and `high` are equal unless the source gives a range.

    `muscle` is a muscle or a group; a share of a group means at least one of it. Without a number
    there is a `direction`. `named` are the muscles the source calls most often affected.
    `details` keeps the rest of what was printed (spread, comparator, counts ...) as text.
    """

    id: str
    complaint: str
    muscle: str
    measure: Measure
    source: str
    certainty: Certainty
    low: float | None = None
    high: float | None = None
    unit: Unit | None = None
    direction: Direction | None = None
    n: int | None = None
    population: str = ""
    named: tuple[str, ...] = ()
    note: str = ""
    details: tuple[tuple[str, str], ...] = ()

    @property
    def middle(self) -> float | None:
        """The number, or the middle of its range, in its unit."""
        if self.low is None or self.high is None:
            return None
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class Evidence:
    """One published statement on palpation or pressure readings; `values` has 0, 1 or 2 numbers."""

    id: str
    kind: str
    about: str
    statistic: str
    source: str
    certainty: Certainty
    values: tuple[float, ...] = ()
    interval: tuple[float, ...] = ()
    n: int | None = None
    examiners: str = ""
    note: str = ""
