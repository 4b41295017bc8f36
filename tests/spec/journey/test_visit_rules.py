"""What may happen in a visit: each row is one sentence of the rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from filiform.body.values import Side
from filiform.journey import (
    Progress,
    Reason,
    Step,
    VisitState,
    Why,
    may_amend,
    may_record,
    may_sign,
    progress_of,
    step_of,
)
from filiform.needling import (
    Count,
    Marker,
    Missing,
    Mode,
    NeedleSettings,
    Placed,
    Removed,
    Target,
    Withdrawn,
    replay,
)

NOW = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
ONE = UUID(int=1)
PLACED = Placed(
    UUID(int=11),
    ONE,
    NOW,
    Marker(Target("soleus", Side.LEFT), NeedleSettings(2, 0.3, 50, Mode.PISTONED)),
)
TWO_IN = replay([PLACED])
ONE_IN = replay([PLACED, Removed(UUID(int=12), ONE, NOW, 1)])
ALL_OUT = replay([PLACED, Removed(UUID(int=12), ONE, NOW, 2)])
WITHDRAWN = replay([PLACED, Withdrawn(UUID(int=12), ONE, NOW, not_in_skin=True)])

LOST = replay(
    [
        PLACED,
        Removed(UUID(int=12), ONE, NOW, 1),
        Missing(UUID(int=13), ONE, NOW, 1, incident=UUID(int=14)),
    ]
)
COUNTED = Count.of(ALL_OUT, opened=2, in_sharps=2, looked=True)
LOST_COUNTED = Count.of(LOST, opened=2, in_sharps=1, looked=True)

IN_2, IN_1 = Reason(Why.NEEDLES_IN, 2), Reason(Why.NEEDLES_IN, 1)
NOTHING, SIGNED = Reason(Why.NOTHING_RECORDED), Reason(Why.SIGNED)


@pytest.mark.parametrize(
    ("sentence", "state", "reasons"),
    [
        ("nothing recorded: no", VisitState(), (NOTHING,)),
        (
            "a drawing alone is not ours: no",
            VisitState(drawing_received=True),
            (NOTHING,),
        ),
        ("a finding: yes", VisitState(findings=1), ()),
        ("free text only, for instance a talk: yes", VisitState(has_free_text=True), ()),
        ("two needles in: no", VisitState(TWO_IN), (IN_2,)),
        ("one of two still in: no", VisitState(ONE_IN, findings=3), (IN_1,)),
        ("all out, not counted again: no", VisitState(ALL_OUT), (Reason(Why.NOT_COUNTED, 2),)),
        ("all out and counted: yes", VisitState(ALL_OUT, count=COUNTED), ()),
        (
            "a needle placed and removed since: no",
            VisitState(ALL_OUT, count=replace(COUNTED, inserted=1, removed=1)),
            (Reason(Why.COUNT_CHANGED),),
        ),
        (
            "one of three opened is not in the box: no",
            VisitState(ALL_OUT, count=replace(COUNTED, opened=3)),
            (Reason(Why.SHARPS_SHORT, 1),),
        ),
        (
            "fewer opened than went in: no",
            VisitState(ALL_OUT, count=replace(COUNTED, opened=1, in_sharps=1)),
            (Reason(Why.OPENED_SHORT, 1),),
        ),
        (
            "more in the box than opened: no",
            VisitState(ALL_OUT, count=replace(COUNTED, in_sharps=3)),
            (Reason(Why.SHARPS_OVER, 1),),
        ),
        ("one is missing with an incident: yes", VisitState(LOST, count=LOST_COUNTED), ()),
        ("only a marker entered by mistake: no", VisitState(WITHDRAWN), (NOTHING,)),
        ("a second time: no", VisitState(ALL_OUT, signed=True), (SIGNED,)),
        ("signed says it all", VisitState(TWO_IN, signed=True), (SIGNED,)),
    ],
)
def test_signing(sentence: str, state: VisitState, reasons: tuple[Reason, ...]) -> None:
    answer = may_sign(state)
    assert (answer.reasons, answer.yes) == (reasons, not reasons), sentence


@pytest.mark.parametrize(
    ("signed", "record", "amend"),
    [(False, (), (Reason(Why.NOT_SIGNED),)), (True, (SIGNED,), ())],
)
def test_before_signing_one_records_and_after_it_one_amends(
    signed: bool, record: tuple[Reason, ...], amend: tuple[Reason, ...]
) -> None:
    state = VisitState(ALL_OUT, signed=signed)
    assert (may_record(state).reasons, may_amend(state).reasons) == (record, amend)


@pytest.mark.parametrize(
    ("sentence", "state", "step"),
    [
        ("begin by examining", VisitState(drawing_received=True), Step.EXAMINE),
        ("stay there while findings come in", VisitState(findings=4), Step.EXAMINE),
        ("needles in the skin come first", VisitState(ONE_IN, findings=4), Step.NEEDLE),
        ("all out: count", VisitState(ALL_OUT, findings=4), Step.NEEDLE),
        ("counted: write", VisitState(ALL_OUT, findings=4, count=COUNTED), Step.NOTE),
        ("signed: read", VisitState(ALL_OUT, signed=True), Step.SIGN),
    ],
)
def test_the_step_that_opens(sentence: str, state: VisitState, step: Step) -> None:
    assert step_of(state) is step, sentence


@pytest.mark.parametrize(
    ("sentence", "state", "progress"),
    [
        ("booked", VisitState(), Progress.EXPECTED),
        ("asked", VisitState(link_sent=True), Progress.LINK_SENT),
        (
            "answered",
            VisitState(link_sent=True, drawing_received=True),
            Progress.DRAWING_RECEIVED,
        ),
        ("begun", VisitState(findings=1, drawing_received=True), Progress.IN_PROGRESS),
        ("needles in", VisitState(ONE_IN, findings=1), Progress.NEEDLES_IN),
        ("out, not signed", VisitState(ALL_OUT), Progress.IN_PROGRESS),
        ("signed", VisitState(ALL_OUT, signed=True), Progress.SIGNED),
        (
            "needles are never hidden",
            VisitState(ONE_IN, signed=True),
            Progress.NEEDLES_IN,
        ),
    ],
)
def test_the_word_on_todays_list(sentence: str, state: VisitState, progress: Progress) -> None:
    assert progress_of(state) is progress, sentence
