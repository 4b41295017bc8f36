"""Today's list: who comes when, and how far each visit is."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from filiform.consent import Need
from filiform.journey import Progress, VisitState, progress_of
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.audit import audit_list
from filiform_clinic.access.rules import why_not_see_clinical
from filiform_clinic.access.scope import visits_of
from filiform_clinic.booking.queries import begun, why_not_link
from filiform_clinic.records.models import Visit
from filiform_clinic.records.visit_state import states_of
from filiform_clinic.screening.queries import Flag, flag, histories_missing

WORDS: dict[Progress, Promise] = {
    Progress.EXPECTED: _("Expected"),
    Progress.LINK_SENT: _("Link made"),
    Progress.DRAWING_RECEIVED: _("Drawing received"),
    Progress.IN_PROGRESS: _("In progress"),
    Progress.NEEDLES_IN: _("Needles in"),
    Progress.SIGNED: _("Signed"),
}
NO_CONSENT = _("Consent missing")
REFUSED = _("Needles refused")
TONES = {
    Progress.LINK_SENT: "clearance",
    Progress.DRAWING_RECEIVED: "accent",
    Progress.IN_PROGRESS: "caution",
    Progress.NEEDLES_IN: "stop",
    Progress.SIGNED: "clear",
}


@dataclass(frozen=True, slots=True)
class DayRow:
    """One visit of the day. `why_not_link`: why the actor makes no link, empty when they may."""

    visit: Visit
    state: VisitState
    is_mine: bool
    age: int
    history_missing: bool = False
    why_not_link: str = ""

    @property
    def progress(self) -> Progress:
        return progress_of(self.state)

    @property
    def no_consent(self) -> str:
        """A word for a consent that does not stand, empty when it does or is needed no more."""
        if self.state.signed or self.state.consent.stands:
            return ""
        needs = self.state.consent.needs
        return str(REFUSED if Need.REFUSED in needs or Need.WITHDRAWN in needs else NO_CONSENT)

    @property
    def word(self) -> Promise:
        return WORDS[self.progress]

    @property
    def tone(self) -> str:
        return TONES.get(self.progress, "")

    @property
    def asks_patient(self) -> bool:
        """Whether a link to the patient still makes sense."""
        return not (self.state.drawing_received or self.state.signed)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the clinic; `locked` says why the actor cannot open a visit, empty when they can."""

    on: datetime.date
    rows: tuple[DayRow, ...]
    locked: str

    @property
    def before(self) -> datetime.date:
        return self.on - datetime.timedelta(days=1)

    @property
    def after(self) -> datetime.date:
        return self.on + datetime.timedelta(days=1)

    @property
    def needles_in(self) -> int:
        return sum(row.state.needling.still_in for row in self.rows)


def day(actor: Actor, on: datetime.date, *, mine: bool = False) -> Day:
    """The visits of a day in the clinic's time zone, earliest first."""
    start = datetime.datetime.combine(on, datetime.time(), tzinfo=actor.zone)
    end = datetime.datetime.combine(
        on + datetime.timedelta(days=1), datetime.time(), tzinfo=actor.zone
    )
    found = visits_of(actor).filter(starts_at__gte=start, starts_at__lt=end)
    if mine:
        found = found.filter(practitioner_id=actor.user_id)
    visits = list(found.order_by("starts_at", "id"))
    states = states_of([visit.pk for visit in visits])
    missing = histories_missing(visit for visit in visits if not states[visit.pk].signed)
    # Who treats may make every link: nothing to look up.
    told = begun(states) if why_not_link(actor, has_begun=True) else set()
    audit_list(actor, "day.read", [visit.episode.patient for visit in visits])
    rows = tuple(
        DayRow(
            visit,
            states[visit.pk],
            visit.practitioner_id == actor.user_id,
            visit.episode.patient.age_on(on),
            visit.pk in missing,
            why_not_link(actor, has_begun=visit.pk in told),
        )
        for visit in visits
    )
    return Day(on, rows, why_not_see_clinical(actor))


def safety_of(found: Day, actor: Actor) -> list[tuple[Visit, Flag]]:
    """The verdict on each visit of a day that is not signed and whose history is on file.

    Judging takes longer than listing, so the page asks for it once it is there.
    """
    rows = [row for row in found.rows if not (row.state.signed or row.history_missing)]
    return [(row.visit, flag(actor, row.visit)) for row in rows]
