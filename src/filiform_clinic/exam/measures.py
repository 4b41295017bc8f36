"""The measures of a visit as fields to fill: what stands, what it was before, what is published."""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar
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
    rater,
    side_ratio,
    subject,
    summary,
)
from filiform.knowledge.atlas import Atlas
from filiform.locating import Palpation, PptFinding, ResistedFinding, RomFinding
from filiform.needling import Target, changed, measure_name, movement_name, named, shows
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.rules import check_can_see_clinical
from filiform_clinic.access.scope import visit_of, visits_of
from filiform_clinic.records.drawings import side_and_area
from filiform_clinic.records.findings import Examined, examined, examined_in
from filiform_clinic.records.ids import new_id

Subject = tuple[Hashable, ...]
F = TypeVar("F")

ROM_WORDS: Mapping[str, Promise] = {
    "normal": _("full"),
    "limited": _("limited"),
    "painful": _("painful"),
    "limited_painful": _("both"),
}
SIDE_WORDS: Mapping[str, Promise] = {
    "left": _("left"),
    "right": _("right"),
    "both": _("both sides"),
    "midline": _("midline"),
}
RESISTED_WORDS: Mapping[str, Promise] = {
    "free": _("strong, no pain"),
    "painful": _("painful"),
    "weak": _("weak"),
    "painful_weak": _("both"),
}
MOBILITY_WORDS: Mapping[str, Promise] = {
    "free": _("free"),
    "restricted": _("restricted"),
    "stuck": _("stuck"),
}
SENSITIVITY_WORDS: Mapping[str, Promise] = {
    "normal": _("normal"),
    "less": _("less"),
    "more": _("more"),
    "painful": _("painful"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer as a button."""

    value: str
    label: Promise
    chosen: bool


@dataclass(frozen=True, slots=True)
class Last:
    """What the same measure showed at an earlier visit."""

    finding: ExamFinding
    on: datetime.date


@dataclass(frozen=True)
class Measure:
    """One measure: what stands (`finding` with its `id`), and what to hold it against.

    `baseline` is the examination's finding when this is the re-test; `last` that of an earlier
    visit. `fresh_id` names the next entry when the page sends it without a script.
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
                return _choices(ROM_WORDS, now)
            case "resisted":
                return _choices(RESISTED_WORDS, _resisted(found))
        return ()

    @property
    def degrees(self) -> str:
        return _figure(getattr(self.finding, "degrees", None))

    @property
    def other_degrees(self) -> str:
        return _figure(getattr(self.finding, "other_side", None))

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
        return _fields("kpa", getattr(self.finding, "kpa", ()))

    @property
    def other_readings(self) -> list[tuple[str, str]]:
        return _fields("other", getattr(self.finding, "other_side_kpa", ()))

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
        return _choices(MOBILITY_WORDS, now)

    @property
    def sensitivity(self) -> tuple[Choice, ...]:
        now = self.finding.sensitivity.value if isinstance(self.finding, Scar) else ""
        return _choices(SENSITIVITY_WORDS, now)

    @property
    def points(self) -> list[tuple[int, bool]]:
        now = self.finding.now if isinstance(self.finding, PainNow) else None
        return [(point, point == now) for point in range(11)]


class Measured:
    """What was measured in a visit, in the examination or in the re-test."""

    def __init__(self, now: Examined, earlier: Mapping[Subject, Last], age: int, retest: bool):
        rows = now.retest if retest else now.exam
        self._rows = {subject(row.to_value()): (row.pk, row.to_value()) for row in rows}
        self._baseline = {subject(finding): finding for finding in now.before} if retest else {}
        self._earlier, self._age, self._retest = earlier, age, retest
        self._rater = rater(now.examiners)

    def subjects(self, kind: str = "") -> list[Subject]:
        """What was measured, oldest first; with a kind, only of that kind."""
        return [about for about in self._rows if _is(about, kind)]

    def before(self) -> list[Subject]:
        """What the examination measured and the re-test measures again."""
        return [about for about in self._baseline if _is(about)]

    def earlier(self, kind: str) -> list[Subject]:
        """What was measured at an earlier visit."""
        return [about for about in self._earlier if _is(about, kind)]

    def of(self, about: Subject) -> Measure:
        id, finding = self._rows.get(about, (None, None))
        return Measure(
            about=about,
            id=id,
            finding=finding,
            baseline=self._baseline.get(about),
            last=self._earlier.get(about),
            retest=self._retest,
            rater=self._rater,
            age=self._age,
            fresh_id=new_id(),
        )


def measured(actor: Actor, visit_id: UUID, *, retest: bool = False) -> Measured:
    """The measures that stand in a visit, beside those of the patient's visit before it."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    day = visit.starts_at.astimezone(actor.zone).date()
    age = visit.episode.patient.age_on(day)
    return Measured(examined(visit.pk), dict(_last(actor, visit_id)), age, retest)


def _last(actor: Actor, visit_id: UUID) -> Iterator[tuple[Subject, Last]]:
    """Each measure as it was when last taken before needling; later visits come last."""
    visit = visit_of(actor, visit_id)
    earlier = visits_of(actor).filter(
        episode__patient=visit.episode.patient, starts_at__lt=visit.starts_at
    )
    days = dict(earlier.order_by("starts_at").values_list("pk", "starts_at"))
    found = examined_in(days)
    for visit_pk, at in days.items():
        for finding in found[visit_pk].before:
            if not isinstance(finding, Palpation):
                yield subject(finding), Last(finding, at.astimezone(actor.zone).date())


def _is(about: Subject, kind: str = "") -> bool:
    return about[0] == kind if kind else about[0] != "palpation"


def _choices(words: Mapping[str, Promise], now: str) -> tuple[Choice, ...]:
    return tuple(Choice(value, label, value == now) for value, label in words.items())


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
