"""All that a note is written from: what each stage of the visit left."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from filiform.consent import Decision
from filiform.errors import InvalidInput
from filiform.exam import ExamFinding, Rater, to_json
from filiform.intake import Onset
from filiform.needling.counting import Count
from filiform.needling.session import SessionDetails
from filiform.needling.state import MarkerState, Needling
from filiform.plan import Plan
from filiform.plan import to_json as plan_to_json
from filiform.screening import Verdict
from filiform.screening.documents import verdict_to_json


@dataclass(frozen=True, slots=True)
class PainScore:
    """A pain score 0-10 with what it is about: `strongest`, `now`, `on average`."""

    about: str
    score: int

    def __post_init__(self) -> None:
        if not 0 <= self.score <= 10:
            raise InvalidInput("score", "a whole number from 0 to 10", got=self.score)


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity the patient named, and how well it goes: 0 unable, 10 as before (PSFS)."""

    name: str
    score: float


@dataclass(frozen=True, slots=True)
class PainedPlace:
    """A place of the drawing in words; `cm2` is None for a place told by name only."""

    name: str
    quality: str = ""
    intensity: float | None = None
    cm2: float | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What the patient sent: complaint and group by name, onset, scores, drawing, own words.

    `earlier` is the score `strongest` at the visit before, with its day.
    """

    complaint: str
    group: str = ""
    onset: Onset | None = None
    scores: tuple[PainScore, ...] = ()
    activities: tuple[Activity, ...] = ()
    places: tuple[PainedPlace, ...] = ()
    story: str = ""
    hopes: str = ""
    earlier: tuple[date, int] | None = None


@dataclass(frozen=True, slots=True)
class Agreed:
    """The patient's decision about needles that stood at the visit; `parts` by name."""

    decision: Decision
    on: date
    parts: tuple[str, ...] = ()
    representative: str = ""


@dataclass(frozen=True, slots=True)
class PlanKept:
    """The plan that stood at the visit of the day `on`; `version` counts those of the episode."""

    plan: Plan
    version: int
    on: date


@dataclass(frozen=True, slots=True)
class CareGiven:
    """Care given at the visit beside the needles: its name and the practitioner's own words."""

    name: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class SheetGiven:
    """The aftercare sheet as given; `version` counts those of the visit.

    `places`, `warnings` (by title), `words` (the practitioner's own) and `stretches`
    are as they stand on it.
    """

    version: int
    at: datetime
    places: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    words: str = ""
    stretches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IncidentTold:
    """An incident of the visit: kind and grade by name, `missing` needles, what was said of it.

    `follow_up`: how an incident told before it went on.
    """

    kind: str
    grade: str
    at: datetime
    words: str = ""
    missing: int = 0
    follow_up: bool = False


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """The visit as recorded. None or empty: nothing of it is on file.

    `exam` was found before needling, `retest` after it; `screening` is the verdict on the needled
    muscles. `details`, `count`: boxes and circumstances of the needles, and the second count.
    """

    told: Told | None = None
    scars: tuple[str, ...] = ()
    exam: tuple[ExamFinding, ...] = ()
    retest: tuple[ExamFinding, ...] = ()
    rater: Rater = Rater.SAME
    screening: Verdict | None = None
    consent: Agreed | None = None
    needling: Needling = field(default_factory=Needling)
    details: SessionDetails | None = None
    count: Count | None = None
    incidents: tuple[IncidentTold, ...] = ()
    given: tuple[CareGiven, ...] = ()
    plan: PlanKept | None = None
    aftercare: SheetGiven | None = None

    def to_json(self) -> dict[str, object]:
        """A plain table, kept beside the signed text."""
        return {
            "told": _plain(self.told),
            "scars": list(self.scars),
            "exam": [to_json(line) for line in self.exam],
            "rater": self.rater.value,
            "retest": [to_json(line) for line in self.retest],
            "screening": verdict_to_json(self.screening) if self.screening else None,
            "consent": _plain(self.consent),
            "needles": [_marker(one) for one in self.needling.markers if one.was_in],
            "in": self.needling.inserted,
            "out": self.needling.removed,
            "missing": self.needling.missing,
            "details": self.details and self.details.to_json(),
            "count": self.count and asdict(self.count),
            "incidents": [_plain(one) for one in self.incidents],
            "given": [_plain(one) for one in self.given],
            "plan": _plan(self.plan),
            "aftercare": _plain(self.aftercare),
        }


def digest(record: NoteRecord, free_text: str = "") -> str:
    """A short fingerprint of what is about to be signed: it differs when anything has changed."""
    plain = json.dumps([record.to_json(), free_text], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:24]


def _plan(kept: PlanKept | None) -> object:
    if kept is None:
        return None
    return plan_to_json(kept.plan) | {"version": kept.version, "on": str(kept.on)}


def _plain(value: Told | Agreed | CareGiven | SheetGiven | IncidentTold | None) -> object:
    """Days and moments as text, tuples as lists."""
    if value is None:
        return None
    return json.loads(json.dumps(asdict(value), default=lambda day: day.isoformat()))


def _marker(marker: MarkerState) -> dict[str, object]:
    return marker.value.to_json() | {
        "marker": str(marker.id),
        "placed_at": marker.placed_at.isoformat(),
        "since": marker.since.isoformat(),
        "out": marker.out,
        "out_at": marker.out_at and marker.out_at.isoformat(),
        "missing": marker.missing,
        "answers": marker.answers.to_json(),
        "withdrawn": marker.withdrawn,
    }
