"""The invented patients of the demo: what they tell, what is found, and how far today's visit is.

Pain patterns are made up to resemble common ones; no one of them is or was a person.
"""

from __future__ import annotations

from datetime import date, time

from filiform.body import Side
from filiform.drawing import Quality
from filiform_clinic.demo.told import (
    YES,
    DemoPatient,
    Earlier,
    Felt,
    Healthy,
    Needled,
    Pain,
    Stage,
    at,
)

LEFT, RIGHT, BOTH = Side.LEFT, Side.RIGHT, Side.BOTH
TENDER, FAMILIAR = ("tender",), ("tender", "taut_band", "familiar_pain")
NOTHING = ("nothing",)

PATIENTS = (
    DemoPatient(
        "Rosa",
        "Delgado",
        date(1979, 3, 14),
        "maya",
        time(8, 0),
        Stage.SIGNED,
        "neck",
        "desk",
        6,
        "Worse at the end of a working day. Turning my head to the right while driving is hard.",
        (
            Pain("neck_shoulder_angle", RIGHT, 6, Quality.STIFF),
            Pain("neck_posterior_lower", RIGHT, 5),
            Pain("scapula_superior_angle", RIGHT, 4),
        ),
        (
            Felt("levator_scapulae", RIGHT, FAMILIAR),
            Felt("trapezius_upper", RIGHT, TENDER),
            Felt("splenius_cervicis", RIGHT, NOTHING),
        ),
        (
            Needled("levator_scapulae", RIGHT, 1, 0.25, 30),
            Needled("trapezius_upper", RIGHT, 2, 0.25, 30),
        ),
        "Turned the head further to the right afterwards. Soreness explained.",
        health=Healthy({"ci_hyperbleeding_meds": YES}, {"medicines": "ibuprofen most days"}),
    ),
    DemoPatient(
        "Walter",
        "Hughes",
        date(1958, 11, 2),
        "maya",
        time(9, 0),
        Stage.SIGNED,
        "low_back",
        "chronic",
        7,
        "For years now. Getting out of a chair is the worst.",
        (
            Pain("lumbar_paraspinal_lower", LEFT, 6),
            Pain("iliac_crest_posterior", LEFT, 5),
            Pain("sacroiliac_region", LEFT, 7),
            Pain("buttock_central", LEFT, 4),
        ),
        (
            Felt("quadratus_lumborum_deep", LEFT, FAMILIAR),
            Felt("gluteus_medius", LEFT, (*FAMILIAR, "referral")),
            Felt("multifidus_lumbar_lower", LEFT, TENDER),
        ),
        (
            Needled("gluteus_medius", LEFT, 2, 0.30, 60),
            Needled("multifidus_lumbar_lower", LEFT, 1, 0.30, 50, "left_in"),
        ),
        "Rose from the chair with less trouble. Will walk twenty minutes a day until next week.",
    ),
    DemoPatient(
        "Grace",
        "Okafor",
        date(1996, 7, 21),
        "maya",
        time(10, 0),
        Stage.NEEDLES_IN,
        "shoulder",
        "athlete",
        7,
        "I swim. It hurts in front when I pull, and down the arm afterwards.",
        (
            Pain("shoulder_anterior", RIGHT, 7),
            Pain("shoulder_lateral", RIGHT, 5),
            Pain("arm_anterior", RIGHT, 4),
        ),
        (
            Felt("infraspinatus", RIGHT, (*FAMILIAR, "referral")),
            Felt("teres_minor", RIGHT, TENDER),
            Felt("supraspinatus", RIGHT, NOTHING),
        ),
        (
            Needled("infraspinatus", RIGHT, 2, 0.30, 40, "left_in"),
            Needled("teres_minor", RIGHT, 1, 0.30, 40, "left_in"),
        ),
    ),
    DemoPatient(
        "Priscilla",
        "Nguyen",
        date(1988, 1, 30),
        "maya",
        time(11, 0),
        Stage.EXAMINED,
        "headache_tension",
        "desk",
        7,
        "Most afternoons. It feels like a band.",
        (
            Pain("temple", RIGHT, 7),
            Pain("mastoid", RIGHT, 4),
            Pain("neck_posterior_upper", RIGHT, 4, Quality.STIFF),
        ),
        (Felt("trapezius_upper", RIGHT, FAMILIAR), Felt("temporalis", RIGHT, NOTHING)),
        health=Healthy(
            {"ci_pregnancy": {"value": "yes", "trimester": 2}},
            {"medicines": "prenatal vitamin"},
            today=("day_pregnancy",),
        ),
    ),
    DemoPatient(
        "Daniel",
        "Brandt",
        date(1991, 9, 5),
        "maya",
        time(13, 0),
        Stage.DRAWN,
        "elbow_forearm",
        "desk",
        6,
        "Lifting a pan or shaking hands.",
        (
            Pain("elbow_lateral", RIGHT, 6, Quality.SHARP),
            Pain("forearm_dorsal", RIGHT, 3),
        ),
    ),
    DemoPatient(
        "Ama",
        "Boateng",
        date(1971, 5, 18),
        "maya",
        time(14, 0),
        Stage.DRAWN,
        "widespread",
        "chronic",
        8,
        "Everything aches and I sleep badly. Some days are better.",
        (
            Pain("neck_shoulder_angle", BOTH, 7),
            Pain("interscapular", BOTH, 6, Quality.BURNING),
            Pain("lumbar_paraspinal_lower", BOTH, 8),
            Pain("lateral_hip", BOTH, 6),
            Pain("anterior_thigh_mid", BOTH, 5, Quality.STIFF),
        ),
        health=Healthy(
            {
                "ci_hypersensitivity": at("neck:left", "neck:right", "low_back:left"),
                "ci_hyperbleeding_meds": YES,
                "ci_needle_phobia": {"value": "unsure"},
            },
            {"medicines": "duloxetine 60", "conditions": "fibromyalgia"},
        ),
    ),
    DemoPatient(
        "Liam",
        "Petersen",
        date(2001, 12, 9),
        "maya",
        time(15, 0),
        Stage.LINK,
        "heel_foot",
        "athlete",
        8,
    ),
    DemoPatient(
        "Helen",
        "Marsh",
        date(1949, 2, 27),
        "noah",
        time(8, 30),
        Stage.SIGNED,
        "knee",
        "post_surgery",
        5,
        "New knee last year. The front of the thigh stays tight.",
        (
            Pain("anterior_knee", LEFT, 5),
            Pain("suprapatellar", LEFT, 4, Quality.STIFF),
            Pain("anterior_thigh_distal", LEFT, 3, Quality.STIFF),
        ),
        (
            Felt("rectus_femoris", LEFT, FAMILIAR),
            Felt("vastus_medialis", LEFT, TENDER),
            Felt("gluteus_medius", LEFT, TENDER),
        ),
        (Needled("gluteus_medius", LEFT, 1, 0.30, 60),),
        "No needle near the new joint: the thigh was treated by hand. No bleeding.",
        health=Healthy(
            {
                "ci_joint_implant": at("knee:left", since="2025-03"),
                "ci_implant_site": at("knee:left"),
            },
            {"medicines": "tylenol", "conditions": "left knee replacement"},
        ),
    ),
    DemoPatient(
        "Tomas",
        "Varga",
        date(1983, 8, 11),
        "noah",
        time(10, 30),
        Stage.EXAMINED,
        "low_back_leg",
        "other",
        6,
        "It runs down the outside of the leg when I drive.",
        (
            Pain("buttock_lower", RIGHT, 6),
            Pain("lateral_thigh_mid", RIGHT, 5),
            Pain("lateral_leg_proximal", RIGHT, 3, Quality.TINGLING),
        ),
        (Felt("gluteus_minimus_posterior", RIGHT, (*FAMILIAR, "referral")),),
        health=Healthy(
            {"ci_anticoag": YES, "ci_antiplatelet": YES},
            {"medicines": "eliquis 5 twice a day, baby aspirin"},
        ),
    ),
    DemoPatient(
        "Beatriz",
        "Coelho",
        date(1967, 6, 3),
        "noah",
        time(13, 30),
        Stage.DRAWN,
        "scar",
        "post_surgery",
        4,
        "The scar on my belly pulls when I stand up straight.",
        (),
        listed=(Pain("abdomen_lower_quadrant", RIGHT, 4, Quality.STIFF),),
        health=Healthy(
            {
                "ci_recent_surgery": at("belly:left", "belly:right"),
                "ci_metal_allergy": YES,
            },
            {"allergies": "nickel", "conditions": "hernia surgery"},
        ),
    ),
    DemoPatient(
        "Victor",
        "Samuels",
        date(1990, 10, 16),
        "noah",
        time(16, 0),
        Stage.EXPECTED,
        "upper_back",
        "desk",
        5,
    ),
)

ELSEWHERE = DemoPatient(
    "Otto",
    "Elsewhere",
    date(1980, 4, 4),
    "ines",
    time(9, 30),
    Stage.EXPECTED,
    "knee",
    "other",
    3,
)

# By family name. Each is one week or more before the first day of the demo.
EARLIER = {
    "Delgado": (Earlier(1, 8, "First visit. Explained what to expect. Some soreness is usual."),),
    "Hughes": (
        Earlier(4, 9, "First visit. Walks ten minutes at most. Wants to garden again."),
        Earlier(2, 8, "Sore for one day after the last visit, then easier."),
    ),
    "Okafor": (Earlier(1, 8, "Cannot finish training. Agreed to swim easy lengths this week."),),
}


def open_patient() -> DemoPatient:
    """The patient whose link is open: nothing answered yet."""
    return next(one for one in PATIENTS if one.stage is Stage.LINK)
