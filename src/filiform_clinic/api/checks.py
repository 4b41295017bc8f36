"""System checks: what is wrong with the settings of the services, before anybody calls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.core.exceptions import ImproperlyConfigured

from filiform_clinic.api.clients import allowed_servers, configured, is_safe_address, trusted


@register()
def services_are_configured(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Every setting of the services can be used."""
    try:
        configured()
        trusted()
        allowed_servers(None)
    except ImproperlyConfigured as error:
        return [Error(str(error), hint="See docs/reference/cds-hooks.md.", id="filiform.E002")]
    if settings.CDS_URL and not is_safe_address(settings.CDS_URL):
        return [Error("FILIFORM_CDS_URL must be an https:// address.", id="filiform.E003")]
    return []


@register(deploy=True)
def callers_are_known(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Without clients, whoever reaches /cds-services may use it."""
    if not settings.CDS_ENABLED or settings.CDS_CLIENTS:
        return []
    return [
        Warning(
            "Anybody who reaches /cds-services may call it, and may store feedback.",
            hint="Set FILIFORM_CDS_CLIENTS, or FILIFORM_CDS=no.",
            id="filiform.W002",
        )
    ]
