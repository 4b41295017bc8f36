"""What is meant to be done, by whom, under which settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from filiform.body.values import Side
from filiform.errors import InvalidInput
from filiform.screening.history import Place, check_side


class Technique(StrEnum):
    """How the needle is used: by hand, or with current through it."""

    MANUAL = "manual"
    ELECTRICAL = "electrical"


@dataclass(frozen=True, slots=True)
class Target:
    """A muscle that is meant to be needled; `side` None: side not decided, or in the midline."""

    muscle: str
    side: Side | None = None

    def __post_init__(self) -> None:
        if not self.muscle:
            raise InvalidInput("muscle", "the id of a muscle of the atlas", got=self.muscle)
        check_side(self.side)


@dataclass(frozen=True, slots=True)
class Clearance:
    """A written medical answer that turns one reason into caution.

    `reason` is the id of the rule it answers, `by` who gave it, `on` and `until` its first and last
    day, `places` what it is limited to (none: as far as the reason reaches), `conditions` what it
    asks for. `basis` is what was known when it was given (`basis_of`): anything new voids it.
    """

    reason: str
    by: str
    on: date
    until: date
    places: tuple[Place, ...] = ()
    conditions: str = ""
    basis: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for field in ("reason", "by"):
            if not getattr(self, field).strip():
                raise InvalidInput(field, "a text that is not empty")
        if self.until < self.on:
            raise InvalidInput("until", f"{self.on} or later", got=str(self.until))


@dataclass(frozen=True, slots=True)
class Override:
    """A practitioner's or owner's own decision to go on in spite of a reason, for one day."""

    reason: str
    by: str
    on: date
    why: str

    def __post_init__(self) -> None:
        for field in ("reason", "by", "why"):
            if not getattr(self, field).strip():
                raise InvalidInput(field, "a text that is not empty")


@dataclass(frozen=True, slots=True)
class Competence:
    """What the practitioner may do: licence, training, supervised sessions, advanced regions.

    `licence_until` None: not on file, which counts as not valid. `advanced` are `region_group` ids
    in which muscles that need advanced training may be needled. `until`: the passport's last day.
    `years_needling`: of active dry needling. `supervised`: somebody who may supervise here watches
    this session.
    """

    licence_until: date | None = None
    years_licensed: float | None = None
    training_hours: float | None = None
    supervised_sessions: int | None = None
    advanced: frozenset[str] = frozenset()
    until: date | None = None
    years_needling: float | None = None
    supervised: bool = False
