"""The examine step: which muscles to palpate, in which order, with the buttons of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict

from filiform.body.values import Side
from filiform.knowledge.atlas import Atlas
from filiform.knowledge.values import Muscle
from filiform.needling import Target, named
from filiform_clinic.access.actor import Actor
from filiform_clinic.exam.queries import Palpation, Palpations, palpations
from filiform_clinic.needling.queries import MuscleChoice, muscle_choices


@dataclass(frozen=True, slots=True)
class SiteCard:
    """One trigger point site of a muscle with its buttons."""

    location: str
    palpation: Palpation


@dataclass(frozen=True, slots=True)
class Card:
    """One muscle on one side with its buttons, and those of its sites when it has several."""

    muscle: Muscle
    name: str
    palpation: Palpation
    sites: tuple[SiteCard, ...]

    @property
    def key(self) -> str:
        return self.palpation.key

    @property
    def site_found(self) -> bool:
        """Whether a site of it has a finding of its own."""
        return any(site.palpation.finding for site in self.sites)


@dataclass(frozen=True, slots=True)
class ExamineStep:
    """The cards in the order to examine, and every muscle to choose another from."""

    cards: tuple[Card, ...]
    also: tuple[Target, ...]
    muscles: list[MuscleChoice]


@dataclass(frozen=True, slots=True)
class NeedleTarget:
    """A muscle to choose for the next needle."""

    muscle: str
    side: str
    name: str


def examine_step(actor: Actor, visit_id: UUID, also: Iterable[Target] = ()) -> ExamineStep:
    """What was palpated, then the muscles that the practitioner adds (`also`)."""
    found, added = palpations(actor, visit_id), tuple(_unique(also))
    wanted = _unique([*(_whole(target) for target in found.targets), *added])
    cards = tuple(_card(target, found) for target in wanted)
    return ExamineStep(cards, added, muscle_choices())


def needle_targets(actor: Actor, visit_id: UUID) -> list[NeedleTarget]:
    """The muscles in which palpation found something, in the order of finding."""
    found = palpations(actor, visit_id)
    positive = [t for t in found.targets if found.of(t).results != ("nothing",)]
    return [
        NeedleTarget(target.muscle, target.side.value, _short(target))
        for target in _unique(_whole(target) for target in positive)
    ]


def also_from(said: QueryDict) -> list[Target]:
    """Muscles named in an address, `also=muscle:side` or the fields `muscle` and `side`.

    What the atlas does not know is left out.
    """
    muscles = Atlas.load().muscles
    pairs = [one.rpartition(":")[::2] for one in said.getlist("also")]
    pairs.append((said.get("muscle", ""), said.get("side", "")))
    return [
        Target(muscle, Side(side))
        for muscle, side in pairs
        if muscle in muscles and side in muscles[muscle].sides
    ]


def _card(target: Target, found: Palpations) -> Card:
    muscle = Atlas.load().muscles[target.muscle]
    sites = tuple(
        SiteCard(site.location, found.of(Target(target.muscle, target.side, site.id)))
        for site in muscle.sites
        if target.side in site.sides
    )
    name = named(target, Atlas.load())
    return Card(muscle, name, found.of(target), sites if len(sites) > 1 else ())


def _short(target: Target) -> str:
    return named(target, Atlas.load())


def _whole(target: Target) -> Target:
    return Target(target.muscle, target.side)


def _unique(targets: Iterable[Target]) -> list[Target]:
    return list(dict.fromkeys(targets))
