"""The demo is made through the same actions as real work: every stage is there, and holds."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from filiform.body import Side
from filiform.journey import Progress
from filiform.needling import Mode
from filiform.screening import Outcome, Target
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.sealing import check_chains
from filiform_clinic.day.queries import Day, day
from filiform_clinic.demo import queries
from filiform_clinic.demo.clock import clock, wait
from filiform_clinic.demo.patients import PATIENTS, open_patient
from filiform_clinic.demo.people import STAFF
from filiform_clinic.demo.seed import DemoAccess, evening, recent, seed
from filiform_clinic.demo.stories import STORIES
from filiform_clinic.demo.times import answers_at
from filiform_clinic.demo.told import Stage, Turn
from filiform_clinic.intake.queries import today_of
from filiform_clinic.records.models import (
    AftercareEntry,
    CareEntry,
    ClearanceEntry,
    ConsentEntry,
    CosignEntry,
    CountEntry,
    DrawingEntry,
    FindingEntry,
    IncidentEntry,
    IntakeEntry,
    LetterEntry,
    NeedleEvent,
    NoteEntry,
    Patient,
    PlanEntry,
    ScoreEntry,
    SessionEntry,
    Visit,
)
from filiform_clinic.records.screened import verdict_of
from filiform_clinic.records.visit_state import needling_of
from filiform_clinic.visit.queries import open_visit

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def afternoon() -> Iterator[None]:
    """In these tests it is the afternoon of today: soon after midnight a day has no past."""
    zone = ZoneInfo("America/New_York")
    with clock(datetime.datetime.now(zone).replace(hour=16, minute=30)):
        yield


@pytest.fixture(scope="module")
def seeded(
    afternoon: None, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[DemoAccess]:
    """The demo, made once for all tests of this file and taken back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield seed(timezone.now())
        transaction.set_rollback(True)


@pytest.fixture
def access(seeded: DemoAccess, db: None) -> DemoAccess:
    return seeded


def today(actor: Actor) -> Day:
    return day(actor, timezone.now().astimezone(actor.zone).date())


def of_today(rows: QuerySet[Any]) -> list[Any]:
    """Those of the visits of today; the demo has earlier ones as well."""
    shown = [row.visit.pk for row in today(queries.actor_named("june")).rows]
    return list(rows.filter(visit__in=shown))


def test_every_stage_of_a_visit_is_there(access: DemoAccess) -> None:
    shown = {row.progress for row in today(queries.actor_named("june")).rows}
    assert shown == set(Progress)


def test_every_kind_of_patient_is_there(access: DemoAccess) -> None:
    groups = set(IntakeEntry.objects.values_list("group", flat=True))
    assert groups == {"desk", "athlete", "chronic", "post_surgery", "other"}


def test_plans_are_there_for_every_group_and_copied_at_later_visits(access: DemoAccess) -> None:
    plans = PlanEntry.objects.all()
    intakes = IntakeEntry.objects.filter(visit__in=plans.values("visit"))
    assert set(intakes.values_list("group", flat=True)) >= {"desk", "athlete", "chronic"}
    assert plans.exclude(copied_from=None).exists()
    assert CareEntry.objects.exists()


def test_needles_are_in_somewhere_and_out_everywhere_else(access: DemoAccess) -> None:
    rows = today(queries.actor_named("june")).rows
    still_in = [row.state.needling.still_in for row in rows if row.state.needling.still_in]
    assert still_in == [3]
    assert all(row.state.needling.still_in == 0 for row in rows if row.state.signed)


def test_needles_lie_on_the_body(access: DemoAccess) -> None:
    placed = NeedleEvent.objects.filter(act="placed")
    assert len(of_today(placed)) == sum(
        len(patient.needled) for patient in PATIENTS if patient.stage.has_reached(Stage.NEEDLES_IN)
    )
    assert all(event.details["position"] for event in placed)


def test_drawings_lie_on_the_body_and_show_what_was_meant(access: DemoAccess) -> None:
    for patient in PATIENTS:
        if not patient.pains and not patient.listed:
            continue
        drawn = DrawingEntry.objects.filter(visit__episode__patient__family_name=patient.family)
        (entry,) = of_today(drawn)
        painted = {cell["cell"] for cell in entry.drawing["cells"] if cell["coverage"] >= 0.5}
        assert painted, patient.family
        from filiform.body import Body

        body = Body.load()
        for pain in (*patient.pains, *patient.listed):
            cells = body.cells_of(pain.area, pain.side)
            assert len(cells & painted) >= 0.4 * len(cells), (patient.family, pain.area)


def test_the_other_clinic_sees_nothing_of_it(access: DemoAccess) -> None:
    shown = today(queries.actor_named("ines")).rows
    assert [row.visit.episode.patient.family_name for row in shown] == ["Elsewhere"]


def test_the_open_link_asks_the_birth_date_and_opens(access: DemoAccess, client: Client) -> None:
    born = access.patient_birth_date
    said: dict[str, Any] = {"month": born.month, "day": born.day, "year": born.year}
    assert client.get(access.patient_link_path).status_code == 200
    assert client.post(access.patient_link_path, said).status_code == 302
    assert client.get(access.patient_link_path)["Location"].endswith("/complaint/")


def test_seeding_again_on_the_same_day_changes_only_the_link(access: DemoAccess) -> None:
    before = Visit.objects.count(), Patient.objects.count(), DrawingEntry.objects.count()
    again = seed(timezone.now())
    assert (Visit.objects.count(), Patient.objects.count(), DrawingEntry.objects.count()) == before
    assert again.patient_link_path != access.patient_link_path


def test_another_day_brings_new_visits_of_the_same_people(
    access: DemoAccess, monkeypatch: pytest.MonkeyPatch
) -> None:
    people, tomorrow = Patient.objects.count(), timezone.now() + datetime.timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    seed(tomorrow)
    assert Patient.objects.count() == people
    earlier = sum(len(story.visits) for story in STORIES)
    assert Visit.objects.count() == earlier + 2 * (len(PATIENTS) + 1)


def test_what_is_done_took_time_and_lies_in_the_past(access: DemoAccess) -> None:
    now = timezone.now()
    for visit in Visit.objects.all():
        needling = needling_of(visit.pk)
        for marker in needling.markers:
            assert marker.placed_at <= now
            if marker.out_at and marker.value.settings.mode is Mode.LEFT_IN:
                stayed = marker.out_at - marker.since
                assert datetime.timedelta(minutes=8) < stayed < datetime.timedelta(minutes=20)
            if marker.still_in:
                assert now - marker.since < datetime.timedelta(minutes=15)
        for note in visit.notes.all():
            assert visit.drawings.get().created_at < note.signed_at <= now
            assert all(event.at < note.signed_at for event in needling.seen)


def test_there_is_a_last_time_to_compare_with(access: DemoAccess) -> None:
    rows = today(queries.actor_named("june")).rows
    grace = next(row.visit for row in rows if row.visit.episode.patient.family_name == "Okafor")
    page = open_visit(queries.actor_named("maya"), grace.pk, None, "page")
    (last,) = page.earlier
    assert (last.strongest_pain, page.person.strongest_pain) == (8, 7)
    assert last.visit.starts_at < grace.starts_at
    assert page.person.visit_number == 2


def test_nobody_treats_two_patients_at_once(access: DemoAccess) -> None:
    times = Visit.objects.values_list("practitioner", "starts_at")
    assert len(set(times)) == len(times)


def test_there_are_three_months_of_episodes_and_not_all_get_better(access: DemoAccess) -> None:
    first = Visit.objects.earliest("starts_at").starts_at
    assert timezone.now() - first > datetime.timedelta(days=80)
    went = [story.visits[-1].strongest - story.visits[0].strongest for story in STORIES]
    assert min(went) <= -4
    assert sum(change >= 0 for change in went) >= 2
    assert sum(change >= -1 for change in went) >= 8
    assert Patient.objects.count() >= 30


def test_what_happens_in_a_clinic_has_happened(access: DemoAccess) -> None:
    assert set(ConsentEntry.objects.values_list("decision", flat=True)) == {"agreed", "refused"}
    assert set(IncidentEntry.objects.values_list("kind", flat=True)) == {"faint", "bleeding"}
    tables = (AftercareEntry, ClearanceEntry, CosignEntry, CountEntry, LetterEntry, SessionEntry)
    assert all(table.objects.exists() for table in tables)
    assert NoteEntry.objects.exclude(supersedes=None).exists()
    assert FindingEntry.objects.filter(retest=True).exists()
    assert set(ScoreEntry.objects.values_list("instrument", flat=True)) == {"nprs", "psfs"}


def test_whom_screening_stops_got_no_needle(access: DemoAccess) -> None:
    held = Visit.objects.filter(episode__patient__family_name="Novak")
    assert held.exists()
    for visit in held:
        assert verdict_of(visit, today_of(visit)).session is Outcome.STOP
        assert not needling_of(visit.pk).seen


def test_the_audit_trail_is_sealed_and_intact(access: DemoAccess) -> None:
    assert [(chain.unsealed, chain.broken) for chain in check_chains()] == [(0, ""), (0, "")]


@pytest.mark.parametrize("days", range(15))
def test_earlier_visits_lie_on_working_days(days: int) -> None:
    now = datetime.datetime(2026, 3, 9, 12, tzinfo=ZoneInfo("America/New_York"))
    assert evening(now, days).weekday() < 5


@pytest.mark.parametrize("hour", [0, 3, 8, 13, 23])
def test_answers_come_on_the_day_and_before_now(hour: int) -> None:
    zone = ZoneInfo("America/New_York")
    now = datetime.datetime(2026, 3, 9, hour, 20, tzinfo=zone)
    for patient in PATIENTS:
        begin = answers_at(patient, now, zone)
        assert begin <= now
        assert begin.date() == now.date()


def test_the_clock_of_the_demo_stops_with_it() -> None:
    at = datetime.datetime(2026, 3, 9, 12, 0, tzinfo=datetime.UTC)
    with clock(at):
        assert timezone.now() == at
        wait(1.5)
        assert timezone.now() == at + datetime.timedelta(seconds=90)
    wait(1.5)
    assert timezone.now() > at + datetime.timedelta(minutes=2)


def test_the_same_seed_paints_the_same(access: DemoAccess) -> None:
    from filiform.body import Body
    from filiform_clinic.demo.brush import hand, paint

    pains = PATIENTS[0].pains
    assert paint(pains, Body.load(), hand(7)) == paint(pains, Body.load(), hand(7))
    assert paint(pains, Body.load(), hand(7)) != paint(pains, Body.load(), hand(8))


def test_logins_are_those_of_the_sign_in_page(access: DemoAccess) -> None:
    assert access.logins == STAFF
    assert all(queries.account_of(person) for person in STAFF)


def test_the_patients_phone_opens_with_one_click(access: DemoAccess, client: Client) -> None:
    page = client.get("/account/login/").content.decode()
    assert open_patient().family in page
    response = client.post("/demo/patient/")
    assert response.status_code == 302
    assert client.get(response["Location"]).status_code == 200
    assert client.get("/demo/patient/").status_code == 405


def test_nobody_can_sign_in_with_a_password(access: DemoAccess) -> None:
    for person in STAFF:
        account = queries.account_of(person)
        assert account is not None
        assert not account.has_usable_password()


@pytest.mark.parametrize(
    ("family", "muscle", "session", "stopped"),
    [
        ("Okafor", "infraspinatus", Outcome.CLEAR, False),
        ("Varga", "psoas_major", Outcome.CLEARANCE, True),
        ("Nguyen", "multifidus_lumbar_lower", Outcome.CLEARANCE, True),
        ("Brandt", "supinator", Outcome.CAUTION, False),
        ("Marsh", "rectus_femoris", Outcome.CAUTION, True),
    ],
)
def test_histories_lead_to_verdicts(
    access: DemoAccess, family: str, muscle: str, session: Outcome, stopped: bool
) -> None:
    visit = Visit.objects.filter(episode__patient__family_name=family).latest("starts_at")
    verdict = verdict_of(visit, today_of(visit))
    assert verdict.session is session, verdict.reasons
    [planned] = verdict_of(visit, today_of(visit), [Target(muscle, Side.LEFT)]).muscles
    assert (planned.outcome is Outcome.STOP) is stopped


@pytest.mark.parametrize("weeks", [1, 2, 3, 4, 5, 6, 9, 13])
def test_a_short_past_keeps_the_clearances_it_rests_on(weeks: int) -> None:
    for story in STORIES:
        kept = recent(story.visits, weeks)
        left_out = [one for one in story.visits if one not in kept]
        assert not kept or not any(Turn.CLEARED in one.turns for one in left_out)
        assert all(one.days_ago > 7 * weeks for one in left_out)
