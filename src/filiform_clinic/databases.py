"""Which database: embedded SQLite, or PostgreSQL by address."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# IMMEDIATE takes the write lock at the start, so that two writers wait instead of failing;
# FULL keeps a signed note through a power cut; no mmap (see filiform_clinic.sqlite).
_SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;",
}


_FILE = "filiform.sqlite3"


def database_from_url(url: str, folder: Path) -> dict[str, Any]:
    """Django's settings for `url`; an empty one means SQLite in `folder`."""
    if not url:
        _make_private(folder)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / _FILE,
            "OPTIONS": _SQLITE_OPTIONS,
            # Closing the last connection writes the whole log back and waits for the disk: not
            # after each request.
            "CONN_MAX_AGE": 60,
            # In a file, so that a test's server and the test each have a connection of their own:
            # threads that share one, as with a database in memory, break SQLite's statement cache.
            "TEST": {"NAME": folder / "test.sqlite3"},
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ImproperlyConfigured("DATABASE_URL must start with postgresql://")
    query = parse_qs(parts.query)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        # A socket folder cannot stand in the host part of a URL, so it may come as ?host=.
        "HOST": query.get("host", [parts.hostname or ""])[0],
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _make_private(folder: Path) -> None:
    """A database that only its owner reads. SQLite gives its log the rights of the database."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not (folder / _FILE).exists():
        (folder / _FILE).touch(mode=0o600)
