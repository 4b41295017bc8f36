"""What the needle step is made of, ready to be shown."""

from __future__ import annotations

import json
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from filiform.knowledge.values import Site
from filiform.needling import MarkerState, NeedleSettings, Needling, Stimulation
from filiform_clinic.needling.cautions import Caution
from filiform_clinic.records.needled import Habits, LastSession


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
