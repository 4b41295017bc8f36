"""One-click sign-in for the demo."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login as sign_in
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from filiform_clinic.access import lock
from filiform_clinic.access.actor import actor_of
from filiform_clinic.demo.people import PIN, person
from filiform_clinic.demo.queries import account_of
from filiform_clinic.demo.seed import seed
from filiform_clinic.ui.problems import Gone

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_POST
def login(request: HttpRequest) -> HttpResponse:
    """Sign in as an invented member of staff: only while DEMO is on."""
    chosen = person(request.POST.get("person", ""))
    # The addresses exist only in the demo; this guards against a setting changed at run time.
    if not settings.DEMO or chosen is None:
        raise Http404("no such demo person")
    account = account_of(chosen)
    if account is None:
        raise Gone(_("The demo is not seeded yet. Run: filiform demo"))
    sign_in(request, account, backend=_BACKEND)
    if not lock.pin_usable(account.pk):
        lock.set_pin(actor_of(account.pk), PIN)
    return redirect(settings.LOGIN_REDIRECT_URL)


@require_POST
def patient(request: HttpRequest) -> HttpResponse:
    """Open the patient's phone: a fresh link of the invented patient who has not answered yet."""
    if not settings.DEMO:
        raise Http404("no demo")
    return redirect(seed(timezone.now()).patient_link_path)
