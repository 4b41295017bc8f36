"""Words for parts of the body."""

from __future__ import annotations

import pytest

from filiform.body.values import Side
from filiform.screening.history import Place
from filiform.screening.matching.sites import load_body_words


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Right axilla", [Place("upper_limb", Side.RIGHT)]),
        ("Structure of left knee region", [Place("knee_joint", Side.LEFT)]),
        ("both knees", [Place("knee_joint")]),
        ("left and right knee", [Place("knee_joint")]),
        ("shoulder", [Place("shoulder_girdle"), Place("shoulder_joint")]),
        ("left inguinal lymph node", [Place("lower_limb", Side.LEFT)]),
        ("entire liver", []),
        ("", []),
    ],
)
def test_places_in_words(text: str, places: list[Place]) -> None:
    assert list(load_body_words().places_in(text)) == places


def test_the_same_words_for_the_other_side_give_the_mirror_image() -> None:
    words = load_body_words()
    for phrase in words.places:
        left = words.places_in(f"left {' '.join(phrase)}")
        right = words.places_in(f"right {' '.join(phrase)}")
        assert left
        assert [place.region for place in left] == [place.region for place in right]
        assert {place.side for place in left} == {Side.LEFT}
        assert {place.side for place in right} == {Side.RIGHT}
