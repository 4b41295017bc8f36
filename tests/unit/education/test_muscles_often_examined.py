"""The public list of muscles for an area: unranked, alphabetical, from the atlas."""

from __future__ import annotations

import pytest

from filiform.education import muscles_often_examined
from filiform.errors import InvalidInput
from filiform.knowledge import Atlas
from filiform.knowledge.atlas import area_side_rules

ATLAS = Atlas.load()


def names(area: str) -> list[str]:
    return [muscle.name for muscle in muscles_often_examined(area, ATLAS)]


@pytest.mark.parametrize(
    ("area", "muscle"),
    [
        ("temple", "Temporalis"),
        ("elbow_lateral", "Supinator"),
        ("shoulder_anterior", "Infraspinatus"),
        ("buttock_central", "Piriformis"),
        ("plantar_heel", "Soleus"),
    ],
)
def test_muscles_a_therapist_would_expect(area: str, muscle: str) -> None:
    assert any(name.startswith(muscle) for name in names(area))


@pytest.mark.parametrize("area", sorted(area_side_rules()))
def test_the_list_is_alphabetical_and_names_each_muscle_once(area: str) -> None:
    found = names(area)
    assert found == sorted(set(found), key=str.casefold)


def test_a_far_muscle_is_not_named() -> None:
    assert not any("Soleus" in name for name in names("temple"))


def test_an_unknown_area_is_bad_input() -> None:
    with pytest.raises(InvalidInput, match="area"):
        muscles_often_examined("elbow", ATLAS)
