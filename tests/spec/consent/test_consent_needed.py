"""When consent is asked, and asked again: each row is one sentence of the rule."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from filiform.consent import (
    ConsentTexts,
    Decided,
    Decision,
    Need,
    Standing,
    ends,
    law_version,
    needed,
    standing,
)
from filiform.errors import InvalidInput
from filiform.journey import Reason, VisitState, Why, may_needle

FLORIDA = "US-FL"
GIVEN = date(2026, 1, 5)
LAST = GIVEN + timedelta(days=ConsentTexts.load().terms.renew_after_days - 1)
NECK = frozenset({"neck"})
BOTH = frozenset({"neck", "shoulder"})


def agreed(parts: frozenset[str] = NECK, **more: str) -> Decided:
    said = {"jurisdiction": FLORIDA, "law": law_version(FLORIDA), "health": "h1"} | more
    return Decided(Decision.AGREED, GIVEN, parts, **said)


REFUSED = Decided(Decision.REFUSED, GIVEN, NECK, FLORIDA, law_version(FLORIDA), "h1")
WITHDRAWN = Decided(Decision.WITHDRAWN, GIVEN, NECK, FLORIDA, law_version(FLORIDA), "h1")

ROWS: list[tuple[str, Decided | None, frozenset[str], str, str | None, date, set[Need]]] = [
    ("never asked", None, NECK, "h1", FLORIDA, GIVEN, {Need.MISSING}),
    ("agreed, the same day", agreed(), NECK, "h1", FLORIDA, GIVEN, set()),
    ("agreed to more than is planned", agreed(BOTH), NECK, "h1", FLORIDA, GIVEN, set()),
    ("a further part is planned", agreed(), BOTH, "h1", FLORIDA, GIVEN, {Need.REGION}),
    ("another part is planned", agreed(), frozenset({"foot"}), "h1", FLORIDA, GIVEN, {Need.REGION}),
    ("nothing is planned yet", agreed(), frozenset(), "h1", FLORIDA, GIVEN, set()),
    ("the last day of the interval", agreed(), NECK, "h1", FLORIDA, LAST, set()),
    (
        "a day later",
        agreed(),
        NECK,
        "h1",
        FLORIDA,
        LAST + timedelta(days=1),
        {Need.INTERVAL},
    ),
    (
        "dated in the future: the clock was wrong",
        agreed(),
        NECK,
        "h1",
        FLORIDA,
        GIVEN - timedelta(days=1),
        {Need.INTERVAL},
    ),
    ("the clinic moved to another state", agreed(), NECK, "h1", "US-VA", GIVEN, {Need.LAW}),
    ("the state is not known any more", agreed(), NECK, "h1", None, GIVEN, {Need.LAW}),
    ("the law has changed", agreed(law="older"), NECK, "h1", FLORIDA, GIVEN, {Need.LAW}),
    ("health has changed", agreed(), NECK, "h2", FLORIDA, GIVEN, {Need.HEALTH}),
    (
        "several at once: all are told",
        agreed(law="older"),
        BOTH,
        "h2",
        FLORIDA,
        LAST + timedelta(days=9),
        {Need.REGION, Need.INTERVAL, Need.LAW, Need.HEALTH},
    ),
    ("refused", REFUSED, NECK, "h1", FLORIDA, GIVEN, {Need.REFUSED}),
    ("refused, whatever changes", REFUSED, BOTH, "h2", None, LAST, {Need.REFUSED}),
    ("withdrawn", WITHDRAWN, NECK, "h1", FLORIDA, GIVEN, {Need.WITHDRAWN}),
]


@pytest.mark.parametrize(("sentence", "previous", "plan", "health", "place", "on", "needs"), ROWS)
def test_when_consent_is_asked(
    sentence: str,
    previous: Decided | None,
    plan: frozenset[str],
    health: str,
    place: str | None,
    on: date,
    needs: set[Need],
) -> None:
    assert set(needed(previous, plan, health, place, on)) == needs, sentence


@pytest.mark.parametrize(
    ("sentence", "state", "part", "reasons"),
    [
        ("never asked", VisitState(), "neck", [Why.CONSENT_MISSING]),
        ("agreed", VisitState(consent=Standing((), NECK)), "neck", []),
        ("another part", VisitState(consent=Standing((), NECK)), "foot", [Why.CONSENT_REGION]),
        (
            "refused: no part is free",
            VisitState(consent=Standing((Need.REFUSED,))),
            "neck",
            [Why.CONSENT_REFUSED],
        ),
        (
            "withdrawn",
            VisitState(consent=Standing((Need.WITHDRAWN,))),
            "neck",
            [Why.CONSENT_WITHDRAWN],
        ),
        (
            "law and health changed",
            VisitState(consent=Standing((Need.LAW, Need.HEALTH), NECK)),
            "neck",
            [Why.CONSENT_LAW, Why.CONSENT_HEALTH],
        ),
        (
            "too old",
            VisitState(consent=Standing((Need.INTERVAL,), NECK)),
            "neck",
            [Why.CONSENT_INTERVAL],
        ),
        (
            "signed and agreed",
            VisitState(signed=True, consent=Standing((), NECK)),
            "neck",
            [Why.SIGNED],
        ),
    ],
)
def test_whether_a_needle_may_go_in(
    sentence: str, state: VisitState, part: str, reasons: list[Why]
) -> None:
    answer = may_needle(state, part)
    assert answer.reasons == tuple(Reason(why) for why in reasons), sentence


def test_every_need_stops_the_needle() -> None:
    for need in Need:
        assert not may_needle(VisitState(consent=Standing((need,), NECK)), "neck").yes


def test_what_stands_says_for_which_parts_and_until_when() -> None:
    assert standing(agreed(BOTH), "h1", FLORIDA, GIVEN) == Standing((), BOTH)
    assert standing(REFUSED, "h1", FLORIDA, GIVEN) == Standing((Need.REFUSED,))
    assert standing(None, "h1", FLORIDA, GIVEN) == Standing()
    assert ends(agreed()) == LAST + timedelta(days=1)


def test_agreeing_to_no_part_is_no_agreement() -> None:
    with pytest.raises(InvalidInput, match="parts"):
        agreed(frozenset())
