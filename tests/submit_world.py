"""The clinic in which forms are sent by the tables of `tests/spec/submits`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.apps import apps
from django.test import Client

from acts import act, count, only_marker, palpate, place, post, sign_now
from cast import Cast, add_visit, signed_in
from filiform_clinic.access import limits
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import FindingEntry, IntakeEntry, PatientLink, Visit
from role_table import Ready, prepare
from walk import Walk

# Reads leave audit rows, and what was read is no act.
_LEFT_OUT = {"auditrow", "auditseal"}


def rows_now() -> dict[str, int]:
    """How many rows each table of the record has."""
    models = [one for one in apps.get_app_config("records").get_models() if one._meta.managed]
    named = {str(one._meta.model_name): one for one in models}
    return {
        name: one._default_manager.count() for name, one in named.items() if name not in _LEFT_OUT
    }


@dataclass
class World:
    """The clinic of the table of roles, the next visit of its patient, and another clinic's ids."""

    ready: Ready
    next: Visit
    colleague: Client
    elsewhere: dict[str, str]

    @classmethod
    def made(cls, cast: Cast) -> World:
        ready = prepare(cast)
        following = add_visit(cast.patient, cast.practitioner)
        return cls(ready, following, signed_in(cast.colleague), _elsewhere(cast))

    @property
    def cast(self) -> Cast:
        return self.ready.cast

    @property
    def known(self) -> dict[str, str]:
        """What the tables may name."""
        visits = {"visit": self.cast.visit, "signed": self.ready.signed, "next": self.next}
        own = {name: str(visit.pk) for name, visit in visits.items()}
        own |= {"secret": self.ready.secrets["intake"]}
        own |= {"signed_marker": str(only_marker(self.ready.signed))}
        return own | self.elsewhere | _TYPED

    def browser(self, who: str) -> Client:
        limits.forget()
        browsers = self.ready.browsers | {"patient": self.ready.browsers["link"]}
        return (browsers | {"colleague": self.colleague})[who]

    def happen(self, before: str) -> None:
        """What a row of a table asks for; `signed` and `described` are acts of the colleague."""
        acts: dict[str, tuple[Callable[[], object], ...]] = {
            "": (),
            "next": (),
            "out": (self._out,),
            "counted": (self._out, self._count),
            "signed": (self._sign,),
            "described": (self._describe,),
            "given": (self._give,),
            "answered": (self._answer,),
        }
        for one in acts[before]:
            one()

    def _out(self) -> None:
        client, visit = self.browser("practitioner"), self.cast.visit
        act(client, visit, "removed", only_marker(visit), needles=1)

    def _count(self) -> None:
        assert count(self.browser("practitioner"), self.cast.visit).status_code == 204

    def _sign(self) -> None:
        sign_now(self.colleague, self.cast.visit)

    def _describe(self) -> None:
        said = {"id": new_id(), "brand_0": "Acme", "lot_0": "L7", "expires_0": "2099-01-31"}
        told = post(self.colleague, "sharps:session", self.cast.visit, said | {"seen": 0})
        assert told.status_code == 204

    def _give(self) -> None:
        said = {"id": new_id(), "care": "exercise", "words": ""}
        assert post(self.colleague, "plan:give", self.cast.visit, said).status_code == 302

    def _answer(self) -> None:
        link = PatientLink.objects.filter(purpose="intake").latest("created_at")
        cast = replace(self.cast, visit=link.visit)
        Walk(cast, self.browser("patient"), self.known["secret"]).answer_all()


def _elsewhere(cast: Cast) -> dict[str, str]:
    """Ids of the other clinic's records."""
    client, visit = signed_in(cast.stranger), cast.other_visit
    assert palpate(client, visit, "tender").status_code == 204
    assert place(client, visit).status_code == 204
    intake = IntakeEntry.objects.create(
        visit=visit, complaint="shoulder", group="desk", strongest_pain=6, sent_by="patient"
    )
    return {
        "other_marker": str(only_marker(visit)),
        "other_entry": str(FindingEntry.objects.get(visit=visit).pk),
        "other_intake": str(intake.pk),
        "stranger": str(cast.stranger.pk),
    }


# Ids as clocks of the years 2100 and 1970 make them, and one that no clock made.
_TYPED = {
    "ahead": "03bb2cc3-d800-7000-8000-000000000001",
    "behind": "00000000-0001-7000-8000-000000000001",
    "random": "6fa459ea-ee8a-4ca4-894e-db77e160355e",
    "long": "x" * 3000,
    "longest": "x" * 20_001,
    "null": "\x00",
}
