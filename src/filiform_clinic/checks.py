"""System checks: what is wrong with this installation, and what to do about it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from filiform_clinic.sqlite import FIXED_IN


@register()
def sqlite_is_sound(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Warn about a SQLite that can corrupt a database in WAL mode."""
    on_sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    if not on_sqlite or sqlite3.sqlite_version_info >= FIXED_IN:
        return []
    return [
        Warning(
            f"SQLite {sqlite3.sqlite_version} can corrupt a database that two processes write.",
            hint="Run one web process, install a newer SQLite, or set DATABASE_URL to PostgreSQL.",
            id="filiform.W001",
        )
    ]


@register(deploy=True)
def demo_is_off(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """A demo lets anybody in: never in front of real people's data."""
    if not settings.DEMO:
        return []
    return [
        Error(
            "FILIFORM_DEMO is on: anybody can sign in with one click.",
            hint="Unset FILIFORM_DEMO before real patients use this installation.",
            id="filiform.E001",
        )
    ]
