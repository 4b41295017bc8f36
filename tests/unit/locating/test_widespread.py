"""Widespread pain, what a next test costs, and what is never proposed."""

from __future__ import annotations

from filiform.body import Body, Side
from filiform.drawing import CellPaint, ListedArea
from filiform.locating import Case, Palpation, PalpationResult, explain, locate

BODY = Body.load()
WORST = BODY.cells_of("temple", Side.RIGHT)


def everywhere(worst: float | None, elsewhere: float | None = 3) -> Case:
    cells = (
        CellPaint(cell, 1.0, worst if cell in WORST else elsewhere)
        for cell in range(len(BODY.cells))
    )
    return Case(cells=tuple(cells))


def test_only_the_worst_place_of_widespread_pain_is_ranked_and_it_is_said() -> None:
    belief = locate(everywhere(9))
    alone = locate(Case(cells=tuple(CellPaint(cell, 1.0, 9) for cell in sorted(WORST))))
    assert belief.muscles == alone.muscles
    assert belief.notes[0].startswith("Widespread pain: about 100 % of the skin")
    assert not belief.confident
    assert [row.probability for row in explain(everywhere(9)).rows] == [
        rank.probability for rank in belief.muscles[:5]
    ]


def test_without_a_worst_place_it_is_asked_for() -> None:
    for case in (everywhere(None, None), everywhere(5, 5)):
        belief = locate(case)
        assert "ask where it hurts most today" in belief.notes[0]
        assert not belief.confident


def test_pain_of_one_region_is_not_called_widespread() -> None:
    belief = locate(Case(areas=(ListedArea("shoulder_anterior", Side.RIGHT, 5),)))
    assert not any("Widespread" in note for note in belief.notes)


def test_a_next_test_is_finds_and_information_less_cost() -> None:
    case = Case(areas=(ListedArea("sacrum", Side.RIGHT), ListedArea("coccyx", Side.MIDLINE)))
    tests = locate(case).next
    assert all(abs(t.finds + t.told - t.cost - t.gain) < 1e-9 for t in tests)
    assert next(t.cost for t in tests if t.muscle == "levator_ani") > 0


def test_what_safety_excludes_is_ranked_and_never_proposed() -> None:
    case = Case(areas=(ListedArea("shoulder_anterior", Side.RIGHT),))
    first = locate(case).next[0]
    belief = locate(case, excluded={(first.muscle, first.side)})
    assert (first.muscle, first.side) not in {(t.muscle, t.side) for t in belief.next}
    assert belief.muscles == locate(case).muscles


def test_what_stopping_now_would_miss_is_said_by_the_first_engine_too() -> None:
    nothing = Palpation("infraspinatus", Side.RIGHT, frozenset({PalpationResult.NOTHING}))
    case = Case(areas=(ListedArea("shoulder_anterior", Side.RIGHT),), findings=(nothing,))
    assert any(note.startswith("Stopping now would leave about") for note in locate(case).notes)
