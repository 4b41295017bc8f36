"""A button is refused to nobody who sees it enabled, and a disabled one says why.

For every role, every page that the table of doors opens to it, and every step of an open visit, of
a signed one, and of one at which nothing was answered yet.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import get_resolver, resolve, reverse

import filiform_clinic
from addresses import every_address
from cast import Cast, add_visit
from filiform.journey import Step
from filiform_clinic.access import doors
from filiform_clinic.records.models import IntakeDraft
from page_forms import Page, read
from role_table import STAFF, Ready, ask, prepare

CLINIC = Path(filiform_clinic.__file__).parent
ROOMS = sorted(path.parent.name for path in CLINIC.glob("*/actions.py"))
# Rooms whose forms stand on a shell's page, which tells the reason.
SHOWN_BY = {"exam": "visit"}
KINDS = ("rom", "ppt", "resisted", "scar", "pain_now")


def pages(ready: Ready, browser: Client) -> Iterator[tuple[str, Page]]:
    """Every page that opens, with its path."""
    for path in dict.fromkeys(_paths(ready)):
        answer = browser.get(path)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            yield path, read(answer.content)


def _paths(ready: Ready) -> Iterator[str]:
    fresh = add_visit(ready.cast.patient, ready.cast.practitioner)
    IntakeDraft.objects.create(visit=fresh)
    for visit in (ready.cast.visit, ready.signed, fresh):
        page = reverse("visit:visit", args=[visit.pk])
        yield from (f"{page}?step={step}" for step in Step)
        yield from (f"{page}?step=examine&measure={kind}" for kind in KINDS)
        yield reverse("note:note", args=[visit.pk])
        yield reverse("screening:review", args=[visit.pk])
        yield reverse("incidents:incident", args=[visit.pk]) + "?kind=faint"
    for address in every_address(get_resolver()):
        if not address.name.startswith(("account", "mfa", "site:", "demo:", "lock:face")):
            yield ready.path(address)


@pytest.mark.django_db
@pytest.mark.parametrize("column", STAFF[:4])
def test_no_enabled_button_is_refused_and_every_disabled_one_says_why(
    cast: Cast, column: str
) -> None:
    ready = prepare(cast)
    browser, asked, wrong = ready.browsers[column], set[str](), list[str]()
    for path, page in pages(ready, browser):
        for button in page.buttons:
            if button.disabled:
                if not any(page.texts.get(one, "").strip() for one in button.described_by):
                    wrong.append(f"{path}: {button.name} is disabled and does not say why")
            elif button.method == "post" and (goes := button.goes_to or path) not in asked:
                asked.add(goes)
                match = resolve(goes.partition("?")[0])
                status, _verbs = ask(ready, browser, match.view_name, goes, "post")
                if status == 403:
                    wrong.append(f"{path}: {goes} is offered and refused")
    assert wrong == []
    assert len(asked) >= (20 if column in ("practitioner", "supervisor") else 3)


@pytest.mark.parametrize("room", ROOMS)
def test_a_page_knows_the_reason_of_every_check_of_its_room(room: str) -> None:
    """`check_can_x` in a room's actions, `why_not_x` where its pages are read, or at the door."""
    checks = {one for one in names(CLINIC / room / "actions.py") if one.startswith("check_")}
    checks = {one for one in checks if one in names(CLINIC / "access" / "rules.py")}
    told = {one for part in CLINIC.glob(f"{SHOWN_BY.get(room, room)}/*.py") for one in names(part)}
    door = {rule.__name__ for rule in (*doors.ROOMS.values(), *doors.PAGES.values())}
    for check in checks:
        reason = {"check_is_owner": "why_not_own"}.get(check, check.replace("check_can", "why_not"))
        own = reason in told
        assert own or (room == "practice" and reason in door), f"{room}: {check} without {reason}"


def names(path: Path) -> set[str]:
    """Every name and attribute that a file uses or defines."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    found |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    return found
