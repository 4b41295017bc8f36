"""Who needles under supervision only, and who may supervise: Florida's rule 64B17-6.008.

It asks for 25 supervised sessions, and of a supervisor for at least 1 year of needling and 25
sessions (jurisdictions.toml, `dr_fl_rule`, source `fl_64b17`).
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from filiform.errors import InvalidInput
from filiform.screening import Competence, why_not_supervise, why_supervised

ON = datetime.date(2026, 11, 23)
FLORIDA, NEVADA = "US-FL", "US-NV"
ABLE = Competence(
    licence_until=ON,
    years_licensed=2,
    training_hours=50,
    supervised_sessions=25,
    years_needling=1,
)


def having(**more: Any) -> Competence:
    return replace(ABLE, **more)


@pytest.mark.parametrize(
    ("competence", "place", "why"),
    [
        (having(), FLORIDA, ""),
        (
            having(supervised_sessions=24),
            FLORIDA,
            "Florida asks for 25 supervised sessions, on file: 24.",
        ),
        (
            having(supervised_sessions=None),
            FLORIDA,
            "Florida asks for 25 supervised sessions, on file: none.",
        ),
        (having(supervised_sessions=0), NEVADA, ""),
        (having(supervised_sessions=0), None, ""),
        (having(supervised_sessions=0), "US-TX", ""),
        (None, FLORIDA, ""),
    ],
)
def test_who_needles_under_supervision_only(
    competence: Competence | None, place: str | None, why: str
) -> None:
    assert why_supervised(competence, place) == why


@pytest.mark.parametrize(
    ("competence", "place", "reasons"),
    [
        (having(), FLORIDA, ()),
        (None, NEVADA, ("No passport is on file.",)),
        (
            having(years_needling=0.9),
            FLORIDA,
            ("Florida asks for 1 years of needling, on file: 0.9.",),
        ),
        (having(years_needling=None), NEVADA, ()),
        (
            having(supervised_sessions=24),
            FLORIDA,
            ("Florida asks for 25 supervised sessions, on file: 24.",),
        ),
        (
            having(licence_until=ON - datetime.timedelta(days=1)),
            None,
            ("The licence ended on 2026-11-22.",),
        ),
        (
            having(training_hours=49, years_licensed=1),
            FLORIDA,
            (
                "Florida asks for 2 years licensed, on file: 1.",
                "Florida asks for 50 training hours, on file: 49.",
            ),
        ),
    ],
)
def test_who_may_supervise(
    competence: Competence | None, place: str | None, reasons: tuple[str, ...]
) -> None:
    assert why_not_supervise(competence, place, ON) == reasons


def test_a_place_that_is_no_code_is_refused() -> None:
    with pytest.raises(InvalidInput, match="jurisdiction"):
        why_supervised(having(), "Florida")
