"""Give the sheet: store every word of it, and make the patient's link."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from filiform_clinic.access.actor import Actor
from filiform_clinic.access.audit import audit_visit
from filiform_clinic.access.links import replace_link
from filiform_clinic.access.rules import check_can_treat
from filiform_clinic.access.scope import locked_visit_of
from filiform_clinic.aftercare.queries import digest, sheet_now
from filiform_clinic.records.models import AftercareEntry, PatientLink, Visit
from filiform_clinic.records.visit_state import needling_of
from filiform_clinic.ui.problems import Conflict


def give_sheet(
    *,
    actor: Actor,
    visit_id: UUID,
    id: UUID,
    seen: str,
    words: str,
    stretch: Collection[str] = (),
) -> AftercareEntry:
    """Store the sheet that the page showed (`seen` is its digest), with the practitioner's words
    and the stretches that were shown (`stretch`: keys of needled muscles).

    Refused (409) without a needle, or when needles have changed since; the same sheet sent again is
    the same act. A later sheet of the visit supersedes. Also after signing: it is no part of the
    note, and a marker amended later needs a sheet that fits.
    """
    check_can_treat(actor)
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        if known := _repeated(visit, id, words, stretch):
            return known
        sheet = sheet_now(visit, needling_of(visit.pk))
        if sheet.empty:
            raise Conflict(_("No needle is recorded: there is nothing to hand out."))
        if digest(sheet) != seen:
            raise Conflict(_("The needles have changed since this page was shown. Look again."))
        entry = AftercareEntry.objects.create(
            id=id,
            visit=visit,
            version=AftercareEntry.objects.filter(visit=visit).count() + 1,
            sheet=sheet.with_stretches(stretch).to_json(),
            words=words,
            knowledge_version=sheet.version,
            given_by_id=actor.user_id,
        )
        audit_visit(actor, "aftercare.given", visit, entry=str(id), version=entry.version)
    return entry


def make_link(*, actor: Actor, visit_id: UUID) -> str:
    """A fresh secret for the patient's sheet; earlier links to it end."""
    check_can_treat(actor)
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        if not AftercareEntry.objects.filter(visit=visit).exists():
            raise Conflict(_("Give the sheet first, then make its link."))
        secret = replace_link(visit, PatientLink.Purpose.AFTERCARE)
        audit_visit(actor, "aftercare.link_created", visit)
    return secret


def _repeated(
    visit: Visit, id: UUID, words: str, stretch: Collection[str]
) -> AftercareEntry | None:
    known = AftercareEntry.objects.filter(pk=id).first()
    if known is None:
        return None
    sheet = known.to_value()
    same = (known.visit_id, known.words) == (visit.pk, words)
    if not same or sheet.with_stretches(stretch) != sheet:
        raise Conflict(_("This id already stands for another sheet. Nothing was changed."))
    return known
