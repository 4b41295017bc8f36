"""A history survives its JSON form; what does not fit is refused by name."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filiform.body.values import Side
from filiform.errors import InvalidInput
from filiform.screening import (
    Answer,
    DayAnswer,
    Evidence,
    EvidenceKind,
    Observation,
    Place,
    Reply,
    written,
)

TEXTS = st.text(min_size=1, max_size=12).filter(str.strip)
DAYS = st.dates(date(1990, 1, 1), date(2026, 1, 1))
PLACES = st.lists(
    st.builds(Place, TEXTS, st.sampled_from([None, Side.LEFT, Side.RIGHT])), max_size=3
).map(tuple)
DETAILS: dict[str, Any] = {
    "places": PLACES,
    "trimester": st.sampled_from([None, 1, 2, 3]),
    "since": st.none() | DAYS,
    "ref": TEXTS,
}
ANSWERS = st.builds(
    Answer, TEXTS, st.sampled_from([Reply.YES, Reply.UNSURE]), on=st.none() | DAYS, **DETAILS
)
EVIDENCE = st.builds(
    Evidence,
    st.sampled_from(EvidenceKind),
    TEXTS,
    TEXTS,
    current=st.booleans(),
    certain=st.booleans(),
    **DETAILS,
)
OBSERVATIONS = st.builds(Observation, TEXTS, st.floats(0, 500), TEXTS, DAYS, TEXTS)
DAY_ANSWERS = st.builds(DayAnswer, TEXTS, st.sampled_from(Reply), PLACES, TEXTS)


@pytest.mark.parametrize(
    ("values", "write", "read"),
    [
        (ANSWERS, written.write_answer, written.read_answer),
        (EVIDENCE, written.write_evidence, written.read_evidence),
        (OBSERVATIONS, written.write_observation, written.read_observation),
        (DAY_ANSWERS, written.write_day_answer, written.read_day_answer),
    ],
    ids=["answer", "evidence", "observation", "day"],
)
def test_writing_and_reading_gives_the_same_value(values: Any, write: Any, read: Any) -> None:
    @given(values)
    def same(value: Any) -> None:
        assert read(json.loads(json.dumps(write(value)))) == value

    same()


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ({"value": "yes"}, "answer.rule"),
        ({"rule": "ci_anticoag", "value": "maybe"}, "answer.value"),
        ({"rule": "ci_anticoag", "value": "yes", "since": "last week"}, "answer.since"),
        ({"rule": "ci_anticoag", "value": "yes", "trimester": True}, "answer.trimester"),
        ({"rule": "ci_anticoag", "value": "yes", "places": [{"side": "left"}]}, "places[0].region"),
        ({"rule": "ci_anticoag", "value": "yes", "places": "arm"}, "answer.places"),
        ({"rule": "ci_anticoag", "value": "yes", "confirmed": "yes"}, "answer.confirmed"),
        ({"rule": "ci_anticoag", "value": "yes", "colour": "red"}, "answer"),
        ([], "answer"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(document: Any, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        written.read_answer(document)
    assert refused.value.field.endswith(field)


def test_a_measurement_needs_its_day() -> None:
    with pytest.raises(InvalidInput, match="day it was measured"):
        written.read_observation({"kind": "inr", "value": 2, "unit": "1", "ref": "staff"})
