"""The drawing read back in words: sides, both sides, and no intimate word that nobody asked for."""

from __future__ import annotations

from filiform.body import Body, Side
from filiform.drawing import CellPaint, Drawing, ListedArea, Quality
from filiform_clinic.intake.places import places_in_words

BODY = Body.load()


def listed(*entries: tuple[str, Side]) -> Drawing:
    return Drawing.from_areas([ListedArea(area, side) for area, side in entries], BODY)


def painted(area: str, side: Side) -> Drawing:
    return Drawing(BODY, tuple(CellPaint(c, 1.0) for c in sorted(BODY.cells_of(area, side))))


def names(drawing: Drawing, *, private: bool = False) -> list[str]:
    told = places_in_words(drawing, private=private)
    return [place.name for place in (*told.main, *told.smaller)]


def test_a_side_is_named() -> None:
    assert names(listed(("temple", Side.RIGHT))) == ["temple (right)"]


def test_both_sides_are_one_place() -> None:
    assert names(listed(("temple", Side.LEFT), ("temple", Side.RIGHT))) == ["temple (both sides)"]


def test_only_the_main_places_are_told_at_once_and_none_is_lost() -> None:
    wide = sorted(BODY.cells_of("interscapular", Side.RIGHT))
    edge = sorted(BODY.cells_of("temple", Side.RIGHT))[:1]
    drawing = Drawing(BODY, tuple(CellPaint(c, 1.0) for c in sorted([*wide, *edge])))
    told = places_in_words(drawing, private=False)
    assert [place.name for place in told.main] == ["between the shoulder blades (right)"]
    assert [place.name for place in told.smaller] == ["temple (right)"]


def test_it_is_said_how_a_place_feels() -> None:
    cells = sorted(BODY.cells_of("temple", Side.RIGHT))
    drawing = Drawing(BODY, tuple(CellPaint(c, 1.0, 7, Quality.BURNING) for c in cells))
    assert [one.feels for one in places_in_words(drawing, private=False).main] == [
        "burning, 7 of 10"
    ]
    unsaid = places_in_words(painted("temple", Side.RIGHT), private=False)
    assert [one.feels for one in unsaid.main] == [""]


def test_what_was_chosen_by_name_is_a_main_place_however_small() -> None:
    drawing = listed(("interscapular", Side.BOTH), ("temple", Side.RIGHT))
    told = places_in_words(drawing, private=False)
    assert "temple (right)" in [place.name for place in told.main]


def test_intimate_places_are_named_when_they_are_the_complaint() -> None:
    drawing = painted("perineum", Side.LEFT)
    name = BODY.areas["perineum"].lay_name
    assert any(name in word for word in names(drawing, private=True))
    assert not any(name in word for word in names(drawing))


def test_intimate_places_that_were_chosen_by_name_are_named() -> None:
    name = BODY.areas["perineum"].lay_name
    assert any(name in word for word in names(listed(("perineum", Side.LEFT))))
