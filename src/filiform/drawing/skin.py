"""What a drawing needs of a body.

`filiform.body.Body` is the body; the tests draw on a flat one whose areas are known exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from filiform.body.values import Area, Cell, Landmark, Side

CellIds = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]


class SideLabel(Protocol):
    """The letter of a side of the person and where it stands in the picture, pixels."""

    @property
    def text(self) -> str: ...
    @property
    def x(self) -> float: ...
    @property
    def y(self) -> float: ...


class PaintableView(Protocol):
    """A picture of the body: `width` and `height` in pixels, `px_per_cm` its scale."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def px_per_cm(self) -> float: ...
    @property
    def kind(self) -> str: ...
    @property
    def labels(self) -> Sequence[SideLabel]: ...


class Skin(Protocol):
    """A body surface in cells, with pictures whose pixels know their cell."""

    @property
    def version(self) -> str: ...
    @property
    def cells(self) -> tuple[Cell, ...]: ...
    @property
    def areas(self) -> Mapping[str, Area]: ...
    @property
    def views(self) -> Mapping[str, PaintableView]: ...

    def cells_of(self, area_id: str, side: Side) -> frozenset[int]:
        """Cells of an area on a side (empty for a list-only area)."""
        ...

    def mirror(self, cells: Iterable[int]) -> frozenset[int]:
        """The same cells on the other side of the person."""
        ...

    def id_map(self, view: str) -> CellIds:
        """Cell of each pixel, (height, width), -1 where there is none."""
        ...

    def pixel_surface(self, view: str) -> Floats:
        """Skin seen by each pixel in cm2, (height, width)."""
        ...

    def seen_cm2(self, view: str) -> Floats:
        """Skin of each cell that a view shows, cm2."""
        ...

    def picture(self, view: str) -> bytes:
        """The picture of a view as PNG."""
        ...

    def distances_from(self, cells: Iterable[int]) -> Floats:
        """Distance along the skin from the nearest of `cells` to every cell, cm."""
        ...

    def nearest_landmark(self, cell: int) -> tuple[Landmark, Side, float]: ...
