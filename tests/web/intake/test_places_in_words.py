"""The drawing read back in words: sides, both sides, and no intimate word that nobody asked for."""

from __future__ import annotations

from filiform.body import Body, Side
from filiform.drawing import CellPaint, Drawing, ListedArea
from filiform_clinic.intake.places import places_in_words

BODY = Body.load()


def listed(*entries: tuple[str, Side]) -> Drawing:
    return Drawing.from_areas([ListedArea(area, side) for area, side in entries], BODY)


def painted(area: str, side: Side) -> Drawing:
    return Drawing(BODY, tuple(CellPaint(c, 1.0) for c in sorted(BODY.cells_of(area, side))))


def test_a_side_is_named() -> None:
    assert "temple (right)" in places_in_words(listed(("temple", Side.RIGHT)), private=False)


def test_both_sides_are_one_place() -> None:
    words = places_in_words(listed(("temple", Side.LEFT), ("temple", Side.RIGHT)), private=False)
    assert "temple (both sides)" in words
    assert len([word for word in words if "temple" in word]) == 1


def test_intimate_places_are_named_when_they_are_the_complaint() -> None:
    drawing = painted("perineum", Side.LEFT)
    name = BODY.areas["perineum"].lay_name
    assert any(name in word for word in places_in_words(drawing, private=True))
    assert not any(name in word for word in places_in_words(drawing, private=False))


def test_intimate_places_that_were_chosen_by_name_are_named() -> None:
    drawing = listed(("perineum", Side.LEFT))
    name = BODY.areas["perineum"].lay_name
    assert any(name in word for word in places_in_words(drawing, private=False))
