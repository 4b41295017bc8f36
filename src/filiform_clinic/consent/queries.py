"""What stands of a patient's consent, the text to read, and decisions as they were made."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from filiform.aftercare import WarningSign, unconfirmed
from filiform.consent import (
    ConsentText,
    ConsentTexts,
    Decided,
    Decision,
    Signature,
    Standing,
    ends,
    write_text,
)
from filiform.journey import Reason, Why
from filiform.knowledge.atlas import Atlas
from filiform.knowledge.parts import Part, Parts
from filiform.locating import Palpation, PalpationResult
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.audit import audit_visit
from filiform_clinic.access.handover import why_not_hand_over
from filiform_clinic.access.rules import check_can_see_clinical, why_not_treat
from filiform_clinic.access.scope import visit_of
from filiform_clinic.records.consented import health_versions, latest_consent, standings_of
from filiform_clinic.records.findings import examined
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import ConsentEntry, PatientLink, Visit
from filiform_clinic.records.place import jurisdiction_of
from filiform_clinic.records.plans import plans_up_to
from filiform_clinic.records.screened import competence_of, verdict_of
from filiform_clinic.ui.reasons import in_words


@dataclass(frozen=True, slots=True)
class Record:
    """One decision as it was made: every word read, the answers, the signature."""

    entry: ConsentEntry
    text: ConsentText | None
    signature: Signature | None
    at: datetime
    by: str
    parts: tuple[str, ...]
    clinic_name: str
    clinic_phone: str

    @property
    def decision(self) -> Decision:
        return Decision(self.entry.decision)

    @property
    def ends(self) -> date | None:
        """The day on which it is asked again; None for a no."""
        return ends(self.entry.to_value()) if self.decision is Decision.AGREED else None


@dataclass(frozen=True, slots=True)
class PartChoice:
    """A part of the body to tick."""

    part: Part
    chosen: bool


@dataclass(frozen=True, slots=True)
class ConsentStep:
    """What the consent step shows. `reasons`: why no needle may go in, empty when one may.

    `why_not_hand`: why the tablet cannot be handed over, empty when it can. `to_say` are risks of
    the chosen parts that no source confirms, so that no text has them.
    """

    visit: Visit
    standing: Standing
    reasons: tuple[str, ...]
    newest: Record | None
    choices: tuple[PartChoice, ...]
    to_say: tuple[WarningSign, ...]
    locked: str
    why_not_hand: str
    fresh_id: UUID

    @property
    def said_no(self) -> bool:
        return self.newest is not None and self.newest.decision is not Decision.AGREED


@dataclass(frozen=True, slots=True)
class Page:
    """What the patient reads and decides on the turned tablet. `minor`: somebody else signs too."""

    visit: Visit
    text: ConsentText
    minor: bool
    fresh_id: UUID

    @property
    def patient_name(self) -> str:
        return self.visit.episode.patient.name


def consent_step(actor: Actor, visit_id: UUID) -> ConsentStep:
    """The state of consent for a visit, and what to ask for."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    stands = standings_of([visit.pk])[visit.pk]
    newest = latest_consent(visit.episode.patient_id)
    wanted = _wanted(visit, newest)
    return ConsentStep(
        visit=visit,
        standing=stands,
        reasons=tuple(in_words(Reason(Why(f"consent_{need}"))) for need in stands.needs),
        newest=_record(newest) if newest else None,
        choices=tuple(PartChoice(part, id in wanted) for id, part in Parts.load().parts.items()),
        to_say=unconfirmed(wanted),
        locked=why_not_treat(actor),
        why_not_hand=why_not_hand_over(actor.user_id),
        fresh_id=new_id(),
    )


def _wanted(visit: Visit, newest: ConsentEntry | None) -> set[str]:
    """The parts agreed to before, those planned, and those in which palpation found something."""
    felt = [
        one.muscle
        for one in examined(visit.pk).before
        if isinstance(one, Palpation) and one.results - {PalpationResult.NOTHING}
    ]
    plan = next((entry.to_value() for entry in plans_up_to(visit)), None)
    planned = [target.muscle for target in plan.targets] if plan else []
    muscles, of = Atlas.load().muscles, Parts.load().of
    agreed = newest.parts if newest else []
    return {of(muscles[one]).id for one in (*felt, *planned)} | {*agreed}


def page_for(actor: Actor, visit_id: UUID, parts: Collection[str]) -> Page:
    """The page to hand over: it is shown to the patient, so it leaves an audit row."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    audit_visit(actor, "consent.shown", visit)
    return Page(visit, text_for(visit, parts), is_minor(visit), new_id())


def text_for(visit: Visit, parts: Collection[str]) -> ConsentText:
    """The text for needles in these parts, for this patient, by this practitioner."""
    verdict = verdict_of(visit, today_of(visit))
    return write_text(
        parts,
        jurisdiction=jurisdiction_of(visit),
        therapist=visit.practitioner.name,
        training=_training(visit),
        rules={reason.id for reason in verdict.reasons},
    )


def _training(visit: Visit) -> str:
    """What is on file about the practitioner, in a sentence; "" when nothing is."""
    known = competence_of(visit)
    if known is None:
        return ""
    said = [
        (known.years_licensed, _("licensed for %g years")),
        (known.training_hours, _("%g hours of training in dry needling")),
        (known.supervised_sessions, _("%g sessions done under supervision")),
    ]
    parts = [words % figure for figure, words in said if figure is not None]
    return _("On file: %s.") % ", ".join(parts) if parts else ""


def today_of(visit: Visit) -> date:
    """The day it is in the clinic."""
    return timezone.now().astimezone(ZoneInfo(visit.organisation.time_zone)).date()


def is_minor(visit: Visit) -> bool:
    """Whether somebody else has to sign too."""
    age = visit.episode.patient.age_on(today_of(visit))
    return age < ConsentTexts.load().terms.adult_from_years


def basis_of(visit: Visit) -> tuple[str, str]:
    """What a decision rests on beside its text: the jurisdiction, and what is known of health."""
    patient = visit.episode.patient_id
    return jurisdiction_of(visit), health_versions([patient])[patient]


def latest_of(visit: Visit) -> Decided | None:
    """The decision that stands for the patient of a visit."""
    entry = latest_consent(visit.episode.patient_id)
    return entry.to_value() if entry else None


def read_record(actor: Actor, visit_id: UUID) -> Record:
    """The decision that stands: a read of the record, so it leaves an audit row."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    audit_visit(actor, "consent.read", visit)
    return _or_404(latest_consent(visit.episode.patient_id))


def read_by_patient(link: PatientLink) -> Record:
    """The same for the patient behind an opened link."""
    audit_visit(None, "consent.read", link.visit)
    return _or_404(latest_consent(link.visit.episode.patient_id))


def _or_404(entry: ConsentEntry | None) -> Record:
    if entry is None:
        raise Http404("nothing was decided yet")
    return _record(entry)


def _record(entry: ConsentEntry) -> Record:
    clinic, known = entry.visit.organisation, Parts.load().parts
    return Record(
        entry=entry,
        text=entry.shown,
        signature=entry.signed,
        at=entry.created_at.astimezone(ZoneInfo(clinic.time_zone)),
        by=entry.recorded_by.name,
        parts=tuple(known[id].word if id in known else id for id in entry.parts),
        clinic_name=clinic.name,
        clinic_phone=clinic.phone,
    )
