"""The plan in the clinic: kept, changed, copied; care given."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from plan_acts import (
    care_field,
    fields,
    found_client,
    keep,
    page,
    step,
    weekly,
)

from acts import palpate, post, sign_now, verbs
from cast import Cast, add_visit, signed_in
from filiform.plan import Depth, Mode, PlanKnowledge
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import (
    CareEntry,
    PlanEntry,
)
from page_text import main_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast: Cast) -> Client:
    return found_client(cast)


def test_a_first_plan_starts_from_what_was_found_and_from_nothing_else(
    client: Client, cast: Cast
) -> None:
    palpate(client, cast.visit, "tender", muscle="soleus")
    forms = page(client, cast.visit).context["forms"]
    rows = [(form.name, form.picked) for form in forms.rows["target"]]
    assert rows == [("Right infraspinatus", True), ("Right soleus", False)]
    sent = fields(page(client, cast.visit))
    assert not {"sessions", "days_between", "reassess_on", "every_weeks"} & set(sent)
    assert not [name for name in sent if name.endswith(("needles", "days_a_week", "aim"))]


def test_a_plan_is_kept_and_shown(client: Client, cast: Cast) -> None:
    stretch = care_field(client, cast.visit, "stretching")
    more = {f"{stretch}-pick": "on", f"{stretch}-days_a_week": 5, f"{stretch}-where": "home"}
    said = {"target-0-needles": 2, "target-0-mode": "pistoned", "target-0-depth": "deep"}
    assert weekly(client, cast.visit, reassess_on="2026-12-09", **more, **said).status_code == 302
    plan = PlanEntry.objects.get().to_value()
    assert [target.muscle for target in plan.targets] == ["infraspinatus"]
    dose = plan.targets[0].dose
    assert (dose.needles, dose.mode, dose.depth) == (2, Mode.PISTONED, Depth.DEEP)
    assert plan.care[0].days_a_week == 5
    shown = main_text(step(client, cast.visit))
    assert "Right infraspinatus: 2 needles, pistoned, deep" in shown
    assert "3 sessions" in shown
    assert "Stretching: 5 days a week, at home" in shown
    assert "plan.kept" in verbs(cast.visit)


def test_the_verdict_of_screening_is_shown_and_kept(client: Client, cast: Cast) -> None:
    weekly(client, cast.visit)
    entry = PlanEntry.objects.get()
    assert set(entry.outcomes) == {"infraspinatus:right"}
    assert entry.knowledge_version == PlanKnowledge.load().version
    mark = step(client, cast.visit).context["step"].targets[0].mark
    assert mark.outcome == entry.outcomes["infraspinatus:right"]
    assert "verdict-mark" in page(client, cast.visit).content.decode()


def test_a_change_is_a_new_version_and_both_stay(client: Client, cast: Cast) -> None:
    weekly(client, cast.visit)
    keep(client, cast.visit, sessions=5)
    entries = PlanEntry.objects.order_by("number")
    assert [(e.number, e.to_value().rhythm.sessions) for e in entries] == [(1, 3), (2, 5)]
    first = client.get(reverse("plan:version", args=[cast.visit.pk, 1]))
    assert "Plan, version 1" in main_text(first)
    assert "Version 2" in main_text(step(client, cast.visit))


def test_a_stale_page_keeps_what_was_typed_and_changes_nothing(client: Client, cast: Cast) -> None:
    stale = fields(page(client, cast.visit)) | {"sessions": 9, "days_between": 2}
    weekly(client, cast.visit)
    answer = client.post(reverse("plan:edit", args=[cast.visit.pk]), stale)
    assert answer.status_code == 409
    assert "changed meanwhile" in main_text(answer)
    assert answer.context["forms"].main["sessions"].value() == "9"
    assert PlanEntry.objects.count() == 1


def test_the_same_page_twice_is_one_plan(client: Client, cast: Cast) -> None:
    sent = fields(page(client, cast.visit)) | {"sessions": 3}
    address = reverse("plan:edit", args=[cast.visit.pk])
    assert [client.post(address, sent).status_code for _ in range(2)] == [302, 302]
    assert client.post(address, sent | {"sessions": 4}).status_code == 409
    assert PlanEntry.objects.count() == 1


@pytest.mark.parametrize(
    "bad",
    [
        {"sessions": "99"},
        {"days_between": "0"},
        {"first": "tomorrow"},
        {"target-0-needles": "40"},
        {"target-0-muscle": "spleen"},
        {"target-0-side": "midline"},
        {"weekdays": ["9"]},
        {"upkeep": "nothing", "every_weeks": "4"},
        {"away-TOTAL_FORMS": "1", "away-0-first": "2026-12-03", "away-0-last": "2026-12-01"},
        {"words": "a" * 3_000},
        {"id": "x"},
    ],
)
def test_bad_input_is_marked_and_nothing_is_lost(
    client: Client, cast: Cast, bad: dict[str, Any]
) -> None:
    answer = weekly(client, cast.visit, maintenance="مرحبا 😀 <script>", **bad)
    assert answer.status_code == 400
    assert "Not kept yet." in main_text(answer)
    assert answer.context["forms"].main["maintenance"].value() == "مرحبا 😀 <script>"
    assert "<script>" not in answer.content.decode()[answer.content.decode().index("<main") :]
    assert not PlanEntry.objects.exists()


def test_an_empty_plan_is_refused(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    answer = keep(client, cast.visit, first="")
    assert answer.status_code == 400
    assert not PlanEntry.objects.exists()


def test_rows_are_added_without_a_script(client: Client, cast: Cast) -> None:
    address = reverse("plan:edit", args=[cast.visit.pk])
    sent = fields(page(client, cast.visit))
    for name in ("target", "goal", "event", "away", "care", "nonsense"):
        answer = client.post(address, sent | {"add": name, "sessions": 4})
        assert answer.status_code == 200
        grown = int(name in ("goal", "event", "away", "target"))
        before = int(sent.get(f"{name}-TOTAL_FORMS", 0))
        if name != "nonsense":
            assert len(answer.context["forms"].rows[name].forms) == before + grown
        assert answer.context["forms"].main["sessions"].value() == "4"
    assert not PlanEntry.objects.exists()


@pytest.mark.parametrize("total", ["", "-1", "²", "9" * 5_000, "24", "x"])
def test_a_count_of_rows_that_is_none_breaks_nothing(
    client: Client, cast: Cast, total: str
) -> None:
    sent = fields(page(client, cast.visit)) | {"add": "goal", "goal-TOTAL_FORMS": total}
    answer = client.post(reverse("plan:edit", args=[cast.visit.pk]), sent)
    assert answer.status_code == 200
    assert len(answer.context["forms"].rows["goal"].forms) <= 26


def test_a_muscle_a_goal_and_a_competition_are_added(client: Client, cast: Cast) -> None:
    more = {
        "target-TOTAL_FORMS": "2", "target-1-new": "on", "target-1-muscle": "soleus",
        "target-1-side": "left", "goal-TOTAL_FORMS": "1", "goal-0-text": "Comb my hair",
        "goal-0-kind": "activity", "goal-0-now": "4", "goal-0-aim": "8",
        "event-TOTAL_FORMS": "1", "event-0-on": "2026-12-04", "event-0-title": "Regatta",
    }  # fmt: skip
    assert weekly(client, cast.visit, keep_free="", **more).status_code == 302
    shown = main_text(step(client, cast.visit))
    assert "Left soleus" in shown
    assert "Comb my hair, now 4/10, aim 8/10" in shown
    assert "ache on 4 December 2026 (Regatta)" in shown  # the box was not ticked


def test_the_days_before_a_competition_stay_free(client: Client, cast: Cast) -> None:
    event = {"event-TOTAL_FORMS": "1", "event-0-on": "2026-12-04", "event-0-title": "Regatta"}
    weekly(client, cast.visit, keep_free="on", **event)
    shown = step(client, cast.visit).context["step"].shown
    assert datetime.date(2026, 12, 5) in shown.sessions
    assert shown.cautions == ()


def test_the_last_plan_is_copied_in_one_tap(client: Client, cast: Cast) -> None:
    weekly(client, cast.visit)
    later = add_visit(cast.patient, cast.practitioner)
    shown = step(client, later)
    assert "It stands until it is changed." in main_text(shown)
    said = {"id": str(shown.context["step"].fresh_id)}
    address = reverse("plan:copy", args=[later.pk])
    assert [client.post(address, said).status_code for _ in range(2)] == [302, 302]
    copied = PlanEntry.objects.get(number=2)
    assert copied.copied_from
    assert (copied.copied_from.number, copied.visit_id) == (1, later.pk)
    assert copied.plan == copied.copied_from.plan
    assert client.post(address, {"id": str(new_id())}).status_code == 409


def test_a_visit_shows_the_plan_of_its_own_time(client: Client, cast: Cast) -> None:
    weekly(client, cast.visit)
    later = add_visit(cast.patient, cast.practitioner)
    keep(client, later, sessions=9)
    assert "3 sessions" in main_text(step(client, cast.visit))
    assert "9 sessions" in main_text(step(client, later))


def test_nothing_to_copy_is_said(client: Client, cast: Cast) -> None:
    address = reverse("plan:copy", args=[cast.visit.pk])
    answer = client.post(address, {"id": str(new_id())})
    assert answer.status_code == 409
    assert "no earlier plan" in main_text(answer)


def test_what_was_given_is_recorded_and_taken_back(client: Client, cast: Cast) -> None:
    said = {"id": str(new_id()), "care": "manual_therapy", "words": "Neck, grade II"}
    address = reverse("plan:give", args=[cast.visit.pk])
    assert [client.post(address, said).status_code for _ in range(2)] == [302, 302]
    assert client.post(address, said | {"care": "massage"}).status_code == 409
    assert "Neck, grade II" in main_text(step(client, cast.visit))
    entry = CareEntry.objects.get()
    back = {"id": str(new_id()), "entry": str(entry.pk)}
    assert client.post(reverse("plan:take_back", args=[cast.visit.pk]), back).status_code == 302
    assert "Neck, grade II" not in main_text(step(client, cast.visit))
    assert CareEntry.objects.count() == 2
    assert {"care.given", "care.taken_back"} <= set(verbs(cast.visit))


def test_unknown_care_is_refused(client: Client, cast: Cast) -> None:
    said = {"id": str(new_id()), "care": "prayer"}
    answer = client.post(reverse("plan:give", args=[cast.visit.pk]), said)
    assert answer.status_code == 400
    assert not CareEntry.objects.exists()


def test_after_signing_care_is_closed_and_the_plan_is_not(client: Client, cast: Cast) -> None:
    sign_now(client, cast.visit)
    given = {"id": str(new_id()), "care": "massage"}
    assert post(client, "plan:give", cast.visit, given).status_code == 409
    assert weekly(client, cast.visit).status_code == 302
