"""Each token once, whichever web process sees it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import cache
from django.db import connection

# What tells whether a commit waits for the disk, and the value with which it does not.
_WAIT = {"sqlite": ("synchronous", "1"), "postgresql": ("synchronous_commit", "off")}
_ASK = {"sqlite": "PRAGMA {}", "postgresql": "SHOW {}"}
_SET = {"sqlite": "PRAGMA {} = {}", "postgresql": "SET {} TO {}"}


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
    setting, quick = _WAIT[connection.vendor]
    before = waits()
    _set(setting, quick)
    try:
        yield
    finally:
        _set(setting, before)


def waits() -> str:
    """How commits of this connection wait for the disk, in the database's own word."""
    setting, _ = _WAIT[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(_ASK[connection.vendor].format(setting))
        return str(cursor.fetchone()[0])


def _set(setting: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SET[connection.vendor].format(setting, value))
