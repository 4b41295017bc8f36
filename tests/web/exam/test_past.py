"""What was seen after needling a muscle before, on the card where it is chosen."""

from __future__ import annotations

import datetime

from django.test import Client
from django.urls import reverse
from test_measures import measure, page

from acts import place
from cast import Cast, add_visit, signed_in
from filiform.body import Side
from filiform.knowledge import Atlas
from filiform_clinic.exam.past import past
from filiform_clinic.records.models import Visit
from page_text import main_text

SIGN = next(s for s in Atlas.load().muscles["infraspinatus"].movement_signs)
ROM = {"joint": SIGN.joint, "movement": SIGN.movement, "side": "right", "result": "limited"}
CARD = "?step=examine&muscle=infraspinatus&side=right"


def a_week_later(cast: Cast, visit: Visit) -> Visit:
    Visit.objects.filter(pk=visit.pk).update(starts_at=visit.starts_at - datetime.timedelta(days=7))
    return add_visit(cast.patient, cast.practitioner)


def treated(client: Client, visit: Visit) -> None:
    measure(client, visit, "rom", ROM | {"degrees": "40"})
    place(client, visit)
    measure(client, visit, "rom", ROM | {"degrees": "55", "retest": "1"})


def test_the_card_tells_it_and_calls_one_observation_one(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    treated(client, cast.visit)
    assert "needled once before" not in page(client, cast.visit, CARD)
    later = a_week_later(cast, cast.visit)
    measure(client, later, "rom", ROM | {"degrees": "48"})
    text = page(client, later, CARD)
    assert "needled once before" in text
    assert "40 to 55° (+15)" in text
    assert "40 to 48° (+8)" in text
    assert "One session is one observation." in text
    assert past(cast.actor, later.pk).of("infraspinatus", Side.LEFT) == []


def test_it_stands_where_muscles_are_chosen_for_plan_and_needles(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    treated(client, cast.visit)
    later = a_week_later(cast, cast.visit)
    place(client, later, muscle="soleus")
    needles = client.get(reverse("visit:visit", args=[later.pk]) + "?step=needle")
    plan = client.get(reverse("plan:edit", args=[later.pk]))
    chosen = (needles.context["needled_before"], plan.context["page"].past)
    for found in chosen:
        assert [one.name for one in found] == ["right infraspinatus"]
    for answer in (needles, plan):
        assert "40 to 55° (+15)" in main_text(answer)
    first = client.get(reverse("visit:visit", args=[cast.visit.pk]) + "?step=needle")
    assert "What was seen after needling" not in main_text(first)


def test_a_visit_without_a_re_test_says_so(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    place(client, cast.visit)
    text = page(client, a_week_later(cast, cast.visit), CARD)
    assert "not re-tested" in text


def test_a_colleague_who_measures_is_another_examiner(cast: Cast) -> None:
    turn = {"joint": "shoulder", "movement": "external rotation", "side": "right"}
    client, colleague = signed_in(cast.practitioner), signed_in(cast.colleague)
    measure(client, cast.visit, "rom", turn | {"result": "limited", "degrees": "55"})
    again = turn | {"result": "limited", "degrees": "68", "retest": "1"}
    measure(colleague, cast.visit, "rom", again)
    assert "within the measurement error of 25°" in page(client, cast.visit, "?step=retest")


def test_the_patients_of_another_clinic_are_not_counted(cast: Cast) -> None:
    client = signed_in(cast.stranger)
    treated(client, cast.other_visit)
    assert page(signed_in(cast.practitioner), cast.visit, CARD).count("needled once before") == 0
