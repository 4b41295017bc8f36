"""Record what palpation found. Every tap is an entry of its own; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from filiform.errors import InvalidInput
from filiform.journey import may_record
from filiform.knowledge.atlas import Atlas
from filiform.locating import Palpation, PalpationResult
from filiform.needling import Target, check_target
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.audit import audit_visit
from filiform_clinic.access.rules import check_can_treat
from filiform_clinic.access.scope import locked_visit_of
from filiform_clinic.records.models import FindingEntry, Visit
from filiform_clinic.records.visit_state import standing_findings, state_of
from filiform_clinic.ui.problems import Conflict
from filiform_clinic.ui.reasons import refuse_unless


def record_palpation(
    *,
    actor: Actor,
    visit_id: UUID,
    id: UUID,
    target: Target,
    results: Sequence[str],
    replaces: UUID | None = None,
) -> None:
    """Record a palpation, or with no results take back the finding it `replaces`.

    `replaces` is the finding the page showed for the same muscle, side and site. If another one
    stands by now, the act is refused (409), so that a stale page never overwrites a newer finding.
    """
    check_can_treat(actor)
    check_target(target, Atlas.load())
    finding = _finding(target, results)
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        if _is_repeated(visit, id, finding, replaces):
            return
        refuse_unless(may_record(state_of(visit.pk)))
        _check_replaces(visit, target, finding, replaces)
        FindingEntry.objects.create(
            id=id,
            visit=visit,
            finding=finding,
            supersedes_id=replaces,
            recorded_by_id=actor.user_id,
        )
        verb = "finding.recorded" if finding else "finding.retracted"
        audit_visit(actor, verb, visit, finding=str(id))


def _finding(target: Target, results: Sequence[str]) -> dict[str, Any] | None:
    """The finding in the form of `filiform locate`; None takes a finding back."""
    if not results:
        return None
    unknown = [word for word in results if word not in set(PalpationResult)]
    if unknown:
        raise InvalidInput("result", f"words of {', '.join(PalpationResult)}", got=unknown[0])
    words = frozenset(PalpationResult(word) for word in results)
    found = Palpation(target.muscle, target.side, words, target.site)
    return {
        "kind": "palpation",
        "muscle": found.muscle,
        "site": found.site,
        "side": found.side.value,
        "result": found.words,
    }


def _is_repeated(visit: Visit, id: UUID, finding: object, replaces: UUID | None) -> bool:
    known = FindingEntry.objects.filter(pk=id).first()
    if known is None:
        return False
    if (known.visit_id, known.finding, known.supersedes_id) != (visit.pk, finding, replaces):
        raise Conflict(_("This id already stands for another finding. Nothing was changed."))
    return True


def _check_replaces(visit: Visit, target: Target, finding: object, replaces: UUID | None) -> None:
    rows = standing_findings().filter(visit=visit)
    standing = next((row for row in rows if _target_of(row) == target), None)
    if replaces != (standing.pk if standing else None):
        raise Conflict(
            _("This finding has changed since the page showed it. You see the newest now.")
        )
    if finding is None and standing is None:
        raise InvalidInput("result", "at least one result: there is no finding to take back")


def _target_of(row: FindingEntry) -> Target:
    found = row.to_value()
    return Target(found.muscle, found.side, found.site)
