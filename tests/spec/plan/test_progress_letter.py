"""What the progress letter says: each row is what was recorded and the sentence it makes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from filiform.plan import (
    Audience,
    Goal,
    GoalKind,
    LetterRecord,
    Maintenance,
    Plan,
    Rhythm,
    Upkeep,
    write_letter,
)

DAY = date(2026, 11, 24)
NOTHING = LetterRecord(
    audience=Audience.REFERRER,
    patient="Paul Patient",
    born=date(1988, 4, 12),
    on=DAY,
    complaint=None,
    visits=(),
    pain=(),
    measures=(),
    needled=(),
    care=(),
    targets=(),
    plan=None,
)
TWO = (date(2026, 11, 3), DAY)


@pytest.mark.parametrize(
    ("recorded", "said"),
    [
        ({}, "The patient is in our care. No needle has been placed so far."),
        ({}, "No pain score is on record."),
        ({}, "No plan is on record."),
        ({"complaint": "Neck pain"}, "in our care for neck pain."),
        ({"visits": (DAY,)}, "had dry needling on 24 November 2026."),
        ({"visits": TWO}, "in 2 visits from 3 November 2026 to 24 November 2026."),
        ({"visits": TWO, "needled": ("left soleus",)}, "Muscles needled: left soleus."),
        ({"visits": TWO, "care": ("massage",)}, "Other care given: massage."),
        ({"pain": ((DAY, 6),)}, "6/10 on 24 November 2026. One score shows no course."),
        ({"pain": ((TWO[0], 7), (DAY, 4))}, "7/10 on 3 November 2026, 4/10 on 24 November 2026."),
        ({"pain": ((TWO[0], 7), (DAY, 4))}, "does not show what caused it."),
        ({"measures": (("neck rotation, left", "50 to 62° (+12), uncertain"),)},
         "Neck rotation, left: 50 to 62° (+12), uncertain."),
        ({"plan": Plan(goals=(Goal("Comb my hair", GoalKind.ACTIVITY, 4, 8),))},
         "Goals agreed with the patient: Comb my hair, now 4/10, aim 8/10."),
        ({"plan": Plan(rhythm=Rhythm(3, 7, DAY))}, "2 further visits, the last about 8 December"),
        ({"plan": Plan(reassess_on=date(2026, 12, 9))}, "We reassess on 9 December 2026"),
        ({"plan": Plan(maintenance=Maintenance(Upkeep.WHEN_NEEDED))}, "visits when needed."),
    ],
)  # fmt: skip
def test_the_letter_says_what_was_recorded(recorded: dict[str, object], said: str) -> None:
    assert said in write_letter(replace(NOTHING, **recorded))  # type: ignore[arg-type]  # one field


def test_a_payer_is_told_no_more_than_the_care_rests_on() -> None:
    record = replace(NOTHING, visits=TWO, care=("massage",), audience=Audience.PAYER)
    assert "massage" not in write_letter(record)
    assert "change in health" not in write_letter(record)


@pytest.mark.parametrize("word", ["cured", "because of", "thanks to", "effective", "caused by"])
def test_no_letter_claims_an_effect(word: str) -> None:
    full = replace(NOTHING, visits=TWO, pain=((TWO[0], 7), (DAY, 2)))
    assert word not in write_letter(full)


def test_equal_records_make_equal_letters_and_tables() -> None:
    assert write_letter(NOTHING) == write_letter(replace(NOTHING))
    assert NOTHING.to_json()["audience"] == "referrer"
