"""The audit trail as a chain: each seal covers its row and the seal before, so a change shows.

Rows are sealed right after the act's own transaction, one clinic at a time. What a crash left
unsealed is taken along by the next act. Whoever can write to the database could also write a new
chain; so keep the last number and digest, which `filiform doctor --audit` prints, somewhere else.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from filiform_clinic.records.models import AuditRow, AuditSeal, Organisation

_START = "0" * 64
_together: ContextVar[bool] = ContextVar("sealed_together", default=False)
# Rows older than this before the last sealed one are left to `seal_all`: no act takes that long.
_LATE = datetime.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Chain:
    """What checking a clinic's chain found. `broken` says where and how; empty: it holds."""

    clinic: str
    sealed: int
    unsealed: int
    digest: str
    broken: str = ""


@contextmanager
def sealed_together() -> Iterator[None]:
    """Many acts at once, as an import or the demo makes them: sealed in the end, not one by one."""
    together = _together.set(True)
    try:
        yield
    finally:
        _together.reset(together)
    seal_all()


def seal_soon(organisation_id: UUID) -> None:
    """Seal once the current transaction is stored; a failure is logged and the act stands."""
    if _together.get():
        return
    transaction.on_commit(partial(seal, organisation_id), robust=True)


def seal(organisation_id: UUID) -> int:
    """Append what is not sealed yet, and say how many rows that was."""
    return _seal(organisation_id, late=False)


def seal_all() -> int:
    """The same for every clinic and however old."""
    keys = Organisation.objects.order_by("id").values_list("pk", flat=True)
    return sum(_seal(key, late=True) for key in keys)


def _seal(organisation_id: UUID, *, late: bool) -> int:
    with transaction.atomic():
        # One chain, one writer: PostgreSQL locks the clinic, SQLite's transactions come one by one.
        Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)
        last = _seals(organisation_id).last()
        seals = _after(last, _unsealed(organisation_id, None if late else last))
        return len(AuditSeal.objects.bulk_create(seals))


def _seals(organisation_id: UUID) -> QuerySet[AuditSeal]:
    rows = AuditSeal.objects.filter(organisation_id=organisation_id)
    return rows.select_related("row").order_by("number")


def _unsealed(organisation_id: UUID, last: AuditSeal | None) -> QuerySet[AuditRow]:
    rows = AuditRow.objects.filter(organisation_id=organisation_id, seal=None)
    if last:
        rows = rows.filter(created_at__gte=last.row.created_at - _LATE)
    return rows.order_by("created_at", "id")


def _after(last: AuditSeal | None, rows: Iterable[AuditRow]) -> list[AuditSeal]:
    number, digest = (last.number, last.digest) if last else (0, _START)
    seals = []
    for row in rows:
        number, digest = number + 1, digest_of(row, digest)
        organisation = row.organisation_id
        seals.append(AuditSeal(organisation_id=organisation, number=number, row=row, digest=digest))
    return seals


def digest_of(row: AuditRow, before: str) -> str:
    """SHA-256 over the digest before and everything the row says."""
    said = {
        "before": before,
        "id": str(row.pk),
        "at": row.created_at.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
        "organisation": str(row.organisation_id),
        "actor": str(row.actor_id),
        "patient": str(row.patient_id),
        "verb": row.verb,
        "subject": row.subject,
        "subject_id": str(row.subject_id),
        "details": row.details,
    }
    written = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(written.encode()).hexdigest()


def check_chains() -> tuple[Chain, ...]:
    """Every clinic's chain, checked from its first seal to its last."""
    clinics = Organisation.objects.order_by("name", "id")
    return tuple(_check(clinic) for clinic in clinics)


def _check(clinic: Organisation) -> Chain:
    number, digest, broken = 0, _START, ""
    for one in _seals(clinic.pk).iterator(chunk_size=2_000):
        number, before = number + 1, digest
        digest = one.digest
        broken = _broken(one, number, before)
        if broken:
            break
    unsealed = AuditRow.objects.filter(organisation=clinic, seal=None).count()
    return Chain(clinic.name, number, unsealed, digest, broken)


def _broken(one: AuditSeal, number: int, before: str) -> str:
    if one.number != number:
        return f"seal {number} is missing"
    if one.organisation_id != one.row.organisation_id or one.digest != digest_of(one.row, before):
        return f"seal {number} does not fit audit row {one.row_id}"
    return ""
