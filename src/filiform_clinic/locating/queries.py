"""Which muscles to examine first, and why: the belief of `filiform.locating` in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from filiform.body import Body, Side
from filiform.knowledge import Atlas, Hazard, Muscle
from filiform.knowledge.rule_outs import RuleOut
from filiform.knowledge.zones import site_zone
from filiform.locating import (
    Belief,
    Case,
    Explained,
    Explanation,
    Hypothesis,
    MuscleRank,
    NextTest,
    PlacedArea,
    Without,
    explain,
    locate,
)
from filiform.locating.rule_outs import rule_outs
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.rules import check_can_see_clinical
from filiform_clinic.access.scope import visit_of
from filiform_clinic.records.drawings import drawing_entry, pain_of, side_and_area
from filiform_clinic.records.findings import ranking_findings
from filiform_clinic.records.models import IntakeEntry, Visit


class Level(StrEnum):
    """A rank in words: the first engine is not calibrated, so figures are shown on demand only."""

    LIKELY = "likely"
    POSSIBLE = "possible"
    LESS_LIKELY = "less_likely"


LEVEL_WORDS: dict[Level, Promise] = {
    Level.LIKELY: gettext_lazy("likely"),
    Level.POSSIBLE: gettext_lazy("possible"),
    Level.LESS_LIKELY: gettext_lazy("less likely"),
}
# Where the words change. Of the model's own scale, for reading ease; no clinical threshold.
LIKELY_FROM, POSSIBLE_FROM = 0.4, 0.15
# Of so many first muscles the causes that are no muscle are told together.
CONSIDERED = 6
# Answers kept for the pages of a visit; a case says what was drawn and found, not by whom.
_KEPT = 16
# The muscles that the map of shares shows, by letter.
LETTERS = "ABCD"
BARS_FROM = (POSSIBLE_FROM, 0.25, LIKELY_FROM, 0.6)


@dataclass(frozen=True, slots=True)
class Ranked:
    """One muscle on one side: how likely the model holds it, why, and what to mind.

    `sites` are its trigger point sites by falling probability; `rule_out` what is no muscle and
    may feel the same. `why` explains the first few.
    """

    muscle: Muscle
    side: Side
    probability: float
    sites: tuple[Hypothesis, ...]
    why: Explained | None = None

    @property
    def uncertain(self) -> bool:
        """Whether the two engines disagree about it."""
        return self.why is not None and self.why.uncertain

    @property
    def without(self) -> list[str]:
        """What the number would be without a place of the pain or a finding."""
        if self.why is None:
            return []
        return [
            _("without %(what)s: %(percent)s %%")
            % {"what": _what(one), "percent": round(100 * one.probability)}
            for one in self.why.without
        ]

    @property
    def level(self) -> Level:
        if self.probability >= LIKELY_FROM:
            return Level.LIKELY
        return Level.POSSIBLE if self.probability >= POSSIBLE_FROM else Level.LESS_LIKELY

    @property
    def word(self) -> Promise:
        return LEVEL_WORDS[self.level]

    @property
    def bars(self) -> tuple[bool, ...]:
        """Five bars, some filled: four or five say likely, two or three possible."""
        return (True, *(self.probability >= start for start in BARS_FROM))

    @property
    def percent(self) -> int:
        return round(100 * self.probability)

    @property
    def explains(self) -> list[str]:
        """Painted areas that some site of it explains."""
        return _in_words(area for site in self.sites for area in site.explains)

    @property
    def missing(self) -> list[str]:
        """Areas where its likeliest site would be felt and nothing is painted."""
        return _in_words(self.sites[0].missing)

    @property
    def said(self) -> list[str]:
        """What the findings did to it."""
        reasons = dict.fromkeys(reason for site in self.sites for reason in site.reasons)
        return [f"{reason.effect.value}: {reason.text}" for reason in reasons]

    @property
    def hazard(self) -> str:
        """Low needs no word."""
        hazard = self.muscle.needling.hazard
        return "" if hazard is Hazard.LOW else hazard.value

    @property
    def advanced_only(self) -> bool:
        return self.muscle.needling.hazard is Hazard.ADVANCED_ONLY


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A muscle worth palpating next, and what for; and how that was weighed, without unit.

    `finds`: how likely it is a source; `told`: how far the answer would tell candidates apart;
    `cost`: of turning the patient, of an intimate place.
    """

    muscle: str
    side: Side
    name: str
    why: str
    finds: float
    told: float
    cost: float

    @property
    def key(self) -> str:
        return f"{self.muscle}:{self.side}"


@dataclass(frozen=True, slots=True)
class Shared:
    """How much of the pain a muscle explains, overall and place by place, in percent."""

    letter: str
    name: str
    percent: int
    places: list[str]


@dataclass(frozen=True, slots=True)
class ExamineFirst:
    """Every muscle and side by rank, what to palpate next, caveats.

    `rule_outs`: causes that are no muscle and may give the same drawing.
    `speaks` is False when there is nothing to rank by: no intake, no drawing, no finding.
    """

    speaks: bool
    ranked: tuple[Ranked, ...]
    next: tuple[Suggestion, ...]
    consider: list[str]
    confident: bool
    notes: tuple[str, ...]
    why: Explanation | None = None
    rule_outs: tuple[RuleOut, ...] = ()

    @property
    def shares(self) -> list[Shared]:
        """Who explains how much of the pain, by letter as on the body."""
        rows = self.why.rows if self.why else ()
        names = Atlas.load().muscles
        return [
            Shared(
                letter,
                f"{names[row.muscle].name}, {row.side}",
                round(100 * row.share),
                [f"{_place(part.place)} {round(100 * part.share)} %" for part in row.parts],
            )
            for letter, row in zip(LETTERS, rows, strict=False)
        ]

    @property
    def others_percent(self) -> int:
        return round(100 * self.why.others) if self.why else 0

    @property
    def unexplained_percent(self) -> int:
        return round(100 * self.why.unexplained) if self.why else 0

    def shown(self, count: int) -> tuple[Ranked, ...]:
        """The first so many; none when there is nothing to rank by."""
        return self.ranked[:count] if self.speaks else ()

    def of(self, muscle: str, side: Side) -> Ranked | None:
        """The rank of a muscle on a side."""
        return next((r for r in self.ranked if (r.muscle.id, r.side) == (muscle, side)), None)


def examine_first(actor: Actor, visit_id: UUID, *, without: bool = True) -> ExamineFirst:
    """Rank the muscles for a visit from intake, drawing and findings.

    `without`: also say what the numbers would be without each place and finding.
    """
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    case = _case(visit)
    speaks = bool(case.complaint or case.areas or case.cells or case.findings)
    belief, why = answered(case, without=without) if speaks else (locate(case), None)
    ranked = tuple(_ranked(belief, why))
    first = ranked[:CONSIDERED] if speaks else ()
    return ExamineFirst(
        speaks=speaks,
        ranked=ranked,
        next=tuple(_suggestion(test) for test in belief.next) if speaks else (),
        consider=_unique(cause for one in first for cause in one.muscle.rule_out),
        confident=belief.confident,
        notes=(*_about_drawing(visit), *_unchecked(why), *belief.notes),
        why=why if case.areas or case.cells else None,
        rule_outs=rule_outs(case),
    )


@lru_cache(maxsize=_KEPT)
def answered(case: Case, *, without: bool) -> tuple[Belief, Explanation]:
    """What the engine says: the same for the same case, and one page asks more than once."""
    belief = locate(case)
    return belief, explain(case, belief, top=CONSIDERED, without=without)


def _case(visit: Visit) -> Case:
    intake = IntakeEntry.objects.filter(visit=visit).order_by("created_at", "id").last()
    pain = pain_of(visit.pk)
    return Case(
        complaint=intake.complaint if intake else None,
        group=intake.group if intake else None,
        areas=pain.listed if pain else (),
        cells=pain.paint if pain else (),
        body=Body.load().version,
        findings=ranking_findings(visit.pk),
    )


def _about_drawing(visit: Visit) -> list[str]:
    entry = drawing_entry(visit.pk)
    if entry is not None and entry.body_version != Body.load().version:
        return [_("The drawing was made on an earlier picture of the body and is not used here.")]
    return []


def _unchecked(why: Explanation | None) -> list[str]:
    """That nothing is marked as uncertain because there is no second engine to ask."""
    if why is None or not why.unchecked:
        return []
    said = _("The ranking was not checked by the second engine, for %(why)s. Tell the operator.")
    return [said % {"why": why.unchecked}]


def _ranked(belief: Belief, why: Explanation | None) -> Iterable[Ranked]:
    """Muscles by rank with their sites; the side of a site is the side of its muscle."""
    muscles = Atlas.load().muscles
    sites: dict[tuple[str, Side], list[Hypothesis]] = {}
    for hypothesis in belief.hypotheses:
        sites.setdefault((hypothesis.muscle, hypothesis.side), []).append(hypothesis)
    explained = {(row.muscle, row.side): row for row in (why.rows if why else ())}
    for rank in belief.muscles:
        yield _one(rank, muscles[rank.muscle], sites, explained)


def _one(
    rank: MuscleRank,
    muscle: Muscle,
    sites: dict[tuple[str, Side], list[Hypothesis]],
    explained: dict[tuple[str, Side], Explained],
) -> Ranked:
    unit = (rank.muscle, rank.side)
    own = tuple(sites[unit])
    return Ranked(muscle, rank.side, rank.probability, own, explained.get(unit))


def _what(one: Without) -> str:
    return one.finding if one.place is None else _place(one.place)


def _place(place: PlacedArea) -> str:
    return side_and_area(place.area, place.side)


def _suggestion(test: NextTest) -> Suggestion:
    name = Atlas.load().muscles[test.muscle].name
    return Suggestion(test.muscle, test.side, name, test.why, test.finds, test.told, test.cost)


def _in_words(areas: Iterable[PlacedArea]) -> list[str]:
    return _unique(side_and_area(area.area, area.side) for area in areas)


def _unique(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def zones_of(muscle: Muscle, side: Side) -> dict[str, list[int]]:
    """Cells to show for a muscle: where to palpate, and where its sites are felt."""
    body = Body.load()
    zones = [site_zone(site, side, body) for site in muscle.sites if side in site.sides]
    local: set[int] = set().union(*(zone.local for zone in zones))
    essential: set[int] = set().union(*(zone.essential for zone in zones))
    spillover = set().union(*(zone.spillover for zone in zones)) - essential
    return {
        "local": sorted(local),
        "essential": sorted(essential),
        "spillover": sorted(spillover),
    }
