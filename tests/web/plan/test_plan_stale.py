"""A plan that was changed meanwhile is not covered unread."""

from __future__ import annotations

import pytest
from django.urls import reverse
from plan_acts import fields, page

from cast import Cast, signed_in
from filiform_clinic.records.models import PlanEntry
from page_text import main_text

pytestmark = pytest.mark.django_db


def test_a_stale_plan_tells_who_changed_what_and_can_be_kept_on_top(cast: Cast) -> None:
    mine, theirs = signed_in(cast.practitioner), signed_in(cast.colleague)
    stale = fields(page(mine, cast.visit)) | {"sessions": 9}
    kept = fields(page(theirs, cast.visit)) | {"sessions": 3, "words": "Ask about work"}
    address = reverse("plan:edit", args=[cast.visit.pk])
    assert theirs.post(address, kept).status_code == 302
    refused = mine.post(address, stale)
    text = main_text(refused)
    assert refused.status_code == 409
    assert "Cole Colleague kept version 1" in text
    assert "How often; Notes on the plan" in text
    assert "To needle;" not in text
    assert PlanEntry.objects.count() == 1
    # what was typed is still there, and keeping it again is a choice
    again = fields(refused)
    assert again["sessions"] == "9"
    assert mine.post(address, again).status_code == 302
    assert [e.to_value().rhythm.sessions for e in PlanEntry.objects.order_by("number")] == [3, 9]
