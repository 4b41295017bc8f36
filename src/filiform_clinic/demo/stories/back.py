"""Back, buttock and hip."""

from __future__ import annotations

from datetime import date, time

from filiform.drawing import Quality
from filiform_clinic.demo.told import (
    BOTH,
    FAMILIAR,
    LEFT,
    NOTHING,
    RIGHT,
    TENDER,
    YES,
    DemoPatient,
    Earlier,
    Felt,
    Healthy,
    Movement,
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
            "Farid",
            "Haddad",
            date(1975, 5, 5),
            "maya",
            time(10, 20),
            Stage.SIGNED,
            "upper_back",
            "desk",
            6,
            "Between the shoulder blades, all day. Nothing has ever helped.",
            (Pain("interscapular", BOTH, 6), Pain("scapula_medial_border", RIGHT, 5)),
            (
                Felt("trapezius_middle", RIGHT, TENDER),
                Felt("infraspinatus", RIGHT, FAMILIAR),
                Felt("rhomboids", RIGHT, NOTHING),
            ),
            (Needled("infraspinatus", RIGHT, 2, 0.30, 40),),
            hard=(("Sit through a meeting", 3), ("Drive for an hour", 4)),
            moves=Movement("shoulder", "internal rotation", RIGHT, 66),
        ),
        (
            Earlier(76, 6, "First visit.", (55, 57), hard=(3, 4)),
            Earlier(69, 7, "No better, sore for three days.", (54, 57), eased=0),
            Earlier(62, 6, "As before.", (55, 56), eased=0, hard=(3, 4)),
            Earlier(
                48,
                6,
                "Four visits without a change: we stop needling. Letter to his doctor.",
                (55, 56),
                turns=(Turn.BY_HAND, Turn.LETTER),
                hard=(3, 3),
            ),
        ),
    ),
    Story(
        DemoPatient(
            "Marcus",
            "Bell",
            date(1968, 9, 23),
            "maya",
            time(11, 20),
            Stage.SIGNED,
            "low_back",
            "chronic",
            8,
            "Twelve years, two injections, one operation refused.",
            (
                Pain("lumbar_paraspinal_lower", BOTH, 8),
                Pain("iliac_crest_posterior", RIGHT, 6),
                Pain("buttock_upper_outer", RIGHT, 5, Quality.BURNING),
            ),
            (
                Felt("gluteus_medius", RIGHT, FAMILIAR),
                Felt("quadratus_lumborum_deep", RIGHT, TENDER),
                Felt("multifidus_lumbar_lower", RIGHT, TENDER),
            ),
            (Needled("gluteus_medius", RIGHT, 2, 0.30, 60),),
            began=("slowly", "2014"),
            hard=(("Stand to cook", 2), ("Lift the grandchild", 0)),
            hopes="Cook a meal",
            health=Healthy(
                {"ci_obesity": YES, "ci_hyperbleeding_meds": YES}, {"medicines": "sertraline"}
            ),
        ),
        (
            Earlier(
                87, 8, "First visit. What needles can and cannot do.", kpa=(310, 320), hard=(2, 0)
            ),
            Earlier(73, 7, "Two good days.", kpa=(325, 330)),
            Earlier(59, 8, "A flare after a long drive.", kpa=(300, 305), eased=0),
            Earlier(45, 7, "Group exercise once a week.", kpa=(330, 335), hard=(4, 0)),
            Earlier(31, 7, "Cooks sitting. Needles every month only.", kpa=(335, 340)),
            Earlier(3, 7, "As a month ago.", eased=0, kpa=(330, 340), hard=(4, 1)),
        ),
    ),
    Story(
        DemoPatient(
            "Hassan",
            "Aziz",
            date(1989, 6, 6),
            "noah",
            time(15, 10),
            Stage.SIGNED,
            "low_back_leg",
            "other",
            7,
            "I lift parcels. It runs down to the calf when I sit in the van.",
            (
                Pain("buttock_lower", LEFT, 7),
                Pain("posterior_thigh_mid", LEFT, 5),
                Pain("calf_central", LEFT, 3),
            ),
            (
                Felt("gluteus_minimus_posterior", LEFT, (*FAMILIAR, "referral")),
                Felt("piriformis", LEFT, TENDER),
            ),
            (Needled("gluteus_minimus_posterior", LEFT, 2, 0.30, 60),),
            began=("injury", "2026-07"),
            hard=(("Sit in the van for an hour", 2), ("Lift a parcel", 3)),
            moves=Movement("hip", "medial rotation", LEFT, 40),
        ),
        (
            Earlier(
                55,
                7,
                "First visit. Felt faint after the second needle; both out, flat, legs up, well "
                "after ten minutes.",
                (26, 29),
                turns=(Turn.FAINTED,),
                hard=(2, 3),
            ),
            Earlier(
                48, 6, "Had eaten. Lying down, one needle after the other: no trouble.", (29, 33)
            ),
            Earlier(41, 5, "The calf is quiet.", (32, 35), hard=(5, 5)),
            Earlier(27, 4, "Whole shifts.", (34, 36), hard=(7, 8)),
            Earlier(13, 4, "A heavy week, no worse.", (34, 35)),
        ),
    ),
    Story(
        DemoPatient(
            "Dolores",
            "Whitaker",
            date(1946, 7, 1),
            "noah",
            time(8, 10),
            Stage.SIGNED,
            "buttock_hip",
            "chronic",
            7,
            "The side of the hip. I cannot lie on it at night.",
            (Pain("greater_trochanter", RIGHT, 7), Pain("lateral_hip", RIGHT, 5)),
            (Felt("gluteus_medius", RIGHT, FAMILIAR), Felt("tensor_fasciae_latae", RIGHT, TENDER)),
            (Needled("gluteus_medius", RIGHT, 1, 0.30, 50),),
            hard=(("Sleep on the right side", 1), ("Walk to the shop", 4)),
            moves=Movement("hip", "abduction", RIGHT, 32),
            health=Healthy(
                {"ci_anticoag": YES, "ci_frail": YES},
                {"medicines": "eliquis 2.5 twice a day", "conditions": "atrial fibrillation"},
            ),
        ),
        (
            Earlier(
                50,
                7,
                "First visit. Each place pressed for longer because of the blood thinner.",
                (20, 22),
                turns=(Turn.CLEARED,),
                hard=(1, 4),
            ),
            Earlier(
                36, 6, "A bruise the size of a plum, as warned.", (22, 24), turns=(Turn.BRUISED,)
            ),
            Earlier(22, 6, "Bruise gone. Slept four hours on the side.", (24, 25), hard=(4, 5)),
            Earlier(8, 5, "The shop and back with one rest.", (25, 26), hard=(5, 7)),
        ),
    ),
    Story(
        DemoPatient(
            "Sylvia",
            "Rossi",
            date(1957, 11, 19),
            "noah",
            time(12, 10),
            Stage.SIGNED,
            "low_back",
            "post_surgery",
            5,
            "A new hip three years ago. The other side of the back has to work.",
            (Pain("lumbar_paraspinal_lower", LEFT, 5), Pain("iliac_crest_posterior", LEFT, 4)),
            (
                Felt("quadratus_lumborum_superficial", LEFT, TENDER),
                Felt("gluteus_medius", LEFT, FAMILIAR),
            ),
            (Needled("gluteus_medius", LEFT, 2, 0.30, 60),),
            hard=(("Stand in the queue", 3),),
            health=Healthy(
                {"ci_joint_implant": at("hip:right", since="2023-05")},
                {"conditions": "right hip replacement"},
            ),
        ),
        (
            Earlier(58, 6, "First visit. No needle on the side of the new hip.", hard=(3,)),
            Earlier(44, 4, "Ten minutes at the counter."),
            Earlier(29, 3, "Twenty.", hard=(7,)),
        ),
    ),
    Story(
        DemoPatient(
            "Abigail",
            "Stone",
            date(1984, 4, 27),
            "maya",
            time(14, 20),
            Stage.SIGNED,
            "widespread",
            "chronic",
            7,
            "Fibromyalgia for six years. A light touch hurts on bad days.",
            (
                Pain("neck_shoulder_angle", BOTH, 7),
                Pain("lumbar_paraspinal_lower", BOTH, 6),
                Pain("lateral_hip", BOTH, 5),
                Pain("anterior_thigh_mid", BOTH, 3, Quality.STIFF),
            ),
            (Felt("trapezius_upper", RIGHT, FAMILIAR), Felt("trapezius_upper", LEFT, TENDER)),
            (Needled("trapezius_upper", RIGHT, 1, 0.20, 30),),
            hard=(("Play with the children", 2),),
            health=Healthy(
                {"ci_hypersensitivity": at("neck:left"), "ci_hyperbleeding_meds": YES},
                {"medicines": "duloxetine 30", "conditions": "fibromyalgia"},
            ),
        ),
        (
            Earlier(83, 8, "First visit. Pacing first.", turns=(Turn.BY_HAND,), hard=(2,)),
            Earlier(69, 8, "One needle, thin and shallow. Tired for two days.", eased=0),
            Earlier(55, 7, "Shorter bad days."),
            Earlier(34, 6, "Half an hour in the park.", hard=(4,)),
            Earlier(12, 7, "A bad spell without a reason.", eased=0, hard=(3,)),
        ),
    ),
)
