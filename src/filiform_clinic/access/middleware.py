"""Ask for a second factor before anything clinical is shown."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _


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
