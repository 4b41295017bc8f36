"""Bad input gets a clear answer that names what is wrong; nothing typed is lost, nothing leaks.

The table is `bad_input.csv`, read like `double_submit.csv`: the form of a page is sent with
`changes` in it, after what `before` names second has happened while it was open. It answers
`status`; a refusal stores nothing, `says` this, still holds `kept` (of what was typed), and names
nobody of another clinic.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from cast import Cast
from page_text import main_text
from submit_world import World, rows_now
from submitted import changed, form_of, kept, send

pytestmark = pytest.mark.django_db

with (Path(__file__).parent / "bad_input.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


def faults(world: World, row: dict[str, str]) -> list[str]:
    """What is not as the row says."""
    known, client = world.known, world.browser(row["who"])
    page = row["page"].format_map(known)
    before = row["before"].split(" ")
    world.happen(before[0])
    form = form_of(client, page, row["form"])
    for one in before[1:]:
        world.happen(one)
    fields, start = changed(form, row["changes"], known), rows_now()
    answer = send(client, form, fields)
    found = [f"answers {answer.status_code}"] * (str(answer.status_code) != row["status"])
    if answer.status_code < 400:
        return found
    return [*found, *_refusal(answer, row, known), *_stored(start)]


def _refusal(answer: Any, row: dict[str, str], known: dict[str, str]) -> list[str]:
    text = main_text(answer)
    words = row["kept"].format_map(known)
    found = [f"does not say {row['says']!r}: {text[:300]!r}"] * (row["says"] not in text)
    found += [f"does not keep what was typed: {text[:300]!r}"] * (not kept(answer, words))
    return found + [f"names {one}" for one in ("Pia", "Elsewhere", "Oak") if one in text]


def _stored(start: dict[str, int]) -> list[str]:
    return [f"stores {name}" for name, count in rows_now().items() if count != start[name]]


def test_bad_input_is_answered_clearly(cast: Cast) -> None:
    world, found = World.made(cast), {}
    for row in ROWS:
        with transaction.atomic():
            found[row["case"]] = faults(world, row)
            transaction.set_rollback(True)
    assert len(ROWS) >= 30
    assert [f"{case}: {one}" for case, told in found.items() for one in told] == []
