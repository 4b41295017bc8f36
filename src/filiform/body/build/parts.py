"""Parts of the left half of the body that close-ups show alone, each fading out where it is cut.

Points are those of the smooth surface with x >= 0, metres.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from filiform.body.build.light import along, cross
from filiform.body.surface import Bools, Floats, landmark_vertex, load_surface

Reach = Callable[[Floats], Floats]

# The middle of the gap between the left arm and the trunk, and above the armpit the cut to the
# acromion: height and distance from the midline on the neutral shape, metres.
GAP = ((0.9, 0.2), (1.0, 0.176), (1.1, 0.158), (1.22, 0.148), (1.264, 0.146), (1.38, 0.172))


@dataclass(frozen=True)
class Cut:
    """`reach`: how far inside the cut points (n, 3) lie; the skin fades over `fade`. Metres."""

    reach: Reach
    fade: float

    def share(self, points: Floats) -> Floats:
        """How much of the skin shows: 0 at the cut, 1 further in, smooth between."""
        share = np.minimum(np.maximum(self.reach(points) / self.fade, 0), 1)
        smooth: Floats = share * share * (3 - 2 * share)
        return smooth


@dataclass(frozen=True)
class Part:
    """What several cuts leave of the left half. `alone`: light comes through where the rest was;
    `veil`: a part that is there too, in front of this one."""

    cuts: tuple[Cut, ...]
    alone: bool = False
    veil: str = ""

    def holds(self, points: Floats) -> Bools:
        held = np.full(len(points), fill_value=True)
        for cut in self.cuts:
            held &= cut.reach(points) > 0
        return held

    def share(self, points: Floats) -> Floats:
        share = np.ones(len(points))
        for cut in self.cuts:
            share *= cut.share(points)
        return share


def landmark(name: str) -> Floats:
    """Position of a left or midline landmark, metres."""
    position: Floats = load_surface().vertices[landmark_vertex(name)]
    return position


def unit(vector: Floats) -> Floats:
    """The same direction, one metre long."""
    length: Floats = vector / np.sqrt((vector * vector).sum())
    return length


def hand_axes() -> tuple[Floats, Floats, Floats]:
    """The left hand's own directions: towards the thumb's side, the finger tips and the palm."""
    along_hand = unit(landmark("middle_tip") - landmark("wrist_dorsal_mid"))
    across = landmark("index_mcp") - landmark("little_mcp")
    palm = unit(cross(along_hand, across))
    if ((landmark("palm_mcp3") - landmark("middle_mcp")) * palm).sum() < 0:
        palm = -palm
    return unit(across - along_hand * (across * along_hand).sum()), along_hand, palm


def _arm(points: Floats) -> Floats:
    heights, gap = zip(*GAP, strict=True)
    beyond: Floats = points[:, 0] - np.interp(points[:, 1], heights, gap)
    return beyond


def _trunk(points: Floats) -> Floats:
    return 0.012 - _arm(points)


def _hand(points: Floats) -> Floats:
    _, tips, _ = hand_axes()
    return along(points - landmark("wrist_dorsal_mid"), tips) + 0.05


def _above(height: float) -> Reach:
    return lambda points: points[:, 1] - height


def _below(height: float) -> Reach:
    return lambda points: height - points[:, 1]


PARTS: Mapping[str, Part] = {
    "whole": Part(()),
    "head": Part((Cut(_above(1.345), 0.055),)),
    "neck": Part((Cut(_above(1.4), 0.03), Cut(_below(1.605), 0.05))),
    "crown": Part((Cut(_above(1.45), 0.02),)),
    "hand": Part((Cut(_hand, 0.03), Cut(_arm, 0.005))),
    "foot": Part((Cut(_below(0.175), 0.06),)),
    "sole": Part((Cut(_below(0.06), 0.03),)),
    "arm": Part((Cut(_arm, 0.004), Cut(_above(0.86), 0.04), Cut(_below(1.27), 0.05)), alone=True),
    # The outer arm is taken away; its inner skin is turned from the viewer and needs no cut.
    "trunk": Part(
        (Cut(_trunk, 0.001), Cut(_above(0.68), 0.06), Cut(_below(1.47), 0.05)),
        alone=True,
        veil="shoulder",
    ),
    "shoulder": Part((Cut(_arm, 0.001), Cut(_above(1.215), 0.035)), alone=True, veil="trunk"),
    "leg": Part((Cut(_below(0.795), 0.06), Cut(_trunk, 0.004)), alone=True),
}
