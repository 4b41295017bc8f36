"""Dates as people remember them: what they may be, and what no calendar has."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filiform.errors import InvalidInput
from filiform.intake import Began, Onset, PartialDate


@pytest.mark.parametrize(
    ("written", "earliest", "latest"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-05-31", date(2024, 5, 31), date(2024, 5, 31)),
    ],
)
def test_it_spans_the_days_that_it_may_be(written: str, earliest: date, latest: date) -> None:
    read = PartialDate.parse(written)
    assert (read.earliest, read.latest) == (earliest, latest)
    assert str(read) == written


@pytest.mark.parametrize(
    "written",
    ["", "24", "2024-5", "2024-13", "2024-00", "2023-02-29", "1899", "2024-05-31-1", "２０２４",
     2024, None, "2024-05-00", " 2024", "2024\n"],
)  # fmt: skip
def test_what_is_no_date_is_refused(written: object) -> None:
    with pytest.raises(InvalidInput) as refused:
        PartialDate.parse(written, "onset.on")
    assert refused.value.field == "onset.on"


@pytest.mark.parametrize(
    ("parts", "field"),
    [((1800,), "year"), ((2024, 13), "month"), ((2024, 2, 30), "day"), ((2024, None, 3), "month")],
)
def test_the_part_that_is_wrong_is_named(parts: tuple[int, ...], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        PartialDate(*parts)
    assert refused.value.field == field


TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("written", ["2026", "2026-11", "2026-11-24", "1950"])
def test_what_may_lie_in_the_past_is_taken(written: str) -> None:
    Onset(Began.INJURY, PartialDate.parse(written)).check(today=TODAY)


@pytest.mark.parametrize("written", ["2027", "2026-12", "2026-11-25"])
def test_what_lies_wholly_in_the_future_is_refused(written: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        Onset(Began.INJURY, PartialDate.parse(written)).check(today=TODAY)
    assert refused.value.field == "onset.on"


@given(st.dates(min_value=date(1900, 1, 1)), st.sampled_from(["day", "month", "year"]))
def test_every_day_lies_within_what_is_remembered_of_it(day: date, known: str) -> None:
    parts = {"day": (day.year, day.month, day.day), "month": (day.year, day.month)}
    remembered = PartialDate(*parts.get(known, (day.year,)))
    assert remembered.earliest <= day <= remembered.latest
    assert PartialDate.parse(str(remembered)) == remembered


@pytest.mark.parametrize("on", ["", "2024-05"])
def test_an_onset_survives_storing(on: str) -> None:
    onset = Onset(Began.SURGERY, PartialDate.parse(on) if on else None)
    assert Onset.from_json(onset.to_json()) == onset


@pytest.mark.parametrize("value", [None, {}, {"began": "birth"}, "injury", []])
def test_an_onset_says_how_it_began(value: object) -> None:
    with pytest.raises(InvalidInput) as refused:
        Onset.from_json(value)
    assert refused.value.field == "onset"
