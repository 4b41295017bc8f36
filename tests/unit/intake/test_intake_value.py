"""Answers check themselves: bad ones are refused and the field is named."""

from __future__ import annotations

from typing import Any

import pytest

from filiform.errors import InvalidInput
from filiform.intake import MAX_STORY, Intake

GOOD: dict[str, Any] = {
    "complaint": "low_back",
    "group": "desk",
    "strongest_pain": 7,
    "story": "Since I moved house. 😀 שלום",
}


def test_good_answers_are_taken_as_they_are() -> None:
    assert Intake(**GOOD).story == GOOD["story"]


@pytest.mark.parametrize("pain", [0, 10])
def test_the_ends_of_the_scale_are_taken(pain: int) -> None:
    assert Intake(**GOOD | {"strongest_pain": pain}).strongest_pain == pain


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("complaint", "backache"),
        ("complaint", ""),
        ("complaint", None),
        ("group", "king"),
        ("strongest_pain", 11),
        ("strongest_pain", -1),
        ("strongest_pain", 6.5),
        ("strongest_pain", True),
        ("strongest_pain", "7"),
        ("story", "x" * (MAX_STORY + 1)),
        ("story", 3),
    ],
)
def test_bad_answers_name_the_field(field: str, value: object) -> None:
    with pytest.raises(InvalidInput) as refused:
        Intake(**GOOD | {field: value})
    assert refused.value.field == field
