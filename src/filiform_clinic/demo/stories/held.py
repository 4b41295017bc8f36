"""Patients whom the safety check held back: cleared by a doctor, or treated by hand."""

from __future__ import annotations

from datetime import date, time

from filiform.drawing import Quality
from filiform_clinic.demo.told import (
    FAMILIAR,
    LEFT,
    RIGHT,
    TENDER,
    YES,
    DemoPatient,
    Earlier,
    Felt,
    Healthy,
    Needled,
    Pain,
    Stage,
    Story,
    Turn,
    at,
)

STORIES = (
    Story(
        DemoPatient(
            "Sofia",
            "Marchetti",
            date(1992, 2, 2),
            "maya",
            time(8, 40),
            Stage.SIGNED,
            "neck",
            "other",
            5,
            "The neck, since I sleep on my side.",
            (Pain("neck_shoulder_angle", LEFT, 5, Quality.STIFF),),
            (Felt("trapezius_upper", LEFT, FAMILIAR), Felt("levator_scapulae", LEFT, TENDER)),
            (Needled("trapezius_upper", LEFT, 1, 0.20, 30),),
            health=Healthy(
                {"ci_pregnancy": {"value": "yes", "trimester": 2}},
                {"medicines": "prenatal vitamin"},
            ),
        ),
        (
            Earlier(
                40,
                6,
                "Held back: the midwife is asked first. Heat and hands today.",
                turns=(Turn.BY_HAND,),
            ),
            Earlier(26, 5, "The answer is here, on file, with its day.", turns=(Turn.CLEARED,)),
            Earlier(12, 4, "Sleeps with a second pillow. By hand today.", turns=(Turn.BY_HAND,)),
        ),
    ),
    Story(
        DemoPatient(
            "Peter",
            "Novak",
            date(1963, 5, 29),
            "noah",
            time(9, 50),
            Stage.SIGNED,
            "thigh",
            "chronic",
            5,
            "Both thighs after long days. I have hemophilia.",
            (Pain("anterior_thigh_mid", LEFT, 5), Pain("anterior_thigh_mid", RIGHT, 5)),
            (Felt("vastus_lateralis", LEFT, TENDER),),
            health=Healthy({"ci_severe_bleeding_disorder": YES}, {"conditions": "hemophilia"}),
        ),
        (
            Earlier(
                61,
                5,
                "The safety check says stop and so do I. Exercises and massage.",
                turns=(Turn.BY_HAND,),
            ),
            Earlier(
                47, 4, "The exercises help. Goes on at home.", turns=(Turn.BY_HAND, Turn.LETTER)
            ),
        ),
    ),
    Story(
        DemoPatient(
            "Claire",
            "Dubois",
            date(1978, 8, 8),
            "maya",
            time(16, 40),
            Stage.SIGNED,
            "scar",
            "post_surgery",
            4,
            "The scar of the second birth pulls when I stretch.",
            (),
            (Felt("rectus_abdominis_lower", RIGHT, TENDER),),
            listed=(Pain("abdomen_lower_quadrant", RIGHT, 4, Quality.STIFF),),
            health=Healthy(
                {"ci_recent_surgery": at("belly:left", "belly:right")},
                {"conditions": "cesarean section"},
            ),
            scar=("abdomen_lower_quadrant", RIGHT),
        ),
        (
            Earlier(53, 5, "First visit. The scar is stuck in its middle.", turns=(Turn.BY_HAND,)),
            Earlier(39, 4, "Circles every day.", turns=(Turn.BY_HAND,)),
            Earlier(19, 2, "It slides.", turns=(Turn.BY_HAND,)),
        ),
    ),
)
