"""What the events add up to."""

from __future__ import annotations

import pytest
from needling_makers import (
    A,
    B,
    adjusted,
    answered,
    at,
    marker,
    not_out,
    placed,
    removed,
    withdrawn,
)

from filiform.errors import InvalidInput
from filiform.needling import Event, Mode, Needling, replay


def counts(needling: Needling) -> tuple[int, int, int]:
    return needling.inserted, needling.removed, needling.still_in


@pytest.mark.parametrize("mode", list(Mode))
def test_a_needle_is_in_until_out_is_tapped_in_either_mode(mode: Mode) -> None:
    one = placed(1, value=marker(2, mode))
    assert counts(replay([one])) == (2, 0, 2)
    assert counts(replay([one, removed(2, 1)])) == (2, 1, 1)
    assert counts(replay([one, removed(2, 1), removed(3, 1)])) == (2, 2, 0)


def test_markers_add_up_and_keep_their_order() -> None:
    needling = replay([placed(1), placed(2, B, marker(3)), removed(3)])
    assert counts(needling) == (4, 1, 3)
    assert [state.id for state in needling.markers] == [A, B]


def test_the_same_act_twice_is_one_act() -> None:
    once, out = placed(1), removed(2)
    assert replay([once, once, out, once, out]) == replay([once, out])


def test_a_withdrawn_marker_no_longer_counts_but_stays_readable() -> None:
    needling = replay([placed(1), placed(2, B), withdrawn(3)])
    assert counts(needling) == (1, 0, 1)
    assert needling.marker(A).withdrawn
    assert [state.id for state in needling.current] == [B]


def test_a_needle_marked_out_by_mistake_is_in_again() -> None:
    needling = replay([placed(1, value=marker(2)), removed(2, 2), not_out(3, 1)])
    assert counts(needling) == (2, 1, 1)
    assert needling.marker(A).out_at is None


def test_fewer_needles_than_before_is_a_statement() -> None:
    fewer = marker(1)
    with pytest.raises(InvalidInput) as refused:
        replay([placed(1, value=marker(2)), adjusted(2, fewer)])
    assert refused.value.field == "not_in_skin"
    assert counts(replay([placed(1, value=marker(2)), adjusted(2, fewer, stated=True)]))[2] == 1


def test_more_needles_than_before_are_in() -> None:
    needling = replay([placed(1), removed(2), adjusted(3, marker(3), minutes=12)])
    assert counts(needling) == (3, 1, 2)
    assert needling.marker(A).out_at is None


def test_the_timer_starts_when_the_needle_is_left() -> None:
    assert replay([placed(1)]).marker(A).since == at(0)
    left_later: list[Event] = [
        placed(1, value=marker(1, Mode.PISTONED)),
        adjusted(2, marker(1), minutes=3),
    ]
    assert replay(left_later).marker(A).since == at(3)
    assert replay([placed(1), adjusted(2, marker(2), minutes=3)]).marker(A).since == at(0)


def test_out_at_is_when_the_last_needle_came_out() -> None:
    needling = replay([placed(1, value=marker(2)), removed(2, minutes=5), removed(3, minutes=9)])
    assert needling.marker(A).out_at == at(9)


@pytest.mark.parametrize(
    ("events", "field"),
    [
        ([removed(1)], "marker"),
        ([placed(1), removed(2, of=B)], "marker"),
        ([placed(1), placed(2)], "marker"),
        ([placed(1), removed(2, 2)], "needles"),
        ([placed(1), removed(2), removed(3)], "needles"),
        ([placed(1), not_out(2)], "needles"),
        (
            [placed(1, value=marker(2)), removed(2, 2), adjusted(3, marker(1), stated=True)],
            "needles",
        ),
        ([placed(1), withdrawn(2), removed(3)], "marker"),
        ([placed(1), withdrawn(2), withdrawn(3)], "marker"),
        ([placed(1), removed(1)], "id"),
        ([placed(1), placed(1, value=marker(2))], "id"),
    ],
)
def test_events_that_cannot_happen_are_refused(events: list[Event], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        replay(events)
    assert refused.value.field == field


def test_pressure_runs_from_the_first_word_of_bleeding_until_it_is_told() -> None:
    bled = answered(3, {"bleeding": "spot"}, minutes=10)
    more = answered(4, {"bleeding": "more"}, minutes=11)
    said = answered(5, {"pressed_min": 3}, minutes=14)
    begun: list[Event] = [placed(1), removed(2), bled]
    one = replay([*begun, more]).marker(A)
    assert (one.bled_at, one.pressing) == (bled.at, True)
    assert not replay([*begun, said]).marker(A).pressing
    never = replay([*begun, answered(6, {"bleeding": "none"}, minutes=12)]).marker(A)
    assert (never.bled_at, never.pressing) == (None, False)
