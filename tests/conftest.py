"""Shared set-up: how to empty the database, the cast, and the browser."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings as hypothesis_settings

if TYPE_CHECKING:
    from cast import Cast

# A busy machine is no fault of the code: speed is measured in benchmarks/.
hypothesis_settings.register_profile("filiform", deadline=None)
hypothesis_settings.load_profile("filiform")

pytest_plugins = ["browser_pages", "chart_pages"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """A file for SQLite, and a way to empty append-only tables between tests that commit.

    Each process has a database of its own: on PostgreSQL by its name, which the suffix gives.

    In memory, the threads of a live server would share one cache and lock each other's tables,
    which a file in WAL mode, as a clinic has it, does not do.
    """
    from django.core.cache import cache
    from django.db import connection
    from django.db.backends.base.operations import BaseDatabaseOperations

    from filiform_clinic.records import append_only

    # On the class: a thread with an event loop (the browser's) has a connection of its own.
    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def flush_entries_too(self: BaseDatabaseOperations, statements: Iterable[str]) -> None:
        append_only.remove(self.connection)
        try:
            flush(self, statements)
            cache.clear()
        finally:
            append_only.install(self.connection)

    if connection.vendor == "sqlite":
        file = tmp_path_factory.mktemp("database") / "filiform.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(file)
        # Tests need not survive a power cut, so they do not wait for the disk.
        connection.settings_dict["OPTIONS"]["init_command"] = (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;"
        )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", flush_entries_too)
        yield


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    """Limits that a process counts by itself start anew with each test."""
    if limits := sys.modules.get("filiform_clinic.access.limits"):
        limits.forget()


@pytest.fixture
def cast(db: None) -> Cast:
    """Two clinics with their people and today's visits."""
    from cast import assemble

    return assemble()


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The system's Chromium: test tools' own downloads are not used."""
    import shutil

    names = ["chromium", "chromium-browser", "google-chrome"]
    mac = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"]
    candidates = [os.environ.get("FILIFORM_CHROMIUM"), *map(shutil.which, names), *mac]
    found = next((path for path in candidates if path and Path(path).exists()), None)
    assert found, "no Chromium found: run `make browser`"
    return found
