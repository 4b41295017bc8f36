"""The pictures of the body and, pixel for pixel, which cell each shows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from filiform.body.values import Side
from filiform.errors import BrokenKnowledge

BUILT = files("filiform.body") / "data" / "built"
# The third channel of an id map: skin surface per picture surface, in sixteenths.
SLOPE_STEPS = 16


@dataclass(frozen=True, slots=True)
class Label:
    """Which side of the person lies near a corner of a picture; `x` and `y` in its pixels."""

    text: Literal["L", "R"]
    x: int
    y: int

    @property
    def side(self) -> Side:
        return Side.LEFT if self.text == "L" else Side.RIGHT


@dataclass(frozen=True, slots=True)
class View:
    """A picture of the body: `width` and `height` in pixels, `px_per_cm` its scale.

    A `body` view shows a whole side of the body, a `close_up` a part of it.
    """

    id: str
    title: str
    width: int
    height: int
    px_per_cm: float
    kind: Literal["body", "close_up"]
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class IdMap:
    """`cells` (height, width) int32, -1 where there is none; `slopes` the third channel, uint8."""

    cells: npt.NDArray[np.int32]
    slopes: npt.NDArray[np.uint8]


def load_views(version: str) -> Mapping[str, View]:
    """Every view by id, in the order in which to offer them."""
    path = BUILT / "views.json"
    held = json.loads(path.read_text(encoding="utf-8"))
    if held["body"] != version:
        raise BrokenKnowledge("body", f"views of body {version}", got=held["body"], where=str(path))
    return MappingProxyType({entry["id"]: _view(entry) for entry in held["views"]})


def _view(entry: Mapping[str, Any]) -> View:
    labels = tuple(Label(**label) for label in entry["labels"])
    return View(**{**entry, "labels": labels})


def picture_png(view: str) -> bytes:
    """The picture: skin on a clear ground, for light and for dark pages."""
    return (BUILT / "views" / f"{view}.png").read_bytes()


def id_map_png(view: str) -> bytes:
    """The id map: red + 256 green = cell + 1 (0: no cell), blue = slope in sixteenths."""
    return (BUILT / "views" / f"{view}.ids.png").read_bytes()


@cache
def read_id_map(view: str) -> IdMap:
    """The id map as arrays that must not be written to (cached)."""
    # Pictures are needed by few commands, and the imaging library takes a while to load.
    from io import BytesIO

    from PIL import Image

    with Image.open(BytesIO(id_map_png(view))) as picture:
        pixels = np.asarray(picture)
    cells = pixels[:, :, 0].astype(np.int32) + 256 * pixels[:, :, 1].astype(np.int32) - 1
    slopes = pixels[:, :, 2].copy()
    cells.flags.writeable = slopes.flags.writeable = False
    return IdMap(cells, slopes)
