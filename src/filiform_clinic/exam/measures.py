"""The measures of a visit as fields to fill: what stands, what it was before, what is published."""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from filiform.body import Side
from filiform.exam import (
    Change,
    ExamFinding,
    Measures,
    Norm,
    PainNow,
    Rater,
    Scar,
    change,
    side_ratio,
    summary,
)
from filiform.knowledge.atlas import Atlas
from filiform.locating import PptFinding, ResistedFinding, RomFinding
from filiform.needling import Target, changed, measure_name, movement_name, named, shows
from filiform_clinic.exam.words import (
    MOBILITY_WORDS,
    RESISTED_WORDS,
    ROM_WORDS,
    SENSITIVITY_WORDS,
    SIDE_WORDS,
    Choice,
    choices,
)
from filiform_clinic.records.drawings import side_and_area

Subject = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Last:
    """What the same measure showed at an earlier visit."""

    finding: ExamFinding
    on: datetime.date


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent and not recorded: the fields as typed, the one at fault ("": none), and why."""

    fields: Mapping[str, str]
    wrong: str
    why: str


@dataclass(frozen=True)
class Measure:
    """One measure: what stands (`finding` with its `id`), and what to hold it against.

    `baseline` is the examination's finding when this is the re-test; `last` that of an earlier
    visit. `fresh_id` names the next entry when the page sends it without a script; `sent` is what
    was refused a moment ago and stays in the fields.
    """

    about: Subject
    id: UUID | None
    finding: ExamFinding | None
    baseline: ExamFinding | None
    last: Last | None
    retest: bool
    rater: Rater
    age: int
    fresh_id: UUID
    sent: Sent | None = None

    def _kept(self, field: str, stands: str) -> str:
        """What a field holds: as typed when that was refused, else what stands."""
        return self.sent.fields.get(field, "") if self.sent else stands

    @property
    def kind(self) -> str:
        return str(self.about[0])

    @property
    def template(self) -> str:
        return f"exam/_{self.kind}.html"

    @property
    def key(self) -> str:
        """Usable as an id of the page."""
        said = "-".join(str(part) for part in self.about if part is not None)
        plain = "".join(sign if sign.isalnum() else "-" for sign in said)
        return f"retest-{plain}" if self.retest else plain

    @property
    def said(self) -> list[str]:
        """What the measure is about, as its form sends it back."""
        return [str(part) for part in self.about[1:]]

    @property
    def side(self) -> str:
        return "" if self.kind == "pain_now" else str(self.about[-1])

    @property
    def other_side(self) -> str:
        return {"left": "right", "right": "left"}.get(self.side, "")

    @property
    def name(self) -> str:
        """What it is about; in the re-test, where kinds stand together, also how it is measured."""
        if self.baseline:
            return measure_name(self.baseline, Atlas.load())
        match self.about:
            case ("rom", str(joint), str(movement), Side() as side):
                return f"{movement_name(joint, movement)}{_of(side)}"
            case ("scar", str(area), Side() as side):
                return side_and_area(area, side)
            case (_, str(muscle), Side() as side):
                return named(Target(muscle, side), Atlas.load())
        return str(_("pain now"))

    @cached_property
    def change(self) -> Change | None:
        """Against the examination."""
        if self.baseline is None or self.finding is None:
            return None
        return change(self.baseline, self.finding, self.rater)

    @property
    def change_words(self) -> str:
        """Before, after and what the difference weighs; never whether needling helped."""
        return changed(self.change) if self.change else ""

    @property
    def baseline_words(self) -> str:
        return shows(self.baseline) if self.baseline else ""

    @property
    def last_words(self) -> str:
        return shows(self.last.finding) if self.last else ""

    @property
    def side_word(self) -> Promise:
        return SIDE_WORDS.get(self.side, SIDE_WORDS["midline"])

    @property
    def other_side_word(self) -> Promise:
        return SIDE_WORDS[self.other_side or "midline"]

    # --- movement

    @property
    def results(self) -> tuple[Choice, ...]:
        found = self.finding
        match self.kind:
            case "rom":
                now = found.result.value if isinstance(found, RomFinding) else ""
                return choices(ROM_WORDS, self._kept("result", now))
            case "resisted":
                return choices(RESISTED_WORDS, self._kept("result", _resisted(found)))
        return ()

    @property
    def degrees(self) -> str:
        return self._kept("degrees", _figure(getattr(self.finding, "degrees", None)))

    @property
    def other_degrees(self) -> str:
        return self._kept("other_side", _figure(getattr(self.finding, "other_side", None)))

    @property
    def starts_at(self) -> str:
        """Where the dial begins: what the same measure showed before, else a published value."""
        return self._start("degrees")

    @property
    def other_starts_at(self) -> str:
        """The same for the other side."""
        return self._start("other_side")

    def _start(self, field: str) -> str:
        for earlier in (self.baseline, self.last and self.last.finding):
            value = getattr(earlier, field, None)
            if value is not None:
                return _figure(value)
        return _figure(self.published[0].degrees) if self.published else "0"

    @property
    def in_degrees(self) -> bool:
        """Whether degrees are usual for it: published, or measured before. They always may be."""
        return bool(self.published or self.starts_at != "0" or self.degrees)

    @property
    def published(self) -> tuple[Norm, ...]:
        match self.about:
            case ("rom", str(joint), str(movement), _):
                return Measures.load().movement(joint, movement).published(self.age)
        return ()

    @property
    def published_span(self) -> str:
        """`156 to 188`, or one figure."""
        ends = dict.fromkeys(_figure(n.degrees) for n in (self.published[0], self.published[-1]))
        return " – ".join(ends)

    @property
    def unverified(self) -> bool:
        """Whether no published value was seen in its source."""
        return all(norm.grade == "recall" for norm in self.published)

    # --- pressure

    @property
    def own_readings(self) -> list[tuple[str, str]]:
        return self._readings("kpa", getattr(self.finding, "kpa", ()))

    @property
    def other_readings(self) -> list[tuple[str, str]]:
        return self._readings("other", getattr(self.finding, "other_side_kpa", ()))

    def _readings(self, name: str, readings: Iterable[float]) -> list[tuple[str, str]]:
        return [(field, self._kept(field, value)) for field, value in _fields(name, readings)]

    @property
    def pressure(self) -> dict[str, Any] | None:
        if not isinstance(self.finding, PptFinding):
            return None
        other = self.finding.other_side_kpa
        return {
            "own": summary(self.finding.kpa),
            "other": summary(other) if other else None,
            "ratio": side_ratio(self.finding),
        }

    # --- scar and pain

    @property
    def mobility(self) -> tuple[Choice, ...]:
        now = self.finding.mobility.value if isinstance(self.finding, Scar) else ""
        return choices(MOBILITY_WORDS, self._kept("mobility", now))

    @property
    def sensitivity(self) -> tuple[Choice, ...]:
        now = self.finding.sensitivity.value if isinstance(self.finding, Scar) else ""
        return choices(SENSITIVITY_WORDS, self._kept("sensitivity", now))

    @property
    def points(self) -> list[tuple[int, bool]]:
        stands = str(self.finding.now) if isinstance(self.finding, PainNow) else ""
        now = self._kept("now", stands)
        return [(point, str(point) == now) for point in range(11)]


def _resisted(finding: ExamFinding | None) -> str:
    if not isinstance(finding, ResistedFinding):
        return ""
    found = [word for word in ("painful", "weak") if getattr(finding, word)]
    return "_".join(found) or "free"


def _fields(name: str, readings: Iterable[float]) -> list[tuple[str, str]]:
    shown = [_figure(reading) for reading in readings]
    shown += [""] * (Measures.load().pressure.readings - len(shown))
    return [(f"{name}_{number}", value) for number, value in enumerate(shown, start=1)]


def _figure(value: float | None) -> str:
    """As an input of the page holds it."""
    return "" if value is None else f"{value:g}"


def _of(side: Side) -> str:
    return "" if side is Side.MIDLINE else f", {side.value}"
