"""What no program understood is read by a person: put on file, or of no matter, with why."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from acts import HTMX, sign, verbs
from cast import Cast, signed_in
from filiform.knowledge.screening import load_rules
from filiform.screening import Answer, Evidence, EvidenceKind, Outcome, Reply
from filiform.screening.written import write_answer, write_evidence
from filiform_clinic.access.actor import actor_of
from filiform_clinic.records.consented import health_versions
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import AnswerEntry, AuditRow, HistoryEntry, Visit
from filiform_clinic.records.screened import history_of, verdict_of
from filiform_clinic.screening.queries import record_seen
from filiform_clinic.screening.words import words_in
from histories import answer_today
from page_text import main_text

pytestmark = pytest.mark.django_db

TEXT = "medicines, as the patient wrote it: xyzzol"
OTHER = "conditions, as the patient wrote it: blue spells"
WHOLE = "eliquis, xyzzol each night"


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.practitioner)


@pytest.fixture(autouse=True)
def history(cast: Cast) -> HistoryEntry:
    sent = send(cast.visit, TEXT)
    answer_today(cast.visit)
    return sent


def send(visit: Visit, *unread: str, **more: Any) -> HistoryEntry:
    answers = [write_answer(Answer(rule, Reply.NO)) for rule in load_rules().rules]
    said = {"answers": answers, "unread": list(unread), "texts": {"medicines": WHOLE}}
    return HistoryEntry.objects.create(
        visit=visit,
        history=said | more,
        rules_version=load_rules().version,
        sent_by="patient",
    )


def key(text: str = TEXT) -> str:
    return words_in([text], {})[0].key


def do(client: Client, visit: Visit, act: str, **fields: Any) -> HttpResponse:
    sent = {"id": new_id(), "seen": record_seen(visit)} | fields
    answer = client.post(reverse(f"screening:{act}", args=[visit.pk]), sent)
    assert isinstance(answer, HttpResponse)
    return answer


def read(client: Client, visit: Visit, why: Any = "A hair cream", **more: Any) -> HttpResponse:
    return do(client, visit, "words", **{"words": key(), "why": why} | more)


def outcome(visit: Visit) -> Outcome:
    return verdict_of(visit, actor_of(visit.practitioner.pk).today).session


def page(client: Client, visit: Visit, **query: str) -> str:
    return main_text(client.get(reverse("screening:find", args=[visit.pk]), query))


def review(client: Client, visit: Visit) -> str:
    return main_text(client.get(reverse("screening:review", args=[visit.pk])))


def test_unread_words_are_shown_and_keep_the_verdict_at_caution(cast: Cast, client: Client) -> None:
    assert outcome(cast.visit) is Outcome.CAUTION
    assert "The patient's words to read 1" in review(client, cast.visit)
    shown = page(client, cast.visit, words=key())
    assert "xyzzol" in shown
    assert WHOLE in shown, "what was written around it helps"


def test_read_and_nothing_that_matters_makes_it_clear(cast: Cast, client: Client) -> None:
    assert read(client, cast.visit).status_code == 302
    assert outcome(cast.visit) is Outcome.CLEAR
    kept = AnswerEntry.objects.get()
    assert kept.said == {"read": {"text": TEXT, "found": "", "why": "A hair cream"}}
    assert kept.recorded_by == cast.practitioner
    shown = review(client, cast.visit)
    assert "words to read" not in shown
    assert "“xyzzol”: nothing that matters for needling. A hair cream Priya Practitioner" in shown


def test_the_log_of_acts_holds_none_of_the_words(cast: Cast, client: Client) -> None:
    read(client, cast.visit)
    do(client, cast.visit, "found", pick="med_doac|apixaban")
    assert verbs(cast.visit) == ["health.words_read", "health.found"]
    details = "".join(str(row.details) for row in AuditRow.objects.all())
    assert "xyzzol" not in details
    assert "apixaban" not in details


@pytest.mark.parametrize("why", ["", "   "])
def test_a_reason_is_asked_for_and_what_was_typed_is_kept(
    cast: Cast, client: Client, why: str
) -> None:
    answer = read(client, cast.visit, why, q="xyz")
    assert answer.status_code == 400
    shown = answer.content.decode()
    assert "Say why nothing in these words matters" in shown
    assert 'name="q" value="xyz"' in shown
    assert not AnswerEntry.objects.exists()


@pytest.mark.parametrize("why", ["x" * 3_000, "a\0b"])
def test_a_reason_that_cannot_be(cast: Cast, client: Client, why: str) -> None:
    assert read(client, cast.visit, why).status_code == 400
    assert not AnswerEntry.objects.exists()


def test_words_that_name_a_medicine_put_it_on_file(cast: Cast, client: Client) -> None:
    sent = do(
        client, cast.visit, "found", words=key(), settles="on", pick="med_doac|apixaban", q="xyz"
    )
    assert sent.status_code == 302
    history = history_of(cast.visit)
    assert history.unread == ()
    assert [(one.group, one.name, one.ref) for one in history.current] == [
        ("med_doac", "apixaban", "staff")
    ]
    assert outcome(cast.visit) is Outcome.CLEARANCE
    assert "apixaban (Direct oral anticoagulants) named in the words “xyzzol”" in review(
        client, cast.visit
    )


def test_words_may_name_more_than_one_thing(cast: Cast, client: Client) -> None:
    do(client, cast.visit, "found", words=key(), pick="med_doac|apixaban")
    assert history_of(cast.visit).unread == (TEXT,), "the box was not ticked"
    do(client, cast.visit, "found", words=key(), settles="on", pick="med_nsaid|ibuprofen")
    history = history_of(cast.visit)
    assert history.unread == ()
    assert {one.name for one in history.current} == {"apixaban", "ibuprofen"}


def test_a_medicine_is_added_at_any_time(cast: Cast, client: Client) -> None:
    assert "Add a medicine or condition" in review(client, cast.visit)
    assert do(client, cast.visit, "found", pick="cc_epilepsy|epilepsy").status_code == 302
    assert history_of(cast.visit).unread == (TEXT,)
    kept = AnswerEntry.objects.get().said["evidence"]
    assert (kept["kind"], kept["current"], kept["certain"]) == ("condition", True, True)


def test_what_no_list_knows_is_put_on_file_by_its_kind(cast: Cast, client: Client) -> None:
    sent = do(client, cast.visit, "found", target="med_doac", name="abelacimab", q="abelacimab")
    assert sent.status_code == 302
    assert AnswerEntry.objects.get().said["evidence"]["name"] == "abelacimab"
    assert outcome(cast.visit) is Outcome.CLEARANCE
    assert do(client, cast.visit, "found", target="med_vka", name="").status_code == 302
    newest = AnswerEntry.objects.order_by("created_at").last()
    assert newest
    assert newest.said["evidence"]["name"] == "Vitamin K antagonists"


@pytest.mark.parametrize(
    "wrong", [{}, {"pick": "med_nothing|x"}, {"pick": "|x"}, {"pick": "med_doac|"}]
)
def test_nothing_chosen_is_said_beside_what_was_found(
    cast: Cast, client: Client, wrong: dict[str, str]
) -> None:
    answer = do(client, cast.visit, "found", q="eliqus", **wrong)
    assert answer.status_code == 400
    shown = main_text(answer)
    assert "Choose one from the list" in shown
    assert "Apixaban" in shown
    assert not AnswerEntry.objects.exists()


def test_a_kind_that_cannot_be(cast: Cast, client: Client) -> None:
    assert do(client, cast.visit, "found", target="med_nothing", name="x").status_code == 400


def test_sent_twice_is_one_entry(cast: Cast, client: Client) -> None:
    fields: dict[str, Any] = {"id": new_id(), "seen": record_seen(cast.visit)}
    for _time in range(2):
        assert read(client, cast.visit, **fields).status_code == 302
    assert AnswerEntry.objects.count() == 1
    assert read(client, cast.visit, "Another reason", **fields).status_code == 409


def test_words_read_already_are_not_read_twice(cast: Cast, client: Client) -> None:
    read(client, cast.visit)
    late = read(client, cast.visit, "Once more")
    assert late.status_code == 409
    assert "read already" in main_text(late)
    assert read(client, cast.visit, words="unheard-of").status_code == 409


def test_words_sent_once_more_are_read_once_more(cast: Cast, client: Client) -> None:
    read(client, cast.visit)
    assert history_of(cast.visit).unread == ()
    send(cast.visit, TEXT, OTHER)
    assert history_of(cast.visit).unread == (TEXT, OTHER)
    assert read(client, cast.visit).status_code == 302
    assert history_of(cast.visit).unread == (OTHER,)


def test_a_reading_is_taken_back_with_a_reason(cast: Cast, client: Client) -> None:
    read(client, cast.visit)
    kept = AnswerEntry.objects.get()
    back = {"entry": kept.pk, "why": "It is a blood thinner"}
    assert do(client, cast.visit, "take_back", **back | {"why": " "}).status_code == 400
    assert do(client, cast.visit, "take_back", **back).status_code == 302
    assert history_of(cast.visit).unread == (TEXT,)
    assert outcome(cast.visit) is Outcome.CAUTION
    assert AnswerEntry.objects.count() == 2, "both stay readable"
    assert verbs(cast.visit) == ["health.words_read", "health.taken_back"]
    again = do(client, cast.visit, "take_back", **back)
    assert again.status_code == 409
    assert read(client, cast.visit).status_code == 302


def test_taking_back_a_find_lets_consent_stand_as_before(cast: Cast, client: Client) -> None:
    before = health_versions([cast.patient.pk])
    do(client, cast.visit, "found", words=key(), settles="on", pick="med_doac|apixaban")
    assert health_versions([cast.patient.pk]) != before
    do(client, cast.visit, "take_back", entry=AnswerEntry.objects.get().pk, why="Wrong patient")
    assert health_versions([cast.patient.pk]) == before
    history = history_of(cast.visit)
    assert (history.evidence, history.unread) == ((), (TEXT,))


def test_nothing_of_another_patient_is_taken_back(cast: Cast, client: Client) -> None:
    said = {"evidence": write_evidence(Evidence(EvidenceKind.MEDICINE, "med_doac", "x", "staff"))}
    theirs = AnswerEntry.objects.create(
        visit=cast.other_visit, said=said, recorded_by=cast.stranger
    )
    assert do(client, cast.visit, "take_back", entry=theirs.pk, why="x").status_code == 409


def test_what_the_patient_names_anew_counts_again(cast: Cast, client: Client) -> None:
    """A correction is about what was said then, not about what is said later."""
    apixaban = write_evidence(Evidence(EvidenceKind.MEDICINE, "med_doac", "apixaban", "patient"))
    send(cast.visit, evidence=[apixaban])
    match = {"kind": "medicine", "group": "med_doac", "name": "apixaban"}
    do(client, cast.visit, "match", **match)
    assert history_of(cast.visit).current == ()
    send(cast.visit, evidence=[apixaban])
    assert [one.name for one in history_of(cast.visit).current] == ["apixaban"]
    do(client, cast.visit, "match", current="on", **match)
    send(cast.visit, evidence=[apixaban | {"current": False}])
    assert [one.name for one in history_of(cast.visit).current] == ["apixaban"]


def test_the_search_answers_htmx_with_its_list_alone(cast: Cast, client: Client) -> None:
    address = reverse("screening:find", args=[cast.visit.pk])
    answer = client.get(address, {"q": "eliqus"}, headers=HTMX)
    text = answer.content.decode()
    assert "<html" not in text
    assert 'value="med_doac|apixaban"' in text
    assert "HX-Request" in answer["Vary"]
    assert "Apixaban" in page(client, cast.visit, q="eliqus")
    assert "no rule of screening is about it" in page(client, cast.visit, q="norvasc")
    assert "Nothing is known by this name" in page(client, cast.visit, q="qqqqzzzz")


@pytest.mark.parametrize("act", ["found", "words", "take_back"])
def test_a_visit_of_another_clinic_does_not_exist(cast: Cast, client: Client, act: str) -> None:
    fields = {"pick": "med_doac|apixaban", "words": key(), "why": "x", "entry": new_id()}
    assert do(client, cast.other_visit, act, **fields).status_code == 404
    assert client.get(reverse("screening:find", args=[cast.other_visit.pk])).status_code == 404
    assert not AnswerEntry.objects.exists()


def test_the_front_desk_reads_and_records_nothing(cast: Cast) -> None:
    desk = signed_in(cast.front_desk)
    assert desk.get(reverse("screening:find", args=[cast.visit.pk])).status_code == 403
    assert read(desk, cast.visit).status_code == 403
    assert do(desk, cast.visit, "found", pick="med_doac|apixaban").status_code == 403


def test_after_signing_nothing_is_recorded(cast: Cast, client: Client) -> None:
    assert sign(client, cast.visit, "Talked about it.").status_code == 302
    assert "This visit is signed" in main_text(read(client, cast.visit))
    assert "Put on file" not in review(client, cast.visit)
    assert (
        "disabled"
        in client.get(
            reverse("screening:find", args=[cast.visit.pk]), {"q": "eliqus"}
        ).content.decode()
    )


def test_a_stale_page_decides_nothing(cast: Cast, client: Client) -> None:
    seen = record_seen(cast.visit)
    do(client, cast.visit, "found", pick="cc_epilepsy|epilepsy")
    assert read(client, cast.visit, seen=seen).status_code == 409
