"""What the body shows during a visit, and how the list ranks."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from acts import HTMX, act, only_marker, palpate, place, verbs
from cast import Cast, add_visit, signed_in
from filiform.body import Body, Side
from filiform.drawing import Drawing, ListedArea, Quality
from filiform.knowledge import Atlas, site_place
from filiform.needling import mid_sentence
from filiform.screening import Answer, Place, Reply
from filiform.screening.written import write_answer
from filiform_clinic.locating.queries import answered, examine_first
from filiform_clinic.records.models import DrawingEntry, IntakeEntry, Visit
from filiform_clinic.records.noted import note_record_of
from filiform_clinic.visit.layers import scene, site_points, zones_version
from filiform_clinic.visit.queries import PainPlaces, pain_places
from histories import healthy, said


def paint(visit: Visit, *areas: str, version: str | None = None) -> None:
    """A drawing and answers as a patient sends them."""
    body = Body.load()
    listed = [ListedArea(area, Side.RIGHT, 7, Quality.ACHE) for area in areas]
    DrawingEntry.objects.create(
        visit=visit,
        drawing=Drawing.from_areas(listed, body).to_json(),
        body_version=version or body.version,
        sent_by="patient",
    )
    IntakeEntry.objects.create(
        visit=visit, complaint="shoulder", group="desk", strongest_pain=7, sent_by="patient"
    )


def layers(client: Client, visit: Visit) -> dict[str, Any]:
    answer = client.get(reverse("visit:layers", args=[visit.pk]))
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def listed(client: Client, visit: Visit) -> list[str]:
    """The muscles of the list, in order."""
    address = reverse("visit:visit", args=[visit.pk]) + "?step=examine"
    page = client.get(address, headers=HTMX).content.decode()
    return re.findall(r'data-zones="([a-z_]+:[a-z]+)"', page)


def test_the_painted_pain_is_shown_and_ranked(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    paint(cast.visit, "shoulder_anterior", "arm_lateral")
    shown = layers(client, cast.visit)
    assert {one["area"] for one in shown["drawing"]["listed"]} == {
        "shoulder_anterior",
        "arm_lateral",
    }
    assert 1 <= len(shown["hypotheses"]) <= 4
    assert shown["hypotheses"][0]["cells"]
    assert "infraspinatus:right" in listed(client, cast.visit)


@pytest.mark.parametrize(
    ("area", "view"), [("shoulder_anterior", "front"), ("shoulder_posterior", "back")]
)
def test_the_body_opens_where_the_pain_is(cast: Cast, area: str, view: str) -> None:
    paint(cast.visit, area)
    assert scene(cast.actor, cast.visit.pk).view == view


def test_a_find_moves_up_and_a_miss_moves_down_at_once(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    paint(cast.visit, "shoulder_anterior", "arm_lateral")
    before = listed(client, cast.visit)
    muscle, side = before[3].split(":")
    palpate(client, cast.visit, "familiar_pain", muscle=muscle, side=side)
    assert listed(client, cast.visit)[0] == before[3]
    muscle, side = before[0].split(":")
    palpate(client, cast.visit, "nothing", muscle=muscle, side=side)
    assert listed(client, cast.visit).index(before[0]) > 1


def test_without_anything_to_rank_by_there_is_no_list(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    assert listed(client, cast.visit) == []
    assert layers(client, cast.visit)["hypotheses"] == []


def test_the_list_is_honest_about_its_engine(cast: Cast) -> None:
    paint(cast.visit, "shoulder_anterior")
    address = reverse("visit:visit", args=[cast.visit.pk])
    page = signed_in(cast.practitioner).get(address).content.decode()
    assert "First engine" in page
    assert "not calibrated, for ordering only" in page
    assert "palpation decides, not this list" in page


def test_damaged_weights_are_said_and_the_first_engine_ranks_alone(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(cast.practitioner)
    paint(cast.visit, "shoulder_anterior", "arm_lateral")
    address = reverse("visit:visit", args=[cast.visit.pk]) + "?step=examine"
    before, said = listed(client, cast.visit), "the trained weights are damaged"
    assert said not in client.get(address).content.decode()
    kept = vars(import_module("filiform.locating.locate"))["_TRAINED"]
    for key in list(kept):
        monkeypatch.setitem(kept, key, said)
    answered.cache_clear()
    assert said in client.get(address).content.decode()
    assert listed(client, cast.visit) == before
    answered.cache_clear()


def test_what_only_the_experienced_may_needle_is_flagged(cast: Cast) -> None:
    muscle = next(m for m in Atlas.load().muscles.values() if m.needling.hazard == "advanced_only")
    address = reverse("visit:visit", args=[cast.visit.pk])
    page = signed_in(cast.practitioner).get(f"{address}?also={muscle.id}:{muscle.sides[0]}")
    assert "advanced training only" in page.content.decode()


def test_other_causes_stand_beside_the_muscles(cast: Cast) -> None:
    paint(cast.visit, "plantar_heel")
    first = examine_first(cast.actor, cast.visit.pk)
    assert first.consider
    assert set(first.consider) <= {
        cause for muscle in Atlas.load().muscles.values() for cause in muscle.rule_out
    }


def test_what_must_be_ruled_out_first_stands_beside_the_list(cast: Cast) -> None:
    paint(cast.visit, "calf_central")
    first = examine_first(cast.actor, cast.visit.pk)
    assert "ro_dvt" in [one.id for one in first.rule_outs]
    page = signed_in(cast.practitioner).get(reverse("visit:visit", args=[cast.visit.pk]))
    told = page.content.decode()
    for one in first.rule_outs:
        assert one.name in told
        assert all(source.address in told for source in one.sources)


def test_a_gap_of_the_atlas_is_said(cast: Cast) -> None:
    paint(cast.visit, "shoulder_anterior", "arm_lateral")
    assert not examine_first(cast.actor, cast.visit.pk).consider
    page = signed_in(cast.practitioner).get(reverse("visit:visit", args=[cast.visit.pk]))
    assert "think of joint, nerve and organ yourself" in page.content.decode()


@pytest.mark.parametrize(
    ("results", "drawn"),
    [
        ("nothing", "nothing"),
        ("tender", "tender"),
        ("taut_band twitch", "tender"),
        ("tender familiar_pain", "familiar_pain"),
        ("tender referral", "familiar_pain"),
    ],
)
def test_a_finding_is_drawn_at_its_point(cast: Cast, results: str, drawn: str) -> None:
    client = signed_in(cast.practitioner)
    palpate(client, cast.visit, results, site="infraspinatus_1")
    place_of = site_place(Atlas.load().sites["infraspinatus_1"], Side.RIGHT)
    assert place_of
    (shown,) = layers(client, cast.visit)["findings"]
    assert (shown["result"], shown["cell"]) == (drawn, place_of.cell)


def test_a_needle_is_drawn_where_it_was_placed_and_ticked_when_out(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    cell = next(c.id for c in Body.load().cells if c.side is Side.RIGHT)
    place(client, cast.visit, view="back", x=0.6, y=0.3, cell=cell, needles=2)
    (shown,) = layers(client, cast.visit)["needles"]
    assert (shown["view"], shown["count"], shown["removed"]) == ("back", 2, False)
    act(client, cast.visit, "removed", only_marker(cast.visit), needles=2)
    assert layers(client, cast.visit)["needles"][0]["removed"]
    act(client, cast.visit, "withdrawn", only_marker(cast.visit), not_in_skin="on")
    assert layers(client, cast.visit)["needles"] == []


def test_the_drawing_of_last_time_can_be_compared(cast: Cast) -> None:
    paint(cast.visit, "shoulder_anterior")
    today = add_visit(cast.patient, cast.practitioner)
    paint(today, "arm_lateral")
    shown = layers(signed_in(cast.practitioner), today)
    assert [one["area"] for one in shown["before"]["listed"]] == ["shoulder_anterior"]
    assert shown["before"]["shown"] is False


def test_a_drawing_on_another_body_is_said_and_not_used(cast: Cast) -> None:
    paint(cast.visit, "shoulder_anterior", version="0ld")
    client = signed_in(cast.practitioner)
    assert "strokes" not in layers(client, cast.visit)["drawing"]
    page = client.get(reverse("visit:visit", args=[cast.visit.pk])).content.decode()
    assert "made on an earlier picture of the body" in page


def test_the_note_names_the_painted_areas_largest_first(cast: Cast) -> None:
    body = Body.load()
    paint(cast.visit, "shoulder_anterior", "neck_lateral")
    told = note_record_of(cast.visit).told
    assert told
    areas = [one.name for one in told.places]
    wide = max(
        ("shoulder_anterior", "neck_lateral"),
        key=lambda area: body.area_cm2(body.cells_of(area, Side.RIGHT)),
    )
    assert areas[0] == f"right {mid_sentence(body.areas[wide].name)}"
    assert len(areas) >= 2


def test_the_visit_tells_the_places_with_quality_strength_and_size(cast: Cast) -> None:
    assert pain_places(cast.visit) == PainPlaces((), ())
    paint(cast.visit, "shoulder_anterior", "neck_lateral")
    told = pain_places(cast.visit)
    front = next(one for one in told.main if one.name == "right front of the shoulder")
    assert (front.quality, front.intensity) == ("ache", 7)
    assert front.cm2 == pytest.approx(
        Body.load().area_cm2(Body.load().cells_of("shoulder_anterior", Side.RIGHT))
    )
    page = signed_in(cast.practitioner).get(reverse("visit:visit", args=[cast.visit.pk]))
    assert f"{front.cm2:.0f} cm², {front.percent:.0f}\xa0%" in page.content.decode()


def test_a_place_that_cannot_be_painted_is_told_by_name(cast: Cast) -> None:
    deep = next(area for area in Body.load().areas.values() if not area.surface)
    paint(cast.visit, deep.id)
    (one,) = pain_places(cast.visit).main
    assert mid_sentence(deep.name) in one.name
    assert (one.cm2, one.percent) == (None, None)


def test_zones_of_a_muscle(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    address = reverse("visit:zones", args=[zones_version(), "infraspinatus", "right"])
    shown = client.get(address).json()
    assert shown["view"] == "back"
    assert set(shown["local"]) & set(range(len(Body.load().cells)))
    assert not set(shown["essential"]) & set(shown["spillover"])


@pytest.mark.parametrize(
    ("version", "muscle", "side"),
    [(None, "nothing", "left"), (None, "soleus", "midline"), ("old", "soleus", "left")],
)
def test_zones_that_do_not_exist(cast: Cast, version: str, muscle: str, side: str) -> None:
    address = reverse("visit:zones", args=[version or zones_version(), muscle, side])
    assert signed_in(cast.practitioner).get(address).status_code == 404


def test_points_to_name_a_tap_by_lie_on_their_side() -> None:
    cells = Body.load().cells
    points = site_points()
    assert len(points) > 300
    assert all(
        point["side"] == "midline" or cells[point["cell"]].side == point["side"] for point in points
    )


def test_who_may_not_and_that_reading_is_audited(cast: Cast) -> None:
    address = reverse("visit:layers", args=[cast.visit.pk])
    assert signed_in(cast.front_desk).get(address).status_code == 403
    assert signed_in(cast.stranger).get(address).status_code == 404
    assert verbs(cast.visit) == []
    layers(signed_in(cast.practitioner), cast.visit)
    assert verbs(cast.visit) == ["visit.read"]


def test_the_body_opens_where_needles_are_in(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    paint(cast.visit, "shoulder_anterior")
    at_the_pain = scene(cast.actor, cast.visit.pk).view
    place(client, cast.visit)
    (needle,) = scene(cast.actor, cast.visit.pk).layers["needles"]
    behind = Body.load().best_view([needle["cell"]])
    assert behind != at_the_pain
    assert scene(cast.actor, cast.visit.pk).view == behind
    act(client, cast.visit, "removed", only_marker(cast.visit), needles=1)
    assert scene(cast.actor, cast.visit.pk).view == at_the_pain


def test_a_muscle_in_which_no_needle_may_go_is_marked_on_the_body(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    paint(cast.visit, "shoulder_anterior")
    healthy(cast.visit)
    assert not any(one["held"] for one in layers(client, cast.visit)["hypotheses"])
    arm = (Place("upper_quadrant", Side.RIGHT),)
    said(cast.visit, answer=write_answer(Answer("ci_lymphedema_limb", Reply.YES, places=arm)))
    marked = layers(client, cast.visit)["hypotheses"]
    assert any(one["held"] and one["label"].endswith(": no needle") for one in marked)
    address = reverse("visit:visit", args=[cast.visit.pk]) + "?step=examine"
    assert "verdict-mark--stop" in client.get(address).content.decode()


def test_who_explains_the_pain_is_shown_by_letter_and_in_words(cast: Cast) -> None:
    paint(cast.visit, "shoulder_anterior", "arm_lateral")
    client = signed_in(cast.practitioner)
    shares = layers(client, cast.visit)["shares"]
    assert shares["shown"] is False
    assert shares["parts"][0]["letter"] == "A"
    cells = [cell for part in shares["parts"] for cell in part["cells"]]
    assert sorted(cells) == shares["cells"]
    assert all(part["at"] in part["cells"] for part in shares["parts"])
    text = client.get(reverse("visit:visit", args=[cast.visit.pk])).content.decode()
    assert "What explains the pain" in text
    assert "no muscle of the atlas" in text
