"""Reasons and open questions in words: what they are called, where, why, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from filiform.body.values import Side
from filiform.knowledge.atlas import Atlas
from filiform.knowledge.screening import Act, Detail, PlaceRule, Rule, load_rules
from filiform.knowledge.sources import Source
from filiform.needling import mid_sentence
from filiform.screening import (
    NEVER_OVERRIDDEN,
    Answer,
    History,
    Observation,
    Outcome,
    Place,
    Question,
    Reason,
    Reply,
    Target,
    Verdict,
    name_of,
)
from filiform.screening.matching.search import label_of

# More places than this are counted where space is short.
FEW = 2


@dataclass(frozen=True, slots=True)
class ReasonCard:
    """One reason: `where` it holds, `because` of what, what to do (`changes`), on what grounds.

    `grade` and `reviewed` are those of its entry; empty where the reason is the engine's own.
    """

    id: str
    outcome: str
    changes: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    grade: str = ""
    provisional: bool = False
    cleared: bool = False
    unverified: bool = False
    may_clear: bool = False
    may_override: bool = False
    ask: Ask | None = None

    @property
    def briefly(self) -> str:
        """Where in a few words; empty for the whole session."""
        if len(self.where) <= FEW:
            return ", ".join(self.where)
        return _("%(count)d places") % {"count": len(self.where)}

    @property
    def title(self) -> str:
        name = name_of(self.id)
        return name[:1].upper() + name[1:]


@dataclass(frozen=True, slots=True)
class Ask:
    """One rule's question with what a yes must also say, and the answer that stands."""

    rule: str
    text: str
    notes: tuple[str, ...]
    asks_place: bool
    asks_trimester: bool
    asks_since: bool
    answer: Answer | None

    @property
    def name(self) -> str:
        return name_of(self.rule)

    @property
    def place(self) -> str:
        """The first place of the standing answer, as the form sends it."""
        places = self.answer.places if self.answer else ()
        return _place_key(places[0]) if places else ""


def cards(verdict: Verdict, history: History) -> tuple[ReasonCard, ...]:
    """The reasons of a verdict, strictest first."""
    return tuple(_card(reason, verdict, history) for reason in verdict.reasons)


def asks(verdict: Verdict, history: History) -> tuple[Ask, ...]:
    """The open questions of the history, each rule once; today has a form of its own."""
    rules = load_rules().rules
    open_: dict[str, list[Question]] = {}
    for question in verdict.questions:
        if question.id in rules:
            open_.setdefault(question.id, []).append(question)
    return tuple(_ask(rules[rule], history, found) for rule, found in open_.items())


def _card(reason: Reason, verdict: Verdict, history: History) -> ReasonCard:
    known = load_rules()
    entry = known.rules.get(reason.id) or known.hazards.get(reason.id)
    rule = known.rules.get(reason.id)
    held = reason.outcome > Outcome.CAUTION
    return ReasonCard(
        id=reason.id,
        outcome=reason.outcome.word,
        changes=tuple(c.text for c in verdict.changes if c.reason == reason.id),
        where=where(reason.regions, reason.muscles),
        because=_because(reason, history),
        sources=tuple(known.sources[one] for one in reason.sources if one in known.sources),
        grade=str(entry.confidence) if entry else "",
        provisional=reason.provisional,
        cleared=reason.cleared,
        unverified=reason.unverified,
        may_clear=held and rule is not None and Act.CLEARANCE_FIRST in rule.actions,
        may_override=held and reason.id not in {*NEVER_OVERRIDDEN, "jurisdiction", "competence"},
        ask=_ask(rule, history, ()) if rule else None,
    )


def _ask(rule: Rule, history: History, open_: Iterable[Question]) -> Ask:
    return Ask(
        rule=rule.id,
        text=rule.question,
        notes=tuple(question.text for question in open_ if question.text != rule.question),
        asks_place=rule.place in (PlaceRule.ASKED, PlaceRule.OPTIONAL),
        asks_trimester=Detail.TRIMESTER in rule.details,
        asks_since=Detail.SINCE in rule.details,
        answer=history.answer(rule.id),
    )


def _because(reason: Reason, history: History) -> tuple[str, ...]:
    """Answers, matches and measurements behind a reason, in words."""
    answer = history.answer(reason.id)
    said = [_("answered yes")] if answer and answer.value is Reply.YES else []
    found = [item.name for item in history.current if item.group in reason.matched]
    measured = [measured_words(one) for one in history.observations if one.kind in reason.matched]
    return tuple(dict.fromkeys((*said, *found, *measured)))


def measured_words(seen: Observation) -> str:
    """A measured value as people read it."""
    kind = load_rules().observations[seen.kind].label
    return f"{kind} {seen.value:g} {seen.unit}, {seen.on:%d %B %Y}"


def group_name(group: str) -> str:
    """What something was matched with: a medicine class, a condition group or a rule."""
    return label_of(group) or group


def where(places: Iterable[Place], muscles: Iterable[Target]) -> tuple[str, ...]:
    """Regions and muscles in words; empty for the whole session."""
    regions = [*places]
    if {place.region for place in regions if not place.side} >= set(load_rules().places.regions):
        return (_("everywhere"),)
    named = [_sided(region_name(place.region), place.side) for place in regions]
    atlas = Atlas.load().muscles
    named += [_sided(mid_sentence(atlas[one.muscle].name), one.side) for one in muscles]
    return tuple(dict.fromkeys(named))


def region_name(region: str) -> str:
    """A region group or a zone of the rules by name."""
    zone = load_rules().places.zones.get(region)
    return zone.label if zone else region.replace("_", " ")


def place_choices() -> list[tuple[str, str]]:
    """Every place that an answer may name, with its sides: `region`, `region:left` ..."""
    known = load_rules().places
    regions = [*known.regions, *known.zones]
    return [
        (_place_key(Place(region, side)), _sided(region_name(region), side))
        for region in regions
        for side in (Side.LEFT, Side.RIGHT, None)
    ]


def _sided(name: str, side: Side | None) -> str:
    return f"{side.value} {name}" if side else name


def _place_key(place: Place) -> str:
    return f"{place.region}:{place.side.value}" if place.side else place.region
