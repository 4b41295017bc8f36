"""What the progress letter says: each row is what was recorded and the sentence it makes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from filiform.plan import (
    Audience,
    Course,
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
    activities=(),
    measures=(),
    needled=(),
    care=(),
    targets=(),
    plan=None,
)
TWO = (date(2026, 11, 3), DAY)
ONCE = Course("strongest", ((DAY, 6),))
EASED = Course("on average", ((TWO[0], 7), (DAY, 4)))
BETTER = Course("reaching up", ((TWO[0], 3), (DAY, 6)))


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
        ({"pain": (ONCE,)}, "as told before the visits: strongest 6 on 24 November 2026."),
        ({"pain": (ONCE,)}, "One score shows no course."),
        ({"pain": (EASED, ONCE)}, "average 7 on 3 November 2026, 4 on 24 November 2026 (-3);"),
        ({"pain": (EASED,)}, "does not show what caused it."),
        ({"activities": (BETTER,)}, "0 unable to 10 as before: reaching up 3 on 3 November 2026, "
         "6 on 24 November 2026 (+3)."),
        ({"activities": (BETTER,)}, "does not show what caused it."),
        ({"measures": (("neck rotation, left", "50 to 62° (+12), uncertain"),)},
         "Neck rotation, left: 50 to 62° (+12), uncertain."),
        ({"plan": Plan(goals=(Goal("Comb my hair", GoalKind.ACTIVITY, 4, 8),))},
         "Goals agreed with the patient: Comb my hair, now 4/10, aim 8/10."),
        ({"plan": Plan(rhythm=Rhythm(3, 7, DAY))}, "2 further visits, the last about 8 December"),
        ({"plan": Plan(reassess_on=date(2026, 12, 9))}, "We reassess on 9 December 2026"),
        ({"plan": Plan(maintenance=Maintenance(Upkeep.WHEN_NEEDED))}, "visits when needed."),
        ({"plan": Plan(maintenance=Maintenance(Upkeep.REGULAR, 1))},
         "After the course: regular visits every week, reviewed each time."),
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
    full = replace(NOTHING, visits=TWO, pain=(EASED,), activities=(BETTER,))
    assert word not in write_letter(full)


def test_equal_records_make_equal_letters_and_tables() -> None:
    assert write_letter(NOTHING) == write_letter(replace(NOTHING))
    assert NOTHING.to_json()["audience"] == "referrer"
