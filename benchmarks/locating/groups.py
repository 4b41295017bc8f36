"""People and muscles of one kind, to look at their calibration by themselves."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from benchmarks.locating.worlds import Block
from filiform.inference.simulate import Model
from filiform.inference.world import Bools, Floats
from filiform.knowledge import Atlas

REGIONS = {
    "head and jaw": ("head_face", "jaw"),
    "neck": ("neck_anterior", "neck_posterior"),
    "shoulder girdle and upper back": ("shoulder_girdle", "upper_back"),
    "arm and hand": ("arm", "forearm", "hand"),
    "trunk": ("chest_wall", "abdomen", "back"),
    "pelvis": ("pelvis",),
    "thigh": ("thigh_anterior", "thigh_medial", "thigh_posterior"),
    "leg and foot": (
        *("leg_anterior", "leg_lateral", "leg_posterior", "leg_deep_posterior"),
        "foot",
    ),
}


def by_drawing(model: Model, found: list[Block]) -> Mapping[str, Bools]:
    """Which people painted so much, or named areas."""
    painted = np.concatenate([(b.drawings.skin > 0) @ model.world.cm2 for b in found])
    named = np.concatenate([(b.drawings.named > 0).sum(axis=1) for b in found])
    return {
        "only named areas": painted == 0,
        "painted under 50 cm²": (painted > 0) & (painted < 50),
        "painted 50 to 200 cm²": (painted >= 50) & (painted < 200),
        "painted 200 to 800 cm²": (painted >= 200) & (painted < 800),
        "painted over 800 cm²": painted >= 800,
        "painted and named": (painted > 0) & (named > 0),
    }


def by_complaint(shifts: Floats, found: list[Block], atlas: Atlas) -> Mapping[str, Bools]:
    """Which people have which complaint: their log-odds are a multiple of the complaint's."""
    names = ("none said", *atlas.complaints)
    shift = np.concatenate([block.shift for block in found]).astype(np.float64)
    size = np.linalg.norm(shifts, axis=1)
    alike = (shift @ shifts.T) / np.maximum(size, 1e-9)
    chosen = np.where(np.abs(shift).max(axis=1) < 1e-6, 0, alike.argmax(axis=1))
    return {name: chosen == n for n, name in enumerate(names) if (chosen == n).any()}


def by_region(atlas: Atlas) -> Mapping[str, npt.NDArray[np.intp]]:
    """Columns of the muscles of each region, of both sides."""
    muscles = list(atlas.muscles.values())
    found = {}
    for name, regions in REGIONS.items():
        own = np.flatnonzero([muscle.region in regions for muscle in muscles])
        found[name] = np.concatenate([own, own + len(muscles)])
    return found
