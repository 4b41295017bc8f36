"""Atlas and body as the arrays of `filiform.inference`, and the table of complaints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from filiform.body import Body, Side
from filiform.inference.world import ESSENTIAL, LOCAL, SPILLOVER, Bools, Floats, Ints, World
from filiform.knowledge import Atlas, Site, ZonePart, ZoneSide, site_place
from filiform.knowledge.prevalence import Prevalence
from filiform.knowledge.zones import part_cells
from filiform.locating.constants import Constants
from filiform.locating.frame import Frame, frame_of
from filiform.locating.priors import priors_for

_CM = 100


@dataclass(frozen=True, slots=True)
class _Part:
    site: int
    kind: int
    area: int
    cells: frozenset[int]


@dataclass(frozen=True)
class Outline:
    """What of the world needs no distances. `text` names every zone, site and area."""

    parts: tuple[_Part, ...]
    muscle_of_row: Ints
    active: Bools
    row_on: Bools
    midline: Bools
    text: str


def outline_of(atlas: Atlas, body: Body, frame: Frame) -> Outline:
    parts = tuple(_parts(atlas, body, frame))
    number = {site: n for n, site in enumerate(atlas.sites)}
    muscle_of_row, rows = zip(*_rows(atlas, number), strict=True)
    active = np.zeros((len(rows), len(number)), dtype=np.bool_)
    for row, sites in enumerate(rows):
        active[row, list(sites)] = True
    return Outline(
        parts=parts,
        muscle_of_row=np.asarray(muscle_of_row),
        active=active,
        row_on=_row_on(atlas, active),
        midline=np.asarray([m.sides == (Side.MIDLINE,) for m in atlas.muscles.values()]),
        text=_text(atlas, frame, parts),
    )


def _text(atlas: Atlas, frame: Frame, parts: tuple[_Part, ...]) -> str:
    sites = [f"{s.id} {s.muscle} {' '.join(s.sides)}" for s in atlas.sites.values()]
    zones = [f"{p.site} {p.kind} {p.area} {sorted(p.cells)}" for p in parts]
    return "\n".join([*sites, *zones, *frame.rows, frame.version])


def world_of(atlas: Atlas, body: Body) -> World:
    """All arrays, as seen from the left. Takes two seconds; needed by training and checks."""
    frame = frame_of(body, Constants.load())
    outline = outline_of(atlas, body, frame)
    parts = outline.parts
    return World(
        distance=_distances(body),
        centre=np.asarray([c.centroid for c in body.cells], dtype=np.float32) * _CM,
        cm2=np.asarray([c.area_cm2 for c in body.cells], dtype=np.float32),
        inside=frame.inside[:, : frame.cells] > 0,
        muscle_of_row=outline.muscle_of_row,
        active=outline.active,
        row_on=outline.row_on,
        midline=outline.midline,
        part_site=np.asarray([p.site for p in parts]),
        part_kind=np.asarray([p.kind for p in parts]),
        part_area=np.asarray([p.area for p in parts]),
        part_cells=_masks(parts, len(body.cells)),
    )


def _distances(body: Body) -> Floats:
    """(n, n) cm, the same in both directions and on both sides."""
    half = len(body.cells) // 2
    left = np.stack([body.distances_from([cell]) for cell in range(half)])
    whole = np.concatenate([left, np.concatenate([left[:, half:], left[:, :half]], axis=1)])
    return np.asarray((whole + whole.T) / 2, dtype=np.float32)


def _rows(atlas: Atlas, number: dict[str, int]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Every set of sites of every muscle, in the order of the first engine's rows."""
    for n, muscle in enumerate(atlas.muscles.values()):
        own = [number[site.id] for site in muscle.sites]
        for size in range(1, len(own) + 1):
            yield from ((n, sites) for sites in combinations(own, size))


def _row_on(atlas: Atlas, active: Bools) -> Bools:
    """(2, R): a midline site counts as one of the left and is seen alike from the right."""
    on = []
    for side in (Side.LEFT, Side.RIGHT):
        may = [side in s.sides or Side.MIDLINE in s.sides for s in atlas.sites.values()]
        on.append(~(active & ~np.asarray(may)).any(axis=1))
    return np.stack(on)


def _parts(atlas: Atlas, body: Body, frame: Frame) -> Iterator[_Part]:
    for n, site in enumerate(atlas.sites.values()):
        for kind, parts in ((ESSENTIAL, site.essential), (SPILLOVER, site.spillover)):
            for part in parts:
                yield from _placed(n, kind, part, site, body, frame)
        cells = _local(site, body)
        if cells:
            yield _Part(n, LOCAL, frame.row(site.local_area, False), cells)


def _placed(
    n: int, kind: int, part: ZonePart, site: Site, body: Body, frame: Frame
) -> Iterator[_Part]:
    """A part on the left; one that the other side has too is felt there by itself."""
    side = Side.MIDLINE if site.sides == (Side.MIDLINE,) else Side.LEFT
    cells = _seen_from_left(part, side, body)
    half = len(body.cells) // 2
    near, far = frozenset(c for c in cells if c < half), frozenset(c for c in cells if c >= half)
    if part.side is ZoneSide.BILATERAL and near and far:
        yield _Part(n, kind, frame.row(part.area, False), near)
        yield _Part(n, kind, frame.row(part.area, True), far)
    else:
        yield _Part(n, kind, frame.row(part.area, False), cells)


def _seen_from_left(part: ZonePart, side: Side, body: Body) -> frozenset[int]:
    if side is Side.LEFT and part.side is ZoneSide.IPSILATERAL:
        return body.mirror(part_cells(part, Side.RIGHT, body))
    return part_cells(part, side, body)


def _local(site: Site, body: Body) -> frozenset[int]:
    side = site.sides[0]
    place = site_place(site, side, body)
    if place is None:
        return frozenset()
    return body.mirror(place.around) if side is Side.RIGHT else place.around


def _masks(parts: tuple[_Part, ...], cells: int) -> Bools:
    masks = np.zeros((len(parts), cells), dtype=np.bool_)
    for mask, part in zip(masks, parts, strict=True):
        mask[list(part.cells)] = True
    return masks


def complaint_shifts(atlas: Atlas, expected: float) -> Floats:
    """(C, M) log-odds of every muscle for no complaint and for each one, with its usual number."""
    prevalence, constants = Prevalence.load(), Constants.load()
    rows = []
    for complaint in (None, *atlas.complaints):
        priors = priors_for(complaint, None, atlas, prevalence, constants)
        level = np.log(priors.expected / expected)
        rows.append([level + priors.shift.get(muscle, 0.0) for muscle in atlas.muscles])
    return np.asarray(rows, dtype=np.float32)
