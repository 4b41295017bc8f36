"""What the state of the database says about serving."""

from __future__ import annotations

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def unready() -> str:
    """What is missing, in a word; empty when nothing is. `DatabaseError` without a database."""
    executor = MigrationExecutor(connection)
    return "migrations" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else ""
