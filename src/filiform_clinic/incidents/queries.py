"""The first steps of an incident, and the incidents of a visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from filiform.knowledge import Atlas
from filiform.knowledge.screening import Pack, load_rules
from filiform.needling import MarkerState, named
from filiform.needling.incidents import Grade, Incidents, Kind
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.audit import audit_visit
from filiform_clinic.access.rules import check_can_see_clinical, why_not_treat
from filiform_clinic.access.scope import visit_of
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import IncidentEntry, Visit
from filiform_clinic.records.place import emergency_number_at, jurisdiction_of
from filiform_clinic.records.visit_state import needling_of


@dataclass(frozen=True, slots=True)
class Row:
    """An incident as recorded; `due`: until when the place asks for a report, None: not on file.

    `grade` is that of the newest entry; `later` tells how it went on, each with its grade's name.
    """

    entry: IncidentEntry
    kind: Kind
    grade: Grade
    due: date | None
    later: tuple[tuple[IncidentEntry, Grade], ...]
    fresh_id: UUID


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """Everything of the page. `chosen` is the kind whose steps are shown; `locked`: why the actor
    cannot record one, empty when they can.
    """

    visit: Visit
    kinds: tuple[Kind, ...]
    chosen: Kind | None
    grades: tuple[Grade, ...]
    rows: tuple[Row, ...]
    markers: tuple[tuple[MarkerState, str], ...]
    number: str
    pack: Pack | None
    locked: str
    fresh_id: UUID


def incident_page(actor: Actor, visit_id: UUID, chosen: str) -> IncidentPage:
    """A read of the record: it leaves an audit row."""
    check_can_see_clinical(actor)
    visit, known = visit_of(actor, visit_id), Incidents.load()
    audit_visit(actor, "incidents.read", visit)
    pack = load_rules().packs.get(jurisdiction_of(visit))
    current = needling_of(visit.pk).current
    return IncidentPage(
        visit=visit,
        kinds=tuple(known.kinds.values()),
        chosen=known.kinds.get(chosen),
        grades=tuple(known.grades.values()),
        rows=_rows(visit, pack, actor),
        markers=tuple((one, named(one.value.target, Atlas.load())) for one in current),
        number=emergency_number_at(visit),
        pack=pack,
        locked=why_not_treat(actor),
        fresh_id=new_id(),
    )


def _rows(visit: Visit, pack: Pack | None, actor: Actor) -> tuple[Row, ...]:
    days = pack.incident_days if pack else None
    entries = [*IncidentEntry.objects.filter(visit=visit).order_by("created_at", "id")]
    return tuple(_row(one, entries, days, actor) for one in entries if one.follows_id is None)


def _row(first: IncidentEntry, entries: list[IncidentEntry], days: int | None, actor: Actor) -> Row:
    known = Incidents.load()
    later = [one for one in entries if one.follows_id == first.pk]
    on = first.happened_at.astimezone(actor.zone).date()
    return Row(
        entry=first,
        kind=known.kinds[first.kind],
        grade=known.grades[[first, *later][-1].grade],
        due=on + timedelta(days=days) if days else None,
        later=tuple((one, known.grades[one.grade]) for one in later),
        fresh_id=new_id(),
    )
