"""The patient's scars during a visit: drawn by the patient or by staff, put right by staff."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from filiform.errors import InvalidInput
from filiform_clinic.access.actor import StaffRequest, staff
from filiform_clinic.exam.actions import record_scar
from filiform_clinic.exam.queries import ScarRow, ScarsPage, scars_page
from filiform_clinic.records.ids import new_id
from filiform_clinic.ui.problems import Conflict
from filiform_clinic.ui.scar_form import ScarForm


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def scars(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """All scars that stand; POST takes one back."""
    if request.method == "POST":
        key, seen = _uuid(request, "key"), _uuid(request, "seen")
        if key is None:
            raise InvalidInput("key", "the scar's id")
        record_scar(actor=request.actor, visit_id=visit_id, key=key, scar=None, seen=seen)
        return redirect("exam:scars", visit_id)
    page = scars_page(request.actor, visit_id)
    return render(request, "exam/scars.html", {"page": page, "visit": page.visit})


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def scar(request: StaffRequest, visit_id: UUID, key: UUID | None = None) -> HttpResponse:
    """Draw a scar, or put one right: that is a new version, the earlier one stays readable."""
    page = scars_page(request.actor, visit_id)
    row = page.of(key) if key else None
    if key and row is None:
        raise Http404("no such scar")
    form, status = _form(request, row), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                return _store(request, visit_id, form, row)
            except Conflict as conflict:
                form.add_error(None, str(conflict))
                status = 409
    context = _context(page, row) | {"form": form, "seen": request.POST.get("seen")}
    return render(request, "exam/scar.html", context, status=status)


def _form(request: StaffRequest, row: ScarRow | None) -> ScarForm:
    view = row.scar.lines[0].view if row and row.scar.lines else "front"
    return ScarForm(
        request.POST if request.method == "POST" else None,
        today=timezone.localdate(),
        id=row.scar.id if row else new_id(),
        scar=row.scar if row else None,
        view=view,
    )


def _store(
    request: StaffRequest, visit_id: UUID, form: ScarForm, row: ScarRow | None
) -> HttpResponse:
    scar = form.cleaned_data["scar"]
    if row and scar.id != row.scar.id:
        raise InvalidInput("id", "the id of this scar")
    seen = _uuid(request, "seen")
    record_scar(actor=request.actor, visit_id=visit_id, key=scar.id, scar=scar, seen=seen)
    return redirect("exam:scars", visit_id)


def _context(page: ScarsPage, row: ScarRow | None) -> dict[str, object]:
    return {"page": page, "visit": page.visit, "row": row}


def _uuid(request: StaffRequest, field: str) -> UUID | None:
    given = request.POST.get(field, "")
    try:
        return UUID(given) if given else None
    except ValueError:
        raise InvalidInput(field, "a UUID", got=given) from None
