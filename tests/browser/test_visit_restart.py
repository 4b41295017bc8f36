"""The server is killed in mid-visit and comes back: nothing that was recorded is lost."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from browser_pages import check_accessible

SEED = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from cast import assemble, signed_in
from histories import healthy
people = assemble()
healthy(people.visit)
print(people.visit.pk, signed_in(people.practitioner).cookies["sessionid"].value)
"""
TESTS = Path(__file__).parent.parent
# A server that has just started lays out the zones at its first list, on a busy machine slowly.
PATIENT = 60_000


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A clinic with a database file of its own, as a real server has it."""
    mine = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return mine | {
        "FILIFORM_DATA": str(tmp_path),
        "FILIFORM_DEMO": "yes",
        "DJANGO_SETTINGS_MODULE": "filiform_clinic.settings",
        "PYTHONPATH": os.pathsep.join([str(TESTS.parent / "src"), str(TESTS)]),
    }


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def server(environment: dict[str, str], port: int) -> Iterator[None]:
    """Serve until the end of the block, then kill the processes as a crash would."""
    command = [sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{port}", "--no-control-socket"]
    started = subprocess.Popen(
        [*command, "filiform_clinic.wsgi"],
        env=environment,
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        yield
    finally:
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()


def wait_for(port: int) -> None:
    for _ in range(300):
        try:
            with urlopen(f"http://127.0.0.1:{port}/", timeout=5):
                return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    pytest.fail("the server did not start within a minute")


def test_a_crash_in_mid_visit_loses_nothing(tablet: Page, environment: dict[str, str]) -> None:
    tablet.set_default_timeout(PATIENT)
    seeded = subprocess.run(
        [sys.executable, "-c", SEED], env=environment, capture_output=True, text=True, check=True
    )
    visit, session = seeded.stdout.split()
    port = free_port()
    address = f"http://localhost:{port}"
    tablet.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])

    with server(environment, port):
        tablet.goto(f"{address}/visit/{visit}/?step=examine&muscle=soleus&side=left")
        tablet.get_by_role("button", name="taut band", exact=True).first.click()
        expect(tablet.locator("#save-state")).to_contain_text("Saved", timeout=PATIENT)
        tablet.goto(f"{address}/visit/{visit}/?step=needle")
        tablet.get_by_label("Diameter").select_option("0.30")
        tablet.get_by_label("Length").select_option("60")
        tablet.get_by_text("left in", exact=True).click()
        tablet.get_by_role("button", name="Place by name only").click()
        expect(tablet.locator("#needle-count")).to_contain_text("1 to remove", timeout=PATIENT)

    # The server is down: the tap on Out waits, and says so.
    tablet.locator("button[id^='out-']").click()
    expect(tablet.locator("#save-state")).to_contain_text("Not saved yet", timeout=PATIENT)

    with server(environment, port):
        expect(tablet.locator("#needle-count")).to_contain_text("all out", timeout=PATIENT)
        check_accessible(tablet, "after the crash")
        tablet.get_by_label("In the sharps box").fill("1")
        tablet.get_by_label("I have looked over the whole skin").check()
        tablet.get_by_role("button", name="Record the count").click()
        expect(tablet.get_by_text("All needles are accounted for.")).to_be_visible()
        tablet.goto(f"{address}/visit/{visit}/?step=sign")
        expect(tablet.get_by_text("Left soleus: taut band.")).to_be_visible()
        expect(tablet.get_by_text("Needle count: 1 in, 1 out.")).to_be_visible()
        expect(tablet.get_by_role("button", name="Sign as Priya Practitioner")).to_be_enabled()
