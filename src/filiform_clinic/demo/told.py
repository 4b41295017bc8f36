"""What is told of an invented patient, and how far their visit is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from enum import StrEnum
from typing import Any

from filiform.body import Side
from filiform.drawing import Quality
from filiform.education import Education

LEFT, RIGHT, BOTH = Side.LEFT, Side.RIGHT, Side.BOTH
TENDER, FAMILIAR = ("tender",), ("tender", "taut_band", "familiar_pain")
NOTHING = ("nothing",)


class Stage(StrEnum):
    """How far the visit of today is, each with all that comes before it."""

    EXPECTED = "expected"
    LINK = "link"
    DRAWN = "drawn"
    EXAMINED = "examined"
    NEEDLES_IN = "needles_in"
    COUNTED = "counted"
    SIGNED = "signed"

    def has_reached(self, stage: Stage) -> bool:
        return list(Stage).index(self) >= list(Stage).index(stage)


@dataclass(frozen=True, slots=True)
class Pain:
    """A painted area."""

    area: str
    side: Side
    intensity: int
    quality: Quality = Quality.ACHE


@dataclass(frozen=True, slots=True)
class Felt:
    """A palpated muscle and what it showed."""

    muscle: str
    side: Side
    results: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Needled:
    """One marker: a muscle with needles of one size."""

    muscle: str
    side: Side
    needles: int = 1
    gauge_mm: float = 0.30
    length_mm: int = 40
    mode: str = "pistoned"


@dataclass(frozen=True, slots=True)
class Healthy:
    """What a patient tells about their health: a no to all but `said`, by rule.

    `words` are the free texts by box; `today` are the questions of the day that are raised.
    """

    said: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    today: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Movement:
    """A movement that is measured before the needles and after, and how far the other side goes."""

    joint: str
    name: str
    side: Side
    other: float


class Turn(StrEnum):
    """What a visit holds beside its usual course."""

    REFUSED = "refused"
    BY_HAND = "by_hand"
    CLEARED = "cleared"
    FAINTED = "fainted"
    BRUISED = "bruised"
    WATCHED = "watched"
    AMENDED = "amended"
    LETTER = "letter"


YES = {"value": "yes"}


def at(*where: str, **more: Any) -> dict[str, Any]:
    """A yes with the places it is about, such as "knee:left"."""
    return {"value": "yes", "where": list(where), **more}


@dataclass(frozen=True, slots=True)
class DemoPatient:
    """A patient with today's visit; `with_` is the key of the practitioner."""

    given: str
    family: str
    born: date
    with_: str
    at: time
    stage: Stage
    complaint: str
    group: str
    strongest: int
    story: str = ""
    pains: tuple[Pain, ...] = ()
    felt: tuple[Felt, ...] = ()
    needled: tuple[Needled, ...] = ()
    note: str = ""
    listed: tuple[Pain, ...] = field(default=())
    health: Healthy = field(default_factory=Healthy)
    began: tuple[str, str] = ("slowly", "")
    hard: tuple[tuple[str, int], ...] = ()
    hopes: str = ""
    moves: Movement | None = None
    degrees: tuple[float, float] | None = None
    kpa: tuple[float, float] | None = None
    scar: tuple[str, Side] | None = None
    turns: tuple[Turn, ...] = ()
    eased: int = 1

    @property
    def now(self) -> int:
        """Pain at the visit, a little less than at its worst."""
        return max(self.strongest - 3, 0)

    @property
    def needles_come(self) -> bool:
        """Whether this visit comes to needles at all."""
        return bool(self.needled) and not {Turn.REFUSED, Turn.BY_HAND} & {*self.turns}

    @property
    def answers(self) -> dict[str, Any]:
        """What is told about the problem, as the draft keeps it.

        Pain now and on average are a little less than at its worst.
        """
        return {
            "complaint": self.complaint,
            "group": self.group,
            "onset": {"began": self.began[0], "on": self.began[1]},
            "pain": {
                "now": self.now,
                "average": max(self.strongest - 2, 0),
                "worst": self.strongest,
            },
            "scars": [],
            "about": Education.load().version,
            "activities": [{"name": name, "score": score} for name, score in self.hard],
            "hopes": self.hopes,
            "story": self.story,
        }


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier visit of a patient: how strong the pain was then, and what was written.

    `degrees` of the patient's movement and `kpa` of pressure on the first muscle found, each before
    the needles and after; `eased`: how much less the pain was afterwards. `hard`: how well the
    activities went.
    """

    days_ago: int
    strongest: int
    note: str
    degrees: tuple[float, float] | None = None
    turns: tuple[Turn, ...] = ()
    eased: int = 1
    kpa: tuple[float, float] | None = None
    hard: tuple[int, ...] = ()

    def of(self, patient: DemoPatient) -> DemoPatient:
        """The patient as they were then: more or less pain, treated and signed."""
        return replace(
            patient,
            stage=Stage.SIGNED,
            strongest=self.strongest,
            pains=self._pains(patient),
            listed=tuple(self._as_strong(pain, patient) for pain in patient.listed),
            note=self.note,
            degrees=self.degrees,
            kpa=self.kpa,
            turns=self.turns,
            eased=self.eased,
            hard=tuple(zip((name for name, _ in patient.hard), self.hard, strict=False)),
        )

    def _pains(self, patient: DemoPatient) -> tuple[Pain, ...]:
        """Less pain is also in fewer places: the weakest go first, one stays."""
        strong = sorted(patient.pains, key=lambda pain: -pain.intensity)
        shown = [self._as_strong(pain, patient) for pain in strong]
        return tuple(p for i, p in enumerate(shown) if i == 0 or p.intensity > 1)

    def _as_strong(self, pain: Pain, patient: DemoPatient) -> Pain:
        shifted = pain.intensity + self.strongest - patient.strongest
        return replace(pain, intensity=min(10, max(1, shifted)))


@dataclass(frozen=True, slots=True)
class Story:
    """A patient of the past months and their visits, whether or not one is today."""

    patient: DemoPatient
    visits: tuple[Earlier, ...]
