"""The needles of a visit, ready to be shown."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from filiform.body.values import Side
from filiform.drawing import DrawnScar, scar_name, scars_at
from filiform.journey import Reason, VisitState, Why, may_record
from filiform.knowledge.atlas import Atlas
from filiform.knowledge.values import Site
from filiform.needling import (
    Devices,
    MarkerState,
    NeedleSettings,
    Needling,
    Stimulation,
    Target,
    left_to_copy,
    named,
)
from filiform.screening import Technique
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.audit import audit_visit
from filiform_clinic.access.rules import check_can_see_clinical, why_not_treat
from filiform_clinic.access.scope import visit_of
from filiform_clinic.needling.cautions import Caution, caution_of
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.judged import Judged, judge
from filiform_clinic.records.needled import Habits, LastSession, habits_of, last_session
from filiform_clinic.records.scars import scars_of
from filiform_clinic.records.visit_state import state_of
from filiform_clinic.ui.reasons import in_words, why_not


@dataclass(frozen=True, slots=True)
class Choice:
    """One tap."""

    value: str
    label: str
    pressed: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One answer about a marker, and what to tap."""

    field: str
    label: str
    choices: tuple[Choice, ...]


# A tap on the body means one of so many muscles.
MOST_NEAR = 5

CHOICES = {
    "twitch": (
        _("Twitch"),
        (("none", _("none")), ("yes", _("yes")), ("1", "1"), ("2", "2"), ("3", "3")),
    ),
    "response": (
        _("Borne"),
        (
            ("well", _("well")),
            ("familiar_pain", _("familiar pain")),
            ("painful", _("painful")),
            ("unwell", _("unwell")),
        ),
    ),
    "bleeding": (
        _("Bleeding"),
        (
            ("none", _("none")),
            ("spot", _("spot")),
            ("bruise", _("bruise")),
            ("more", _("more")),
        ),
    ),
    "pressed_min": (
        _("Pressed, min"),
        tuple((str(minutes), str(minutes)) for minutes in (0, 1, 2, 3, 5, 10)),
    ),
}


def _question(field: str, state: MarkerState) -> Question:
    label, choices = CHOICES[field]
    said = getattr(state.answers, field)
    return Question(
        field,
        str(label),
        tuple(
            Choice(value, str(word), said is not None and value == str(said))
            for value, word in choices
        ),
    )


@dataclass(frozen=True, slots=True)
class MarkerRow:
    """One marker with its number on the body; `fresh_id` names the next act on it.

    `no_current`: why no electrical stimulation may go through it; `proposed`: what the form for it
    begins with.
    """

    number: int
    state: MarkerState
    name: str
    sites: tuple[Site, ...]
    fresh_id: UUID
    at_risk: tuple[str, ...]
    scars: tuple[str, ...] = ()
    no_current: tuple[str, ...] = ()
    proposed: Stimulation | None = None

    @property
    def questions(self) -> tuple[Question, ...]:
        """What one tap answers: twitch and response while it is in, bleeding when it is out, and
        how long it was pressed when it bled.
        """
        out = () if self.state.still_in else ("bleeding",)
        bled = ("pressed_min",) if self.state.bled_at else ()
        return tuple(_question(field, self.state) for field in ("twitch", "response", *out, *bled))

    @property
    def one_of_many(self) -> bool:
        """Whether a single needle can come out while others stay."""
        return self.state.still_in > 1


@dataclass(frozen=True, slots=True)
class NeedleStep:
    """Everything the needle step shows. `locked` are the reasons why nothing may be recorded.

    `no_consent` are the reasons why the patient's consent does not stand; empty when it does.
    """

    needling: Needling
    rows: tuple[MarkerRow, ...]
    withdrawn: tuple[MarkerRow, ...]
    habits: Habits
    locked: list[str]
    no_consent: list[str]
    fresh_id: UUID
    fresh_marker: UUID

    @property
    def last(self) -> NeedleSettings | None:
        """What the form begins with."""
        return self.habits.latest

    @property
    def remembered(self) -> str:
        """The settings of each muscle of today, for the script that fills in the form."""
        return json.dumps({name: _plain(one) for name, one in self.habits.by_muscle.items()})

    @property
    def rest(self) -> tuple[Rest, ...]:
        """What can be answered by one tap for all markers that have no answer yet."""
        markers = self.needling.current
        out = [marker for marker in markers if not marker.still_in]
        asked = (("response", markers), ("twitch", markers), ("bleeding", out))
        counts = {name: sum(_unsaid(one, name) for one in among) for name, among in asked}
        return tuple(
            Rest(name, value, word, counts[name]) for name, value, word in REST if counts[name] > 1
        )

    @property
    def numbers(self) -> range:
        """What the hand may hold when all needles are taken out."""
        return range(max(1, self.needling.still_in - 3), self.needling.still_in + 3)


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A marker of the last session, taken over or not; `why_not`: empty when it may go in now."""

    state: MarkerState
    name: str
    why_not: tuple[str, ...]
    caution: Caution
    fresh_id: UUID


@dataclass(frozen=True, slots=True)
class CopyStep:
    """The last session beside this one.

    `planned`: taken over and not in yet; `ready` and `left_out`: not taken over, and why.
    """

    last: LastSession | None
    planned: tuple[CopyRow, ...]
    ready: tuple[CopyRow, ...]
    left_out: tuple[CopyRow, ...]
    locked: bool
    fresh_id: UUID

    @property
    def placeable(self) -> int:
        """How many of the planned markers may go in now."""
        return sum(not row.why_not for row in self.planned)


@dataclass(frozen=True, slots=True)
class NearTarget:
    """A muscle near a tap on the body."""

    key: str
    name: str
    why_not: tuple[str, ...]
    caution: Caution


@dataclass(frozen=True, slots=True)
class Rest:
    """One answer for all markers, `count` of them, that have none."""

    field: str
    value: str
    word: Promise
    count: int


REST = (
    ("response", "well", _("borne well")),
    ("twitch", "none", _("no twitch")),
    ("bleeding", "none", _("no bleeding")),
)


def _unsaid(marker: MarkerState, field: str) -> bool:
    return getattr(marker.answers, field) is None


def _plain(settings: NeedleSettings) -> dict[str, str]:
    """As the form's fields hold them."""
    return {
        "gauge_mm": f"{settings.gauge_mm:.2f}",
        "length_mm": str(settings.length_mm),
        "mode": settings.mode.value,
        "depth": settings.depth.value if settings.depth else "",
        "handling": settings.handling.value if settings.handling else "",
    }


def needle_step(actor: Actor, visit_id: UUID) -> NeedleStep:
    """The needles of a visit, and the settings to begin with."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    state = state_of(visit.pk)
    needling = state.needling
    scars = [one.scar for one in scars_of(visit)]
    rows = [_row(number, state, scars) for number, state in enumerate(needling.markers, start=1)]
    return NeedleStep(
        needling=needling,
        rows=tuple(row for row in rows if not (row.state.withdrawn or row.state.planned)),
        withdrawn=tuple(row for row in rows if row.state.withdrawn and row.state.was_in),
        habits=habits_of(visit, actor.user_id),
        locked=[*filter(None, [why_not_treat(actor)]), *why_not(may_record(state))],
        no_consent=no_consent(state),
        fresh_id=new_id(),
        fresh_marker=new_id(),
    )


def no_consent(state: VisitState) -> list[str]:
    """Why no needle may go anywhere, in words."""
    return [in_words(Reason(Why(f"consent_{need}"))) for need in state.consent.needs]


def _row(number: int, state: MarkerState, scars: list[DrawnScar]) -> MarkerRow:
    target = state.value.target
    muscle = Atlas.load().muscles[target.muscle]
    sites = tuple(site for site in muscle.sites if target.side in site.sides)
    at_risk = muscle.needling.structures_at_risk
    at = state.value.position
    here = tuple(scar_name(one) for one in scars_at(at.cell if at else None, scars))
    name = named(target, Atlas.load())
    return MarkerRow(number, state, name, sites, new_id(), at_risk, here)


def with_current(step: NeedleStep, actor: Actor, visit_id: UUID) -> NeedleStep:
    """The step with the verdict on electrical stimulation through each needle that is in."""
    check_can_see_clinical(actor)
    visit, among = visit_of(actor, visit_id), [row for row in step.rows if row.state.still_in]
    if not among or step.locked:
        return step
    targets = (row.state.value.target for row in among)
    judged = judge(visit, state_of(visit.pk), actor.today, targets, Technique.ELECTRICAL)
    used = [row.state.value.settings.stimulation for row in step.rows]
    last = next((one for one in reversed(used) if one), None)
    rows = (_judged(row, judged, last) if row in among else row for row in step.rows)
    return replace(step, rows=tuple(rows))


def _judged(row: MarkerRow, judged: Judged, last: Stimulation | None) -> MarkerRow:
    value = row.state.value
    proposed = value.settings.stimulation or last
    return replace(row, no_current=tuple(why_not(judged.of(value.target))), proposed=proposed)


def copy_step(actor: Actor, visit_id: UUID) -> CopyStep:
    """The last session beside this one: what is planned, what can still be taken over, what not."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    state, last = state_of(visit.pk), last_session(visit)
    left = left_to_copy(last.needling, state.needling) if last else ()
    markers = [*state.needling.planned, *left]
    judged = judge(visit, state, actor.today, (one.value.target for one in markers))
    rows = [_copy_row(marker, judged) for marker in left]
    return CopyStep(
        last=last,
        planned=tuple(_copy_row(marker, judged) for marker in state.needling.planned),
        ready=tuple(row for row in rows if not row.why_not),
        left_out=tuple(row for row in rows if row.why_not),
        locked=not may_record(state).yes,
        fresh_id=new_id(),
    )


def _copy_row(marker: MarkerState, judged: Judged) -> CopyRow:
    target = marker.value.target
    return CopyRow(
        marker,
        named(target, Atlas.load()),
        tuple(why_not(judged.of(target))),
        caution_of(target.muscle),
        new_id(),
    )


def near_targets(actor: Actor, visit_id: UUID, keys: Iterable[str]) -> list[NearTarget]:
    """The muscles named as `muscle:side`, with what lies in reach and today's verdict.

    What the atlas does not know is left out. A read of the record: it leaves an audit row.
    """
    check_can_see_clinical(actor)
    visit, muscles = visit_of(actor, visit_id), Atlas.load().muscles
    audit_visit(actor, "visit.read", visit)
    pairs = [key.rpartition(":")[::2] for key in [*keys][:MOST_NEAR]]
    targets = [
        Target(muscle, Side(side))
        for muscle, side in pairs
        if muscle in muscles and side in muscles[muscle].sides
    ]
    judged = judge(visit, state_of(visit.pk), actor.today, targets)
    return [
        NearTarget(
            f"{one.muscle}:{one.side}",
            named(one, Atlas.load()),
            tuple(why_not(judged.of(one))),
            caution_of(one.muscle),
        )
        for one in targets
    ]


@dataclass(frozen=True, slots=True)
class DeviceChoices:
    """The sizes of needles to choose from."""

    diameters: tuple[float, ...]
    lengths: tuple[int, ...]


def device_choices() -> DeviceChoices:
    devices = Devices.load()
    return DeviceChoices(devices.diameters_mm, devices.lengths_mm)


@dataclass(frozen=True, slots=True)
class MuscleChoice:
    """A muscle in a list to choose from."""

    id: str
    name: str
    region: str


def muscle_choices() -> list[MuscleChoice]:
    """All muscles of the atlas, by region and name."""
    muscles = (
        MuscleChoice(muscle.id, muscle.name, muscle.region.replace("_", " ").capitalize())
        for muscle in Atlas.load().muscles.values()
    )
    return sorted(muscles, key=lambda choice: (choice.region, choice.name))
