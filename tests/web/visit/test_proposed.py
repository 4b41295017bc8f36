"""What is proposed to palpate next: never what safety stops; the page names what was left out."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from cast import Cast, signed_in
from filiform.body import Body, Side
from filiform.drawing import Drawing, ListedArea, Quality
from filiform.screening import Answer, Place, Reply
from filiform.screening.written import write_answer
from filiform_clinic.records.models import DrawingEntry, Visit
from filiform_clinic.visit.examine import examine_step
from histories import answer_today, healthy, said, send

pytestmark = pytest.mark.django_db

LEFT_OUT = "Not proposed, because safety stops needling there:"


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.practitioner)


@pytest.fixture(autouse=True)
def painted(cast: Cast) -> None:
    """Pain in the right shoulder and upper arm, and in the right buttock."""
    body = Body.load()
    places = ("shoulder_anterior", "arm_anterior", "buttock_central")
    listed = [ListedArea(place, Side.RIGHT, 7, Quality.ACHE) for place in places]
    drawing = Drawing.from_areas(listed, body).to_json()
    DrawingEntry.objects.create(
        visit=cast.visit, drawing=drawing, body_version=body.version, sent_by="patient"
    )


def page(client: Client, visit: Visit, query: str) -> str:
    answer = client.get(reverse("visit:visit", args=[visit.pk]) + query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_best_test_is_proposed_when_nothing_is_stopped(cast: Cast) -> None:
    healthy(cast.visit)
    step = examine_step(cast.actor, cast.visit.pk)
    assert step.next.test == step.first.next[0]
    assert step.next.left_out == ()


def test_muscles_of_a_swollen_limb_are_passed_over_by_name(cast: Cast) -> None:
    healthy(cast.visit)
    before = examine_step(cast.actor, cast.visit.pk)
    arm = (Place("upper_limb", Side.RIGHT),)
    said(cast.visit, answer=write_answer(Answer("ci_lymphedema_limb", Reply.YES, places=arm)))
    step = examine_step(cast.actor, cast.visit.pk)
    assert before.next.test
    assert step.next.test
    assert step.first.next == before.first.next, "the ranking itself does not change"
    assert step.next.test != before.next.test
    assert before.next.test.name.lower() in step.next.left_out[0].lower()


@pytest.mark.parametrize("query", ["?step=examine", "?step=examine&measure=rom"])
def test_the_page_says_that_nothing_is_proposed_while_everything_is_stopped(
    cast: Cast, client: Client, query: str
) -> None:
    send(cast.visit)
    assert LEFT_OUT not in page(client, cast.visit, query)
    answer_today(cast.visit, day_fever=Reply.YES)
    text = page(client, cast.visit, query)
    assert LEFT_OUT in text
    assert "How this was weighed" not in text


def test_a_muscle_without_a_card_is_fetched_by_its_link(cast: Cast, client: Client) -> None:
    """The best test need not be among the first ranked: its link must lead somewhere."""
    healthy(cast.visit)
    for query in ("?step=examine", "?step=examine&measure=rom"):
        test = examine_step(cast.actor, cast.visit.pk).next.test
        assert test
        text = page(client, cast.visit, query)
        card = f"card-{test.muscle}-{test.side}"
        has_card = f'id="{card}"' in text
        assert (f'href="#{card}"' in text) == has_card
        assert (f"?step=examine&amp;also={test.key}" in text) == (not has_card)
        assert f'id="{card}"' in page(client, cast.visit, f"?step=examine&also={test.key}")
