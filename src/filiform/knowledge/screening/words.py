"""The closed vocabularies of the screening rules."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """What a rule says when it applies: never; case by case; go on with care."""

    ABSOLUTE = "absolute"
    RELATIVE = "relative"
    CAUTION = "caution"


class Scope(StrEnum):
    """What a reason speaks about: the whole visit, a region, single muscles, one technique."""

    SESSION = "session"
    REGION = "region"
    MUSCLE = "muscle"
    TECHNIQUE = "technique"


class Act(StrEnum):
    """What a rule asks for."""

    DO_NOT_NEEDLE = "do_not_needle"
    CLEARANCE_FIRST = "clearance_first"
    AVOID_REGION = "avoid_region"
    MODIFY_TECHNIQUE = "modify_technique"
    USE_WITH_CAUTION = "use_with_caution"
