"""The examine step: which muscles to palpate, in which order, with the buttons of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict

from filiform.body.values import Side
from filiform.knowledge.atlas import Atlas
from filiform.needling import Target, named
from filiform_clinic.access.actor import Actor
from filiform_clinic.exam.past import past
from filiform_clinic.exam.queries import Buttons, Palpations, palpations
from filiform_clinic.locating.queries import ExamineFirst, Ranked, examine_first
from filiform_clinic.needling.cautions import Caution, caution_of
from filiform_clinic.needling.queries import MuscleChoice, muscle_choices
from filiform_clinic.plan.queries import planned_muscles
from filiform_clinic.records.past import Past, Seen
from filiform_clinic.screening.marks import Mark, marks
from filiform_clinic.visit.proposed import Proposed, asked, proposed

# A screen of a tablet shows about so many; more can be asked for by name.
LISTED = 6


@dataclass(frozen=True, slots=True)
class SiteCard:
    """One trigger point site of a muscle with its buttons."""

    location: str
    palpation: Buttons


@dataclass(frozen=True, slots=True)
class Card:
    """One muscle on one side with its rank and its buttons, and those of its sites if several.

    `past` is what was seen after it was needled at earlier visits.
    """

    rank: Ranked
    name: str
    palpation: Buttons
    sites: tuple[SiteCard, ...]
    mark: Mark
    past: list[Seen]

    @property
    def key(self) -> str:
        return self.palpation.key

    @property
    def examined(self) -> bool:
        """Whether anything of it was palpated."""
        return self.palpation.finding is not None or self.site_found

    @property
    def site_found(self) -> bool:
        """Whether a site of it has a finding of its own."""
        return any(site.palpation.finding for site in self.sites)


@dataclass(frozen=True, slots=True)
class ExamineStep:
    """The cards in the order to examine, the caveats, and every muscle to choose another from."""

    first: ExamineFirst
    next: Proposed
    cards: tuple[Card, ...]
    also: tuple[Target, ...]
    muscles: list[MuscleChoice]

    @property
    def keys(self) -> tuple[str, ...]:
        """The muscles on the cards."""
        return tuple(f"{card.rank.muscle.id}:{card.rank.side}" for card in self.cards)


@dataclass(frozen=True, slots=True)
class NeedleTarget:
    """A muscle to choose for the next needle; `why_not`: why no needle may go in, empty: it may.

    `chosen`: the one needled last, else the first in which one may; it is chosen to begin with.
    `caution`: what lies in reach there.
    """

    muscle: str
    side: str
    name: str
    why_not: tuple[str, ...]
    chosen: bool
    caution: Caution


def examine_step(actor: Actor, visit_id: UUID, also: Iterable[Target] = ()) -> ExamineStep:
    """The first of the ranking, whatever was palpated, and what the practitioner adds (`also`).

    All in the order of the ranking, so that a find moves up and a miss moves down at once.
    """
    first, found = examine_first(actor, visit_id), palpations(actor, visit_id)
    before = past(actor, visit_id)
    added = tuple(_unique(also))
    wanted = {*(_whole(target) for target in found.targets), *added}
    wanted |= {Target(one.muscle.id, one.side) for one in first.shown(LISTED)}
    ranked = [rank for rank in first.ranked if Target(rank.muscle.id, rank.side) in wanted]
    shown = [Target(rank.muscle.id, rank.side) for rank in ranked]
    judged = marks(actor, visit_id, [(t.muscle, t.side) for t in (*shown, *asked(first))])
    cards = tuple(_card(rank, found, judged, before) for rank in ranked)
    return ExamineStep(first, proposed(first, judged), cards, added, muscle_choices())


def needle_targets(actor: Actor, visit_id: UUID, latest: str = "") -> list[NeedleTarget]:
    """The muscles in which palpation found something, in the order of finding.

    `latest` is the one needled last, as `muscle:side`.
    """
    found = palpations(actor, visit_id)
    positive = [t for t in found.targets if found.of(t).results != ("nothing",)]
    # Planned muscles come after them: a plan is taken over without looking for its muscles.
    planned = (Target(*one) for one in planned_muscles(actor, visit_id))
    targets = _unique([*map(_whole, positive), *planned])
    judged = marks(actor, visit_id, [(target.muscle, target.side) for target in targets])
    free = [target for target in targets if not judged[_key(target)].why_not]
    first = next((one for one in free if _key(one) == latest), free[0] if free else None)
    return [_needle_target(t, judged[_key(t)], chosen=t == first) for t in targets]


def _needle_target(target: Target, mark: Mark, *, chosen: bool) -> NeedleTarget:
    name = named(target, Atlas.load())
    caution = caution_of(target.muscle)
    return NeedleTarget(target.muscle, target.side.value, name, mark.why_not, chosen, caution)


def _key(target: Target) -> str:
    return f"{target.muscle}:{target.side}"


def targets_in(said: QueryDict, key: str) -> list[Target]:
    """Muscles named in an address, `key=muscle:side` or the fields `muscle` and `side`.

    What the atlas does not know is left out.
    """
    muscles = Atlas.load().muscles
    pairs = [one.rpartition(":")[::2] for one in said.getlist(key)]
    pairs.append((said.get("muscle", ""), said.get("side", "")))
    return [
        Target(muscle, Side(side))
        for muscle, side in pairs
        if muscle in muscles and side in muscles[muscle].sides
    ]


def _card(rank: Ranked, found: Palpations, judged: Mapping[str, Mark], before: Past) -> Card:
    target = Target(rank.muscle.id, rank.side)
    sites = tuple(
        SiteCard(site.location, found.of(Target(target.muscle, target.side, site.id)))
        for site in rank.muscle.sites
        if target.side in site.sides
    )
    name = named(target, Atlas.load())
    several = sites if len(sites) > 1 else ()
    seen = before.of(target.muscle, target.side)
    return Card(rank, name, found.of(target), several, judged[_key(target)], seen)


def _whole(target: Target) -> Target:
    return Target(target.muscle, target.side)


def _unique(targets: Iterable[Target]) -> list[Target]:
    return list(dict.fromkeys(targets))
