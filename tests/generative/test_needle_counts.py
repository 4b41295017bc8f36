"""Whatever happens in whatever order, the count can be trusted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from filiform.body.values import Side
from filiform.errors import InvalidInput
from filiform.needling import (
    Adjusted,
    Event,
    Marker,
    Mode,
    NeedleSettings,
    Needling,
    NotOut,
    Placed,
    Removed,
    Target,
    Withdrawn,
    apply,
    replay,
)

START = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
markers = st.sampled_from([UUID(int=n) for n in range(1, 4)])
counts = st.integers(1, 4)
values = st.builds(
    Marker,
    st.builds(Target, st.just("infraspinatus"), st.sampled_from([Side.LEFT, Side.RIGHT])),
    st.builds(NeedleSettings, counts, st.just(0.3), st.just(50), st.sampled_from(Mode)),
)


@st.composite
def stories(draw: st.DrawFn) -> list[Event]:
    """Acts as a hasty hand might send them: some impossible, some twice."""
    story: list[Event] = []
    for n in range(draw(st.integers(0, 12))):
        id, at, of = UUID(int=1000 + n), START + timedelta(minutes=n), draw(markers)
        event: Event = draw(
            st.one_of(
                st.builds(Placed, st.just(id), st.just(of), st.just(at), values),
                st.builds(Adjusted, st.just(id), st.just(of), st.just(at), values, st.booleans()),
                st.builds(Removed, st.just(id), st.just(of), st.just(at), counts),
                st.builds(NotOut, st.just(id), st.just(of), st.just(at), counts),
                st.builds(Withdrawn, st.just(id), st.just(of), st.just(at), st.just(True)),
            )
        )
        story.append(event)
    return story


def accepted(story: list[Event]) -> list[Event]:
    """The acts that were taken, as the clinic stores them."""
    needling, taken = Needling(), []
    for event in story:
        try:
            needling = apply(needling, event)
        except InvalidInput:
            continue
        taken.append(event)
    return taken


@given(stories())
def test_needles_still_in_are_never_negative_and_always_in_minus_out(story: list[Event]) -> None:
    for end in range(len(taken := accepted(story)) + 1):
        needling = replay(taken[:end])
        assert needling.still_in == needling.inserted - needling.removed >= 0
        for marker in needling.markers:
            assert 0 <= marker.removed <= marker.inserted <= marker.value.settings.needles
            assert (marker.out_at is None) or marker.still_in == 0


@given(stories(), st.data())
def test_repeating_acts_at_any_later_moment_changes_nothing(
    story: list[Event], data: st.DataObject
) -> None:
    taken = accepted(story)
    repeated: list[Event] = []
    for n, event in enumerate(taken):
        repeated.append(event)
        repeated += data.draw(st.lists(st.sampled_from(taken[: n + 1]), max_size=2))
    assert replay(repeated) == replay(taken)


@given(st.permutations([0, 1, 2]), st.tuples(counts, counts, counts))
def test_the_order_of_removing_different_markers_does_not_matter_to_the_count(
    order: list[int], needles: tuple[int, int, int]
) -> None:
    value = [
        Marker(Target("soleus", Side.LEFT), NeedleSettings(n, 0.3, 50, Mode.LEFT_IN))
        for n in needles
    ]
    put = [Placed(UUID(int=10 + n), UUID(int=n), START, value[n]) for n in range(3)]
    out = [Removed(UUID(int=20 + n), UUID(int=n), START, needles[n]) for n in order]
    needling = replay([*put, *out])
    assert (needling.inserted, needling.still_in) == (sum(needles), 0)
