"""Begin and end watching a visit, and sign a note too: entries never change."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _

from filiform_clinic.access.actor import Actor
from filiform_clinic.access.audit import audit_visit
from filiform_clinic.access.rules import check_can_supervise
from filiform_clinic.access.scope import locked_visit_of
from filiform_clinic.records.models import CosignEntry, SupervisionEntry
from filiform_clinic.records.supervised import supervision_of
from filiform_clinic.supervision.queries import newest_note, why_not_begin, why_not_cosign
from filiform_clinic.ui.problems import Conflict, Refused

Act = SupervisionEntry.Act


def begin(*, actor: Actor, visit_id: UUID, id: UUID, way: str) -> None:
    """The actor watches a visit from now on, in place of whoever did before."""
    check_can_supervise(actor)
    said = {"act": Act.BEGUN, "way": way, "supervisor_id": actor.user_id}
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        if _is_repeated(SupervisionEntry, id, said | {"visit_id": visit.pk}):
            return
        if reasons := why_not_begin(actor, visit):
            raise Refused(" ".join(reasons))
        SupervisionEntry.objects.create(id=id, visit=visit, **said)
        audit_visit(actor, "supervision.begun", visit, way=way)


def end(*, actor: Actor, visit_id: UUID, id: UUID, begun: UUID) -> None:
    """The actor stops watching; `begun` is what the page showed.

    Also with needles in: it is what happened. No further needle goes in, and taking them out is
    never held back.
    """
    check_can_supervise(actor)
    said: dict[str, Any] = {"act": Act.ENDED, "supervisor_id": actor.user_id}
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        if _is_repeated(SupervisionEntry, id, said | {"visit_id": visit.pk}):
            return
        now = supervision_of(visit, actor.today)
        if now is None or now.pk != begun:
            raise Conflict(_("The supervision has changed since this page was shown. Look again."))
        if now.supervisor_id != actor.user_id:
            raise Refused(_("Somebody else supervises this visit."))
        SupervisionEntry.objects.create(id=id, visit=visit, way=now.way, **said)
        audit_visit(actor, "supervision.ended", visit)


def cosign(*, actor: Actor, visit_id: UUID, id: UUID, note: UUID, words: str) -> None:
    """Sign the note that the page showed beside the one who treated."""
    check_can_supervise(actor)
    said = {"note_id": note, "words": words, "signed_by_id": actor.user_id}
    with transaction.atomic():
        visit = locked_visit_of(actor, visit_id)
        newest = newest_note(visit)
        if newest is not None and newest.pk == note and _is_repeated(CosignEntry, id, said):
            return
        if reasons := why_not_cosign(actor, visit, newest):
            raise Refused(" ".join(reasons))
        if newest is None or newest.pk != note:
            raise Conflict(_("There is a newer version of this note. Read it before you sign."))
        if CosignEntry.objects.filter(note=newest).exists():
            raise Conflict(_("This note has its second signature already."))
        CosignEntry.objects.create(id=id, **said)
        audit_visit(actor, "note.cosigned", visit, note=str(note))


def _is_repeated(table: type[models.Model], id: UUID, said: dict[str, Any]) -> bool:
    known = table._default_manager.filter(pk=id).first()
    if known is None:
        return False
    if any(getattr(known, name) != value for name, value in said.items()):
        raise Conflict(_("This id already stands for another act. Nothing was changed."))
    return True
