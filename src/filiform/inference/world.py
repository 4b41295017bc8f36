"""The world as arrays: cells, named areas, muscles with their sites, and where each is felt.

Everything is laid out once, as seen from the left. Cell `c` and cell `c` plus or minus half of the
cells mirror each other, and so do the named areas and the muscles of both sides.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from filiform.errors import InvalidInput

Floats = npt.NDArray[np.floating[Any]]
Ints = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]

ESSENTIAL, SPILLOVER, LOCAL = 0, 1, 2


@dataclass(frozen=True, eq=False)
class World:
    """Plain arrays; n cells, A areas, M muscles, S sites, R rows, P parts of zones.

    `inside` (A, n/2): the cells of an area on the left; an area without cells can only be listed.
    A row is a muscle with a set of its sites active: `active` (R, S) and `muscle_of_row` (R,), rows
    of a muscle one after another. `row_on` (2, R): the row exists on the left, on the right.
    `midline` (M,): the muscle has no side. A part belongs to a site (`part_site`), is essential,
    spillover or local (`part_kind`), covers cells of `part_cells` (P, n) as seen from the left, and
    is called by one area (`part_area`, 0..2A-1, those of the other side follow; -1: none).
    `distance` (n, n) along the skin and `centre` (n, 3) are centimetres, `cm2` (n,) surface.
    """

    distance: Floats
    centre: Floats
    cm2: Floats
    inside: Bools
    muscle_of_row: Ints
    active: Bools
    row_on: Bools
    midline: Bools
    part_site: Ints
    part_kind: Ints
    part_area: Ints
    part_cells: Bools

    def __post_init__(self) -> None:
        n, rows, parts = self.cells, len(self.muscle_of_row), len(self.part_site)
        _check("distance", self.distance, (n, n))
        _check("centre", self.centre, (n, 3))
        _check("inside", self.inside, (self.areas, n // 2))
        _check("active", self.active, (rows, self.sites))
        _check("row_on", self.row_on, (2, rows))
        _check("part_cells", self.part_cells, (parts, n))
        if n % 2 or (np.diff(self.muscle_of_row) < 0).any():
            raise InvalidInput("muscle_of_row", "rows of a muscle together, cells in pairs")

    @property
    def cells(self) -> int:
        return len(self.cm2)

    @property
    def areas(self) -> int:
        return len(self.inside)

    @property
    def muscles(self) -> int:
        return len(self.midline)

    @property
    def sites(self) -> int:
        return int(self.active.shape[1])

    @cached_property
    def muscle_of_site(self) -> Ints:
        """(S,): the muscle of every site."""
        return np.asarray(self.muscle_of_row[np.argmax(self.active, axis=0)])

    @cached_property
    def parts_of_muscle(self) -> Ints:
        """(M, K): the parts of every muscle's zones, padded with -1."""
        owner = self.muscle_of_site[self.part_site]
        found = np.full((self.muscles, int(np.bincount(owner).max())), -1)
        for muscle, row in enumerate(found):
            own = np.flatnonzero(owner == muscle)
            row[: len(own)] = own
        return found

    @cached_property
    def row_starts(self) -> Ints:
        """(M,): the first row of every muscle."""
        return np.searchsorted(self.muscle_of_row, np.arange(self.muscles))

    @cached_property
    def named(self) -> Floats:
        """(2A, n) 1 where a cell lies in the area, of this side and of the other."""
        none = np.zeros_like(self.inside)
        both = [[self.inside, none], [none, self.inside]]
        return np.asarray(np.block(both), dtype=np.float32)

    @cached_property
    def digest(self) -> str:
        """Changes with anything that a trained network depends on, and with nothing else."""
        found = hashlib.sha256()
        for field in fields(self):
            found.update(_bytes(field.name, getattr(self, field.name)))
        return found.hexdigest()[:16]


def mirrored(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """(..., 2k) with both halves exchanged: what the other side sees as its own."""
    half = values.shape[-1] // 2
    return np.ascontiguousarray(np.concatenate([values[..., half:], values[..., :half]], axis=-1))


def _check(name: str, array: npt.NDArray[Any], shape: tuple[int, ...]) -> None:
    if array.shape != shape:
        raise InvalidInput(name, f"an array of shape {shape}", got=array.shape)


def _bytes(name: str, array: npt.NDArray[Any]) -> bytes:
    # Lengths to a tenth of a millimetre: the last bits differ between machines.
    whole = np.round(array * 100).astype(np.int32) if array.dtype.kind == "f" else array
    return name.encode() + np.ascontiguousarray(whole).tobytes()
