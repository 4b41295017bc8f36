"""What the atlas knows, as frozen values: muscles, trigger point sites, zones, complaints.

Every list is a tuple, every word of a closed vocabulary an enum. The form of the files these are
read from is in docs/reference/knowledge.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from filiform.body.placement import Placement
from filiform.body.values import Side
from filiform.errors import InvalidInput


class Hazard(StrEnum):
    """What an ordinary needle can reach if direction or depth is wrong; mildest first.

    `ADVANCED_ONLY` is a gate of competence beside the other three: manual treatment is the default.
    """

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    ADVANCED_ONLY = "advanced_only"


class Certainty(StrEnum):
    """How well the referral pattern is described: textbooks and patients; textbooks; sparsely."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Basis(StrEnum):
    """What an entry rests on; the references name it."""

    TEXTBOOK = "textbook"
    TEXTBOOK_AND_PAGE = "textbook, agrees with cited page"
    TEXTBOOK_AND_STUDY = "textbook, with cited page or study for part of the entry"
    STUDY = "study"


class ClinicalReview(StrEnum):
    """Whether a clinician has checked the entry; an editorial check is not one."""

    NONE = "none"
    DONE = "done"


class Occurrence(StrEnum):
    """Where the muscle exists: on both sides, once in the midline, or not in everyone."""

    PAIRED = "paired"
    MIDLINE = "midline"
    VARIABLE = "variable"


class ZoneSide(StrEnum):
    """A zone relative to its site. Ipsilateral, an area that crosses the midline counts by half."""

    IPSILATERAL = "ipsilateral"
    MIDLINE = "midline"
    BILATERAL = "bilateral"


class SiteView(StrEnum):
    """The view of the body in which a site is palpated and marked."""

    ANTERIOR = "anterior"
    POSTERIOR = "posterior"
    LATERAL = "lateral"
    MEDIAL = "medial"
    DORSAL = "dorsal"
    PLANTAR = "plantar"
    INFERIOR = "inferior"
    INTRAORAL = "intraoral"
    INTERNAL = "internal"


class Layer(StrEnum):
    """Depth of a muscle among its neighbours."""

    SUPERFICIAL = "superficial"
    INTERMEDIATE = "intermediate"
    DEEP = "deep"


class Approach(StrEnum):
    """How the needle meets the muscle."""

    FLAT = "flat"
    PERPENDICULAR = "perpendicular"
    PINCER = "pincer"
    TANGENTIAL = "tangential"


class Sign(StrEnum):
    """What a movement shows when the muscle is affected."""

    LIMITED = "limited"
    PAINFUL = "painful"


@dataclass(frozen=True, slots=True)
class Review:
    """When an entry was last checked, when it must be checked again, and by whom it was not."""

    on: date
    next: date
    clinical: ClinicalReview


@dataclass(frozen=True, slots=True)
class Reference:
    """A source that entries cite by id."""

    id: str
    citation: str


@dataclass(frozen=True, slots=True)
class Action:
    """A movement that the muscle makes or helps."""

    joint: str
    movement: str


@dataclass(frozen=True, slots=True)
class MovementSign:
    """A movement that is limited or painful when the muscle is affected."""

    joint: str
    movement: str
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Needling:
    """What to know before a needle: never a depth, which depends on the patient in front of you.

    `milder_reading` is what a source said when the stricter `hazard` was taken instead.
    """

    position: str
    structures_at_risk: tuple[str, ...]
    hazard: Hazard
    approach: tuple[Approach, ...] = ()
    approach_note: str = ""
    technique_note: str = ""
    milder_reading: Hazard | None = None


@dataclass(frozen=True, slots=True)
class ZonePart:
    """One area of a pain zone."""

    area: str
    side: ZoneSide


@dataclass(frozen=True, slots=True)
class Position:
    """Where a site is drawn on the skin, or why it is not.

    `projection`: the site is felt from inside, under a bone or with another structure moved
    aside; the point is the skin over it. `representative`: the site has no fixed level; the point
    is one of the places where it may lie. `list_only`: the reason why no skin point would be
    honest; then there is no placement.
    """

    placement: Placement | None = None
    projection: bool = False
    representative: bool = False
    list_only: str = ""

    def __post_init__(self) -> None:
        if (self.placement is None) is not bool(self.list_only):
            raise InvalidInput("position", "a placement, or the reason for having none")
        if self.placement is None and (self.projection or self.representative):
            raise InvalidInput("position", "a placement that its flags can qualify")


@dataclass(frozen=True, slots=True)
class Site:
    """A trigger point site: where it lies and where it is felt.

    `sides`: on which sides of the body it is described, in the order left, right.
    """

    id: str
    muscle: str
    location: str
    views: tuple[SiteView, ...]
    local_area: str
    position: Position
    essential: tuple[ZonePart, ...]
    spillover: tuple[ZonePart, ...]
    sides: tuple[Side, ...]
    only_side: Side | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Muscle:
    """A muscle, or a part of one that has sites of its own."""

    id: str
    name: str
    latin: str
    region: str
    occurrence: Occurrence
    origin: str
    insertion: str
    nerve: str
    roots: tuple[str, ...]
    actions: tuple[Action, ...]
    movement_signs: tuple[MovementSign, ...]
    provoking: tuple[str, ...]
    clinical_labels: tuple[str, ...]
    rule_out: tuple[str, ...]
    needling: Needling
    sites: tuple[Site, ...]
    codes: Mapping[str, str]
    source: Basis
    certainty: Certainty
    references: tuple[str, ...]
    review: Review
    layer: Layer | None = None
    part_of: str = ""
    notes: str = ""

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides on which the muscle can be examined."""
        return sides_of(self.occurrence, None)


@dataclass(frozen=True, slots=True)
class Complaint:
    """What brings the patient; `prevalence` names the study populations that inform its priors."""

    id: str
    name: str
    prevalence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A kind of patient: athlete, desk work, after surgery ..."""

    id: str
    name: str


def sides_of(occurrence: Occurrence, only: Side | None) -> tuple[Side, ...]:
    """The sides on which a site of such a muscle exists."""
    if only is not None:
        return (only,)
    return (Side.MIDLINE,) if occurrence is Occurrence.MIDLINE else (Side.LEFT, Side.RIGHT)
