"""Draw people from the model: which muscles are active, what of it is felt, how it is drawn.

Everything is vectorised over people and follows from the seed of the generator.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from filiform.inference.fields import Fields, nearest_shift
from filiform.inference.prior import Prior, shifted
from filiform.inference.settings import Settings
from filiform.inference.world import Bools, Floats, Ints, World

Random = np.random.Generator
_GROUPS = 5


@dataclass(frozen=True, eq=False)
class Wrong:
    """How the world differs from the textbook: parts moved, resized, swapped or lost, other rates.

    `move` (P, 2) and `extent` (P,) cm, `stands_for` (P,) the part drawn instead, `lost` (P,),
    `rate` (2M,) log-odds.
    """

    move: Floats
    extent: Floats
    stands_for: Ints
    lost: Bools
    rate: Floats


@dataclass(frozen=True, eq=False)
class Drawings:
    """B people. `skin` (B, n): how far each cell is painted, weighed by intensity. `named`
    (B, 2A): areas chosen by name, likewise. `row` (B, 2M): the active row of each muscle, -1: none.
    """

    skin: Floats
    named: Floats
    row: npt.NDArray[np.int16]

    def __len__(self) -> int:
        return len(self.row)


@dataclass(frozen=True, eq=False)
class Model:
    """All that simulation and reference engines need, laid out once."""

    world: World
    settings: Settings
    fields: Fields
    prior: Prior


def textbook(world: World) -> Wrong:
    """The world as the atlas describes it."""
    parts = len(world.part_site)
    return Wrong(
        np.zeros((parts, 2), dtype=np.float32),
        np.zeros(parts, dtype=np.float32),
        np.arange(parts),
        np.zeros(parts, dtype=np.bool_),
        np.zeros(2 * world.muscles, dtype=np.float32),
    )


def wrong_world(model: Model, random: Random, amount: float = 1.0) -> Wrong:
    """A world that differs from the textbook; `amount` 1 is what training assumes."""
    settings, parts = model.settings, len(model.world.part_site)
    swapped = random.random(parts) < settings.relocated * amount
    return Wrong(
        move=_normal(random, (parts, 2), settings.world_shift_cm * amount),
        extent=_normal(random, (parts,), settings.world_extent_cm * amount),
        stands_for=np.where(swapped, _neighbour_parts(model, random), np.arange(parts)),
        lost=random.random(parts) < settings.missing * amount,
        rate=np.tile(_normal(random, (model.world.muscles,), settings.world_rates * amount), 2),
    )


def _normal(random: Random, shape: tuple[int, ...], sd: float) -> Floats:
    return np.asarray(random.normal(0, sd, shape), dtype=np.float32)


def _neighbour_parts(model: Model, random: Random) -> Ints:
    """(P,): for every part another one near it, at random."""
    middle = model.fields.depth[:, :-1].argmin(axis=1)
    apart = model.world.distance[np.ix_(middle, middle)]
    apart = apart + random.uniform(0, 20, apart.shape) + 1e3 * (apart < 1)
    return np.asarray(apart.argmin(axis=1))


def simulate(
    model: Model,
    wrong: Wrong,
    shift: Floats,
    count: int,
    random: Random,
    names: float | None = None,
) -> Drawings:
    """`count` people; `shift` (count, M) log-odds of each person's complaint; `names`: share that
    chooses areas by name only (None: as in the settings)."""
    row = active_rows(model, wrong, shift, random)
    who, part, side = _expressed(model, wrong, row, random)
    person = _person(model.settings, count, random)
    skin = np.zeros((count, model.world.cells + 1), dtype=np.float32)
    force = _force(model, person, who, part, random)
    _paint_parts(model, wrong, skin, (who, part, side), force, person, random)
    _paint_others(model, skin, person, random)
    named = _named(model, skin, (who, part, side), force, person, random)
    return _as_drawn(model, skin[:, :-1], named, row, random, names)


def active_rows(model: Model, wrong: Wrong, shift: Floats, random: Random) -> npt.NDArray[np.int16]:
    """(B, 2M) the active row of each muscle on each side, -1 where it is silent."""
    both = np.tile(shift, (1, 2)) + wrong.rate
    focus_odds = model.prior.focus * np.exp(both)
    chosen = _choose(focus_odds, random)
    rate = shifted(model.prior.rate[chosen], both)
    active = random.random(rate.shape) < rate
    rows = [_choose_rows(model, side, len(shift), random) for side in (0, 1)]
    return np.where(active, np.concatenate(rows, axis=1), -1).astype(np.int16)


def _choose(weights: Floats, random: Random) -> Ints:
    """(B,): one column of each row of weights."""
    edges = np.cumsum(weights, axis=1)
    at = random.random((len(weights), 1)) * edges[:, -1:]
    return np.asarray((edges < at).sum(axis=1))


def _choose_rows(model: Model, side: int, count: int, random: Random) -> Ints:
    """(B, M): a row for each muscle, should it be active."""
    world = model.world
    upper = np.cumsum(model.prior.row[side])
    base = np.concatenate([[0], upper])[world.row_starts]
    at = base + random.random((count, world.muscles)) * 0.999999
    return np.minimum(np.searchsorted(upper, at, side="right"), len(upper) - 1)


def _expressed(
    model: Model, wrong: Wrong, row: npt.NDArray[np.int16], random: Random
) -> tuple[Ints, Ints, Ints]:
    """Which parts are felt: the person, the part, and the side of its muscle."""
    world = model.world
    who, muscle = np.nonzero(row >= 0)
    own = world.parts_of_muscle[muscle % world.muscles]
    held = row[who, muscle].astype(np.intp)
    holds = world.active[held[:, None], world.part_site[own]] & (own >= 0)
    chance = _chance(model)[own]
    chance = chance * random.uniform(model.settings.completeness, 1, len(row))[who, None]
    felt = holds & (random.random(holds.shape) < chance) & ~wrong.lost[own]
    which, at = np.nonzero(felt)
    return who[which], own[which, at], (muscle[which] >= world.muscles).astype(np.intp)


def _chance(model: Model) -> Floats:
    settings = model.settings
    by_kind = np.array([settings.essential, settings.spillover, settings.local], dtype=np.float32)
    return np.asarray(by_kind[model.world.part_kind])


@dataclass(frozen=True, eq=False)
class _Person:
    """How each of B people draws: shift (B, 2), extent, intensity, its being said, naming."""

    shift: Floats
    extent: Floats
    strength: Floats
    said: Bools
    naming: Floats


def _person(settings: Settings, count: int, random: Random) -> _Person:
    return _Person(
        shift=_normal(random, (count, 2), settings.person_shift_cm),
        extent=_normal(random, (count,), settings.person_extent_cm),
        strength=random.uniform(2, 9, count).astype(np.float32),
        said=random.random(count) >= settings.intensity_unsaid,
        naming=random.uniform(0.15, 0.95, count).astype(np.float32),
    )


def _force(model: Model, person: _Person, who: Ints, part: Ints, random: Random) -> Floats:
    """What painted skin of each part counts, by its intensity; 1 where it was not said."""
    less = np.array([0.0, 1.5, 0.7], dtype=np.float32)[model.world.part_kind[part]]
    level = person.strength[who] + random.normal(0, 1, len(who)) - less
    return _weight(model.settings, level, person.said[who])


def _weight(settings: Settings, level: Floats, said: Bools) -> Floats:
    span = settings.intensity_high - settings.intensity_low
    weight = settings.intensity_low + span * np.clip(np.round(level), 0, 10) / 10
    return np.where(said, weight, 1.0).astype(np.float32)


def _paint_parts(
    model: Model,
    wrong: Wrong,
    skin: Floats,
    felt: tuple[Ints, Ints, Ints],
    force: Floats,
    person: _Person,
    random: Random,
) -> None:
    """Lay every felt part over the skin, one part of each person at a time."""
    who, part, side = felt
    turn = _turns(who)
    reach = model.fields.reach[wrong.stands_for[part]]
    for at in range(int(turn.max(initial=-1)) + 1):
        for now in _alike(np.flatnonzero(turn == at), reach):
            cells, outside = _one_part(model, wrong, (who[now], part[now]), person, random)
            seen = _other_side(cells, side[now], model.world.cells)
            _lay(model, skin, who[now], seen, outside, force[now], random)


def _alike(entries: Ints, reach: Ints) -> list[Ints]:
    """The entries in groups of similar reach, so that little is computed in vain."""
    return np.array_split(entries[np.argsort(reach[entries], kind="stable")], _GROUPS)


def _turns(who: Ints) -> Ints:
    """How many earlier entries have the same person; `who` is sorted."""
    first = np.searchsorted(who, who, side="left")
    return np.asarray(np.arange(len(who)) - first)


def _one_part(
    model: Model, wrong: Wrong, felt: tuple[Ints, Ints], person: _Person, random: Random
) -> tuple[Ints, Floats]:
    """Cells near each part (E, K) and how far outside of what is drawn they lie, in cm."""
    settings, fields = model.settings, model.fields
    who, part = felt
    drawn, scale = wrong.stands_for[part], fields.scale[wrong.stands_for[part]]
    move = wrong.move[part] + person.shift[who] + _normal(random, (len(who), 2), settings.shift_cm)
    shift = nearest_shift(move[:, 0] * scale, move[:, 1] * scale)
    extent = wrong.extent[part] + person.extent[who]
    extent = extent + _normal(random, (len(who),), settings.extent_cm)
    spilt = random.random(len(who)) < settings.spill
    extent = extent + spilt * random.uniform(0, settings.spill_cm, len(who))
    cells = fields.near[drawn, : fields.reach[drawn].max(initial=0)]
    source = fields.shifts[shift[:, None], cells]
    outside = fields.depth[drawn[:, None], source] - (extent * scale)[:, None]
    return cells, _focal(model, drawn, source, outside, random)


def _focal(model: Model, drawn: Ints, source: Ints, outside: Floats, random: Random) -> Floats:
    """For some, only a spot of the part is drawn."""
    spot = np.flatnonzero(random.random(len(drawn)) < model.settings.focal)
    middle = model.fields.inside(drawn[spot], random.random(len(spot)))
    radius = model.fields.radius[drawn[spot]] * random.uniform(0.35, 1.0, len(spot))
    safe = np.minimum(source[spot], model.world.cells - 1)
    apart = model.world.distance[middle[:, None], safe]
    outside[spot] = np.maximum(outside[spot], apart - radius[:, None].astype(np.float32))
    return outside


def _other_side(cells: Ints, side: Ints, count: int) -> Ints:
    half = count // 2
    across = np.where(cells < half, cells + half, np.where(cells < count, cells - half, count))
    return np.where(side[:, None] == 1, across, cells)


def _lay(
    model: Model,
    skin: Floats,
    who: Ints,
    cells: Ints,
    outside: Floats,
    force: Floats,
    random: Random,
) -> None:
    size = np.append(np.sqrt(model.world.cm2), 1).astype(np.float32)[cells]
    rough = random.standard_normal(cells.shape, dtype=np.float32) * model.settings.wobble_cm
    covered = np.clip(0.5 - outside / size - rough / 2.4, 0, 1) * (cells < model.world.cells)
    # Little paint at an edge is no paint: a cell counts fully from half of it on.
    covered = np.minimum(1, np.where(covered < 0.15, 0, 2 * covered))
    at = (who[:, None], cells)
    skin[at] = np.maximum(skin[at], covered * force[:, None])


def _paint_others(model: Model, skin: Floats, person: _Person, random: Random) -> None:
    """Painful spots that no muscle explains; a few people hurt in many places."""
    settings, world, count = model.settings, model.world, len(skin)
    many = random.random(count) < settings.widespread
    spots = random.poisson(np.where(many, settings.widespread_others, settings.others))
    force = _weight(settings, person.strength, person.said)
    for at in range(int(spots.max(initial=0))):
        who = np.flatnonzero(spots > at)
        middle = random.choice(world.cells, len(who), p=world.cm2 / world.cm2.sum())
        radius = settings.other_cm * np.exp(random.normal(0, 0.5, len(who)))
        outside = world.distance[middle] - radius[:, None]
        for block in np.array_split(np.arange(len(who)), max(1, len(who) // 256)):
            close = outside[block].astype(np.float32)
            cells = np.broadcast_to(np.arange(world.cells), close.shape)
            _lay(model, skin, who[block], cells, close, force[who[block]], random)


def _named(
    model: Model,
    skin: Floats,
    felt: tuple[Ints, Ints, Ints],
    force: Floats,
    person: _Person,
    random: Random,
) -> Floats:
    """(B, 2A) areas chosen by name: those of the parts felt, and those that mostly hurt."""
    world, settings = model.world, model.settings
    size = np.maximum(world.named @ world.cm2, 1e-6)
    share = ((skin[:, :-1] > 0) * world.cm2) @ world.named.T / size
    hurts = 1 / (1 + np.exp(-(share - settings.named_from) / settings.named_width))
    chosen = (random.random(share.shape) < hurts * person.naming[:, None]) & (share > 0.05)
    named = chosen * _weight(settings, person.strength, person.said)[:, None]
    who, part, side = felt
    area = world.part_area[part]
    direct = (area >= 0) & (random.random(len(who)) < settings.named_directly)
    who, area, side, weight = who[direct], area[direct], side[direct], force[direct]
    area = np.where(side == 1, (area + world.areas) % (2 * world.areas), area)
    np.maximum.at(named, (who, area), weight)
    return named.astype(np.float32)


def _as_drawn(
    model: Model,
    skin: Floats,
    named: Floats,
    row: npt.NDArray[np.int16],
    random: Random,
    names: float | None,
) -> Drawings:
    """Painted, named, or both; a place without cells may be listed beside a painted drawing."""
    settings = model.settings
    only = random.random(len(row)) < (settings.names_only if names is None else names)
    too = only | (random.random(len(row)) < settings.names_too)
    in_part = too & ~only & (random.random(len(row)) < settings.painted_in_part)
    _keep_one_place(model.world, skin, np.flatnonzero(in_part), random)
    unpaintable = np.tile(~model.world.inside.any(axis=1), 2)
    listed = unpaintable & (random.random(named.shape) < settings.listed_too)
    return Drawings(
        skin=np.where(only[:, None], 0, skin).astype(np.float32),
        named=np.where(too[:, None] | listed, named, 0).astype(np.float32),
        row=row,
    )


def _keep_one_place(world: World, skin: Floats, who: Ints, random: Random) -> None:
    """Of some drawings only what lies around one painted cell is left; the rest is named."""
    who = who[skin[who].any(axis=1)]
    middle = _choose(skin[who], random)
    reach = random.uniform(4, 30, len(who))
    skin[who] *= world.distance[np.minimum(middle, world.cells - 1)] <= reach[:, None]
