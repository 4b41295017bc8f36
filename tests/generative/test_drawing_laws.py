"""Laws that hold for every drawing."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from filiform.body.values import Side
from filiform.drawing import Drawing, ListedArea, Quality, Stroke, overlap, patches
from flat_body import FlatBody

BODY = FlatBody()
# A shared machine may pause; how long a drawing takes is measured elsewhere.
unhurried = settings(deadline=None)
share = st.floats(-0.2, 1.2, allow_nan=False)
intensity = st.none() | st.integers(0, 10)
quality = st.sampled_from(Quality)
listed = st.builds(
    ListedArea, st.sampled_from(["brow", "face"]), st.sampled_from([Side.LEFT, Side.BOTH])
)


@st.composite
def strokes(
    draw: st.DrawFn,
    most: int = 5,
    views: tuple[str, ...] = ("front", "close"),
    erase: bool | None = None,
) -> list[Stroke]:
    count = draw(st.integers(1, most))
    return [
        Stroke(
            f"s{index}",
            draw(st.sampled_from(views)),
            tuple(draw(st.lists(st.tuples(share, share), min_size=1, max_size=4))),
            draw(st.floats(0.01, 0.2)),
            draw(quality),
            draw(intensity),
            draw(st.booleans()) if erase is None else erase,
        )
        for index in range(count)
    ]


def everything_erased() -> list[Stroke]:
    return [
        Stroke(f"e-{view}-{y}", view, ((0, y), (1, y)), 0.25, erase=True)
        for view in BODY.views
        for y in (0.0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 1.0)
    ]


@unhurried
@given(strokes(), st.lists(listed, max_size=2))
def test_mirroring_twice_gives_the_same_pain(some: list[Stroke], names: list[ListedArea]) -> None:
    drawing = Drawing.from_strokes(some, BODY, names)
    twice = drawing.mirror().mirror()
    assert (twice.paint, twice.listed) == (drawing.paint, drawing.listed)
    assert drawing.mirror().cells == BODY.mirror(drawing.cells)


@unhurried
@given(strokes())
def test_erasing_everything_leaves_nothing(some: list[Stroke]) -> None:
    assert Drawing.from_strokes([*some, *everything_erased()], BODY).paint == ()


@unhurried
@given(strokes(erase=False, views=("front",)), strokes(most=1, erase=False, views=("front",)))
def test_more_paint_never_means_less_skin(some: list[Stroke], more: list[Stroke]) -> None:
    before = Drawing.from_strokes(some, BODY)
    after = Drawing.from_strokes([*some, *more], BODY)
    assert after.area_cm2 >= before.area_cm2 - 0.02
    assert after.cells >= before.cells


@unhurried
@given(strokes(erase=False))
def test_paint_in_any_view_never_takes_cells_away(some: list[Stroke]) -> None:
    for count in range(1, len(some)):
        before = Drawing.from_strokes(some[:count], BODY)
        after = Drawing.from_strokes(some[: count + 1], BODY)
        assert after.cells >= before.cells


@unhurried
@given(strokes())
def test_repeating_the_last_stroke_changes_nothing(some: list[Stroke]) -> None:
    once = Drawing.from_strokes(some, BODY)
    again = Drawing.from_strokes([*some, some[-1]], BODY)
    assert again.paint == once.paint


@unhurried
@given(strokes(erase=False, views=("front",)), st.randoms(use_true_random=False))
def test_the_order_of_strokes_does_not_change_what_is_covered(
    some: list[Stroke], random: Random
) -> None:
    shuffled = list(some)
    random.shuffle(shuffled)
    one, other = Drawing.from_strokes(some, BODY), Drawing.from_strokes(shuffled, BODY)
    assert {(p.cell, p.coverage) for p in one.paint} == {(p.cell, p.coverage) for p in other.paint}


@unhurried
@given(strokes(), st.lists(listed, max_size=2))
def test_a_drawing_survives_json(some: list[Stroke], names: list[ListedArea]) -> None:
    drawing = Drawing.from_strokes(some, BODY, names)
    assert Drawing.from_json(drawing.to_json(), BODY) == drawing


@unhurried
@given(strokes(), strokes())
def test_overlap_is_symmetric_and_whole_with_itself(
    some: list[Stroke], others: list[Stroke]
) -> None:
    first, second = Drawing.from_strokes(some, BODY), Drawing.from_strokes(others, BODY)
    assert overlap(first, second).dice == overlap(second, first).dice
    assert overlap(first, first).dice == (1.0 if first.cells else 0.0)
    assert 0 <= overlap(first, second).jaccard <= overlap(first, second).dice <= 1


@unhurried
@given(strokes())
def test_patches_partition_the_painted_cells(some: list[Stroke]) -> None:
    drawing = Drawing.from_strokes(some, BODY)
    found = patches(drawing)
    assert sum(map(len, found)) == len(drawing.cells)
    assert frozenset().union(*found) == drawing.cells


@unhurried
@given(strokes(most=3))
def test_coverage_is_a_share(some: list[Stroke]) -> None:
    drawing = Drawing.from_strokes(some, BODY)
    assert all(0 < entry.coverage <= 1 for entry in drawing.paint)
    assert 0 <= drawing.percent_of_skin <= 100
