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


class Stage(StrEnum):
    """How far the visit of today is, each with all that comes before it."""

    EXPECTED = "expected"
    LINK = "link"
    DRAWN = "drawn"
    EXAMINED = "examined"
    NEEDLES_IN = "needles_in"
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
                "now": max(self.strongest - 3, 0),
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
    """An earlier visit of a patient: how strong the pain was then, and what was written."""

    weeks_ago: int
    strongest: int
    note: str

    def of(self, patient: DemoPatient) -> DemoPatient:
        """The patient as they were then: more pain in the same places, treated and signed."""
        more = self.strongest - patient.strongest
        pains = tuple(replace(p, intensity=min(10, p.intensity + more)) for p in patient.pains)
        return replace(
            patient, stage=Stage.SIGNED, strongest=self.strongest, pains=pains, note=self.note
        )
