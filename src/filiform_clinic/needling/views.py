"""Take acts on needles; answer with the step."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from filiform.needling import Act
from filiform_clinic.access.actor import StaffRequest, staff
from filiform_clinic.needling import actions
from filiform_clinic.needling.forms import (
    ActForm,
    AllOutForm,
    AnswerForm,
    CountForm,
    MarkerForm,
    WithdrawForm,
)
from filiform_clinic.ui.answers import changed
from filiform_clinic.ui.fields import cleaned

_FORMS: dict[Act, type[ActForm]] = {
    Act.PLACED: MarkerForm,
    Act.ADJUSTED: MarkerForm,
    Act.ANSWERED: AnswerForm,
    Act.REMOVED: CountForm,
    Act.NOT_OUT: CountForm,
    Act.WITHDRAWN: WithdrawForm,
}
ACTS = tuple(_FORMS)


@require_POST
@staff
def needle(request: StaffRequest, visit_id: UUID, act: Act) -> HttpResponse:
    """One act on one marker."""
    form = _FORMS[act](request.POST)
    said = cleaned(form)
    actions.record_needles(
        actor=request.actor,
        visit_id=visit_id,
        id=said["id"],
        marker=said["marker"],
        act=act.value,
        details=form.details(),
        after=said["after"],
    )
    back_to = reverse("visit:visit", args=[visit_id]) + "?step=needle"
    return changed(request, "needles-changed", back_to)


@require_POST
@staff
def all_out(request: StaffRequest, visit_id: UUID) -> HttpResponse:
    """All needles at once, confirmed by their number."""
    said = cleaned(AllOutForm(request.POST))
    actions.remove_all(actor=request.actor, visit_id=visit_id, **said)
    back_to = reverse("visit:visit", args=[visit_id]) + "?step=needle"
    return changed(request, "needles-changed", back_to)
