"""What a note is written from: the rows of one visit as `filiform.note.NoteRecord`.

Callers have checked who asks (`access.scope`).
"""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from filiform.body import Body
from filiform.consent import Decision
from filiform.drawing import DrawnScar, Quality, ScarAnswer, places, scar_name
from filiform.exam import rater
from filiform.intake import Onset, PainScores
from filiform.knowledge.atlas import Atlas
from filiform.knowledge.parts import Parts
from filiform.needling import Count, SessionDetails
from filiform.needling.incidents import Incidents
from filiform.note import (
    Activity,
    Agreed,
    CareGiven,
    IncidentTold,
    NoteRecord,
    PainedPlace,
    PainScore,
    PlanKept,
    SheetGiven,
    Told,
)
from filiform.plan import PlanKnowledge
from filiform_clinic.records.drawings import pain_of, side_and_area
from filiform_clinic.records.findings import examined
from filiform_clinic.records.models import (
    AftercareEntry,
    ConsentEntry,
    CountEntry,
    IncidentEntry,
    IntakeEntry,
    SessionEntry,
    Visit,
)
from filiform_clinic.records.plans import care_given, plans_up_to
from filiform_clinic.records.scars import scars_of
from filiform_clinic.records.scored import scored
from filiform_clinic.records.verdicts import verdict_on_needled
from filiform_clinic.records.visit_state import needling_of

# Of the painted skin; less is the edge of a brush, not a place the patient meant.
GRAZED = 0.05


def note_record_of(visit: Visit) -> NoteRecord:
    """The visit as it stands now."""
    found = examined(visit.pk)
    return NoteRecord(
        told=_told(visit),
        scars=tuple(_scar(one.scar) for one in scars_of(visit)),
        exam=found.before,
        retest=found.after,
        rater=rater(found.examiners),
        screening=verdict_on_needled(visit),
        consent=_agreed(visit),
        needling=needling_of(visit.pk),
        details=_details(visit),
        count=_count(visit),
        incidents=_incidents(visit),
        given=_given(visit),
        plan=_plan(visit),
        aftercare=_sheet(visit),
    )


def _told(visit: Visit) -> Told | None:
    intake = IntakeEntry.objects.filter(visit=visit).order_by("created_at", "id").last()
    if intake is None:
        return None
    atlas = Atlas.load()
    pain, hard = scored(visit)
    return Told(
        complaint=atlas.complaints[intake.complaint].name,
        group=atlas.groups[intake.group].name if intake.group in atlas.groups else "",
        onset=_onset(intake),
        scores=_scores(pain, intake),
        activities=tuple(Activity(one.name, one.score) for one in hard.each),
        places=_painted(visit),
        story=intake.story,
        hopes=intake.hopes,
        earlier=_earlier(visit),
    )


def _scar(scar: DrawnScar) -> str:
    """ "left knee, new joint, 2021 (not healed, sensitive)"."""
    healed = {
        ScarAnswer.YES: "healed",
        ScarAnswer.NOT_YET: "not healed",
        ScarAnswer.UNSURE: "healed unsure",
    }
    touch = ", sensitive to touch" if scar.sensitive is ScarAnswer.YES else ""
    return f"{scar_name(scar).removeprefix('scar, ')} ({healed[scar.healed]}{touch})"


def _onset(intake: IntakeEntry) -> Onset | None:
    """None for what was sent before this was asked."""
    if not intake.began:
        return None
    return Onset.from_json({"began": intake.began, "on": intake.began_on})


def _scores(pain: PainScores | None, intake: IntakeEntry) -> tuple[PainScore, ...]:
    strongest = PainScore("strongest", intake.strongest_pain)
    if pain is None:
        return (strongest,)
    return PainScore("now", pain.now), PainScore("on average", pain.average), strongest


def _earlier(visit: Visit) -> tuple[date, int] | None:
    """The strongest pain that was sent for the visit before this one, and its day."""
    before = (
        IntakeEntry.objects.filter(
            visit__episode=visit.episode_id, visit__starts_at__lt=visit.starts_at
        )
        .order_by("visit__starts_at", "created_at", "id")
        .select_related("visit")
        .last()
    )
    if before is None:
        return None
    zone = ZoneInfo(visit.organisation.time_zone)
    return before.visit.starts_at.astimezone(zone).date(), before.strongest_pain


def _painted(visit: Visit) -> tuple[PainedPlace, ...]:
    """The painted places, the largest first, then those told by name only.

    What only grazes an area (under a twentieth of the painted skin) is left to the drawing.
    """
    pain, areas = pain_of(visit.pk), Body.load().areas
    if pain is None:
        return ()
    painted = tuple(
        PainedPlace(side_and_area(one.area, one.side), _feel(one.quality), one.intensity, one.cm2)
        for one in places(pain.paint, Body.load())
        if one.share >= GRAZED
    )
    named = tuple(
        PainedPlace(side_and_area(one.area, one.side), _feel(one.quality), one.intensity)
        for one in pain.listed
        if not areas[one.area].surface
    )
    return painted + named


def _feel(quality: Quality | None) -> str:
    return quality.label if quality else ""


def _agreed(visit: Visit) -> Agreed | None:
    """The patient's latest decision up to this visit's last one."""
    rows = ConsentEntry.objects.filter(
        patient=visit.episode.patient_id, visit__starts_at__lte=visit.starts_at
    )
    last = rows.order_by("number").last()
    if last is None:
        return None
    known = Parts.load().parts
    parts = tuple(known[part].word if part in known else part for part in last.parts)
    return Agreed(Decision(last.decision), last.decided_on, parts, last.representative)


def _details(visit: Visit) -> SessionDetails | None:
    last = SessionEntry.objects.filter(visit=visit).order_by("number").last()
    return last.to_value() if last else None


def _count(visit: Visit) -> Count | None:
    last = CountEntry.objects.filter(visit=visit).order_by("number").last()
    return last.to_value() if last else None


def _incidents(visit: Visit) -> tuple[IncidentTold, ...]:
    """In the order of recording; a kind or grade that the knowledge has lost keeps its id."""
    known = Incidents.load()
    return tuple(
        IncidentTold(
            known.kinds[row.kind].name if row.kind in known.kinds else row.kind,
            known.grades[row.grade].name if row.grade in known.grades else row.grade,
            row.happened_at,
            row.words,
            row.needles_missing,
            row.follows_id is not None,
        )
        for row in IncidentEntry.objects.filter(visit=visit).order_by("created_at", "id")
    )


def _sheet(visit: Visit) -> SheetGiven | None:
    last = AftercareEntry.objects.filter(visit=visit).order_by("version").last()
    if last is None:
        return None
    sheet = last.to_value()
    warnings = tuple(sign.title for sign in sheet.warnings)
    return SheetGiven(
        last.version, last.created_at, sheet.places, warnings, last.words, sheet.stretches
    )


def _plan(visit: Visit) -> PlanKept | None:
    """The plan that stands at the visit, kept at it or at an earlier one."""
    entries = plans_up_to(visit)
    if not entries:
        return None
    zone = ZoneInfo(visit.organisation.time_zone)
    return PlanKept(
        entries[0].to_value(), entries[0].number, visit.starts_at.astimezone(zone).date()
    )


def _given(visit: Visit) -> tuple[CareGiven, ...]:
    known = PlanKnowledge.load().care
    return tuple(
        CareGiven(known[row.care].name if row.care in known else row.care, row.words)
        for row in care_given([visit.pk])
    )
