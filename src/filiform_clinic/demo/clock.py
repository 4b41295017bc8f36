"""A clock for the demo alone: what its people do is stored as done when it would have been done.

The actions of real work take no time from outside, so that nobody can date an entry back. While
the demo is seeded, and only in the thread that seeds it, they are told another time of day.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from unittest import mock

from django.utils import timezone

_moment: ContextVar[datetime | None] = ContextVar("demo_clock", default=None)


@contextmanager
def clock(at: datetime) -> Iterator[None]:
    """Inside, `timezone.now()` is `at`, until `wait` lets time pass."""
    real, before = timezone.now, _moment.set(at)

    def told() -> datetime:
        return _moment.get() or real()

    try:
        with mock.patch.object(timezone, "now", told):
            yield
    finally:
        _moment.reset(before)


def wait(minutes: float) -> None:
    """Let time pass for what is done next. Outside of `clock` it passes by itself."""
    if moment := _moment.get():
        _moment.set(moment + timedelta(minutes=minutes))
