"""Any order of acts: every needle that went in is still in, out, or missing with an incident."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from filiform.body.values import Side
from filiform.needling import (
    Answered,
    Count,
    Event,
    Found,
    Marker,
    Missing,
    Mode,
    NeedleSettings,
    Needling,
    NotOut,
    Placed,
    Planned,
    Removed,
    Target,
    Withdrawn,
    apply,
    replay,
    tally,
)

NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
few = st.integers(1, 4)


class Table(RuleBasedStateMachine):
    """A treatment table. `skin`, `box` and `floor` are where the needles truly are."""

    markers = Bundle("markers")
    plans = Bundle("plans")

    def __init__(self) -> None:
        super().__init__()
        self.needling, self.count = Needling(), 0
        self.skin = self.box = self.floor = 0

    def _next(self) -> tuple[UUID, datetime]:
        self.count += 1
        return UUID(int=1000 + self.count), NOON + timedelta(seconds=self.count)

    def _take(self, event: Event) -> None:
        self.needling = apply(self.needling, event)

    def _value(self, needles: int) -> Marker:
        settings = NeedleSettings(needles, 0.3, 50, Mode.LEFT_IN)
        return Marker(Target("soleus", Side.LEFT), settings)

    @rule(target=markers, needles=few)
    def place(self, needles: int) -> UUID:
        id, at = self._next()
        self._take(Placed(id, id, at, self._value(needles)))
        self.skin += needles
        return id

    @rule(target=plans, needles=few)
    def copy(self, needles: int) -> UUID:
        id, at = self._next()
        self._take(Planned(id, id, at, self._value(needles), UUID(int=1)))
        return id

    @rule(target=markers, plan=consumes(plans), needles=few)
    def insert(self, plan: UUID, needles: int) -> UUID:
        id, at = self._next()
        self._take(Placed(id, plan, at, self._value(needles)))
        self.skin += needles
        return plan

    @rule(marker=markers, said=st.sampled_from([{"twitch": "3"}, {"response": "well"}]))
    def answer(self, marker: UUID, said: dict[str, object]) -> None:
        self._take(Answered(*self._act(marker), said))

    @rule(marker=markers, data=st.data())
    def take_out(self, marker: UUID, data: st.DataObject) -> None:
        if still_in := self.needling.marker(marker).still_in:
            needles = data.draw(st.integers(1, still_in))
            self._take(Removed(*self._act(marker), needles))
            self.skin, self.box = self.skin - needles, self.box + needles

    @rule(marker=markers)
    def tapped_out_by_mistake(self, marker: UUID) -> None:
        if self.needling.marker(marker).out:
            self._take(NotOut(*self._act(marker), 1))
            self.skin, self.box = self.skin + 1, self.box - 1

    @rule(marker=markers)
    def lose(self, marker: UUID) -> None:
        if self.needling.marker(marker).still_in:
            self._take(Missing(*self._act(marker), 1, UUID(int=7)))
            self.skin, self.floor = self.skin - 1, self.floor + 1

    @rule(marker=markers)
    def find(self, marker: UUID) -> None:
        if self.needling.marker(marker).missing:
            self._take(Found(*self._act(marker), 1))
            self.floor, self.box = self.floor - 1, self.box + 1

    @rule(plan=consumes(plans))
    def withdraw_a_plan(self, plan: UUID) -> None:
        self._take(Withdrawn(*self._act(plan), not_in_skin=True))

    def _act(self, marker: UUID) -> tuple[UUID, UUID, datetime]:
        id, at = self._next()
        return id, marker, at

    @invariant()
    def no_needle_is_lost_silently(self) -> None:
        told = self.needling
        assert (told.still_in, told.removed, told.missing) == (self.skin, self.box, self.floor)
        assert told.inserted == told.still_in + told.removed + told.missing

    @invariant()
    def only_a_true_count_settles(self) -> None:
        told = self.needling
        true = Count.of(told, opened=told.inserted, in_sharps=self.box, looked=True)
        assert tally(told, true).settled == (not self.skin)
        if told.inserted:
            short = Count.of(told, opened=told.inserted + 1, in_sharps=self.box, looked=True)
            assert not tally(told, short).settled

    @invariant()
    def the_record_tells_the_same_again(self) -> None:
        assert replay(self.needling.seen) == self.needling


TestTable = Table.TestCase
