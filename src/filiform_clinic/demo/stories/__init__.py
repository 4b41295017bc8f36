"""The invented patients of the demo's past three months, with how each of them fared.

Some get better, some a little, some not at all, as nobody has counted: the demo makes no claim.
"""

from __future__ import annotations

from filiform_clinic.demo.stories import arm, back, held, leg, today
from filiform_clinic.demo.told import Story

STORIES: tuple[Story, ...] = (
    *today.STORIES,
    *arm.STORIES,
    *back.STORIES,
    *leg.STORIES,
    *held.STORIES,
)
