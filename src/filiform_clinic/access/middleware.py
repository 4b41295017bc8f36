"""Before anything clinical is shown: a second factor, and a screen that is not locked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from filiform_clinic.access import handover, limits, lock
from filiform_clinic.ui.middleware import explain, wants_json

# Nothing of the clinic's is behind these; everything else is closed while the screen is locked.
_OPEN_APPS = {"lock", "site", "api", "ui", "demo"}
_OPEN_VIEWS = {"account_login", "account_logout"}


class SecondFactorMiddleware:
    """Send staff without passkey or authenticator app to the page that sets one up.

    Asking at sign-in for a factor that exists is the login library's work.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._must_enrol(request):
            messages.info(request, _("Please set up a passkey or an authenticator app first."))
            return redirect("mfa_index")
        return self.get_response(request)

    def _must_enrol(self, request: HttpRequest) -> bool:
        return (
            settings.REQUIRE_MFA
            and request.user.is_authenticated
            and not request.path.startswith(reverse("account_login").removesuffix("login/"))
            and not request.path.startswith(settings.STATIC_URL)
            and not is_mfa_enabled(request.user)
        )


class HandOverMiddleware:
    """Open to a tablet in a patient's hands the pages it was handed over for, and nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: dict[str, object]
    ) -> HttpResponse | None:
        match = request.resolver_match
        name = match.view_name if match else ""
        if name in handover.ALWAYS or (name == "account_logout" and request.method == "POST"):
            return None
        now = handover.handed(request)
        if now is None or not request.user.is_authenticated or now.opens(name, kwargs):
            return None
        if name == "lock:face":
            return redirect("lock:back")
        if wants_json(request) or request.headers.get("HX-Request") == "true":
            return explain(request, _("The tablet is with the patient."), status=423)
        return handover.ask_back(request, now, status=403)


class IdleLockMiddleware:
    """Close the record to a signed-in browser without activity, until PIN or password.

    Taking needles out stays open: a lock never stands between a hand and a needle in the skin.
    Pages behind a patient's link belong to the patient and do not lock, nor does a tablet that is
    in a patient's hands: it opens less than a locked one, and takes the same PIN.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: dict[str, object]
    ) -> HttpResponse | None:
        match = request.resolver_match
        name = match.view_name if match else ""
        if "secret" in kwargs or name.partition(":")[0] in _OPEN_APPS or name in _OPEN_VIEWS:
            return None
        if not request.user.is_authenticated or handover.handed(request):
            return None
        cast(Any, request).idle_minutes = lock.minutes(request)
        if not lock.is_locked(request):
            lock.touch(request)
            return None
        return None if name == "needling:removed" else _locked(request)


class LimitsMiddleware:
    """Answer 429 to who asks for more than `limits` allows; nothing that was typed is lost."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: dict[str, object]
    ) -> HttpResponse | None:
        match = request.resolver_match
        name = match.view_name if match else ""
        # Programs are counted where they are answered, and what a browser fetches not at all.
        if name.partition(":")[0] in ("api", "ui"):
            return None
        limit = limits.limit_of(request, name, kwargs)
        wait = limits.spend(request, limit, kwargs) if limit else 0
        return limits.slow_down(request, wait) if wait else None


def _locked(request: HttpRequest) -> HttpResponse:
    """423 to scripts, which keep what they wanted to send; pages lead to the lock."""
    if wants_json(request) or request.headers.get("HX-Request") == "true":
        return explain(request, _("The screen is locked. Unlock it, then go on."), status=423)
    lock.hold(request)
    return redirect("lock:face")
