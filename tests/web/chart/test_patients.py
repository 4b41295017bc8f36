"""Patients: found by name or birth date, and everything that happened to one, newest first."""

from __future__ import annotations

import datetime
import re
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from acts import act, only_marker, palpate, place, sign_now
from cast import Cast, add_patient, add_visit, signed_in
from filiform.body import Body, Side
from filiform.drawing import Drawing, ListedArea, Quality
from filiform_clinic.chart.queries import patient_page
from filiform_clinic.records.models import AuditRow, DrawingEntry, IntakeEntry, Patient, Visit

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 23)


def search(client: Client, text: str) -> str:
    response = client.get(reverse("chart:patients"), {"q": text})
    assert response.status_code == 200
    return response.content.decode()


def chart(cast: Cast) -> str:
    url = reverse("chart:patient", args=[cast.patient.pk])
    return signed_in(cast.practitioner).get(url).content.decode()


def paint(visit: Visit, *areas: str, pain: int = 6) -> DrawingEntry:
    IntakeEntry.objects.create(
        visit=visit, complaint="neck", group="chronic_pain", strongest_pain=pain, sent_by="patient"
    )
    listed = [ListedArea(area, Side.RIGHT, 6, Quality.ACHE) for area in areas]
    drawing = Drawing.from_areas(listed, Body.load())
    return DrawingEntry.objects.create(
        visit=visit,
        drawing=drawing.to_json(),
        body_version=Body.load().version,
        sent_by="patient",
    )


@pytest.mark.parametrize("text", ["pau", "PATIENT", "patient paul", "1988-04-12", "04/12/1988"])
def test_a_patient_is_found_by_parts_of_the_name_or_the_birth_date(cast: Cast, text: str) -> None:
    add_patient(cast.clinic, "Nora", "Neighbour", datetime.date(1970, 1, 1))
    found = search(signed_in(cast.practitioner), text)
    assert "Paul Patient" in found
    assert "Nora" not in found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Łukasz Müller-Søndergård", "lukasz muller"),
        ("Łukasz Müller-Søndergård", "SØNDERGÅRD"),
        ("Zoe\u0308 Strauß", "ZOË STRAUSS"),
        ("שלום כהן", "כהן"),
        ("José Núñez", "Jose\u0301 nunez"),
    ],
)
def test_case_and_accents_do_not_matter(cast: Cast, name: str, text: str) -> None:
    given, family = name.split()
    add_patient(cast.clinic, given, family, datetime.date(1970, 1, 1))
    found = search(signed_in(cast.practitioner), text)
    assert f"{given} {family}" in found
    assert "Paul Patient" not in found


def test_a_name_that_changes_is_found_by_the_new_one(cast: Cast) -> None:
    cast.patient.family_name = "Ångström"
    cast.patient.save()
    assert "Paul Ångström" in search(signed_in(cast.practitioner), "angstrom")


def test_names_on_file_are_folded_by_the_migration(cast: Cast) -> None:
    Patient.objects.update(searched="", family_name="Núñez")
    import_module("filiform_clinic.records.migrations.0021_patient_search").fold_all(apps, None)
    assert Patient.objects.get(pk=cast.patient.pk).searched == "paul nunez"


def test_without_a_search_those_who_were_here_last_come_first(cast: Cast) -> None:
    add_patient(cast.clinic, "Nora", "Neighbour", datetime.date(1970, 1, 1))
    found = search(signed_in(cast.practitioner), "")
    assert found.index("Paul Patient") < found.index("Nora Neighbour")


@pytest.mark.parametrize(
    "text", ["elsewhere", "%", "\u0301", "zzz", "1990-01-02", "💉", "'; DROP TABLE"]
)
def test_nobody_else_is_found(cast: Cast, text: str) -> None:
    assert "Nobody found" in search(signed_in(cast.practitioner), text)


def test_a_search_of_absurd_length_is_refused_by_name(cast: Cast) -> None:
    response = signed_in(cast.practitioner).get(reverse("chart:patients"), {"q": "x" * 3_000})
    assert response.status_code == 400
    assert "q" in response.content.decode()


def test_the_front_desk_finds_patients_and_no_chart(cast: Cast) -> None:
    desk = signed_in(cast.front_desk)
    found = search(desk, "paul")
    assert "Paul Patient" in found
    assert "Only practitioners see the clinical record" in found
    assert desk.get(reverse("chart:patient", args=[cast.patient.pk])).status_code == 403


def test_a_patient_of_another_clinic_does_not_exist(cast: Cast) -> None:
    entry, stranger = paint(cast.visit, "temple"), signed_in(cast.stranger)
    assert stranger.get(reverse("chart:patient", args=[cast.patient.pk])).status_code == 404
    ours = reverse("chart:drawing", args=[cast.patient.pk, entry.pk])
    assert stranger.get(ours).status_code == 404
    pia = cast.other_visit.episode.patient
    theirs = reverse("chart:drawing", args=[pia.pk, entry.pk])
    assert stranger.get(theirs).status_code == 404


def test_the_timeline_tells_pain_drawing_needles_and_note(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    paint(cast.visit, "temple")
    palpate(client, cast.visit, "tender")
    place(client, cast.visit)
    act(client, cast.visit, "removed", only_marker(cast.visit), needles=1)
    sign_now(client, cast.visit)
    text = " ".join(re.sub(r"<[^>]+>", " ", chart(cast)).split())
    for words in ("6 of 10", "right temple", "signed by Priya Practitioner"):
        assert words in text
    (moment,) = patient_page(cast.actor, cast.patient.pk, TODAY).moments
    assert len(moment.needled) == 1
    assert (moment.findings, moment.gained) == (1, None)


def test_drawings_are_compared_with_the_one_before(cast: Cast) -> None:
    later = add_visit(cast.patient, cast.practitioner)
    Visit.objects.filter(pk=later.pk).update(
        starts_at=cast.visit.starts_at + datetime.timedelta(days=7)
    )
    paint(cast.visit, "temple", "forehead", pain=7)
    paint(later, "temple", pain=3)
    newest, oldest = patient_page(cast.actor, cast.patient.pk, TODAY).moments
    assert (newest.pain, oldest.pain) == (3, 7)
    assert newest.gained == 0
    assert newest.lost == pytest.approx(_cm2(oldest) - _cm2(newest))
    assert 'class="course"' in chart(cast)


def _cm2(moment: object) -> float:
    picture = getattr(moment, "picture", None)
    assert picture
    return float(picture.cm2)


def test_a_stored_drawing_is_shown_as_a_picture(cast: Cast) -> None:
    entry = paint(cast.visit, "temple")
    url = reverse("chart:drawing", args=[cast.patient.pk, entry.pk])
    response = signed_in(cast.practitioner).get(url)
    assert response.content.startswith(b"\x89PNG")
    assert "private" in response["Cache-Control"]


def test_a_drawing_on_an_older_body_is_not_shown_as_if_it_fitted(cast: Cast) -> None:
    entry = DrawingEntry.objects.create(
        visit=cast.visit, drawing={}, body_version="older", sent_by="patient"
    )
    url = reverse("chart:drawing", args=[cast.patient.pk, entry.pk])
    assert signed_in(cast.practitioner).get(url).status_code == 404
    assert patient_page(cast.actor, cast.patient.pk, TODAY).moments[0].picture is None


def test_reading_a_chart_leaves_an_audit_row(cast: Cast) -> None:
    chart(cast)
    row = AuditRow.objects.filter(verb="chart.read").get()
    assert (row.patient_id, row.actor_id) == (cast.patient.pk, cast.practitioner.pk)


def test_many_visits_take_no_more_queries_than_two(cast: Cast) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            patient_page(cast.actor, cast.patient.pk, TODAY)
        return len(seen)

    paint(add_visit(cast.patient, cast.practitioner), "temple")
    few = queries()
    for _ in range(11):
        paint(add_visit(cast.patient, cast.practitioner), "temple")
    assert queries() == few
