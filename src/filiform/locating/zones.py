"""Every way a muscle can be the source: its sites, alone and together, with their zones.

A row is a muscle with a set of its sites active. What the rows explain and expect is laid out once
per body and atlas, in the frame of the muscle's side (`frame`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
import numpy.typing as npt

from filiform.body import Body
from filiform.knowledge import Atlas, Muscle, Site, ZonePart, ZoneSide
from filiform.locating.constants import Constants
from filiform.locating.frame import Floats, Frame, frame_of

# Parts of an expected area lie on the same side, the other side, or half on each.
_SHARES = {
    ZoneSide.IPSILATERAL: ((False, 1.0),),
    ZoneSide.MIDLINE: ((False, 0.5), (True, 0.5)),
    ZoneSide.BILATERAL: ((False, 0.5), (True, 0.5)),
}


@dataclass(frozen=True)
class Row:
    """A muscle (by its number) with a set of its sites (by their numbers) active."""

    muscle: int
    sites: tuple[int, ...]


@dataclass(frozen=True)
class Zones:
    """Rows over columns. `explains` (rows, columns) 0..1 is how fully a row explains pain there.

    `expects` (rows, areas) are weights of surface areas where pain is expected; `may_list` the same
    for places that can only be listed, which count only when listed; `strength` (rows,) is below 1
    where only spillover can be judged. `active` (rows, sites) is 1 where a row holds a site.
    """

    frame: Frame
    muscles: tuple[Muscle, ...]
    sites: tuple[Site, ...]
    rows: tuple[Row, ...]
    explains: Floats
    expects: Floats
    may_list: Floats
    strength: Floats
    active: Floats
    muscle_of_row: npt.NDArray[np.intp]
    muscle_of_site: npt.NDArray[np.intp]

    @cached_property
    def pairs(self) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """Rows and the sites that they hold: most of `active` is 0."""
        rows, sites = np.nonzero(self.active)
        return rows, sites

    @cached_property
    def number_of_site(self) -> dict[str, int]:
        return {site.id: n for n, site in enumerate(self.sites)}

    @cached_property
    def number_of_muscle(self) -> dict[str, int]:
        return {muscle.id: n for n, muscle in enumerate(self.muscles)}

    @cached_property
    def wanted(self) -> Floats:
        """(rows,) sum of `expects`."""
        return np.asarray(self.expects.sum(axis=1), dtype=np.float32)

    @cached_property
    def listable(self) -> npt.NDArray[np.intp]:
        """Areas that some row has in `may_list`."""
        return np.flatnonzero(self.may_list.any(axis=0))


def zones_of(atlas: Atlas, body: Body, constants: Constants) -> Zones:
    """Lay out all rows. Takes about a second; callers keep the result."""
    frame = frame_of(body, constants)
    muscles, sites = tuple(atlas.muscles.values()), tuple(atlas.sites.values())
    number = {site.id: n for n, site in enumerate(sites)}
    rows = tuple(_rows(muscles, number))
    single = _Singles(frame, constants, sites)
    explains = np.stack([_union(single.explains, row.sites) for row in rows])
    expects, may_list, strength = _expected(single, rows)
    active = np.zeros((len(rows), len(sites)), dtype=np.float32)
    for n, row in enumerate(rows):
        active[n, list(row.sites)] = 1
    places = {muscle.id: n for n, muscle in enumerate(muscles)}
    return Zones(
        frame=frame,
        muscles=muscles,
        sites=sites,
        rows=rows,
        explains=explains,
        expects=expects,
        may_list=may_list,
        strength=strength,
        active=active,
        muscle_of_row=np.asarray([row.muscle for row in rows]),
        muscle_of_site=np.asarray([places[site.muscle] for site in sites]),
    )


def _rows(muscles: tuple[Muscle, ...], number: dict[str, int]) -> Iterator[Row]:
    for n, muscle in enumerate(muscles):
        own = [number[site.id] for site in muscle.sites]
        for size in range(1, len(own) + 1):
            yield from (Row(n, sites) for sites in combinations(own, size))


class _Singles:
    """What each site alone explains and expects."""

    def __init__(self, frame: Frame, constants: Constants, sites: tuple[Site, ...]) -> None:
        self.frame, self.constants = frame, constants
        self.explains = np.stack([self._explained(site) for site in sites])
        areas = 2 * len(frame.rows)
        self.essential = np.zeros((len(sites), areas), dtype=np.float32)
        self.local = np.zeros_like(self.essential)
        self.spillover = np.zeros_like(self.essential)
        for n, site in enumerate(sites):
            self._expect(self.essential[n], site.essential)
            self._expect(self.spillover[n], site.spillover)
            self.local[n, frame.rows[site.local_area]] = constants.local_expected

    def _explained(self, site: Site) -> Floats:
        share = np.zeros(2 * self.frame.half, dtype=np.float32)
        core = self._columns(site.essential)
        for columns, weight in (
            (self._rim(core), self.constants.rim_weight),
            (self.frame.columns(site.local_area, False), self.constants.local_weight),
            (self._columns(site.spillover), self.constants.spillover_weight),
            (core, self.constants.essential_weight),
        ):
            share[columns] = np.maximum(share[columns], weight)
        return share

    def _columns(self, parts: tuple[ZonePart, ...]) -> npt.NDArray[np.intp]:
        found = [
            self.frame.columns(part.area, other)
            for part in parts
            for other, _ in _SHARES[part.side]
        ]
        return np.unique(np.concatenate(found)) if found else np.empty(0, dtype=np.intp)

    def _rim(self, core: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
        around = set[int]()
        for column in core.tolist():
            start = 0 if column < self.frame.half else self.frame.half
            if column - start < self.frame.cells:
                around.update(start + c for c in self.frame.neighbours[column - start])
        return np.asarray(sorted(around), dtype=np.intp)

    def _expect(self, weights: Floats, parts: tuple[ZonePart, ...]) -> None:
        for part in parts:
            for other, share in _SHARES[part.side]:
                weights[self.frame.row(part.area, other)] += share


def _union(of_sites: Floats, sites: tuple[int, ...]) -> Floats:
    return np.asarray(of_sites[list(sites)].max(axis=0), dtype=np.float32)


def _expected(single: _Singles, rows: tuple[Row, ...]) -> tuple[Floats, Floats, Floats]:
    """Expected areas of every row: its essential and local ones, else its spillover."""
    can_paint = _can_paint(single.frame)
    expects, may_list, strength = [], [], []
    for row in rows:
        essential = _union(single.essential, row.sites)
        painted = essential * can_paint
        if painted.any():
            local = _union(single.local, row.sites) * can_paint
            expects.append(np.maximum(painted, local))
            strength.append(1.0)
        else:
            expects.append(_union(single.spillover, row.sites) * can_paint)
            strength.append(single.constants.spillover_instead)
        may_list.append(essential * ~can_paint)
    return np.stack(expects), np.stack(may_list), np.asarray(strength, dtype=np.float32)


def _can_paint(frame: Frame) -> npt.NDArray[np.bool_]:
    names = list(frame.rows)
    return np.asarray([name not in frame.listed for name in names] * 2)
