"""The needles of a visit, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from filiform.journey import Reason, VisitState, Why, may_record
from filiform.knowledge.atlas import Atlas
from filiform.knowledge.values import Site
from filiform.needling import (
    Devices,
    Marker,
    MarkerState,
    NeedleSettings,
    Needling,
    named,
)
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.rules import check_can_see_clinical, why_not_treat
from filiform_clinic.access.scope import visit_of
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import NeedleEvent, Visit
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
}


def _question(field: str, state: MarkerState) -> Question:
    label, choices = CHOICES[field]
    said = getattr(state.answers, field)
    return Question(
        field, str(label), tuple(Choice(value, str(word), value == said) for value, word in choices)
    )


@dataclass(frozen=True, slots=True)
class MarkerRow:
    """One marker with its number on the body; `fresh_id` names the next act on it."""

    number: int
    state: MarkerState
    name: str
    sites: tuple[Site, ...]
    fresh_id: UUID
    at_risk: tuple[str, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """What one tap answers: twitch and response while it is in, bleeding when it is out."""
        asked = ("twitch", "response") if self.state.still_in else tuple(CHOICES)
        return tuple(_question(field, self.state) for field in asked)

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
    last: NeedleSettings | None
    locked: list[str]
    no_consent: list[str]
    fresh_id: UUID
    fresh_marker: UUID

    @property
    def numbers(self) -> range:
        """What the hand may hold when all needles are taken out."""
        return range(max(1, self.needling.still_in - 3), self.needling.still_in + 3)


def needle_step(actor: Actor, visit_id: UUID) -> NeedleStep:
    """The needles of a visit, and the settings last used for this patient."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    state = state_of(visit.pk)
    needling = state.needling
    rows = [_row(number, state) for number, state in enumerate(needling.markers, start=1)]
    return NeedleStep(
        needling=needling,
        rows=tuple(row for row in rows if not row.state.withdrawn),
        withdrawn=tuple(row for row in rows if row.state.withdrawn),
        last=_last_settings(visit),
        locked=[*filter(None, [why_not_treat(actor)]), *why_not(may_record(state))],
        no_consent=no_consent(state),
        fresh_id=new_id(),
        fresh_marker=new_id(),
    )


def no_consent(state: VisitState) -> list[str]:
    """Why no needle may go anywhere, in words."""
    return [in_words(Reason(Why(f"consent_{need}"))) for need in state.consent.needs]


def _row(number: int, state: MarkerState) -> MarkerRow:
    target = state.value.target
    muscle = Atlas.load().muscles[target.muscle]
    sites = tuple(site for site in muscle.sites if target.side in site.sides)
    at_risk = muscle.needling.structures_at_risk
    return MarkerRow(number, state, named(target, Atlas.load()), sites, new_id(), at_risk)


def _last_settings(visit: Visit) -> NeedleSettings | None:
    """The settings of this patient's latest marker, in this visit or an earlier one."""
    row = (
        NeedleEvent.objects.filter(
            visit__episode__patient=visit.episode.patient, act__in=["placed", "adjusted"]
        )
        .order_by("at")
        .last()
    )
    return Marker.from_json(row.details).settings if row else None


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
