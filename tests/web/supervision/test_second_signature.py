"""A practitioner with too few sessions treats under supervision, and the supervisor signs too."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from acts import act, only_marker, place, post, sign_now, verbs
from cast import Cast, add_patient, add_visit, agree, signed_in
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import (
    ClinicRulesEntry,
    CosignEntry,
    NoteEntry,
    PassportEntry,
    SupervisionEntry,
    User,
    VerdictEntry,
    Visit,
)
from histories import answer_today

pytestmark = pytest.mark.django_db

FAR = datetime.date(2199, 1, 1)
SHORT = "Florida asks for 25 supervised sessions, on file: 3."


@pytest.fixture
def visit(cast: Cast) -> Visit:
    """A visit in Florida of a practitioner with three sessions; the supervisor is able."""
    ClinicRulesEntry.objects.create(organisation=cast.clinic, jurisdiction="US-FL")
    passport(cast, cast.practitioner, supervised_sessions=3)
    passport(cast, cast.supervisor)
    agree(cast.visit)
    return cast.visit


def passport(cast: Cast, user: User, **more: Any) -> None:
    said = {
        "licence_until": FAR,
        "years_licensed": 5,
        "training_hours": 60,
        "supervised_sessions": 30,
        "years_needling": 3,
    }
    PassportEntry.objects.create(
        organisation=cast.clinic, user=user, recorded_by=cast.owner, **(said | more)
    )


@pytest.fixture
def treating(cast: Cast) -> Client:
    return signed_in(cast.practitioner)


@pytest.fixture
def watching(cast: Cast) -> Client:
    return signed_in(cast.supervisor)


def begin(client: Client, visit: Visit, **more: Any) -> HttpResponse:
    return post(client, "supervision:begin", visit, {"id": new_id(), "way": "in_person"} | more)


def end(client: Client, visit: Visit, **more: Any) -> HttpResponse:
    begun = SupervisionEntry.objects.filter(act="begun").last()
    said = {"id": new_id(), "begun": begun.pk if begun else new_id()}
    return post(client, "supervision:end", visit, said | more)


def cosign(client: Client, visit: Visit, **more: Any) -> HttpResponse:
    note = NoteEntry.objects.filter(visit=visit, superseded_by=None).first()
    said = {"id": new_id(), "note": note.pk if note else new_id(), "words": "Saw it all."}
    return post(client, "supervision:cosign", visit, said | more)


def text(client: Client, visit: Visit) -> str:
    return client.get(reverse("visit:visit", args=[visit.pk])).content.decode()


def treated(treating: Client, visit: Visit) -> NoteEntry:
    assert place(treating, visit).status_code == 204
    assert act(treating, visit, "removed", only_marker(visit), needles=1).status_code == 204
    return sign_now(treating, visit)


def test_no_needle_goes_in_until_a_supervisor_watches(
    cast: Cast, visit: Visit, treating: Client, watching: Client
) -> None:
    refused = place(treating, visit)
    assert refused.status_code == 409
    page = text(treating, visit)
    assert SHORT in page
    assert "No supervisor yet" in page
    # The button is there, and says why it is not for everybody.
    assert "Only a supervisor can do this." in page
    assert begin(watching, visit).status_code == 302
    assert place(treating, visit).status_code == 204
    kept = VerdictEntry.objects.get(visit=visit)
    reason = next(one for one in kept.verdict["reasons"] if one["id"] == "competence")
    assert reason["note"] == f"{SHORT} Under supervision: the supervisor signs too."
    assert "Susan Supervisor" in text(treating, visit)
    assert "supervision.begun" in verbs(visit)


def test_when_the_supervisor_leaves_needles_come_out_but_none_goes_in(
    visit: Visit, treating: Client, watching: Client
) -> None:
    begin(watching, visit)
    place(treating, visit)
    assert end(watching, visit).status_code == 302
    assert place(treating, visit).status_code == 409
    assert act(treating, visit, "removed", only_marker(visit), needles=1).status_code == 204


def test_yesterdays_supervisor_does_not_watch_today(
    cast: Cast, visit: Visit, watching: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(watching, visit)
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    client = signed_in(cast.practitioner)
    assert "No supervisor yet" in text(client, visit)
    answer_today(visit)
    assert "(licence and training)" in place(client, visit).content.decode()


def test_the_note_waits_for_the_second_signature(
    visit: Visit, treating: Client, watching: Client
) -> None:
    begin(watching, visit)
    treated(treating, visit)
    assert "It waits for the supervisor" in text(treating, visit)
    listed = watching.get(reverse("supervision:waiting")).content.decode()
    assert "Paul Patient" in listed
    assert cosign(watching, visit).status_code == 302
    assert "Signed too by Susan Supervisor" in text(treating, visit)
    assert "Saw it all." in text(treating, visit)
    assert "Nothing waits." in watching.get(reverse("supervision:waiting")).content.decode()
    assert "note.cosigned" in verbs(visit)


def test_note_pdf_and_plain_text_name_the_supervisor_and_when_they_signed(
    visit: Visit, treating: Client, watching: Client
) -> None:
    begin(watching, visit)
    treated(treating, visit)
    end(watching, visit)
    note, paper = (reverse(f"note:{one}", args=[visit.pk]) for one in ("note", "pdf"))
    page = treating.get(note)
    first, second = page.context["step"].versions[0].supervised
    assert re.fullmatch(r"Supervised by Susan Supervisor, in the room, .+ to \d\d:\d\d\.", first)
    assert second == "The supervisor has not signed this version yet."
    cosign(watching, visit)
    page = treating.get(note)
    version = page.context["step"].versions[0]
    assert version.supervised[1].startswith("Signed as supervisor by Susan Supervisor, ")
    assert version.supervised[2] == "Saw it all."
    shown = re.search(r"<div class=\"small\" data-supervised>(.*?)</div>", page.content.decode())
    assert shown
    assert all(line in shown[1] for line in version.supervised)
    assert version.plain.endswith("\n".join(version.supervised))
    printed = treating.get(paper)
    assert printed["Content-Type"] == "application/pdf"
    shown_there = {"step": printed.context["step"], "visit": visit, "clinic": "Elm"}
    written = render_to_string("note/note_pdf.html", shown_there)
    assert all(line in written for line in version.supervised)


def test_a_note_nobody_supervised_says_nothing_of_it(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    treated(client, cast.visit)
    page = client.get(reverse("note:note", args=[cast.visit.pk]))
    assert page.context["step"].versions[0].supervised == ()


def test_the_needling_page_says_that_supervision_is_required_and_who_watches(
    cast: Cast, visit: Visit, treating: Client, watching: Client
) -> None:
    step = reverse("visit:visit", args=[visit.pk]) + "?step=needle"
    alone = {"HX-Request": "true"}
    found = treating.get(step, headers=alone).content.decode()
    assert "Supervision required." in found
    assert SHORT in found
    begin(watching, visit)
    found = treating.get(step, headers=alone).content.decode()
    assert "Susan Supervisor watches, in the room." in found
    passport(cast, cast.practitioner)
    assert "Supervision required." not in treating.get(step).content.decode()


def test_an_amended_note_waits_again(visit: Visit, treating: Client, watching: Client) -> None:
    begin(watching, visit)
    note = treated(treating, visit)
    cosign(watching, visit)
    amended = {"id": new_id(), "replaces": note.pk, "free_text": "More.", "reason": "Forgot."}
    assert post(treating, "note:amend", visit, amended).status_code == 302
    stale = cosign(watching, visit, note=note.pk)
    assert stale.status_code == 409
    assert "newer version" in stale.content.decode()
    assert cosign(watching, visit).status_code == 302
    assert CosignEntry.objects.count() == 2


def test_the_same_submit_again_is_the_same_act_and_another_is_a_conflict(
    visit: Visit, treating: Client, watching: Client
) -> None:
    one, two = new_id(), new_id()
    for _again in range(2):
        assert begin(watching, visit, id=one).status_code == 302
    assert SupervisionEntry.objects.count() == 1
    assert begin(watching, visit, id=one, way="live_video").status_code == 409
    treated(treating, visit)
    for _again in range(2):
        assert cosign(watching, visit, id=two).status_code == 302
    assert CosignEntry.objects.count() == 1
    assert cosign(watching, visit, id=two, words="Other words.").status_code == 409
    assert cosign(watching, visit).status_code == 409


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        ("practitioner", "Only a supervisor can do this."),
        ("colleague", "Only a supervisor can do this."),
        ("front_desk", "Only a supervisor can do this."),
        ("owner", "Only a supervisor can do this."),
    ],
)
def test_only_supervisors_supervise_and_sign_too(
    cast: Cast, visit: Visit, who: str, reason: str
) -> None:
    client = signed_in(getattr(cast, who))
    for refused in (begin(client, visit), end(client, visit), cosign(client, visit)):
        assert refused.status_code == 403
        assert reason in refused.content.decode()
    assert client.get(reverse("supervision:waiting")).status_code == 403


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"years_needling": 0.5}, "Florida asks for 1 years of needling, on file: 0.5."),
        ({"supervised_sessions": 24}, "Florida asks for 25 supervised sessions, on file: 24."),
        ({"licence_until": datetime.date(2020, 1, 1)}, "The licence ended on 2020-01-01."),
    ],
)
def test_a_supervisor_without_what_the_place_asks_is_refused_with_the_reason(
    cast: Cast, visit: Visit, watching: Client, more: dict[str, Any], reason: str
) -> None:
    passport(cast, cast.supervisor, **more)
    refused = begin(watching, visit)
    assert refused.status_code == 403
    assert reason in refused.content.decode()
    assert reason in text(watching, visit)


def test_nobody_supervises_their_own_visit_or_signs_a_visit_they_did_not_watch(
    cast: Cast, visit: Visit, treating: Client, watching: Client
) -> None:
    patient = add_patient(cast.clinic, "Olive", "Own", datetime.date(1970, 1, 1))
    own = add_visit(patient, cast.supervisor)
    assert "your own visit" in begin(watching, own).content.decode()
    begin(watching, visit)
    treated(treating, visit)
    other = User.objects.create(email="sam@example.test", name="Sam Second")
    cast.clinic.memberships.create(user=other, role="supervisor")
    refused = cosign(signed_in(other), visit)
    assert refused.status_code == 403
    assert "You have not supervised this visit." in refused.content.decode()


def test_a_supervisor_treats_like_a_practitioner(cast: Cast, watching: Client) -> None:
    patient = add_patient(cast.clinic, "Olive", "Own", datetime.date(1970, 1, 1))
    own = add_visit(patient, cast.supervisor)
    agree(own)
    assert place(watching, own).status_code == 204


def test_another_clinics_visit_does_not_exist(cast: Cast, visit: Visit, watching: Client) -> None:
    for answer in (begin, end, cosign):
        assert answer(watching, cast.other_visit).status_code == 404


def test_bad_input_names_the_field(visit: Visit, watching: Client) -> None:
    for bad in ({"way": "by letter"}, {"id": "7"}):
        assert begin(watching, visit, **bad).status_code == 400
    assert cosign(watching, visit, words="x" * 2001).status_code == 400


def test_the_list_costs_the_same_for_one_and_for_many(
    cast: Cast,
    visit: Visit,
    treating: Client,
    watching: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    begin(watching, visit)
    treated(treating, visit)
    for number in range(3):
        other = add_patient(cast.clinic, "Ann", f"More{number}", datetime.date(1980, 1, 1))
        more = add_visit(other, cast.practitioner)
        agree(more)
        begin(watching, more)
        treated(treating, more)
    with django_assert_max_num_queries(14):
        listed = watching.get(reverse("supervision:waiting")).content.decode()
    assert listed.count("signed by Priya Practitioner") == 4
