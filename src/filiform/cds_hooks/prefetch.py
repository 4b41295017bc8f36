"""Which records are there, which are missing, and where they can be had."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from filiform.cds_hooks.config import Config
from filiform.cds_hooks.request import Request
from filiform.cds_hooks.services import REQUIRED, templates


def missing(request: Request, config: Config) -> tuple[str, ...]:
    """The keys that the client did not answer; a key with null is answered: there is nothing."""
    return tuple(key for key in templates(config) if key not in request.prefetch)


def lacking(prefetch: Mapping[str, Any]) -> tuple[str, ...]:
    """What is needed and not there: the service answers 412 then (CDS Hooks 2.0, Prefetch)."""
    return tuple(
        " or ".join(keys) for keys in REQUIRED.values() if not any(key in prefetch for key in keys)
    )


def fill(key: str, request: Request, config: Config) -> str:
    """The address of a key's records, relative to the FHIR server."""
    return templates(config)[key].replace("{{context.patientId}}", request.patient)
