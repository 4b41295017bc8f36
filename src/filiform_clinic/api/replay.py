"""Each token once, whichever web process sees it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import cache
from django.db import connection

# Statements that make a commit wait, or not wait, for the disk.
_QUICK = {"sqlite": "PRAGMA synchronous = NORMAL", "postgresql": "SET synchronous_commit TO OFF"}
_SAFE = {"sqlite": "PRAGMA synchronous = FULL", "postgresql": "RESET synchronous_commit"}


def first_use(name: str, seconds: int) -> bool:
    """Remember a token's name for so long; False when it is remembered already."""
    with _without_waiting_for_the_disk():
        return bool(cache.add(f"cds-token-{name}", True, timeout=max(seconds, 1)))


@contextmanager
def _without_waiting_for_the_disk() -> Iterator[None]:
    """All processes see the row at once; only a power cut may lose the last ones.

    A record of care waits for the disk. Tokens end after minutes, and waiting for each would let
    the services answer fewer calls than one hospital makes.
    """
    if connection.in_atomic_block:  # neither database changes this in the midst of a transaction
        yield
        return
    _run(_QUICK)
    try:
        yield
    finally:
        _run(_SAFE)


def _run(statements: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statements[connection.vendor])
