"""Every address of the project, who may open it, and what the audit trail then says.

The table is `doors.csv`: a row for each view and method, a column for each kind of person. Codes:
200 shown, 204 done, 302 led elsewhere (to sign in, to the birth date, or after the act), 400 faulty
form, 403 not this role, 404 not this clinic's or not there, 409 the record says no; what has no row
answers 405 to everybody. `link` is a browser in which a patient has opened links; `elsewhere`
practises in another clinic. `audit` are the rows that the trail gets when it is let through. A new
address without a row fails.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.urls import get_resolver

from addresses import every_address
from cast import Cast
from role_table import COLUMNS, LEFT_OUT, METHODS, STAFF, prepare, told

pytestmark = pytest.mark.django_db

Key = tuple[str, str]
ROWS: dict[Key, dict[str, str]] = {}
with (Path(__file__).parent / "doors.csv").open(encoding="utf-8", newline="") as file:
    for row in csv.DictReader(file):
        ROWS[row["view"], row["method"]] = row
# Pages below a patient's or a visit's address that show nothing about the patient.
WITHOUT_PATIENT = {"visit:zones"}
# Pages about several patients.
LISTS = {"day:today", "day:safety", "chart:patients", "supervision:waiting"}
# What a person who treats nobody may open: lists without findings, and what is about no patient.
FOR_ALL = (
    "account", "booking:", "day:today", "chart:patients", "lock:", "locating:", "mfa_", "practice:",
    "site:", "ui:", "api:", "demo:", "intake:", "drawing:",
)  # fmt: skip


@pytest.mark.parametrize("column", COLUMNS)
def test_each_person_gets_what_the_table_says(cast: Cast, column: str) -> None:
    found = told(prepare(cast), column)
    expected = {key: ROWS[key][column] if key in ROWS else "405" for key in found}
    assert {key: str(status) for key, (status, _verbs) in found.items()} == expected
    for key, (status, verbs) in found.items():
        if verbs and status < 400:
            assert " ".join(sorted(verbs)) == ROWS[key]["audit"], key


def test_every_address_has_its_rows() -> None:
    names = {one.name for one in every_address(get_resolver())} - LEFT_OUT
    assert {view for view, _method in ROWS} == names
    assert {method for _view, method in ROWS} == {*METHODS}


def test_no_role_that_does_not_treat_opens_a_clinical_page() -> None:
    opened = {
        view
        for (view, _method), row in ROWS.items()
        for column in ("front_desk", "owner", "elsewhere")
        if row[column] in ("200", "204") and not view.startswith(FOR_ALL)
    }
    # Behind patients' links staff are strangers, who are asked the birth date.
    opened = {view for view in opened if not view.endswith(":start")}
    # Of one's own clinic whoever asks, or of nobody.
    assert opened <= {"day:huddle", "day:safety", "visit:zones"}


def test_nobody_is_let_in_without_signing_in_or_a_link() -> None:
    opened = {
        view for (view, _method), row in ROWS.items() if row["anonymous"] in ("200", "204", "409")
    }
    public = ("account", "site:", "api:", "ui:")
    assert {view for view in opened if not view.startswith(public)} == {
        f"{room}:start" for room in ("intake", "consent", "plan", "aftercare")
    }


def test_a_page_about_a_patient_leaves_an_audit_row() -> None:
    about = ("visit_id", "patient_id", "secret")
    patterns = {one.name: one.pattern for one in every_address(get_resolver())}
    for (view, method), row in ROWS.items():
        shown = method == "get" and any(row[one] == "200" for one in (*STAFF[:4], "link"))
        if not shown or not (view in LISTS or any(word in patterns[view] for word in about)):
            continue
        # A patient's own answers: opening the link was audited, they go to nobody else.
        own = view.startswith(("intake:", "drawing:")) or view.endswith(":start")
        if not own and view not in WITHOUT_PATIENT:
            assert row["audit"], view


def test_an_act_on_a_record_leaves_an_audit_row() -> None:
    for (view, method), row in ROWS.items():
        done = method == "post" and row["practitioner"] in ("200", "204", "302")
        if done and not view.startswith(("account", "mfa_", "lock:", "intake:", "drawing:")):
            named = view.endswith(":start")
            assert row["audit"] or named, view
