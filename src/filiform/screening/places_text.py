"""A place or a muscle in one word: ``upper_limb:right``, ``trapezius_upper:left``."""

from __future__ import annotations

from rapidfuzz import process

from filiform.body.values import Side
from filiform.errors import InvalidInput
from filiform.knowledge.screening import ScreeningRules
from filiform.screening.history import PAIRED, Place
from filiform.screening.places import check_target
from filiform.screening.plan import Target

# Out of 100: how alike an id must be to be suggested.
_NEAR = 70


def place_from_text(text: str, rules: ScreeningRules) -> Place:
    """A region group or zone, with ``:left`` or ``:right``, without it both sides."""
    region, side = _parts(text)
    if region not in rules.places.regions and region not in rules.places.zones:
        raise InvalidInput("where", "a region group or zone, with :left or :right", got=text)
    return Place(region, side)


def target_from_text(text: str, rules: ScreeningRules) -> Target:
    """A muscle of the atlas, with ``:left`` or ``:right``, without it the side is not decided."""
    muscle, side = _parts(text)
    if muscle not in rules.muscles:
        near = process.extract(muscle, list(rules.muscles), score_cutoff=_NEAR, limit=3)
        hint = f" such as {', '.join(name for name, _, _ in near)}" if near else ""
        raise InvalidInput("muscle", f"a muscle of the atlas{hint}", got=muscle)
    target = Target(muscle, side)
    check_target(target, rules)
    return target


def _parts(text: str) -> tuple[str, Side | None]:
    name, colon, side = text.strip().partition(":")
    if not colon:
        return name, None
    if side not in [str(paired) for paired in PAIRED]:
        raise InvalidInput("side", "left or right after the colon", got=text)
    return name, Side(side)
