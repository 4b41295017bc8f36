"""How well each row of zones fits the pain, seen from one side.

Fit is 0 (explains nothing) to 1 (explains all of the pain it touches, and all that it expects is
painted). A drawing may have several sources, so it is taken apart into connected patches, and what
a row leaves unexplained counts mostly within the patches that it touches.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from filiform.body import Side
from filiform.locating.constants import Constants
from filiform.locating.frame import Floats, Frame
from filiform.locating.pain import Pain
from filiform.locating.zones import Zones

Ints = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Fit:
    """For every row: `fit` 0..1 and `explained` 0..1, the explained share of touched patches.

    `painted` (areas,) 0..1 says how far each area, on the same and the other side, is painted.
    """

    fit: Floats
    explained: Floats
    painted: Floats


def fits_of(pain: Pain, zones: Zones, constants: Constants) -> dict[Side, Fit]:
    """Compare all rows with the pain as seen from either side; patches are looked for once."""
    columns = np.flatnonzero(pain.left[0])
    label = _labels(columns, zones.frame)
    order = np.argsort((columns + zones.frame.half) % (2 * zones.frame.half))
    left = _fit(pain.left, _members(label), zones, constants)
    right = _fit(pain.right, _members(label[order]), zones, constants)
    # In the midline both views count alike; explanations are given as seen from the left.
    return {Side.LEFT: left, Side.RIGHT: right, Side.MIDLINE: left}


def _fit(pain: Floats, member: Floats, zones: Zones, constants: Constants) -> Fit:
    """Rows of `pain` as in `Pain.left`; `member` as from `_members`."""
    painted = painted_areas(pain[0], zones.frame, constants)
    local, overall = _explained(pain, member, zones, constants)
    share = constants.patch_share * local + (1 - constants.patch_share) * overall
    expected = _expected(painted, pain[0], zones)
    power = constants.explained_power
    fit = np.power(share, power) * np.power(expected, 1 - power) * zones.strength
    return Fit(np.clip(fit, 0, 1), local, painted)


def painted_areas(covered: Floats, frame: Frame, constants: Constants) -> Floats:
    """How far each area is painted: fully from half of it on, or from a spot inside it."""
    here = covered * frame.cm2
    cm2 = np.concatenate([frame.inside @ here[: frame.half], frame.inside @ here[frame.half :]])
    enough = np.minimum(constants.enough_of_area * frame.area_cm2, constants.spot_cm2)
    return np.asarray(np.minimum(1, cm2 / np.maximum(enough, 1e-6)), dtype=np.float32)


def _expected(painted: Floats, covered: Floats, zones: Zones) -> Floats:
    """Share of what a row expects that is painted; a place only counts here once it is listed."""
    wanted, found = zones.wanted, zones.expects @ painted
    areas = zones.listable[painted[zones.listable] > 0]
    if areas.size:
        listed = zones.may_list[:, areas]
        wanted, found = wanted + listed.sum(axis=1), found + listed @ painted[areas]
    return np.asarray(found / np.maximum(wanted, 1e-6), dtype=np.float32)


def _explained(
    pain: Floats, member: Floats, zones: Zones, constants: Constants
) -> tuple[Floats, Floats]:
    """Explained share of the touched patches and of all pain, for every row."""
    columns = np.flatnonzero(pain[0])
    if not columns.size:
        none = np.zeros(len(zones.rows), dtype=np.float32)
        return none, none
    mass = pain[1, columns] * zones.frame.weight[columns]
    rest = np.where(pain[2, columns] > 0, constants.named_rest, 1.0).astype(np.float32)
    of_patch = member * mass[:, None]
    shares = zones.explains[:, columns]
    explained = shares @ of_patch
    unexplained = (1 - shares) @ (of_patch * rest[:, None])
    whole = explained + unexplained
    touched = np.minimum(1, explained / (constants.touch * np.maximum(of_patch.sum(axis=0), 1e-9)))
    local = explained.sum(axis=1) / np.maximum((touched * whole).sum(axis=1), 1e-9)
    overall = explained.sum(axis=1) / np.maximum(whole.sum(axis=1), 1e-9)
    return np.minimum(local, 1), overall


def _labels(columns: Ints, frame: Frame) -> Ints:
    """(columns,): the patch of each painted column; halves are kept apart."""
    number = {column: n for n, column in enumerate(columns.tolist())}
    label = np.full(len(columns), -1)
    count = 0
    for column, n in number.items():
        if label[n] < 0:
            _spread(column, count, label, number, frame)
            count += 1
    return label


def _members(label: Ints) -> Floats:
    """(columns, patches) 1 where a column belongs to a patch; the patch of the first column comes
    first, so that both sides add up in the same order."""
    patches = list(dict.fromkeys(label.tolist()))
    return np.asarray(label[:, None] == np.asarray(patches), dtype=np.float32)


def _spread(
    column: int,
    patch: int,
    label: Ints,
    number: dict[int, int],
    frame: Frame,
) -> None:
    waiting = [column]
    while waiting:
        here = waiting.pop()
        n = number.get(here)
        if n is None or label[n] >= 0:
            continue
        label[n] = patch
        start = frame.half if here >= frame.half else 0
        if here - start < frame.cells:
            waiting.extend(start + c for c in frame.neighbours[here - start])
