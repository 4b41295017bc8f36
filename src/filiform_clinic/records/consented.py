"""What stands of patients' consent, from the rows: a handful of queries for any number of visits.

Callers have checked who asks (`access.scope`).
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from filiform.consent import Standing, standing
from filiform_clinic.records.models import (
    AnswerEntry,
    ClinicRulesEntry,
    ConsentEntry,
    HistoryEntry,
    Visit,
)
from filiform_clinic.records.said import taken_back

Dated = list[tuple[datetime, dict[str, Any]]]
# What of an answer or a match is about the patient's health; the rest is when and by whom.
_ABOUT = ("value", "places", "trimester", "current")


def latest_consent(patient_id: UUID) -> ConsentEntry | None:
    """The decision that stands."""
    return ConsentEntry.objects.filter(patient=patient_id).order_by("number").last()


def standings_of(visits: Collection[UUID]) -> dict[UUID, Standing]:
    """What stands today of the consent of each visit's patient."""
    rows = [*Visit.objects.filter(pk__in=visits).select_related("organisation", "episode")]
    patients = {row.episode.patient_id for row in rows}
    latest = {
        entry.patient_id: entry.to_value()
        for entry in ConsentEntry.objects.filter(patient__in=patients).order_by("number")
    }
    health = health_versions(patients) if latest else {}
    places = _jurisdictions({row.organisation_id for row in rows})
    now = timezone.now()
    return {
        row.pk: standing(
            latest.get(row.episode.patient_id),
            health.get(row.episode.patient_id, ""),
            places.get(row.organisation_id, ""),
            now.astimezone(ZoneInfo(row.organisation.time_zone)).date(),
        )
        for row in rows
    }


def health_versions(patients: Collection[UUID]) -> dict[UUID, str]:
    """For each patient a fingerprint of what is known about their health.

    It changes when something that is not a plain no is added, changed or put right. An answer
    "no" where nothing was known changes nothing.
    """
    known: defaultdict[UUID, Dated] = defaultdict(list)
    sent = HistoryEntry.objects.filter(visit__episode__patient__in=patients)
    for patient, at, said in sent.order_by("created_at", "id").values_list(
        "visit__episode__patient", "created_at", "history"
    ):
        # The newest history replaces what the patient sent before.
        known[patient] = [(at, {"history": said})]
    corrected = AnswerEntry.objects.filter(visit__episode__patient__in=patients)
    rows = corrected.order_by("created_at", "id").values_list(
        "pk", "visit__episode__patient", "created_at", "said"
    )
    gone = taken_back(said for _pk, _patient, _at, said in rows)
    for pk, patient, at, said in rows:
        if str(pk) not in gone:
            known[patient].append((at, said))
    return {patient: _version(known[patient]) for patient in patients}


def _version(known: Dated) -> str:
    facts: dict[str, dict[str, Any]] = {}
    for _at, said in sorted(known, key=lambda pair: pair[0]):
        for name, fact in _facts(said):
            facts[name] = {key: fact[key] for key in _ABOUT if fact.get(key) not in (None, [])}
    positive = {name: fact for name, fact in facts.items() if fact.get("value") != "no"}
    if not positive:
        return ""
    plain = json.dumps(positive, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:12]


def _facts(said: dict[str, Any]) -> Iterable[tuple[str, dict[str, Any]]]:
    whole = said.get("history") or {
        "answers": [said["answer"]] if "answer" in said else [],
        "evidence": [said["evidence"]] if "evidence" in said else [],
    }
    for answer in whole.get("answers", ()):
        yield f"answer {answer['rule']}", answer
    for one in whole.get("evidence", ()):
        yield f"{one['kind']} {one['group']} {one['name'].casefold()}", one


def _jurisdictions(organisations: Collection[UUID]) -> dict[UUID, str]:
    rows = ClinicRulesEntry.objects.filter(organisation__in=organisations)
    return dict(rows.order_by("created_at", "id").values_list("organisation", "jurisdiction"))
