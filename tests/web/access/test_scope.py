"""Rows of another clinic do not exist; every role has the rights it should."""

from __future__ import annotations

import pytest
from django.http import Http404

from cast import Cast
from filiform_clinic.access import rules
from filiform_clinic.access.actor import actor_of
from filiform_clinic.access.scope import locked_visit_of, patients_of, visit_of, visits_of
from filiform_clinic.records.models import Membership
from filiform_clinic.ui.problems import Refused


def test_own_patients_and_visits_only(cast: Cast) -> None:
    assert [patient.pk for patient in patients_of(cast.actor)] == [cast.patient.pk]
    assert [visit.pk for visit in visits_of(cast.actor)] == [cast.visit.pk]


def test_a_visit_of_another_clinic_does_not_exist(cast: Cast) -> None:
    assert visit_of(cast.actor, cast.visit.pk) == cast.visit
    for read in (visit_of, locked_visit_of):
        with pytest.raises(Http404):
            read(cast.actor, cast.other_visit.pk)


@pytest.mark.parametrize(
    ("who", "may_treat"),
    [("practitioner", True), ("colleague", True), ("front_desk", False), ("owner", False)],
)
def test_only_practitioners_treat_and_see_the_record(cast: Cast, who: str, may_treat: bool) -> None:
    actor = actor_of(getattr(cast, who).pk)
    assert (rules.why_not_treat(actor) == "") is may_treat
    assert (rules.why_not_see_clinical(actor) == "") is may_treat
    if not may_treat:
        with pytest.raises(Refused, match="practitioner"):
            rules.check_can_treat(actor)


def test_a_person_without_membership_is_refused_with_a_reason(cast: Cast) -> None:
    Membership.objects.filter(user=cast.practitioner).update(is_active=False)
    with pytest.raises(Refused, match="belongs to no clinic"):
        actor_of(cast.practitioner.pk)
