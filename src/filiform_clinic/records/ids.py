"""Identifiers: UUIDv7, sortable by time; the client makes them where it may be offline."""

from __future__ import annotations

from uuid import UUID

import uuid6


def new_id() -> UUID:
    """A fresh UUIDv7 as the standard library's type."""
    return UUID(int=uuid6.uuid7().int)
