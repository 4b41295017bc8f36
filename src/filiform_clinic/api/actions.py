"""The only write: feedback on cards."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from filiform.cds_hooks import Feedback
from filiform_clinic.access.audit import audit_program
from filiform_clinic.api.clients import Trusted
from filiform_clinic.records.models import CdsFeedbackEntry, Organisation
from filiform_clinic.ui.problems import NotReady, TooMany

# What strangers may add to a table of which nothing is ever deleted.
_MOST_UNSIGNED, _PER = 2_000, 3_600
_COUNT = "cds-feedback-unsigned"


def store_feedback(client: Trusted | None, *, service: str, entries: tuple[Feedback, ...]) -> None:
    """Store the entries, for the clinic that the client belongs to, in one transaction."""
    organisation = _organisation(client)
    if client is None:
        _count(len(entries))
    issuer = client.issuer if client else ""
    with transaction.atomic():
        CdsFeedbackEntry.objects.bulk_create(
            CdsFeedbackEntry.from_value(entry, organisation, service, issuer) for entry in entries
        )
        audit_program(
            organisation, "cds.feedback", service=service, client=issuer, entries=len(entries)
        )


def _organisation(client: Trusted | None) -> UUID:
    """The client's clinic; without one the installation's only clinic, or the demo's first."""
    rows = Organisation.objects.order_by("pk")
    named = client.organisation if client else None
    found = list((rows.filter(pk=named) if named else rows)[:2])
    if len(found) == 1 or (found and found[0].is_demo and settings.DEMO):
        return found[0].pk
    raise NotReady("feedback is not kept: it is not set to which clinic this caller belongs")


def _count(entries: int) -> None:
    cache.add(_COUNT, 0, timeout=_PER)
    try:
        total = cache.incr(_COUNT, entries)
    except ValueError:  # it ended in between
        return
    if total > _MOST_UNSIGNED:
        raise TooMany("too much feedback without a token; try again in an hour")
