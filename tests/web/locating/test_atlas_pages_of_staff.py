"""The atlas as pages: for staff, about knowledge only."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from cast import Cast, signed_in
from filiform.body import Body, Side
from filiform.knowledge import Atlas
from filiform_clinic.locating.atlas import muscle_page, place_page


def test_a_muscle_and_a_place_are_chosen_by_name(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    address = reverse("locating:atlas")
    assert "Pick a muscle" in client.get(address).content.decode()
    muscle = client.get(address, {"muscle": "infraspinatus"}, follow=True).content.decode()
    assert "Infraspinatus, right" in muscle
    assert "Sources" in muscle
    assert (
        "Infraspinatus, left"
        in client.get(
            reverse("locating:muscle", args=["infraspinatus"]), {"side": "left"}
        ).content.decode()
    )
    place = client.get(address, {"area": "shoulder_anterior"}, follow=True).content.decode()
    assert reverse("locating:muscle", args=["infraspinatus"]) in place


@pytest.mark.parametrize(
    "address",
    ["atlas/?muscle=none", "atlas/?area=none", "atlas/muscle/none/", "atlas/place/none/",
     "atlas/muscle/soleus/?side=midline"],
)  # fmt: skip
def test_what_the_atlas_does_not_know_is_not_found(cast: Cast, address: str) -> None:
    assert signed_in(cast.practitioner).get(f"/locating/{address}").status_code == 404


@pytest.mark.parametrize("name", ["atlas/", "atlas/muscle/soleus/", "atlas/place/temple/"])
def test_the_public_never_sees_it(cast: Cast, name: str) -> None:
    assert Client().get(f"/locating/{name}").status_code in (302, 401, 403)


def test_every_muscle_and_every_place_has_its_page() -> None:
    for muscle in Atlas.load().muscles.values():
        page = muscle_page(muscle, muscle.sides[0])
        assert len(page.points) == len([s for s in muscle.sites if page.side in s.sides])
        assert page.sources
    for area in Body.load().areas.values():
        assert place_page(area).area is area


def test_a_muscle_is_found_at_every_place_of_its_zones() -> None:
    soleus = Atlas.load().muscles["soleus"]
    assert Side.LEFT in soleus.sides
    for part in soleus.sites[0].essential:
        found = [one.muscle.id for one in place_page(Body.load().areas[part.area]).nearly_all]
        assert "soleus" in found
