"""Words for how a needle is used, which plans and the needling record share."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """What the needle does while it is in: moved up and down, or left for a time."""

    PISTONED = "pistoned"
    LEFT_IN = "left_in"


class Depth(StrEnum):
    """How deep a needle goes, as a class: no depth in millimetres is ever asked or shown."""

    SUPERFICIAL = "superficial"
    DEEP = "deep"
