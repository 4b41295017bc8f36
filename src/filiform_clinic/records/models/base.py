"""What every table of the record shares."""

from __future__ import annotations

from typing import Any

from django.db import models

from filiform_clinic.records.ids import new_id


class Row(models.Model):
    """A row with a UUIDv7 key and the moment it was stored."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class EntryChangedError(Exception):
    """Code tried to change or delete an entry of the clinical record: a broken promise."""


class Entry(Row):
    """A row that is written once. What is wrong is superseded by a new entry; both stay readable.

    The database refuses UPDATE and DELETE as well (migration `append_only`), so that a bulk update
    or a person with a console cannot rewrite the record by accident.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise EntryChangedError(f"{type(self).__name__} entries are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise EntryChangedError(f"{type(self).__name__} entries are never deleted")
