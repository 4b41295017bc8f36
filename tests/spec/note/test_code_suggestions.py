"""Which code a session suggests: distinct muscles count, never needles."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from filiform.body.values import Side
from filiform.needling import (
    Marker,
    Mode,
    NeedleSettings,
    Needling,
    Placed,
    Target,
    Withdrawn,
    replay,
)
from filiform.note import Codes, suggest

AT = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
L, R = Side.LEFT, Side.RIGHT
Needles = list[tuple[str, Side]]


def session(needles: Needles, *, withdrawn: int = 0) -> Needling:
    """A marker of three needles for each; the first `withdrawn` were entered by mistake."""
    settings = NeedleSettings(3, 0.30, 50, Mode.PISTONED)
    placed = [
        Placed(UUID(int=100 + n), UUID(int=n), AT, Marker(Target(muscle, side), settings))
        for n, (muscle, side) in enumerate(needles, 1)
    ]
    gone = [Withdrawn(UUID(int=200 + n), UUID(int=n), AT, True) for n in range(1, withdrawn + 1)]
    return replay([*placed, *gone])


ROWS: list[tuple[str, Needles, int, str | None]] = [
    ("no needle", [], 0, None),
    ("one muscle", [("soleus", L)], 0, "20560"),
    ("one muscle, three markers", [("soleus", L)] * 3, 0, "20560"),
    ("two muscles", [("soleus", L), ("infraspinatus", R)], 0, "20560"),
    ("three muscles", [("soleus", L), ("infraspinatus", R), ("teres_minor", R)], 0, "20561"),
    ("four", [(m, R) for m in ("soleus", "infraspinatus", "teres_minor", "popliteus")], 0, "20561"),
    ("both sides of two muscles are two", [("soleus", s) for s in (L, R)] * 2, 0, "20560"),
    (
        "one of three entered by mistake",
        [("soleus", L), ("infraspinatus", R), ("teres_minor", R)],
        1,
        "20560",
    ),
    ("all entered by mistake", [("soleus", L)], 1, None),
]


@pytest.mark.parametrize(("sentence", "needles", "withdrawn", "code"), ROWS)
def test_which_code_is_suggested(
    sentence: str, needles: Needles, withdrawn: int, code: str | None
) -> None:
    found = suggest(session(needles, withdrawn=withdrawn))
    assert (found.code.code if found else None) == code, sentence


def test_both_sides_are_named() -> None:
    found = suggest(session([("soleus", L), ("soleus", R), ("teres_minor", R)]))
    assert found
    assert (found.muscles, found.both_sides) == (("soleus", "teres_minor"), ("soleus",))


def test_every_suggestion_carries_the_payer_caution_and_its_sources() -> None:
    found = suggest(session([("soleus", L)]))
    assert found
    payer = [fact for fact in found.facts if fact.about == "payer"]
    assert any("Original Medicare" in fact.text and "not covered" in fact.text for fact in payer)
    assert all(fact.sources for fact in found.facts)


def test_weak_facts_are_told_apart_and_reviews_end() -> None:
    known = Codes.load()
    assert [fact.id for fact in known.facts if not fact.verified] == ["bc_imaging"]
    assert known.overdue(date(2026, 12, 1)) == ()
    assert len(known.overdue(date(2100, 1, 1))) == len(known.codes) + len(known.facts)
