"""When a needle may go into a muscle: each row is one sentence of the rules."""

from __future__ import annotations

from datetime import date

import pytest

from filiform.body.values import Side
from filiform.journey import VisitState, Why, may_place, may_start_needling
from filiform.knowledge.screening import load_rules
from filiform.screening import (
    Answer,
    Clearance,
    DayAnswer,
    History,
    Override,
    Place,
    Reply,
    Target,
    Technique,
    Verdict,
    basis_of,
    screen,
)

TODAY = date(2026, 11, 23)
PSOAS, CALF = Target("psoas_major", Side.LEFT), Target("soleus", Side.LEFT)
DELTOID = Target("deltoid_middle", Side.RIGHT)
ARM = (Place("upper_limb", Side.RIGHT),)
GOOD_DAY = tuple(
    DayAnswer(q.id, Reply.NO if q.raised_by == "yes" else Reply.YES)
    for q in load_rules().day_questions
)
FEVER = tuple(
    DayAnswer("day_fever", Reply.YES) if a.question == "day_fever" else a for a in GOOD_DAY
)
Whys = list[Why]


def history(*said: Answer, day: tuple[DayAnswer, ...] = GOOD_DAY) -> History:
    """A no to everything but what is said."""
    mine = {answer.rule: answer for answer in said}
    answers = tuple(mine.get(rule, Answer(rule, Reply.NO)) for rule in load_rules().rules)
    return History(answers=answers, birth_date=date(1980, 1, 1), day=day)


def judged(known: History, target: Target, **more: object) -> Verdict:
    return screen(known, on=TODAY, targets=[target], **more)  # type: ignore[arg-type]  # by keyword


THINNED = history(Answer("ci_anticoag", Reply.YES))
SWOLLEN = history(Answer("ci_lymphedema_limb", Reply.YES, places=ARM))
PACED = history(
    Answer("ci_implant_site", Reply.YES, places=(Place("device_pocket", Side.LEFT),)),
    Answer("ci_estim_active_device", Reply.YES),
)
REFUSED = history(Answer("ci_consent_refused", Reply.YES))
CLEARED = Clearance(
    "ci_anticoag", "Dr Grey", TODAY, TODAY, basis=frozenset(basis_of(THINNED, on=TODAY))
)


@pytest.mark.parametrize(
    ("sentence", "known", "target", "more", "whys"),
    [
        ("nothing speaks against it: yes", history(), CALF, {}, []),
        ("caution is a yes", history(Answer("ci_fainting_tendency", Reply.YES)), CALF, {}, []),
        ("no history: no", History(day=GOOD_DAY), CALF, {}, [Why.HISTORY_OPEN]),
        ("no answers of today: no", history(day=()), CALF, {}, [Why.DAY_OPEN]),
        (
            "neither: both are told",
            History(day=()),
            CALF,
            {},
            [Why.HISTORY_OPEN, Why.DAY_OPEN],
        ),
        (
            "unsure stays open",
            history(Answer("ci_epilepsy", Reply.UNSURE)),
            CALF,
            {},
            [Why.HISTORY_OPEN],
        ),
        ("fever today: no muscle", history(day=FEVER), CALF, {}, [Why.SESSION_STOPPED]),
        ("refused consent: no muscle", REFUSED, CALF, {}, [Why.SESSION_STOPPED]),
        ("a blood thinner: clearance first", THINNED, CALF, {}, [Why.SESSION_NEEDS_CLEARANCE]),
        ("cleared: a muscle that can be pressed", THINNED, CALF, {"clearances": [CLEARED]}, []),
        (
            "cleared, but a muscle that cannot be pressed: no",
            THINNED,
            PSOAS,
            {"clearances": [CLEARED]},
            [Why.MUSCLE_STOPPED],
        ),
        ("a swollen arm: not in it", SWOLLEN, DELTOID, {}, [Why.MUSCLE_STOPPED]),
        ("a swollen arm: elsewhere", SWOLLEN, CALF, {}, []),
        (
            "nodes removed: clearance for that side",
            history(Answer("ci_node_dissection", Reply.YES, places=ARM)),
            DELTOID,
            {},
            [Why.MUSCLE_NEEDS_CLEARANCE],
        ),
        (
            "fear of needles overridden today: yes",
            history(Answer("ci_needle_phobia", Reply.YES)),
            CALF,
            {"overrides": [Override("ci_needle_phobia", "Priya", TODAY, "asks for it")]},
            [],
        ),
        ("a pacemaker, by hand and away from it: yes", PACED, CALF, {}, []),
        (
            "a pacemaker and current: not in this way",
            PACED,
            CALF,
            {"technique": Technique.ELECTRICAL},
            [Why.TECHNIQUE_STOPPED],
        ),
        (
            "a place without rules: no",
            history(),
            CALF,
            {"jurisdiction": "US-ZZ"},
            [Why.SESSION_STOPPED],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_may_place(
    sentence: str, known: History, target: Target, more: dict[str, object], whys: Whys
) -> None:
    answer = may_place(VisitState(), judged(known, target, **more), target)
    assert [reason.why for reason in answer.reasons] == whys, sentence


def test_nothing_is_placed_after_signing() -> None:
    answer = may_place(VisitState(signed=True), judged(history(), CALF), CALF)
    assert [reason.why for reason in answer.reasons] == [Why.SIGNED]


def test_the_reasons_are_named_strictest_first() -> None:
    both = history(
        Answer("ci_needle_phobia", Reply.YES), Answer("ci_consent_refused", Reply.YES), day=FEVER
    )
    (reason,) = may_place(VisitState(), judged(both, CALF), CALF).reasons
    assert reason.about == ("ci_consent_refused", "ci_needle_phobia", "ci_systemic_infection")


def test_a_muscle_of_its_own_holds_nothing_else_back() -> None:
    assert may_start_needling(VisitState(), judged(SWOLLEN, DELTOID)).yes


def test_open_questions_are_counted_those_of_today_apart() -> None:
    reasons = may_place(VisitState(), judged(history(day=()), CALF), CALF).reasons
    assert [(one.why, one.count) for one in reasons] == [(Why.DAY_OPEN, len(GOOD_DAY))]
