"""A measure that cannot be recorded comes back to a plain form as it was typed, with the reason."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cast import Cast, signed_in
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import FindingEntry, Visit
from page_text import main_text

pytestmark = pytest.mark.django_db
ROM = {"joint": "shoulder", "movement": "external rotation", "side": "right"}
LIMITED = ROM | {"result": "limited"}
MUSCLE = {"muscle": "infraspinatus", "side": "right"}
SCAR = {"area": "shoulder_anterior", "side": "right"}


def send(client: Client, visit: Visit, kind: str, said: dict[str, Any]) -> Any:
    """As a browser without a script does."""
    return client.post(reverse("exam:measure", args=[visit.pk, kind]), {"id": new_id()} | said)


@pytest.mark.parametrize(
    ("kind", "said", "wrong", "told"),
    [
        (
            "rom",
            ROM | {"result": "limited", "degrees": "400", "other_side": "80"},
            "degrees",
            "220",
        ),
        ("rom", LIMITED | {"degrees": "many"}, "degrees", "number"),
        ("rom", LIMITED | {"other_side": "-400"}, "other_side", "-90"),
        ("rom", ROM | {"degrees": "55"}, "result", "limited"),
        ("ppt", MUSCLE | {"kpa_1": "210", "kpa_3": "9000"}, "kpa_3", "9000"),
        ("ppt", MUSCLE | {"kpa_1": "210", "other_2": "2"}, "other_2", "kPa"),
        ("ppt", MUSCLE, "kpa_1", ""),
        ("resisted", MUSCLE, "result", "weak"),
        ("scar", SCAR | {"mobility": "stuck"}, "sensitivity", "buttons"),
        ("pain_now", {"now": "11"}, "now", "10"),
    ],
)
def test_what_was_typed_is_kept(
    cast: Cast, kind: str, said: dict[str, str], wrong: str, told: str
) -> None:
    answer = send(signed_in(cast.practitioner), cast.visit, kind, said)
    assert answer.status_code == 400
    assert not FindingEntry.objects.exists()
    sent = answer.context["page"].measure.sent
    assert sent.wrong == wrong
    assert told in sent.why
    assert sent.fields.items() >= said.items()
    assert "Nothing you typed is lost." in main_text(answer)
    page = answer.content.decode()
    for field, value in said.items():
        if field.startswith(("degrees", "other", "kpa")):
            assert f'name="{field}"' in page
            assert f'value="{value}"' in page
    chosen = [one.value for one in answer.context["page"].measure.results if one.chosen]
    assert chosen == [value for field, value in said.items() if field == "result"]


def test_put_right_it_is_recorded(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    first = send(client, cast.visit, "rom", ROM | {"result": "limited", "degrees": "400"})
    measure = first.context["page"].measure
    said = ROM | {"result": "limited", "degrees": "40", "id": measure.fresh_id, "replaces": ""}
    assert send(client, cast.visit, "rom", said).status_code == 302
    recorded = FindingEntry.objects.get().finding
    assert recorded
    assert recorded["degrees"] == 40


def test_a_stale_page_keeps_what_was_typed_and_shows_how_to_go_on(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    send(client, cast.visit, "pain_now", {"now": "6"})
    answer = send(client, cast.visit, "pain_now", {"now": "4"})
    assert answer.status_code == 409
    measure = answer.context["page"].measure
    assert [point for point, chosen in measure.points if chosen] == [4]
    said = {"now": "4", "replaces": measure.id, "id": measure.fresh_id}
    assert send(client, cast.visit, "pain_now", said).status_code == 302


def test_a_re_test_comes_back_beside_what_stood_before(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    send(client, cast.visit, "rom", ROM | {"result": "limited", "degrees": "40"})
    answer = send(client, cast.visit, "rom", ROM | {"degrees": "900", "retest": "1"})
    assert answer.status_code == 400
    assert answer.context["page"].step == "retest"
    assert "before needling" in main_text(answer)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("rom", ROM | {"movement": "🤷", "degrees": "900"}),
        ("rom", {"degrees": "900"}),
        ("scar", {"area": "moon", "side": "left"}),
        ("scar", {"area": "shoulder_anterior", "side": "midline"}),
        ("ppt", {"muscle": "heart", "side": "left"}),
    ],
)
def test_what_cannot_be_measured_is_refused_without_fields(
    cast: Cast, kind: str, said: dict[str, str]
) -> None:
    answer = send(signed_in(cast.practitioner), cast.visit, kind, said)
    assert answer.status_code == 400
    assert "Nothing you typed is lost." not in main_text(answer)


def test_others_learn_nothing(cast: Cast) -> None:
    for user, status in ((cast.front_desk, 403), (cast.stranger, 404)):
        assert send(signed_in(user), cast.visit, "pain_now", {"now": "11"}).status_code == status
