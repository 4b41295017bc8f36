"""Consent in the visit: no needle without it; a no holds; asked again when it must be."""

from __future__ import annotations

import datetime

import pytest
from consent_acts import decide, new_visit, page, step, told, withdraw
from django.test import Client
from django.urls import reverse

from acts import act, counts, only_marker, palpate, place, sign_now, verbs
from cast import Cast, add_visit, agree, signed_in
from filiform.body.values import Side
from filiform.consent import ConsentTexts
from filiform.plan import Plan, PlannedTarget, to_json
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import (
    AnswerEntry,
    ClinicRulesEntry,
    ConsentEntry,
    NeedleEvent,
    PlanEntry,
    Visit,
)
from page_text import main_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(cast: Cast) -> Visit:
    return new_visit(cast)


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.practitioner)


# --- no needle without consent ---


def test_a_needle_without_consent_is_refused_with_the_reason(client: Client, visit: Visit) -> None:
    answer = place(client, visit)
    assert answer.status_code == 409
    assert "No consent yet" in told(answer)
    assert not NeedleEvent.objects.filter(visit=visit).exists()
    assert "No needle may be placed" in step(client, visit, "needle")
    assert "No consent yet" in step(client, visit)


def test_after_a_yes_the_needle_goes_in_and_the_decision_is_kept(
    client: Client, visit: Visit
) -> None:
    assert decide(client, visit).status_code == 302
    entry = ConsentEntry.objects.get(patient=visit.episode.patient)
    assert (entry.decision, entry.parts, entry.number) == ("agreed", ["shoulder"], 1)
    assert entry.shown
    assert entry.digest == entry.shown.digest
    assert entry.signed
    assert entry.signed.drawn
    assert entry.text_version == ConsentTexts.load().version
    assert set(entry.answers) == {one.id for one in entry.shown.questions}
    assert place(client, visit).status_code == 204
    assert {"consent.shown", "consent.agreed"} <= set(verbs(visit))
    assert "Agreed" in step(client, visit)


def test_a_part_that_was_not_agreed_to_stays_closed(client: Client, visit: Visit) -> None:
    decide(client, visit, "shoulder", "neck")
    answer = place(client, visit, muscle="soleus")
    assert answer.status_code == 409
    assert "does not cover" in told(answer)
    decide(client, visit, "shoulder", "neck", "lower_leg")
    assert place(client, visit, muscle="soleus").status_code == 204


def test_a_refusal_is_recorded_and_respected(client: Client, cast: Cast, visit: Visit) -> None:
    said = decide(client, visit, decision="refused", name="", strokes="", words="Afraid")
    assert said.status_code == 302
    entry = ConsentEntry.objects.get(patient=visit.episode.patient)
    assert (entry.decision, entry.words, entry.signature) == ("refused", "Afraid", {})
    answer = place(client, visit)
    assert answer.status_code == 409
    assert "Nothing overrides that" in told(answer)
    colleague = signed_in(cast.colleague)
    assert place(colleague, visit).status_code == 409


def test_after_a_no_the_visit_goes_on_to_other_care_and_the_note(
    client: Client, visit: Visit
) -> None:
    decide(client, visit, decision="refused", name="", strokes="")
    shown = client.get(reverse("visit:visit", args=[visit.pk]) + "?step=consent")
    assert shown.context["step"].said_no
    page = shown.content.decode().split('id="consent-next"')[1]
    assert "?step=plan" in page
    assert "?step=note" in page
    palpate(client, visit, "tender")
    care = {"id": new_id(), "care": "manual_therapy", "words": ""}
    assert client.post(reverse("plan:give", args=[visit.pk]), care).status_code == 302
    written = sign_now(client, visit).text
    assert "The patient refused needles in shoulder" in written
    assert "Given at this visit beside needles: manual therapy." in written
    assert "No needle was placed." in written


def test_parts_of_planned_muscles_are_chosen_beforehand(client: Client, visit: Visit) -> None:
    muscles = ("soleus", "scalenus_medius")
    plan = Plan(targets=tuple(PlannedTarget(one, Side.LEFT) for one in muscles))
    PlanEntry.objects.create(
        episode=visit.episode, visit=visit, number=1, plan=to_json(plan),
        knowledge_version="k", kept_by=visit.practitioner,
    )  # fmt: skip
    shown = client.get(reverse("visit:visit", args=[visit.pk]) + "?step=consent").context["step"]
    assert {one.part.id for one in shown.choices if one.chosen} == {"lower_leg", "neck"}
    assert [sign.flag for sign in shown.to_say] == ["rf_stroke"]


def test_a_no_holds_for_the_next_visit_too(client: Client, cast: Cast, visit: Visit) -> None:
    decide(client, visit, decision="refused", name="", strokes="")
    later = add_visit(visit.episode.patient, cast.practitioner)
    assert "has refused" in told(place(client, later))
    decide(client, later)
    assert place(client, later).status_code == 204


def test_a_no_after_a_yes_ends_the_yes(client: Client, visit: Visit) -> None:
    decide(client, visit)
    decide(client, visit, decision="refused", name="", strokes="")
    assert place(client, visit).status_code == 409
    assert ConsentEntry.objects.filter(patient=visit.episode.patient).count() == 2


def test_withdrawal_with_needles_in_lets_them_out_and_none_in(client: Client, visit: Visit) -> None:
    decide(client, visit)
    place(client, visit, needles=2)
    marker = only_marker(visit)
    assert withdraw(client, visit).status_code == 302
    assert "withdrawn the consent" in told(place(client, visit))
    more = {"muscle": "infraspinatus", "side": "right", "mode": "left_in"}
    more |= {"gauge_mm": "0.30", "length_mm": "50"}
    assert act(client, visit, "adjusted", marker, needles=3, **more).status_code == 409
    assert act(client, visit, "adjusted", marker, needles=2, **more).status_code == 204
    assert act(client, visit, "removed", marker, needles=2).status_code == 204
    assert counts(visit) == (2, 2)
    assert "withdrawn" in step(client, visit, "needle")


def test_withdrawal_is_possible_after_signing(client: Client, visit: Visit) -> None:
    decide(client, visit)
    place(client, visit)
    act(client, visit, "removed", only_marker(visit), needles=1)
    sign_now(client, visit)
    assert withdraw(client, visit, words="Changed my mind").status_code == 302
    assert ConsentEntry.objects.get(decision="withdrawn").words == "Changed my mind"


def test_there_is_nothing_to_withdraw_before_a_yes(client: Client, visit: Visit) -> None:
    assert withdraw(client, visit).status_code == 409
    decide(client, visit, decision="refused", name="", strokes="")
    assert withdraw(client, visit).status_code == 409


def test_a_needle_cannot_be_moved_to_a_part_without_consent(client: Client, visit: Visit) -> None:
    decide(client, visit)
    place(client, visit)
    moved = {"muscle": "soleus", "side": "right", "mode": "left_in", "needles": 1}
    moved |= {"gauge_mm": "0.30", "length_mm": "50"}
    assert act(client, visit, "adjusted", only_marker(visit), **moved).status_code == 409


# --- asked again ---


@pytest.mark.parametrize(("days", "status"), [(364, 204), (365, 409)])
def test_consent_is_asked_again_after_the_interval(
    client: Client, cast: Cast, visit: Visit, days: int, status: int
) -> None:
    before = agree(visit)
    old = new_id()
    ConsentEntry.objects.bulk_create(
        [
            ConsentEntry(
                id=old,
                patient=before.patient,
                visit=visit,
                number=2,
                decision="agreed",
                decided_on=before.decided_on - datetime.timedelta(days=days),
                parts=before.parts,
                recorded_by=cast.practitioner,
            )
        ]
    )
    answer = place(client, visit)
    assert answer.status_code == status
    if status == 409:
        assert "too old" in told(answer)


def test_a_change_of_health_asks_again(client: Client, cast: Cast, visit: Visit) -> None:
    decide(client, visit)
    said = {"rule": "ci_anticoag", "value": "no"}
    AnswerEntry.objects.create(visit=visit, said={"answer": said}, recorded_by=cast.practitioner)
    assert place(client, visit).status_code == 204
    AnswerEntry.objects.create(
        visit=visit, said={"answer": said | {"value": "yes"}}, recorded_by=cast.practitioner
    )
    answer = place(client, visit)
    assert answer.status_code == 409
    assert "health record has changed" in told(answer)
    shown = page(client, visit)
    assert "you take a blood thinner" in main_text(shown)
    decide(client, visit)
    assert "health record has changed" not in told(place(client, visit))


def test_a_change_of_place_asks_again_and_names_the_law(
    client: Client, cast: Cast, visit: Visit
) -> None:
    decide(client, visit)
    ClinicRulesEntry.objects.create(organisation=cast.clinic, jurisdiction="US-FL")
    answer = place(client, visit)
    assert "law that applies here has changed" in told(answer)
    assert "Florida law asks for your consent" in main_text(page(client, visit))
    assert decide(client, visit).status_code == 302
    entry = ConsentEntry.objects.filter(patient=visit.episode.patient).order_by("number").last()
    assert entry
    assert entry.jurisdiction == "US-FL"
