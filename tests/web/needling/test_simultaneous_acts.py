"""Many hands at the same moment, on a real database with a connection each: one act wins."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest

from environment import fresh_database

TESTS = Path(__file__).parents[2]
STORY = """
import json
import django; django.setup()
from concurrent.futures import ThreadPoolExecutor
from django.core.management import call_command
from django.db import connections
call_command("migrate", verbosity=0)

from acts import act, count, counts, only_marker, palpate, place, sign
from cast import assemble, signed_in
from filiform.note import digest
from filiform_clinic.records.noted import note_record_of
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import NeedleEvent, NoteEntry, Patient, Visit

HANDS = 8
people = assemble()
visit = people.visit
clients = [signed_in(people.practitioner) for _ in range(HANDS)]

def at_once(do):
    def alone(client):
        try:
            return do(client).status_code
        finally:
            connections.close_all()
    with ThreadPoolExecutor(HANDS) as pool:
        return sorted(pool.map(alone, clients))

same = {"id": new_id(), "marker": new_id()}
placed = at_once(lambda client: place(client, visit, **same))
marker = only_marker(visit)
after = NeedleEvent.objects.get(visit=visit).pk
out = at_once(lambda client: act(client, visit, "removed", marker, needles=1, after=after))
count(clients[0], visit)
seen = digest(note_record_of(visit))
signed = at_once(lambda client: sign(client, visit, "Done.", seen=seen))
walk_in = {"id": new_id(), "given_name": "Nora", "family_name": "Neu", "birth_date": "1979-02-28",
           "practitioner": people.practitioner.pk, "starts_at": "14:30"}
added = at_once(lambda client: client.post("/booking/walk-in/", walk_in))
print(json.dumps({
    "added": added, "visits": Visit.objects.count(),
    "noras": Patient.objects.filter(given_name="Nora").count(),
    "placed": placed, "out": out, "signed": signed, "counts": counts(visit),
    "events": NeedleEvent.objects.count(), "notes": NoteEntry.objects.count(),
}))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What happened, told by a process of its own (a test's transaction would hide the races).

    On a database of its own too: the tests of this file may be run by two workers at once.
    """
    own = fresh_database(f"hands_{uuid4().hex}")
    environment = (
        os.environ
        | own
        | {
            "FILIFORM_DATA": str(tmp_path_factory.mktemp("clinic")),
            "FILIFORM_DEMO": "yes",
            "FILIFORM_HOSTS": "testserver",
            "DJANGO_SETTINGS_MODULE": "filiform_clinic.settings",
            "PYTHONPATH": os.pathsep.join([str(TESTS.parent / "src"), str(TESTS)]),
        }
    )
    done = subprocess.run(
        [sys.executable, "-c", STORY], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_the_same_act_sent_eight_times_at_once_is_one_needle(told: dict[str, object]) -> None:
    assert told["placed"] == [204] * 8


def test_of_eight_hands_on_one_needle_one_takes_it_out(told: dict[str, object]) -> None:
    assert told["out"] == [204, *[409] * 7]
    assert (told["counts"], told["events"]) == ([1, 1], 2)


def test_of_eight_signatures_one_is_given(told: dict[str, object]) -> None:
    assert told["signed"] == [302, *[409] * 7]
    assert told["notes"] == 1


def test_a_visit_added_eight_times_at_once_is_one_visit_of_one_patient(
    told: dict[str, object],
) -> None:
    assert told["added"] == [302] * 8
    assert (told["visits"], told["noras"]) == (3, 1)
