"""Self-check: draw what a muscle is said to refer, and see whether it comes up.

The drawing is made from the same zones that the engine reads, so a good result shows that the
engine uses its knowledge, and nothing about patients.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from filiform.body import Body, Side, SideRule
from filiform.drawing import ListedArea
from filiform.knowledge import Atlas, Muscle, ZonePart, ZoneSide
from filiform.locating.locate import locate
from filiform.locating.values import Case


@dataclass(frozen=True, slots=True)
class OwnZone:
    """Rank of a muscle, counted over different muscles, for a drawing of its essential areas.

    `ahead` are the muscles ranked before it, `twins` those of them with a site that refers
    essentially to every one of the areas as well: the drawing cannot tell these apart.
    """

    muscle: str
    areas: tuple[str, ...]
    rank: int
    ahead: tuple[str, ...]
    twins: tuple[str, ...]


def own_zones(atlas: Atlas, body: Body, *, trained: bool = False) -> tuple[OwnZone, ...]:
    """One check for every muscle that refers pain, by the first or the trained engine."""
    return tuple(_checks(atlas, body, trained))


def _checks(atlas: Atlas, body: Body, trained: bool) -> Iterator[OwnZone]:
    for muscle in atlas.muscles.values():
        side = muscle.sides[-1]
        areas = drawn(_essential(muscle, side), side, body)
        if areas:
            belief = locate(Case(areas=areas), atlas, body, trained=trained)
            order = list(dict.fromkeys(rank.muscle for rank in belief.muscles))
            yield _result(muscle.id, areas, order, atlas)


def drawn(parts: tuple[ZonePart, ...], side: Side, body: Body) -> tuple[ListedArea, ...]:
    """The parts of a zone as areas chosen by name, for a site on `side`."""
    return tuple(ListedArea(part.area, _side(part, side, body)) for part in parts)


def _side(part: ZonePart, side: Side, body: Body) -> Side:
    if part.side is ZoneSide.IPSILATERAL and side is not Side.MIDLINE:
        return side
    whole = body.area(part.area).side_rule is SideRule.CROSSES_MIDLINE
    return Side.MIDLINE if whole else Side.BOTH


def _essential(muscle: Muscle, side: Side) -> tuple[ZonePart, ...]:
    parts = [part for site in muscle.sites if side in site.sides for part in site.essential]
    return tuple(dict.fromkeys(parts))


def _result(muscle: str, areas: tuple[ListedArea, ...], order: list[str], atlas: Atlas) -> OwnZone:
    names = tuple(area.area for area in areas)
    ahead = tuple(order[: order.index(muscle)])
    twins = tuple(sorted(o for o in ahead if _refers_to_all(atlas.muscles[o], set(names))))
    return OwnZone(muscle, names, len(ahead) + 1, ahead, twins)


def _refers_to_all(muscle: Muscle, areas: set[str]) -> bool:
    return any(areas <= {part.area for part in site.essential} for site in muscle.sites)
