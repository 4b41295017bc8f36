"""Whom failed sign-ins are counted against, and what a locked account is told."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from filiform_clinic.ui.middleware import explain


def account_named(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The address that was tried, whatever its case: the login library calls it `email`.

    Without it every failed try would count against one nameless account, and a stranger's eight
    tries would lock out everybody who shares their network.
    """
    said = (credentials or {}).get("email") or request.POST.get("login") or ""
    return str(said).strip().lower()


def address_of(request: HttpRequest) -> str | None:
    """Where the request comes from, as the login library's own limits see it (FILIFORM_PROXIES).

    None when it did not come over a network.
    """
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return None


def locked_out(
    request: HttpRequest, answer: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """Say so on a page like any other."""
    message = _("Too many failed tries. Sign-in from here is closed for a quarter of an hour.")
    return explain(request, message, status=429)
