"""Earlier visits of the patients who come today."""

from __future__ import annotations

from filiform_clinic.demo.patients import PATIENTS
from filiform_clinic.demo.told import DemoPatient, Earlier, Story, Turn


def _of(family: str) -> DemoPatient:
    return next(one for one in PATIENTS if one.family == family)


STORIES = (
    Story(
        _of("Delgado"),
        (
            Earlier(
                28,
                8,
                "First visit. Explained what to expect. Some soreness is usual.",
                (52, 57),
                hard=(3, 2),
            ),
            Earlier(21, 8, "Sore for a day, then easier. Breaks at work not yet.", (54, 60)),
            Earlier(
                14, 7, "Takes breaks now. Turned round in the car twice.", (58, 66), hard=(5, 4)
            ),
            Earlier(7, 7, "A long week at the screen. Neck tired by Thursday.", (60, 65)),
        ),
    ),
    Story(
        _of("Hughes"),
        (
            Earlier(56, 9, "First visit. Walks ten minutes at most. Wants to garden again."),
            Earlier(42, 8, "Sore for one day after the last visit, then easier.", eased=2),
            Earlier(28, 8, "Walked fifteen minutes on three days.", turns=(Turn.LETTER,)),
            Earlier(14, 8, "A fall on the stairs, nothing broken. Back to ten minutes.", eased=0),
        ),
    ),
    Story(
        _of("Okafor"),
        (
            Earlier(
                7,
                8,
                "Cannot finish training. Agreed to swim easy lengths this week.",
                (58, 66),
                hard=(3,),
            ),
        ),
    ),
    Story(
        _of("Marsh"),
        (
            Earlier(35, 7, "First visit. The knee bends to the edge of the chair.", (88, 93)),
            Earlier(21, 6, "Stairs one at a time.", (95, 99), turns=(Turn.BRUISED,)),
            Earlier(7, 6, "The bruise has gone. Sleeps through.", (101, 104)),
        ),
    ),
    Story(
        _of("Boateng"),
        (
            Earlier(
                42,
                9,
                "First visit. We talked an hour about pacing. No needles yet: too much at once.",
                turns=(Turn.BY_HAND,),
            ),
            Earlier(
                28,
                8,
                "Ten minutes of walking, rest, ten minutes. A bad week in between.",
                turns=(Turn.BY_HAND,),
            ),
        ),
    ),
)
