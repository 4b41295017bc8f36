"""Needles in prose: what the note says about each marker, and the count."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import pytest
from needling_makers import B, marker, placed, removed, withdrawn

from filiform.knowledge.atlas import Atlas
from filiform.needling import (
    Event,
    Mode,
    Target,
    counted,
    listed,
    mid_sentence,
    named,
    needled,
    replay,
)

NEW_YORK = ZoneInfo("America/New_York")


def said(events: Sequence[Event]) -> tuple[str, ...]:
    return needled(replay(events), Atlas.load(), NEW_YORK)


def test_each_marker_is_a_sentence() -> None:
    events: list[Event] = [
        placed(1, value=marker(2)),
        placed(2, B, marker(1, Mode.PISTONED, "teres_minor"), minutes=2),
        removed(3, of=B, minutes=3),
        removed(4, 2, minutes=10),
    ]
    assert said(events) == (
        "Right infraspinatus: 2 needles 0.30 × 50 mm, left in from 12:00 to 12:10"
        " (10 min), removed.",
        "Right teres minor: 1 needle 0.30 × 50 mm, pistoned at 12:02, removed.",
    )
    assert counted(replay(events)) == "Needle count: 3 in, 3 out."


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0.05, "left in at 12:00 for 3 s, removed"),
        (0.75, "left in at 12:00 for 45 s, removed"),
        (0.999, "left in at 12:00 for 1 min, removed"),
        (1.2, "left in from 12:00 to 12:01 (1 min), removed"),
        (65, "left in from 12:00 to 13:05 (1 h 5 min), removed"),
        (120, "left in from 12:00 to 14:00 (2 h), removed"),
    ],
)
def test_how_long_a_needle_was_in(minutes: float, words: str) -> None:
    assert words in said([placed(1), removed(2, minutes=minutes)])[0]


def test_needles_still_in_and_mistakes_are_said() -> None:
    events: list[Event] = [placed(1, value=marker(2)), removed(2), placed(3, B), withdrawn(4, B)]
    assert "left in from 12:00, 1 still in." in said(events)[0]
    assert counted(replay(events)) == (
        "Needle count: 2 in, 1 out. Entered by mistake and withdrawn: 1."
    )


def test_without_a_needle_nothing_is_counted() -> None:
    assert (said([]), counted(replay([]))) == ((), "")


def test_a_named_site_says_where_when_the_muscle_has_several() -> None:
    muscle = next(m for m in Atlas.load().muscles.values() if len(m.sites) > 1)
    site = muscle.sites[1]
    target = Target(muscle.id, site.sides[0], site.id)
    assert f"({site.location})" in named(target, Atlas.load())


def test_names_with_commas_are_kept_apart() -> None:
    assert listed(["back of the neck, lower", "C7-T1"]) == "back of the neck, lower; C7-T1"
    assert listed(["one", "two", "three"]) == "one, two and three"
    assert listed([]) == ""


@pytest.mark.parametrize(
    ("name", "inside"),
    [("Infraspinatus", "infraspinatus"), ("C7-T1", "C7-T1"), ("SI joint", "SI joint"), ("", "")],
)
def test_a_name_inside_a_sentence(name: str, inside: str) -> None:
    assert mid_sentence(name) == inside
