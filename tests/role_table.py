"""A clinic in which every page has something to show, and what each form may be sent."""

from __future__ import annotations

import copy
import datetime
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from acts import act, only_marker, palpate, place, sign_now
from addresses import Address, every_address
from cast import Cast, add_visit, signed_in
from filiform.body import Body
from filiform.body.values import Side
from filiform.drawing import Cause, Drawing, DrawnScar, ListedArea, Quality
from filiform.knowledge.screening import load_rules
from filiform.plan import Audience, Plan, Rhythm
from filiform_clinic.access import limits
from filiform_clinic.access.links import create_link
from filiform_clinic.aftercare import queries as aftercare
from filiform_clinic.aftercare.actions import give_sheet
from filiform_clinic.exam.actions import record_scar
from filiform_clinic.incidents.actions import record_incident
from filiform_clinic.plan.actions import keep_plan, sign_letter
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import (
    AuditRow,
    DrawingEntry,
    IntakeEntry,
    PatientLink,
    ScarEntry,
    SupervisionEntry,
    Visit,
)
from filiform_clinic.records.visit_state import needling_of
from filiform_clinic.visit.layers import zones_version
from histories import healthy

STAFF = ("front_desk", "practitioner", "supervisor", "owner", "elsewhere")
COLUMNS = ("anonymous", "link", *STAFF)
ROOMS = ("intake", "consent", "plan", "aftercare")
# Views about what is signed.
_SIGNED = {"note:pdf", "plan:letter_pdf", "plan:signed_letter"}
_BORN = {"month": "4", "day": "12", "year": "1988"}
_TODAY = datetime.date(2026, 1, 5)
_INCIDENT = new_id()
_SCAR = DrawnScar(new_id(), Cause.INJURY, places=(ListedArea("temple", Side.RIGHT),))


@dataclass(frozen=True)
class Ready:
    """The cast with records: an open visit, a signed one, one for which the patient has a link."""

    cast: Cast
    signed: Visit
    drawing: DrawingEntry
    secrets: dict[str, str]
    browsers: dict[str, Client]

    def path(self, address: Address) -> str:
        """The address about the first clinic's records."""
        visit = self.signed if address.name in _SIGNED else self.cast.visit
        secret = self.secrets.get(address.name.partition(":")[0], self.secrets["intake"])
        more: dict[str, Any] = {"visit_id": visit.pk, "entry_id": self.drawing.pk}
        if address.name == "exam:scar_version":
            more["key"] = ScarEntry.objects.get().key
        if address.name == "visit:zones":
            more["version"] = zones_version()
        if address.name == "drafts:typed_by_patient":
            more["form"] = "story"
        return address.filled(self.cast, secret, **more)

    def sent(self, name: str, method: str) -> dict[str, Any]:
        """One body that every form takes, each reads the fields it knows; with what differs."""
        if method == "get":
            return {"part": "shoulder", "q": "pa"}
        marker = only_marker(self.cast.visit)
        after = next(m.latest for m in needling_of(self.cast.visit.pk).markers if m.id == marker)
        ids = {"id": str(new_id()), "marker": str(marker), "after": str(after)}
        day = {one.id: "no" for one in load_rules().day_questions}
        people = {"practitioner": str(self.cast.practitioner.pk)}
        return _WORDS | ids | day | people | _OTHERWISE.get(name, {})


_WORDS: dict[str, Any] = {
    "seen": "0",
    "part": "shoulder",
    "decision": "refused",
    "answers": "",
    "words": "said",
    "why": "because",
    "reason": "mh_lung",
    "muscle": "infraspinatus",
    "side": "right",
    "result": "tender",
    "needles": "1",
    "gauge_mm": "0.30",
    "length_mm": "50",
    "mode": "left_in",
    "counted": "1",
    "opened": "1",
    "in_sharps": "1",
    "revision": "0",
    "free_text": "Soft end feel.",
    "ci_bleeding_mild-value": "no",
    "ci_bleeding_mild-id": str(new_id()),
    "looked": "on",
    "not_in_skin": "on",
    "twitch": "yes",
    "entry": str(new_id()),
    "begun": str(new_id()),
    "note": str(new_id()),
    "clearance": str(new_id()),
    "override": str(new_id()),
    "way": "in_person",
    "value": "no",
    "kind": "platelets",
    "unit": "10*9/L",
    "on": _TODAY.isoformat(),
    "group": "aspirin",
    "name": "aspirin",
    "pick": "",
    "given_by": "Dr Green",
    "given_on": _TODAY.isoformat(),
    "valid_until": "2036-01-05",
    "care": "exercise",
    "recipient": "Dr Green",
    "text": "Dear Dr Green",
    "grade": "mild",
    "given_name": "Nora",
    "family_name": "New",
    "birth_date": "1980-01-05",
    "starts_at": "10:00",
    "jurisdiction": "US-FL",
    "pin": "8203",
    "minutes": "5",
    "kpa_1": "300",
    "token": "page-1",
    "base": "1",
    "typed": '[["words", "said"]]',
}

# What a form of its own calls by a word that another one uses too.
_OTHERWISE: dict[str, dict[str, Any]] = {
    "needling:placed": {"marker": str(new_id())},
    "screening:measurement": {"value": "150"},
    "screening:match": {"kind": "medicine"},
    "screening:found": {"target": ""},
    "exam:scars": {"key": str(_SCAR.id), "seen": ""},
    "incidents:incident": {"kind": "faint"},
    "incidents:follow_up": {"follows": str(_INCIDENT)},
    "note:amend": {"replaces": str(new_id())},
}


# Making the demo's day takes seconds, and its own tests ask who may.
LEFT_OUT = {"demo:patient"}
METHODS = ("get", "post")


def told(ready: Ready, column: str) -> dict[tuple[str, str], tuple[int, frozenset[str]]]:
    """What each address answers to one browser, and which audit rows that leaves.

    Nothing stays: each request is rolled back, and the browser gets its cookies back.
    """
    found = {}
    browser = ready.browsers[column]
    for address in every_address(get_resolver()):
        for method in METHODS:
            if address.name not in LEFT_OUT:
                path = ready.path(address)
                found[address.name, method] = ask(ready, browser, address.name, path, method)
    return found


def ask(
    ready: Ready, browser: Client, name: str, path: str, method: str
) -> tuple[int, frozenset[str]]:
    """Status and audit verbs of one request to the view of this name; nothing of it stays."""
    cookies = copy.deepcopy(browser.cookies)
    limits.forget()
    with transaction.atomic():
        known = set(AuditRow.objects.values_list("pk", flat=True))
        body = ready.sent(name, method)
        status = getattr(browser, method)(path, body).status_code
        verbs = AuditRow.objects.exclude(pk__in=known).values_list("verb", flat=True)
        left = frozenset(verbs)
        transaction.set_rollback(True)
    browser.cookies = cookies
    return status, left


def prepare(cast: Cast) -> Ready:
    """Records for every page, and a browser for every column."""
    staff = {one: signed_in(getattr(cast, one)) for one in STAFF[:4]}
    staff["elsewhere"] = signed_in(cast.stranger)
    treating = staff["practitioner"]
    signed = add_visit(cast.patient, cast.practitioner)

    for visit in (cast.visit, signed):
        healthy(visit)
        assert place(treating, visit).status_code == 204
        palpate(treating, visit, "familiar_pain")
    act(treating, signed, "removed", only_marker(signed), needles=1)
    _give(cast)
    record_incident(
        actor=cast.actor,
        visit_id=cast.visit.pk,
        id=_INCIDENT,
        kind="faint",
        grade="mild",
        words="She felt faint.",
    )
    record_scar(actor=cast.actor, visit_id=cast.visit.pk, key=_SCAR.id, scar=_SCAR, seen=None)
    keep_plan(actor=cast.actor, visit_id=cast.visit.pk, id=new_id(), seen=0, plan=_plan())
    letter = {"audience": Audience.REFERRER, "recipient": "Dr Green", "text": "Dear Dr Green"}
    sign_letter(actor=cast.actor, visit_id=signed.pk, id=new_id(), **letter)  # type: ignore[arg-type]
    SupervisionEntry.objects.create(
        visit=signed, act="begun", way="in_person", supervisor=cast.supervisor
    )
    sign_now(treating, signed)
    secrets = {one: _link(cast, one) for one in ROOMS}
    patient = Client()
    for room, secret in secrets.items():
        start = "/p/" if room == "intake" else f"/{room}/p/"
        assert patient.post(f"{start}{secret}/", _BORN).status_code == 302
    draft = {"token": "page-0", "base": "0", "typed": '[["words", "half a"]]'}
    for browser, path in ((treating, cast.visit.pk), (patient, f"p/{secrets['intake']}")):
        form = "incident" if browser is treating else "story"
        assert browser.post(f"/drafts/{path}/{form}/", draft).status_code == 200
    browsers = {"anonymous": Client(), "link": patient} | staff
    return Ready(cast, signed, _drawing(cast.visit), secrets, browsers)


def _plan() -> Plan:
    return Plan(rhythm=Rhythm(3, 7, _TODAY))


def _give(cast: Cast) -> None:
    step = aftercare.aftercare_step(cast.actor, cast.visit.pk)
    give_sheet(actor=cast.actor, visit_id=cast.visit.pk, id=new_id(), seen=step.seen, words="Rest.")


def _link(cast: Cast, room: str) -> str:
    """The patient's link; answers before the visit are about one that lies ahead."""
    if room == "intake":
        ahead = add_visit(cast.patient, cast.practitioner)
        return create_link(ahead)
    return create_link(cast.visit, PatientLink.Purpose(room))


def _drawing(visit: Visit) -> DrawingEntry:
    IntakeEntry.objects.create(
        visit=visit, complaint="shoulder", group="desk", strongest_pain=6, sent_by="patient"
    )
    body = Body.load()
    drawing = Drawing.from_areas(
        [ListedArea("shoulder_posterior", Side.RIGHT, 6, Quality.ACHE)], body
    )
    return DrawingEntry.objects.create(
        visit=visit, drawing=drawing.to_json(), body_version=body.version, sent_by="patient"
    )
