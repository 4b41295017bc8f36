"""Measures of the examination and the re-test: each is an entry, and each re-ranks or compares."""

from __future__ import annotations

import datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from acts import HTMX, place, sign_now, verbs
from cast import Cast, add_visit, signed_in
from filiform_clinic.locating.queries import examine_first
from filiform_clinic.note.queries import note_step
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import FindingEntry, IntakeEntry, Visit
from filiform_clinic.records.visit_state import standing_findings

ROM = {"joint": "shoulder", "movement": "external rotation", "side": "right"}
MUSCLE = {"muscle": "infraspinatus", "side": "right"}
SCAR = {"area": "shoulder_anterior", "side": "right"}


def measure(client: Client, visit: Visit, kind: str, said: dict[str, Any]) -> Any:
    """Send a measure as the page does with a script."""
    return client.post(
        reverse("exam:measure", args=[visit.pk, kind]),
        {"id": new_id()} | said,
        headers={"Accept": "application/json"},
    )


def standing(visit: Visit) -> list[Any]:
    return [row.finding for row in standing_findings().filter(visit=visit)]


def page(client: Client, visit: Visit, query: str) -> str:
    return client.get(
        reverse("visit:visit", args=[visit.pk]) + query, headers=HTMX
    ).content.decode()


@pytest.mark.parametrize(
    ("kind", "said", "stored"),
    [
        (
            "rom",
            ROM | {"result": "limited_painful", "degrees": "55", "other_side": "90"},
            ROM | {"result": "limited_painful", "degrees": 55.0, "other_side": 90.0},
        ),
        ("rom", ROM | {"degrees": "88", "other_side": "90"}, {"result": "normal"}),
        (
            "ppt",
            MUSCLE | {"kpa_1": "200", "kpa_3": "240", "other_1": "300"},
            MUSCLE | {"kpa": [200.0, 240.0], "other_side_kpa": [300.0]},
        ),
        ("resisted", MUSCLE | {"result": "free"}, {"painful": False, "weak": False}),
        ("resisted", MUSCLE | {"result": "painful_weak"}, {"painful": True, "weak": True}),
        (
            "scar",
            SCAR | {"mobility": "stuck", "sensitivity": "less"},
            SCAR | {"mobility": "stuck", "sensitivity": "less"},
        ),
        ("pain_now", {"now": "0"}, {"now": 0}),
    ],
)
def test_each_kind_is_stored_and_tells_the_page_to_rank_anew(
    cast: Cast, kind: str, said: dict[str, Any], stored: dict[str, Any]
) -> None:
    answer = measure(signed_in(cast.practitioner), cast.visit, kind, said)
    assert (answer.status_code, answer["HX-Trigger"]) == (204, "findings-changed")
    (found,) = standing(cast.visit)
    assert found.items() >= (stored | {"kind": kind}).items()
    assert verbs(cast.visit) == ["finding.recorded"]


@pytest.mark.parametrize(
    ("kind", "said", "field"),
    [
        ("rom", ROM | {"result": "limited", "degrees": "400"}, "degrees"),
        ("rom", ROM | {"result": "limited", "other_side": "-400"}, "other_side"),
        ("rom", ROM | {"result": "limited", "degrees": "many"}, "degrees"),
        ("rom", ROM | {"degrees": "55"}, "result"),
        ("rom", ROM | {"result": "stiff"}, "result"),
        ("rom", ROM | {"result": "normal", "movement": "🤷"}, "movement"),
        ("rom", ROM | {"result": "normal", "movement": "x" * 3000}, "movement"),
        ("ppt", MUSCLE | {"kpa_1": "3"}, "kpa[0]"),
        ("ppt", MUSCLE | {"kpa_1": "200", "other_2": "1501"}, "other_side_kpa[0]"),
        ("ppt", MUSCLE, "kpa"),
        ("ppt", {"muscle": "heart", "side": "left", "kpa_1": "200"}, "muscle"),
        ("resisted", MUSCLE, "result"),
        ("resisted", MUSCLE | {"side": "midline", "result": "free"}, "side"),
        ("scar", SCAR | {"mobility": "free"}, "sensitivity"),
        (
            "scar",
            {"area": "moon", "side": "left", "mobility": "free", "sensitivity": "less"},
            "area",
        ),
        ("pain_now", {"now": "11"}, "now"),
        ("pain_now", {}, "now"),
        ("pain_now", {"now": "3", "id": "1"}, "id"),
    ],
)
def test_bad_input_names_the_field_and_records_nothing(
    cast: Cast, kind: str, said: dict[str, Any], field: str
) -> None:
    answer = measure(signed_in(cast.practitioner), cast.visit, kind, said)
    assert (answer.status_code, answer.json()["field"]) == (400, field)
    assert not FindingEntry.objects.exists()


def test_there_is_no_other_kind(cast: Cast) -> None:
    assert measure(signed_in(cast.practitioner), cast.visit, "palm", {}).status_code == 404


def test_a_measure_is_replaced_and_taken_back_and_both_stay_readable(cast: Cast) -> None:
    client, first, second = signed_in(cast.practitioner), new_id(), new_id()
    measure(client, cast.visit, "pain_now", {"id": first, "now": "6"})
    measure(client, cast.visit, "pain_now", {"id": second, "now": "5", "replaces": first})
    assert [found["now"] for found in standing(cast.visit)] == [5]
    measure(client, cast.visit, "pain_now", {"undo": "1", "replaces": second})
    assert standing(cast.visit) == []
    assert FindingEntry.objects.count() == 3
    assert verbs(cast.visit)[-1] == "finding.retracted"


def test_a_stale_page_and_a_repeated_id_are_refused(cast: Cast) -> None:
    client, first = signed_in(cast.practitioner), new_id()
    measure(client, cast.visit, "pain_now", {"id": first, "now": "6"})
    assert measure(client, cast.visit, "pain_now", {"now": "5"}).status_code == 409
    again = measure(client, cast.visit, "pain_now", {"id": first, "now": "6"})
    assert again.status_code == 204
    other = measure(client, cast.visit, "pain_now", {"id": first, "now": "6", "retest": "1"})
    assert other.status_code == 409
    assert [found["now"] for found in standing(cast.visit)] == [6]


def test_who_may_not(cast: Cast) -> None:
    said = {"now": "4"}
    for user, status in ((cast.front_desk, 403), (cast.stranger, 404)):
        assert measure(signed_in(user), cast.visit, "pain_now", said).status_code == status
    client = signed_in(cast.practitioner)
    measure(client, cast.visit, "pain_now", said)
    sign_now(client, cast.visit)
    assert measure(client, cast.visit, "rom", ROM | {"result": "limited"}).status_code == 409
    assert len(standing(cast.visit)) == 1


def probability(cast: Cast) -> float:
    from filiform.body import Side

    found = examine_first(cast.actor, cast.visit.pk).of("infraspinatus", Side.RIGHT)
    assert found
    return found.probability


def test_a_measure_ranks_anew_but_not_what_is_found_after_needling(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    IntakeEntry.objects.create(
        visit=cast.visit, complaint="shoulder", group="desk", strongest_pain=7, sent_by="patient"
    )
    before = probability(cast)
    measure(client, cast.visit, "resisted", MUSCLE | {"result": "painful"})
    after = probability(cast)
    assert after > before
    measure(client, cast.visit, "resisted", MUSCLE | {"result": "free", "retest": "1"})
    measure(client, cast.visit, "pain_now", {"now": "9"})
    assert probability(cast) == after


def test_why_and_next_stand_beside_the_measures(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    IntakeEntry.objects.create(
        visit=cast.visit, complaint="shoulder", group="desk", strongest_pain=7, sent_by="patient"
    )
    first = examine_first(cast.actor, cast.visit.pk).next[0]
    text = page(client, cast.visit, "?step=examine&measure=rom")
    assert f"also={first.muscle}:{first.side}" in text
    assert "rank-strip" in text


def test_the_telling_movements_come_first_and_the_other_side_is_beside(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    IntakeEntry.objects.create(
        visit=cast.visit, complaint="shoulder", group="desk", strongest_pain=7, sent_by="patient"
    )
    text = page(client, cast.visit, "?step=examine&measure=rom")
    assert 'value="shoulder"' in text
    assert 'name="other_side"' in text
    assert "functional" not in text.split("Another movement")[0].lower()
    chosen = "&what=knee|knee flexion&side=left"
    assert "Knee flexion, left" in page(client, cast.visit, "?step=examine&measure=rom" + chosen)


@pytest.mark.parametrize(
    "query",
    [
        "&measure=ppt&what=heart&side=left",
        "&measure=rom&what=knee&side=left",
        "&measure=rom&add=rom|knee|knee flexion|upwards",
        "&measure=scar&what=moon&side=left",
        "&measure=horoscope",
    ],
)
def test_an_address_that_makes_no_sense_shows_the_page_without_it(cast: Cast, query: str) -> None:
    client = signed_in(cast.practitioner)
    assert 'data-step="examine"' in page(client, cast.visit, "?step=examine" + query)


def examined_and_needled(client: Client, visit: Visit) -> None:
    measure(client, visit, "pain_now", {"now": "6"})
    measure(client, visit, "rom", ROM | {"result": "limited", "degrees": "55"})
    place(client, visit)


def test_the_re_test_shows_the_same_measures_and_the_change(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    assert "nothing to compare with" in page(client, cast.visit, "?step=retest")
    examined_and_needled(client, cast.visit)
    text = page(client, cast.visit, "?step=retest")
    assert "before needling" in text
    assert "measure__change" not in text
    measure(client, cast.visit, "rom", ROM | {"result": "normal", "degrees": "68", "retest": "1"})
    measure(client, cast.visit, "pain_now", {"now": "4", "retest": "1"})
    text = page(client, cast.visit, "?step=retest")
    assert "55 to 68° (+13), more than the measurement error of 5°" in text
    assert "6 to 4/10 (-2)" in text
    assert "whether it helped is seen at later visits" in text


def test_the_note_tells_measures_and_re_test_without_a_claim(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    examined_and_needled(client, cast.visit)
    measure(client, cast.visit, "rom", ROM | {"result": "normal", "degrees": "58", "retest": "1"})
    text = note_step(cast.actor, cast.visit.pk).document.text
    assert "Measures. Pain now: 6/10. Shoulder external rotation, right: 55°, limited." in text
    assert "55 to 58° (+3), within the measurement error of 5°." in text
    assert "do not show whether it helped" in text


def test_the_last_visit_stands_beside_the_field(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    measure(client, cast.visit, "rom", ROM | {"result": "limited", "degrees": "55"})
    Visit.objects.filter(pk=cast.visit.pk).update(
        starts_at=cast.visit.starts_at - datetime.timedelta(days=7)
    )
    later = add_visit(cast.patient, cast.practitioner)
    text = page(client, later, "?step=examine&measure=rom")
    assert "55°, limited" in text
    assert 'data-start="55"' in text
    assert standing(later) == []


def test_without_a_script_the_browser_goes_back_to_the_same_measures(cast: Cast) -> None:
    client, address = signed_in(cast.practitioner), reverse("visit:visit", args=[cast.visit.pk])
    for more, query in (({}, "?step=examine&measure=pain_now"), ({"retest": "1"}, "?step=retest")):
        answer = client.post(
            reverse("exam:measure", args=[cast.visit.pk, "pain_now"]),
            {"id": new_id(), "now": "3"} | more,
        )
        assert (answer.status_code, answer["Location"]) == (302, address + query)


def test_the_column_of_the_re_test_kept_the_table_append_only(cast: Cast) -> None:
    from django.db import DatabaseError, transaction

    client, id = signed_in(cast.practitioner), new_id()
    measure(client, cast.visit, "pain_now", {"id": id, "now": "3"})
    with pytest.raises(DatabaseError), transaction.atomic():
        FindingEntry.objects.filter(pk=UUID(str(id))).update(retest=True)
