"""From places as people name them to region groups and muscles, and whether a target lies there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from filiform.body.values import Side
from filiform.errors import InvalidInput
from filiform.knowledge.screening import ScreeningRules
from filiform.knowledge.values import Occurrence
from filiform.screening.history import PAIRED, Place
from filiform.screening.plan import Target


@dataclass(frozen=True, slots=True)
class Where:
    """Region groups and single muscles; no zones."""

    regions: tuple[Place, ...] = ()
    muscles: tuple[Target, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.regions or self.muscles)


def everywhere(rules: ScreeningRules) -> Where:
    """Every region group, both sides."""
    return Where(tuple(Place(region) for region in rules.places.regions))


def resolve(places: Iterable[Place], rules: ScreeningRules, *, spread: bool = False) -> Where:
    """Zones as region groups and muscles; with `spread`, a limb's region as its whole quadrant."""
    regions: dict[Place, None] = {}
    muscles: dict[Target, None] = {}
    for place in places:
        where = _one(place, rules)
        regions.update(dict.fromkeys(where.regions))
        muscles.update(dict.fromkeys(where.muscles))
    if spread:
        regions = {wide: None for region in regions for wide in _spread(region, rules)}
    return Where(_tidy(regions), in_order(muscles))


def _one(place: Place, rules: ScreeningRules) -> Where:
    zone = rules.places.zones.get(place.region)
    if zone is None:
        rules.muscles_in(place.region)  # refuses what is neither region group nor zone
        return Where((place,))
    return Where(
        tuple(Place(region, place.side) for region in zone.regions),
        tuple(_target(muscle, place.side, rules) for muscle in zone.muscles),
    )


def _target(muscle: str, side: Side | None, rules: ScreeningRules) -> Target:
    midline = rules.muscles[muscle].occurrence is Occurrence.MIDLINE
    return Target(muscle, None if midline else side)


def _spread(place: Place, rules: ScreeningRules) -> tuple[Place, ...]:
    for spread in rules.places.spreads:
        if place.region in spread.start:
            return _one(Place(spread.zone, place.side), rules).regions
    return (place,)


def _tidy(places: Iterable[Place]) -> tuple[Place, ...]:
    """In a fixed order, without a side where the whole region is named as well."""
    found = set(places)
    kept = [place for place in found if place.side is None or Place(place.region) not in found]
    return tuple(sorted(kept, key=lambda place: (place.region, place.side or "")))


def in_order(targets: Iterable[Target]) -> tuple[Target, ...]:
    """By muscle and side, however they were given."""
    return tuple(sorted(targets, key=lambda target: (target.muscle, target.side or "")))


def contains(where: Where, target: Target, rules: ScreeningRules) -> bool:
    """Whether the target lies there; an unsaid side on either hand counts as both."""
    region = rules.muscles[target.muscle].region
    in_region = any(p.region == region and _meet(p.side, target.side) for p in where.regions)
    return in_region or any(
        muscle.muscle == target.muscle and _meet(muscle.side, target.side)
        for muscle in where.muscles
    )


def _meet(one: Side | None, other: Side | None) -> bool:
    return one is None or other is None or one == other


def covers(wide: Place, narrow: Place) -> bool:
    """Whether all of `narrow` lies in `wide` (region groups)."""
    return wide.region == narrow.region and wide.side in (None, narrow.side)


@cache
def halves(place: Place) -> tuple[Place, ...]:
    """The place side by side."""
    if place.side is not None:
        return (place,)
    return tuple(Place(place.region, side) for side in PAIRED)


def by_side(where: Where, rules: ScreeningRules) -> Where:
    """The same, each side on its own; muscles of the midline stay as they are."""
    regions = tuple(half for place in where.regions for half in halves(place))
    return Where(regions, tuple(half for t in where.muscles for half in _sides(t, rules)))


def _sides(target: Target, rules: ScreeningRules) -> tuple[Target, ...]:
    midline = rules.muscles[target.muscle].occurrence is Occurrence.MIDLINE
    if target.side is not None or midline:
        return (target,)
    return tuple(Target(target.muscle, side) for side in PAIRED)


def check_target(target: Target, rules: ScreeningRules) -> None:
    """Refuse a muscle that the atlas does not have, and a side of a midline muscle."""
    muscle = rules.muscles.get(target.muscle)
    if muscle is None:
        raise InvalidInput("targets", "ids of muscles of the atlas", got=target.muscle)
    if muscle.occurrence is Occurrence.MIDLINE and target.side is not None:
        raise InvalidInput("targets", f"no side with {target.muscle}", got=str(target.side))
