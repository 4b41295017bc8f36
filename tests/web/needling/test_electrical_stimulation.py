"""Electrical stimulation through needles: as the device was set, and never against the verdict."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from acts import act, only_marker, place
from cast import Cast, agree, signed_in
from filiform.body.values import Side
from filiform.needling import Felt, Stimulation
from filiform.screening import Answer, Place, Reply
from filiform.screening.written import write_answer
from filiform_clinic.records.models import Visit
from filiform_clinic.records.noted import note_record_of
from filiform_clinic.records.visit_state import needling_of
from histories import healthy, said

MARKER: dict[str, Any] = {
    "muscle": "infraspinatus",
    "side": "right",
    "needles": 1,
    "gauge_mm": "0.30",
    "length_mm": 50,
    "mode": "left_in",
}
CURRENT: dict[str, Any] = {"hertz": "2.5", "current_minutes": 10, "felt": "visible"}


def stimulation(visit: Visit) -> Stimulation | None:
    return needling_of(visit.pk).markers[0].value.settings.stimulation


def step(client: Client, visit: Visit) -> str:
    return client.get(reverse("visit:visit", args=[visit.pk]) + "?step=needle").content.decode()


def implanted(cast: Cast) -> None:
    """A device on the left of the chest, which runs on electricity."""
    healthy(cast.visit)
    with_device(cast.visit)
    agree(cast.visit)


def with_device(visit: Visit) -> None:
    pocket = (Place("device_pocket", Side.LEFT),)
    for answer in (
        Answer("ci_implant_site", Reply.YES, pocket),
        Answer("ci_estim_active_device", Reply.YES),
    ):
        said(visit, answer=write_answer(answer))


def test_it_is_recorded_kept_by_another_change_and_taken_back(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    place(client, cast.visit)
    marker = only_marker(cast.visit)
    assert act(client, cast.visit, "adjusted", marker, **MARKER, **CURRENT).status_code == 204
    assert stimulation(cast.visit) == Stimulation(2.5, 10, Felt.VISIBLE)
    text = step(client, cast.visit)
    assert 'type="hidden" name="hertz" value="2.5"' in text  # a change of size keeps it
    assert "electrical stimulation 2.5 Hz, 10 min" in text
    assert act(client, cast.visit, "adjusted", marker, **MARKER).status_code == 204
    assert stimulation(cast.visit) is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"hertz": ""}, "hertz"),
        ({"hertz": "nan"}, "hertz"),
        ({"felt": ""}, "felt"),
        ({"felt": "x"}, "felt"),
        ({"current_minutes": 0}, "minutes"),
        ({"pulse_us": 9000}, "pulse_us"),
    ],
)
def test_half_a_setting_is_refused(cast: Cast, wrong: dict[str, Any], field: str) -> None:
    client = signed_in(cast.practitioner)
    place(client, cast.visit)
    sent = MARKER | CURRENT | wrong
    answer = act(client, cast.visit, "adjusted", only_marker(cast.visit), **sent)
    assert (answer.status_code, field in answer.content.decode()) == (400, True)
    assert stimulation(cast.visit) is None


def test_an_active_implant_stops_the_current_and_not_the_needle(cast: Cast) -> None:
    implanted(cast)
    client = signed_in(cast.practitioner)
    calf = MARKER | {"muscle": "soleus"}
    straight_away = place(client, cast.visit, **calf, **CURRENT)
    assert straight_away.status_code == 409
    assert place(client, cast.visit, **calf).status_code == 204
    text = step(client, cast.visit)
    assert "Stop: not in this way (" in text
    assert 'name="hertz"' not in text
    marker = only_marker(cast.visit)
    answer = act(client, cast.visit, "adjusted", marker, **calf, **CURRENT)
    assert answer.status_code == 409
    assert stimulation(cast.visit) is None


def test_the_note_tells_the_current_and_the_verdict_on_it(cast: Cast) -> None:
    client = signed_in(cast.practitioner)
    place(client, cast.visit)
    marker = only_marker(cast.visit)
    act(client, cast.visit, "adjusted", marker, **MARKER, **CURRENT, pulse_us=200)
    page = client.get(reverse("visit:visit", args=[cast.visit.pk]) + "?step=note").content.decode()
    assert "electrical stimulation 2.5 Hz for 10 min, pulse 200 µs, muscle seen to move" in page
    # the patient tells of an implant after all: the verdict in the note is about the current
    with_device(cast.visit)
    verdict = note_record_of(cast.visit).screening
    assert verdict is not None
    assert "ci_estim_active_device" in {reason.id for reason in verdict.reasons}
