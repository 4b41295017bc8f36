"""Which warnings stand on the sheet: each row is needles and what they make the sheet say."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest

from filiform.aftercare import AftercareSheet, left_to_say, sheet_for
from filiform.body.values import Side
from filiform.errors import InvalidInput
from filiform.needling import (
    Event,
    Marker,
    Mode,
    NeedleSettings,
    Needling,
    Placed,
    Removed,
    Target,
    Withdrawn,
    replay,
)

NOW = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
EVERYWHERE = {
    "warn_bleed",
    "warn_allergy",
    "warn_infection",
    "warn_nerve",
    "warn_needle_left",
    "warn_long",
    "warn_faint",
}


def needles(*muscles: str, side: Side = Side.RIGHT) -> Needling:
    """One needle in each muscle, all out again."""
    return replay(
        event for n, muscle in enumerate(muscles) for event in in_and_out(n, muscle, side)
    )


def in_and_out(number: int, muscle: str, side: Side) -> list[Event]:
    marker = UUID(int=number + 1)
    value = Marker(Target(muscle, side), NeedleSettings(1, 0.3, 50, Mode.PISTONED))
    return [
        Placed(UUID(int=100 + number), marker, NOW, value),
        Removed(UUID(int=200 + number), marker, NOW, 1),
    ]


def sheet(*muscles: str) -> AftercareSheet:
    return sheet_for(needles(*muscles), jurisdiction="US-FL")


@pytest.mark.parametrize(
    ("muscles", "more", "by_word_of_mouth"),
    [
        (["soleus"], set(), set()),
        (["gluteus_medius"], set(), set()),
        (["vastus_lateralis", "tibialis_anterior"], set(), set()),
        (["infraspinatus"], {"warn_lung"}, set()),
        (["pectoralis_minor"], {"warn_lung"}, set()),
        (["trapezius_middle"], {"warn_lung", "warn_spine"}, set()),
        (["trapezius_upper"], {"warn_lung", "warn_spine"}, {"warn_stroke"}),
        (["suboccipitals"], {"warn_spine"}, {"warn_stroke"}),
        (["masseter_superficial"], set(), {"warn_stroke"}),
        (["multifidus_sacral"], {"warn_spine"}, {"warn_organ"}),
        (["quadratus_lumborum_deep"], {"warn_lung", "warn_spine"}, {"warn_organ"}),
        (["soleus", "infraspinatus"], {"warn_lung"}, set()),
    ],
)
def test_warnings_follow_the_places_that_were_needled(
    muscles: list[str], more: set[str], by_word_of_mouth: set[str]
) -> None:
    made = sheet(*muscles)
    assert {sign.id for sign in made.warnings} == EVERYWHERE | more
    assert {sign.id for sign in left_to_say(made)} == by_word_of_mouth


@pytest.mark.parametrize(
    ("jurisdiction", "own", "number"),
    [
        ("US-FL", None, "911"),
        ("US", None, "911"),
        ("GB", None, "999"),
        ("au-nsw", None, "000"),
        ("US-FL", "112", "112"),
        (None, "144", "144"),
    ],
)
def test_the_number_to_call_is_the_clinics_own_or_the_countrys(
    jurisdiction: str | None, own: str | None, number: str
) -> None:
    made = sheet_for(needles("soleus"), jurisdiction=jurisdiction, emergency_number=own)
    assert made.emergency_number == number
    assert all(number in sign.act for sign in made.emergencies)


@pytest.mark.parametrize("nowhere", [None, "", "XX", "ZZ-1"])
def test_without_a_number_to_call_no_sheet_is_made(nowhere: str | None) -> None:
    with pytest.raises(InvalidInput, match="emergency_number"):
        sheet_for(needles("soleus"), jurisdiction=nowhere)


def test_a_marker_entered_by_mistake_was_no_needle() -> None:
    placed = in_and_out(0, "pectoralis_minor", Side.LEFT)[0]
    mistake = Withdrawn(UUID(int=300), UUID(int=1), NOW, not_in_skin=True)
    made = sheet_for(replay([placed, mistake]), jurisdiction="US")
    assert made.empty
    assert made.warnings == ()


def test_needles_still_in_count_as_needled() -> None:
    placed = in_and_out(0, "pectoralis_minor", Side.LEFT)[0]
    assert sheet_for(replay([placed]), jurisdiction="US").places == ("left chest",)


def test_two_needles_in_one_muscle_are_one_place() -> None:
    made = sheet("infraspinatus", "infraspinatus", "teres_minor", "soleus")
    assert [one.muscle_id for one in made.needled] == ["infraspinatus", "teres_minor", "soleus"]
    assert made.places == ("right shoulder", "right lower leg")


def test_the_most_urgent_comes_first() -> None:
    made = sheet("trapezius_upper")
    ranks = [sign.urgency.rank for sign in made.warnings]
    assert ranks == sorted(ranks)
    assert (*made.emergencies, *made.others) == made.warnings


def test_nothing_is_permitted_without_a_source_that_was_read() -> None:
    said = {one.id for one in sheet("soleus").care}
    assert "care_warm" in said
    assert not said & {"care_active", "care_stretch", "care_wash"}


def test_usual_advice_without_evidence_says_so() -> None:
    untested = {one.id for one in sheet("soleus").care if not one.tested}
    assert untested == {"care_train", "care_drink", "care_skin", "care_alcohol"}


def test_a_sheet_is_kept_word_for_word() -> None:
    made = sheet("trapezius_upper", "soleus")
    assert AftercareSheet.from_json(made.to_json()) == made


@pytest.mark.parametrize("held", [{}, {"version": "1"}, {"version": "1", "needled": 3}])
def test_what_is_no_sheet_is_refused(held: dict[str, object]) -> None:
    with pytest.raises(InvalidInput, match="sheet"):
        AftercareSheet.from_json(held)
