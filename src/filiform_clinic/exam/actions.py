"""Record what was examined. Every tap is an entry of its own; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from filiform.body import Body
from filiform.drawing import DrawnScar
from filiform.errors import InvalidInput
from filiform.exam import ExamFinding, subject, to_json
from filiform.journey import may_record
from filiform.knowledge.atlas import Atlas
from filiform.locating import Palpation, PalpationResult
from filiform.needling import Target, check_target
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.audit import audit_visit
from filiform_clinic.access.rules import check_can_treat
from filiform_clinic.access.scope import locked_visit_of
from filiform_clinic.records.models import FindingEntry, ScarEntry, Visit
from filiform_clinic.records.scars import newest_scars
from filiform_clinic.records.visit_state import signing_of, standing_findings
from filiform_clinic.ui.problems import Conflict
from filiform_clinic.ui.reasons import refuse_unless


@dataclass(frozen=True, slots=True)
class Said:
    """A finding as the page sends it. `about` is its subject; no `finding` takes one back.

    `replaces` is the finding that the page showed for the same subject, None when it showed none.
    """

    id: UUID
    about: tuple[Hashable, ...]
    finding: ExamFinding | None
    replaces: UUID | None = None
    retest: bool = False


def record_finding(*, actor: Actor, visit_id: UUID, said: Said) -> None:
    """Record a finding of the examination or of the re-test, or take one back.

    If another one about the same stands by now than the page showed, the act is refused (409), so
    that a stale page never overwrites a newer finding. The same act again changes nothing.
    """
    check_can_treat(actor)
    finding = to_json(said.finding) if said.finding else None
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        if _is_repeated(visit, said, finding):
            return
        refuse_unless(may_record(signing_of(visit.pk)))
        _check_replaces(visit, said)
        FindingEntry.objects.create(
            id=said.id,
            visit=visit,
            finding=finding,
            retest=said.retest,
            supersedes_id=said.replaces,
            recorded_by_id=actor.user_id,
        )
        verb = "finding.recorded" if finding else "finding.retracted"
        audit_visit(actor, verb, visit, finding=str(said.id))


def record_scar(
    *, actor: Actor, visit_id: UUID, key: UUID, scar: DrawnScar | None, seen: UUID | None
) -> None:
    """Keep a scar as staff drew or put it right, or with None take it back.

    `seen` is the version that the page showed, None for a new scar; when another one stands by now
    the act is refused (409). The same act again changes nothing.
    """
    check_can_treat(actor)
    written = scar.to_json() if scar else None
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        before = newest_scars(visit.episode.patient_id).get(key)
        if before and before.scar == written:
            return
        refuse_unless(may_record(signing_of(visit.pk)))
        if (before.pk if before else None) != seen:
            raise Conflict(_("This scar was changed meanwhile. Please look at it once more."))
        ScarEntry.objects.create(
            visit=visit,
            key=key,
            scar=written,
            body_version=Body.load().version,
            sent_by="staff",
            recorded_by_id=actor.user_id,
        )
        audit_visit(actor, "scar.recorded" if scar else "scar.retracted", visit, scar=str(key))


def record_palpation(
    *,
    actor: Actor,
    visit_id: UUID,
    id: UUID,
    target: Target,
    results: Sequence[str],
    replaces: UUID | None = None,
) -> None:
    """Record a palpation, or with no results take back the finding it `replaces`."""
    check_can_treat(actor)
    check_target(target, Atlas.load())
    about = ("palpation", target.muscle, target.side, target.site)
    said = Said(id, about, _palpation(target, results), replaces)
    record_finding(actor=actor, visit_id=visit_id, said=said)


def _palpation(target: Target, results: Sequence[str]) -> Palpation | None:
    if not results:
        return None
    unknown = [word for word in results if word not in set(PalpationResult)]
    if unknown:
        raise InvalidInput("result", f"words of {', '.join(PalpationResult)}", got=unknown[0])
    words = frozenset(PalpationResult(word) for word in results)
    return Palpation(target.muscle, target.side, words, target.site)


def _is_repeated(visit: Visit, said: Said, finding: dict[str, Any] | None) -> bool:
    known = FindingEntry.objects.filter(pk=said.id).first()
    if known is None:
        return False
    stored = (known.visit_id, known.finding, known.supersedes_id, known.retest)
    if stored != (visit.pk, finding, said.replaces, said.retest):
        raise Conflict(_("This id already stands for another finding. Nothing was changed."))
    return True


def _check_replaces(visit: Visit, said: Said) -> None:
    rows = standing_findings().filter(visit=visit, retest=said.retest)
    standing = next((row for row in rows if subject(row.to_value()) == said.about), None)
    if said.replaces != (standing.pk if standing else None):
        raise Conflict(
            _("This finding has changed since the page showed it. You see the newest now.")
        )
    if said.finding is None and standing is None:
        raise InvalidInput("result", "at least one result: there is no finding to take back")
