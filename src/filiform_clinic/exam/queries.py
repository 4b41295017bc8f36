"""What stands of the examination, ready for the buttons that show and change it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from filiform.drawing import DrawnScar, scar_name
from filiform.exam import ExamFinding
from filiform.journey import may_record
from filiform.locating import Palpation
from filiform.needling import Target
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.audit import audit_visit
from filiform_clinic.access.rules import check_can_see_clinical, why_not_treat
from filiform_clinic.access.scope import visit_of
from filiform_clinic.records.findings import examined
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import Visit
from filiform_clinic.records.scars import scars_of
from filiform_clinic.records.visit_state import state_of
from filiform_clinic.ui.reasons import why_not

LABELS: Mapping[str, Promise] = {
    "nothing": _("nothing"),
    "tender": _("tender"),
    "taut_band": _("taut band"),
    "familiar_pain": _("familiar pain"),
    "referral": _("referral"),
    "twitch": _("twitch"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One result as a button: `sends` are the results that stand after it is tapped."""

    result: str
    label: Promise
    pressed: bool
    sends: str


@dataclass(frozen=True, slots=True)
class Buttons:
    """The buttons of one muscle or site. `finding` is the id of what stands, None when nothing.

    `fresh_id` is the id of the next finding when the page sends it without a script.
    """

    target: Target
    finding: UUID | None
    results: tuple[str, ...]
    fresh_id: UUID

    @property
    def key(self) -> str:
        return "-".join(filter(None, (self.target.muscle, self.target.side, self.target.site)))

    @property
    def chips(self) -> tuple[Chip, ...]:
        return tuple(
            Chip(result, label, result in self.results, " ".join(after_tap(self.results, result)))
            for result, label in LABELS.items()
        )


def after_tap(results: tuple[str, ...], tapped: str) -> list[str]:
    """The results after a tap: it toggles, and `nothing` excludes everything else."""
    if tapped in results:
        return [result for result in results if result != tapped]
    if tapped == "nothing":
        return ["nothing"]
    return [
        result for result in LABELS if result == tapped or result in results if result != "nothing"
    ]


class Palpations:
    """What stands in one visit, by target; targets not palpated have buttons as well."""

    def __init__(self, rows: Iterable[tuple[UUID, ExamFinding]]) -> None:
        self._rows = {
            Target(found.muscle, found.side, found.site): (id, found)
            for id, found in rows
            if isinstance(found, Palpation)
        }

    @property
    def targets(self) -> list[Target]:
        """What was palpated, oldest first."""
        return list(self._rows)

    def of(self, target: Target) -> Buttons:
        id, found = self._rows.get(target, (None, None))
        return Buttons(target, id, tuple(found.words if found else ()), new_id())


def palpations(actor: Actor, visit_id: UUID) -> Palpations:
    """The palpation findings that stand in a visit."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    return Palpations((row.pk, row.to_value()) for row in examined(visit.pk).exam)


@dataclass(frozen=True, slots=True)
class ScarRow:
    """A scar that stands: in words, in which version (`entry`), and by whom; empty: the patient."""

    scar: DrawnScar
    name: str
    entry: UUID
    by: str


@dataclass(frozen=True, slots=True)
class ScarsPage:
    """The scars of a visit's patient; `locked` are the reasons why nothing may be recorded."""

    visit: Visit
    rows: tuple[ScarRow, ...]
    locked: tuple[str, ...]

    def of(self, key: UUID) -> ScarRow | None:
        return next((row for row in self.rows if row.scar.id == key), None)


def scars_page(actor: Actor, visit_id: UUID) -> ScarsPage:
    """All scars that stand, oldest first."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    audit_visit(actor, "scars.read", visit)
    locked = [why_not_treat(actor), *why_not(may_record(state_of(visit.pk)))]
    return ScarsPage(visit, scar_rows(visit), tuple(filter(None, locked)))


def standing_scars(actor: Actor, visit_id: UUID) -> tuple[ScarRow, ...]:
    """The scars that stand of a visit's patient."""
    check_can_see_clinical(actor)
    return scar_rows(visit_of(actor, visit_id))


def scar_rows(visit: Visit) -> tuple[ScarRow, ...]:
    """The scars of the visit's patient in a practitioner's words."""
    return tuple(
        ScarRow(one.scar, scar_name(one.scar), one.entry, one.by) for one in scars_of(visit)
    )
