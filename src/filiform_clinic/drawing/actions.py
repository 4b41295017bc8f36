"""The one write of the drawing in the making; sending it belongs to the intake."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from filiform.body import Body
from filiform.drawing import Drawing
from filiform.errors import InvalidInput
from filiform_clinic.access.audit import audit_visit
from filiform_clinic.drawing.queries import Draft
from filiform_clinic.records.models import DrawingDraft, PatientLink, Visit
from filiform_clinic.ui.problems import Conflict


class StaleDrawing(Conflict):
    """Another window has saved since; `stored` is what it saved, so that nothing is lost."""

    def __init__(self, stored: Draft) -> None:
        self.stored = stored
        super().__init__(_("This drawing was changed in another window."))


@transaction.atomic
def save_draft(
    *, link: PatientLink, document: Mapping[str, object], revision: int, base: int | None = None
) -> Draft:
    """Keep the drawing as it is now; every stroke is sent here.

    The window counts: `revision` is its number for this state, `base` the last one it knows to be
    stored. A repeated save of the same state is the same act, and a late one that holds everything
    stored is taken. Errors: `InvalidInput` naming the field when the document is no drawing on the
    body, `StaleDrawing` when it would undo what another window has saved since.
    """
    drawing = Drawing.from_json(document, Body.load())
    written = drawing.to_json()
    kept = {"strokes": written["strokes"], "listed": written["listed"]}
    Visit.objects.select_for_update().get(pk=link.visit_id)
    row, begun = DrawingDraft.objects.get_or_create(
        visit_id=link.visit_id, defaults={"drawing": {"strokes": [], "listed": []}}
    )
    if row.drawing == kept:
        return Draft(kept, row.revision)
    fresh = revision > row.revision and base in (None, row.revision)
    if not fresh and not _holds_all(kept, row.drawing):
        raise StaleDrawing(Draft(row.drawing, row.revision))
    row.drawing, row.revision = kept, max(revision, row.revision + 1)
    row.save()
    if begun:
        audit_visit(None, "drawing.begun", link.visit)
    return Draft(kept, row.revision)


def check_revision(field: str, value: object) -> int:
    """A revision as it comes from outside. Errors: `InvalidInput` naming the field."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**31:
        raise InvalidInput(field, "a whole number, 0 or more", got=value)
    return value


def _holds_all(new: Mapping[str, Any], old: Mapping[str, Any]) -> bool:
    return all(entry in new[key] for key in ("strokes", "listed") for entry in old[key])
