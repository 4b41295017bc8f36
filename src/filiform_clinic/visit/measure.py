"""The measures of the examine step: which to take, the most telling ones first; and the re-test."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from filiform.body import Body, Side
from filiform.knowledge.atlas import Atlas
from filiform.locating.vocabulary import movements_of
from filiform_clinic.access.actor import Actor
from filiform_clinic.exam.measured import Measured, measured
from filiform_clinic.exam.measures import Measure, Subject
from filiform_clinic.exam.queries import ScarRow, standing_scars
from filiform_clinic.locating.queries import ExamineFirst, Ranked, examine_first
from filiform_clinic.needling.queries import MuscleChoice, muscle_choices
from filiform_clinic.screening.marks import marks
from filiform_clinic.visit.proposed import Proposed, asked, proposed

KINDS: dict[str, Promise] = {
    "": _("Palpate"),
    "rom": _("Move"),
    "ppt": _("Press"),
    "resisted": _("Resist"),
    "scar": _("Scar"),
    "pain_now": _("Pain"),
}
# A screen of a tablet shows about so many; more can be asked for by name.
OFFERED = {"rom": 6, "ppt": 3, "resisted": 4}
# Movements are weighed by so many first muscles: the rest hardly differ.
WEIGHED = 10
# Kinds whose results move the ranking.
_RANKED = ("rom", "ppt", "resisted")
# What the patient does in daily life is asked, not measured at the table.
NOT_AT_THE_TABLE = ("functional", "breathing", "swallowing", "eye", "face")


@dataclass(frozen=True, slots=True)
class Tab:
    """A kind of measure to go to, and how many of it stand."""

    kind: str
    word: Promise
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class MeasureStep:
    """The measures of one kind, those that stand first, then the most telling."""

    kind: str
    tabs: tuple[Tab, ...]
    measures: tuple[Measure, ...]
    next: Proposed
    first: tuple[Ranked, ...]
    added: tuple[Subject, ...]
    scars: tuple[ScarRow, ...] = ()

    @property
    def query(self) -> str:
        """What brings this step back as it is."""
        asked = [("measure", self.kind)] if self.kind else []
        return urlencode([*asked, *(("add", "|".join(map(str, one))) for one in self.added)])

    @property
    def movements(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Every movement by joint: what the form sends, and the name."""
        found = defaultdict(list)
        for joint, movement in movements_of(Atlas.load()):
            found[joint.replace("_", " ")].append((f"{joint}|{movement}", movement))
        return list(found.items())

    @property
    def muscles(self) -> list[MuscleChoice]:
        return muscle_choices()

    @property
    def areas(self) -> list[tuple[str, str]]:
        """Every area by name."""
        areas = Body.load().areas.values()
        return sorted(((area.id, area.name) for area in areas), key=lambda one: one[1].lower())


@dataclass(frozen=True, slots=True)
class RetestStep:
    """The examination's measures, to be taken again in the same place."""

    measures: tuple[Measure, ...]


def measure_step(actor: Actor, visit_id: UUID, said: QueryDict) -> MeasureStep:
    """What to measure of the kind that the address names, `measure=rom` for instance."""
    kind = said.get("measure", "")
    kind = kind if kind in KINDS else ""
    now, first = measured(actor, visit_id), examine_first(actor, visit_id)
    added = tuple(_unique(_added(kind, said)))
    scars = standing_scars(actor, visit_id) if kind == "scar" else ()
    told: list[Subject] = [("scar", *where) for row in scars for where in row.scar.where]
    wanted = [*now.subjects(kind), *added, *now.earlier(kind), *told, *_telling(kind, first)]
    measures = tuple(now.of(about) for about in _unique(wanted)) if kind else ()
    best = first.shown(3) if kind in _RANKED else ()
    judged = marks(actor, visit_id, [(t.muscle, t.side) for t in asked(first)]) if best else {}
    test = proposed(first, judged) if best else Proposed(None, ())
    return MeasureStep(kind, _tabs(now, kind), measures, test, best, added, scars)


def retest_step(actor: Actor, visit_id: UUID) -> RetestStep:
    """The same measures as before needling, and what was measured only after."""
    now = measured(actor, visit_id, retest=True)
    return RetestStep(tuple(now.of(one) for one in _unique([*now.before(), *now.subjects()])))


def _tabs(now: Measured, kind: str) -> tuple[Tab, ...]:
    return tuple(
        Tab(one, word, len(now.subjects(one or "palpation")), one == kind)
        for one, word in KINDS.items()
    )


def _telling(kind: str, first: ExamineFirst) -> Iterable[Subject]:
    """What would tell most about the muscles that rank first."""
    ranked = first.shown(WEIGHED)
    match kind:
        case "rom":
            return _movements(ranked)[: OFFERED[kind]]
        case "ppt" | "resisted":
            return [(kind, one.muscle.id, one.side) for one in ranked[: OFFERED[kind]]]
        case "pain_now":
            return [("pain_now",)]
    return []


def _movements(ranked: Iterable[Ranked]) -> list[Subject]:
    """Movements of the likeliest muscle first; of equal ones, that which more muscles disturb."""
    found: defaultdict[Subject, list[float]] = defaultdict(list)
    for one in ranked:
        for sign in one.muscle.movement_signs:
            if sign.joint not in NOT_AT_THE_TABLE:
                found["rom", sign.joint, sign.movement, one.side].append(one.probability)
    return sorted(found, key=lambda about: (-max(found[about]), -sum(found[about])))


def _added(kind: str, said: QueryDict) -> Iterator[Subject]:
    """What the practitioner adds by name; what nobody knows is left out."""
    asked = [one.split("|") for one in said.getlist("add")]
    what, side = said.get("what"), said.get("side")
    if isinstance(what, str) and isinstance(side, str):
        asked.append([kind, *what.split("|"), side])
    for one in asked:
        about = _subject(one)
        if about and about[0] == kind:
            yield about


def _subject(said: list[str]) -> Subject | None:
    match said:
        case ["rom", joint, movement, side] if (joint, movement) in movements_of(Atlas.load()):
            return ("rom", joint, movement, Side(side)) if side in set(Side) else None
        case ["ppt" | "resisted" as kind, muscle, side]:
            known = Atlas.load().muscles.get(muscle)
            return (kind, muscle, Side(side)) if known and side in known.sides else None
        case ["scar", name, side]:
            area = Body.load().areas.get(name)
            return ("scar", name, Side(side)) if area and side in area.side_rule.accepts else None
    return None


def _unique(subjects: Iterable[Subject]) -> list[Subject]:
    return list(dict.fromkeys(subjects))
