"""Why a muscle stands where it stands: every piece follows from the number that is shown."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from filiform.body import Body, Side
from filiform.drawing import CellPaint, ListedArea
from filiform.locating import Case, Palpation, PalpationResult, case_from_json, explain, locate
from filiform.locating.explanation import patches_of

EXAMPLES = Path(__file__).parents[3] / "examples"
BODY = Body.load()
CASES = sorted(
    path.name for path in EXAMPLES.glob("*.json") if "areas" in json.loads(path.read_text("utf-8"))
)
FAMILIAR = Palpation("infraspinatus", Side.RIGHT, frozenset({PalpationResult.FAMILIAR_PAIN}))


def shoulder(*, painted: bool = False) -> Case:
    names = ("shoulder_anterior", "forearm_radial")
    if not painted:
        areas = tuple(ListedArea(name, Side.RIGHT) for name in names)
        return Case(areas=areas, findings=(FAMILIAR,))
    cells = set[int]().union(*(BODY.cells_of(name, Side.RIGHT) for name in names))
    return Case(cells=tuple(CellPaint(cell, 1.0) for cell in sorted(cells)))


@pytest.mark.parametrize("trained", [False, True])
@pytest.mark.parametrize("name", CASES)
def test_shares_make_up_all_of_the_pain_and_numbers_are_those_of_the_list(
    name: str, trained: bool
) -> None:
    case = case_from_json(json.loads((EXAMPLES / name).read_text("utf-8")))
    belief = locate(case, trained=trained)
    why = explain(case, belief)
    whole = sum(row.share for row in why.rows) + why.others + why.unexplained
    assert whole == pytest.approx(1)
    shown = [(row.muscle, row.side, row.probability) for row in why.rows]
    assert shown == [(m.muscle, m.side, m.probability) for m in belief.muscles[:5]]


def test_without_a_finding_the_number_is_that_of_the_case_without_it() -> None:
    case = shoulder()
    (row,) = explain(case, top=1).rows
    (told,) = [one for one in row.without if one.finding]
    assert told.finding == "Infraspinatus (right), palpation of the muscle: familiar pain"
    bare = locate(replace(case, findings=()))
    (expected,) = [
        m.probability for m in bare.muscles if (m.muscle, m.side) == ("infraspinatus", Side.RIGHT)
    ]
    assert told.probability == expected < row.probability


@pytest.mark.parametrize("painted", [False, True])
def test_without_a_place_the_number_changes_and_the_place_is_named(painted: bool) -> None:
    rows = explain(shoulder(painted=painted)).rows
    places = {one.place.area for row in rows for one in row.without if one.place}
    assert places
    if not painted:
        assert places <= {"shoulder_anterior", "forearm_radial"}


def test_the_map_lies_on_painted_skin_and_no_cell_has_two_firsts() -> None:
    case = shoulder(painted=True)
    painted = {one.cell for one in case.cells}
    rows = explain(case).rows
    assert all(set(row.most) <= set(row.cells) <= painted for row in rows)
    assert rows[0].most


def test_nothing_painted_leaves_nothing_to_share_out() -> None:
    why = explain(Case(complaint="neck"))
    assert all(row.share == 0 and not row.parts and not row.cells for row in why.rows)


def test_a_mirrored_case_is_explained_in_mirror_image() -> None:
    here = explain(shoulder(painted=True))
    cells = tuple(
        replace(one, cell=BODY.cells[one.cell].mirror) for one in shoulder(painted=True).cells
    )
    there = explain(Case(cells=cells))
    # Muscles with a site on one side only differ, and take a little from all others.
    shares = [row.share for row in there.rows]
    assert [row.share for row in here.rows] == pytest.approx(shares, rel=1e-3)
    assert [row.muscle for row in here.rows] == [row.muscle for row in there.rows]


def test_a_place_that_is_named_and_painted_is_told_once_and_taken_away_whole() -> None:
    named, cells = shoulder(), shoulder(painted=True).cells
    both = replace(named, cells=cells)
    assert {p.place for p in patches_of(both, BODY)} == {p.place for p in patches_of(named, BODY)}
    (first, *_) = patches_of(both, BODY)
    rest = locate(
        replace(
            both,
            areas=tuple(one for one in both.areas if one != first.listed),
            cells=tuple(one for one in cells if one.cell not in first.cells),
        )
    )
    told = {one.place: one.probability for one in explain(both, top=1).rows[0].without}
    row = locate(both).muscles[0]
    (expected,) = [
        m.probability for m in rest.muscles if (m.muscle, m.side) == (row.muscle, row.side)
    ]
    assert told[first.place] == expected
