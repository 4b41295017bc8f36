"""The views: where the camera of each picture stands and what it shows.

Every picture is taken of the person's left half and completed by mirroring, so that pictures that
should be mirror images are so, pixel for pixel.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from filiform.body.build.light import cross
from filiform.body.build.parts import hand_axes, landmark, unit
from filiform.body.surface import Floats

UP = np.array([0.0, 1.0, 0.0])
LEFT = np.array([1.0, 0.0, 0.0])
FRONT = np.array([0.0, 0.0, 1.0])


class Layout(StrEnum):
    """How the shot of the left half becomes a picture."""

    LEFT_AT_RIGHT = "left at right"  # seen from the front: the person's left is at the right
    LEFT_AT_LEFT = "left at left"  # seen from behind
    ALONE = "alone"  # the picture shows the left; its mirror image shows the right


@dataclass(frozen=True)
class Shot:
    """A parallel camera. `up` and `toward` (the viewer) are unit vectors in body axes; the body
    point `anchor` falls on column and row `at` of a shot of `size` (width, height) pixels."""

    id: str
    title: str
    part: str
    layout: Layout
    px_per_cm: float
    size: tuple[int, int]
    at: tuple[float, float]
    anchor: Floats
    up: Floats
    toward: Floats

    @property
    def right(self) -> Floats:
        """The picture's direction of rising columns, in body axes."""
        return cross(self.up, self.toward)


def shots() -> tuple[Shot, ...]:
    """Every shot, in the order in which views are offered."""
    return (*_body(), *_head(), *_hands(), *_feet(), *_hidden())


def _body() -> tuple[Shot, ...]:
    half, middle = (376, 1616), np.array([0.0, 0.832, 0.0])
    side = (0.0, 0.832, 0.097)
    left, right, alone = Layout.LEFT_AT_LEFT, Layout.LEFT_AT_RIGHT, Layout.ALONE
    return (
        Shot("front", "Front", "whole", right, 9.5, half, (0, 808), middle, UP, FRONT),
        Shot("back", "Back", "whole", left, 9.5, half, (376, 808), middle, UP, -FRONT),
        Shot(
            "left", "Left", "whole", alone, 9.5, (400, 1616), (200, 808), np.array(side), UP, LEFT
        ),
    )


def _head() -> tuple[Shot, ...]:
    half, face = (424, 1024), np.array([0.0, 1.52, 0.0])
    side, crown = np.array([0.0, 1.52, 0.035]), np.array([0.0, 1.6, 0.035])
    below, chin = unit(np.array([0.0, -0.8, 0.6])), np.array([0.0, 1.47, 0.08])
    left, right, alone = Layout.LEFT_AT_LEFT, Layout.LEFT_AT_RIGHT, Layout.ALONE
    return (
        Shot("head_front", "Face", "head", right, 32, half, (0, 490), face, UP, FRONT),
        Shot("head_back", "Back of head", "head", left, 32, half, (424, 490), face, UP, -FRONT),
        Shot("head_left", "Head left", "head", alone, 32, (848, 1024), (424, 490), side, UP, LEFT),
        Shot(
            "head_top", "Top of head", "crown", right, 32, (360, 880), (0, 440), crown, -FRONT, UP
        ),
        Shot(
            "head_chin",
            "Under the chin",
            "neck",
            right,
            32,
            (360, 720),
            (0, 440),
            chin,
            cross(below, LEFT),
            below,
        ),
    )


def _hands() -> tuple[Shot, ...]:
    _, tips, palm = hand_axes()
    middle, half, at = landmark("palm_mcp3"), (520, 800), (255, 360)
    right = Layout.LEFT_AT_RIGHT
    return (
        Shot("hands_palm", "Palms", "hand", right, 32, half, at, middle, tips, palm),
        Shot("hands_back", "Backs of hands", "hand", right, 32, half, at, middle, tips, -palm),
    )


def _feet() -> tuple[Shot, ...]:
    above = unit(np.array([0.0, 0.8, 0.6]))
    ahead, middle, half = cross(above, LEFT), np.array([0.108, 0.03, 0.08]), (430, 880)
    right = Layout.LEFT_AT_RIGHT
    return (
        Shot("feet_top", "Tops of feet", "foot", right, 32, half, (200, 470), middle, ahead, above),
        Shot("feet_sole", "Soles", "sole", right, 32, half, (200, 440), middle, FRONT, -UP),
    )


def _hidden() -> tuple[Shot, ...]:
    """Skin that arms and legs hide from every side, seen with them taken away."""
    right = Layout.LEFT_AT_RIGHT
    arm, leg, trunk = (np.array(p) for p in ((0, 1.1, 0.09), (0, 0.41, 0.06), (0, 1.08, 0.0)))
    return (
        Shot(
            "trunk_side",
            "Side of trunk",
            "trunk",
            right,
            12,
            (420, 960),
            (210, 480),
            trunk,
            UP,
            LEFT,
        ),
        Shot("arms_inner", "Inner arms", "arm", right, 16, (480, 800), (240, 400), arm, UP, -LEFT),
        Shot("legs_inner", "Inner legs", "leg", right, 12, (400, 1020), (200, 510), leg, UP, -LEFT),
    )
