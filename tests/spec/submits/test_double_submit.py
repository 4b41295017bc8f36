"""A form that is sent twice, as its own page sends it, is one act with one answer.

The table is `double_submit.csv`: `before` is what has to have happened, `who` sends, `page` shows
the form that goes to the view `form`, `changes` is what is typed, `stored` the rows that the first
of the two adds; the second adds none to any table, and leads where the first led.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.db import transaction

from cast import Cast
from submit_world import World, rows_now
from submitted import changed, form_of, send

pytestmark = pytest.mark.django_db

with (Path(__file__).parent / "double_submit.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


def grown(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    return {name: after[name] - count for name, count in before.items() if after[name] != count}


def told(stored: str) -> dict[str, int]:
    words = stored.split()
    return {name: int(count) for name, count in zip(words[::2], words[1::2], strict=True)}


def twice(world: World, row: dict[str, str]) -> tuple[object, ...]:
    """Statuses, whether both led to one place, and what each stored."""
    world.happen(row["before"])
    client, known = world.browser(row["who"]), world.known
    form = form_of(client, row["page"].format_map(known), row["form"])
    fields, start = changed(form, row["changes"], known), rows_now()
    first = send(client, form, fields)
    middle = rows_now()
    second = send(client, form, fields)
    one_place = first.get("Location", "") == second.get("Location", "")
    ends = grown(start, middle), grown(middle, rows_now())
    return first.status_code, second.status_code, one_place, *ends


def test_the_second_submit_stores_nothing(cast: Cast) -> None:
    world = World.made(cast)
    found: dict[str, tuple[object, ...]] = {}
    expected: dict[str, tuple[object, ...]] = {}
    for row in ROWS:
        with transaction.atomic():
            found[row["case"]] = twice(world, row)
            expected[row["case"]] = (302, 302, True, told(row["stored"]), {})
            transaction.set_rollback(True)
    assert len(ROWS) >= 20
    assert found == expected
