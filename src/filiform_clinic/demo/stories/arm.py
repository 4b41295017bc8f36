"""Head, neck, shoulder and arm."""

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
            "Caleb",
            "Whitmore",
            date(1999, 4, 2),
            "noah",
            time(9, 15),
            Stage.SIGNED,
            "shoulder",
            "athlete",
            6,
            "I pitch. The back of the shoulder is tight after every game.",
            (Pain("shoulder_posterior", RIGHT, 6), Pain("shoulder_lateral", RIGHT, 3)),
            (
                Felt("infraspinatus", RIGHT, FAMILIAR),
                Felt("teres_minor", RIGHT, TENDER),
                Felt("deltoid_posterior", RIGHT, NOTHING),
            ),
            (
                Needled("infraspinatus", RIGHT, 3, 0.30, 40),
                Needled("teres_minor", RIGHT, 1, 0.30, 40),
            ),
            began=("slowly", ""),
            hard=(("Throw at full strength", 3), ("Sleep on the right side", 5)),
            hopes="Pitch a whole game again",
            moves=Movement("shoulder", "internal rotation", RIGHT, 62),
        ),
        (
            Earlier(
                84,
                7,
                "First visit. Throws at half strength.",
                (38, 45),
                kpa=(190, 215),
                hard=(3, 5),
            ),
            Earlier(77, 6, "Sore for two days, as told beforehand.", (43, 49), kpa=(205, 230)),
            Earlier(70, 4, "Throws three days a week.", (49, 53), kpa=(225, 240), hard=(6, 8)),
            Earlier(56, 3, "Pitched four innings.", (54, 57), turns=(Turn.LETTER,), hard=(8, 9)),
            Earlier(35, 2, "Pitched a whole game. Comes when needed.", (56, 58), hard=(9, 10)),
        ),
    ),
    Story(
        DemoPatient(
            "Ingrid",
            "Solberg",
            date(1986, 10, 29),
            "maya",
            time(9, 20),
            Stage.SIGNED,
            "headache_tension",
            "desk",
            6,
            "A tight cap on four afternoons a week. Worse at the end of a quarter.",
            (
                Pain("temple", BOTH, 6),
                Pain("occiput", BOTH, 5),
                Pain("neck_posterior_upper", BOTH, 4, Quality.STIFF),
            ),
            (
                Felt("trapezius_upper", RIGHT, FAMILIAR),
                Felt("trapezius_upper", LEFT, FAMILIAR),
                Felt("temporalis", RIGHT, TENDER),
            ),
            (
                Needled("trapezius_upper", RIGHT, 1, 0.25, 30),
                Needled("trapezius_upper", LEFT, 1, 0.25, 30),
            ),
            hard=(("Read a report to the end", 4),),
            health=Healthy({"ci_hyperbleeding_meds": YES}, {"medicines": "ibuprofen sometimes"}),
        ),
        (
            Earlier(80, 7, "First visit. Headache diary begun.", hard=(4,)),
            Earlier(73, 6, "Three headaches this week."),
            Earlier(66, 4, "One headache.", hard=(7,)),
            Earlier(52, 5, "Quarter's end: four headaches again.", eased=0),
            Earlier(38, 3, "Two light ones in two weeks.", hard=(8,)),
            Earlier(17, 3, "Stays so. The diary goes on.", turns=(Turn.AMENDED,)),
        ),
    ),
    Story(
        DemoPatient(
            "Nadia",
            "Rahman",
            date(1981, 1, 8),
            "maya",
            time(13, 20),
            Stage.SIGNED,
            "elbow_forearm",
            "desk",
            5,
            "The mouse hand. Opening a jar is impossible.",
            (
                Pain("elbow_lateral", RIGHT, 5, Quality.SHARP),
                Pain("forearm_dorsal", RIGHT, 4),
                Pain("wrist_dorsal", RIGHT, 2),
            ),
            (
                Felt("ecrb", RIGHT, FAMILIAR),
                Felt("extensor_digitorum", RIGHT, TENDER),
                Felt("brachioradialis", RIGHT, NOTHING),
            ),
            (
                Needled("ecrb", RIGHT, 1, 0.25, 30),
                Needled("extensor_digitorum", RIGHT, 1, 0.25, 30),
            ),
            began=("slowly", "2026"),
            hard=(("Open a jar", 1), ("Use the mouse for an hour", 3)),
            health=Healthy({"ci_needle_phobia": {"value": "unsure"}}),
        ),
        (
            Earlier(
                63,
                6,
                "She does not want needles and wants to think about it. Treated by hand.",
                turns=(Turn.REFUSED,),
                hard=(1, 3),
            ),
            Earlier(49, 6, "Asked again by herself; read, answered and agreed.", kpa=(150, 165)),
            Earlier(42, 4, "The jar opened, with the left hand helping.", kpa=(170, 190)),
            Earlier(28, 3, "An hour at the mouse without thinking of it.", hard=(6, 8)),
        ),
    ),
    Story(
        DemoPatient(
            "George",
            "Pappas",
            date(1955, 8, 17),
            "noah",
            time(11, 20),
            Stage.SIGNED,
            "shoulder",
            "post_surgery",
            5,
            "The tendon was sewn in spring. I cannot reach the top shelf.",
            (
                Pain("shoulder_lateral", LEFT, 5, Quality.STIFF),
                Pain("shoulder_anterior", LEFT, 4, Quality.STIFF),
            ),
            (Felt("infraspinatus", LEFT, TENDER), Felt("deltoid_middle", LEFT, FAMILIAR)),
            (Needled("deltoid_middle", LEFT, 2, 0.30, 40),),
            began=("surgery", "2026-02"),
            hard=(("Reach the top shelf", 1), ("Put on a coat", 3)),
            hopes="Paint the ceiling",
            moves=Movement("shoulder", "full flexion", LEFT, 165),
            scar=("shoulder_anterior", LEFT),
        ),
        (
            Earlier(
                81, 6, "First visit. The letter of the surgeon is here.", (105, 112), hard=(1, 3)
            ),
            Earlier(67, 6, "Exercises every day.", (112, 120)),
            Earlier(53, 5, "Shaves with the left hand again.", (124, 131), hard=(3, 5)),
            Earlier(39, 4, "The coat goes on.", (135, 141), turns=(Turn.LETTER,), hard=(4, 8)),
            Earlier(18, 3, "The top shelf, with a cup.", (147, 150), hard=(7, 9)),
        ),
    ),
    Story(
        DemoPatient(
            "Mei",
            "Lin",
            date(1997, 12, 20),
            "maya",
            time(15, 20),
            Stage.SIGNED,
            "neck_arm",
            "other",
            5,
            "I play the violin. After an hour the neck burns and the hand sleeps.",
            (
                Pain("neck_shoulder_angle", LEFT, 5, Quality.BURNING),
                Pain("scapula_superior_angle", LEFT, 4),
                Pain("forearm_ulnar", LEFT, 2, Quality.TINGLING),
            ),
            (Felt("levator_scapulae", LEFT, FAMILIAR), Felt("trapezius_upper", LEFT, TENDER)),
            (Needled("levator_scapulae", LEFT, 1, 0.25, 30),),
            hard=(("Play for an hour", 3),),
            hopes="The concert in spring",
            moves=Movement("neck", "contralateral rotation", LEFT, 78),
            health=Healthy({"ci_fainting_tendency": YES}),
        ),
        (
            Earlier(59, 6, "First visit, lying down on purpose.", (60, 66), hard=(3,)),
            Earlier(52, 5, "Played forty minutes.", (64, 70)),
            Earlier(
                45, 5, "The hand sleeps as before. Seen by her doctor first.", (66, 68), eased=0
            ),
            Earlier(24, 4, "Doctor found nothing new. An hour, with a break.", (70, 74), hard=(6,)),
        ),
    ),
    Story(
        DemoPatient(
            "Beth",
            "Hargrove",
            date(1973, 2, 11),
            "maya",
            time(16, 20),
            Stage.SIGNED,
            "jaw_face",
            "other",
            5,
            "I clench at night. The dentist made a splint.",
            (Pain("jaw_angle", RIGHT, 5), Pain("tmj", RIGHT, 4), Pain("temple", RIGHT, 3)),
            (Felt("masseter_superficial", RIGHT, FAMILIAR), Felt("temporalis", RIGHT, TENDER)),
            (Needled("masseter_superficial", RIGHT, 1, 0.20, 15),),
            hard=(("Eat an apple", 2),),
            health=Healthy(
                {"ci_metal_allergy": YES, "ci_latex": YES}, {"allergies": "nickel and latex"}
            ),
        ),
        (
            Earlier(44, 6, "First visit. Gloves without latex.", hard=(2,)),
            Earlier(30, 5, "Chews on both sides."),
            Earlier(16, 5, "No further change; back to the dentist as well.", eased=0, hard=(4,)),
        ),
    ),
    Story(
        DemoPatient(
            "Rafael",
            "Dominguez",
            date(1960, 3, 30),
            "noah",
            time(14, 20),
            Stage.SIGNED,
            "wrist_hand",
            "other",
            4,
            "Forty years of bricks. The thumb side aches.",
            (Pain("forearm_radial", RIGHT, 4), Pain("thenar", RIGHT, 3)),
            (Felt("brachioradialis", RIGHT, FAMILIAR), Felt("ecrl", RIGHT, TENDER)),
            (Needled("brachioradialis", RIGHT, 1, 0.25, 30), Needled("ecrl", RIGHT, 1, 0.25, 30)),
            health=Healthy(
                {"ci_diabetes": YES, "ci_neuropathy": at("foot:left", "foot:right")},
                {"medicines": "metformin 1000", "conditions": "diabetes"},
            ),
        ),
        (
            Earlier(
                37, 5, "First visit. Sugar well kept, says his doctor's letter.", kpa=(260, 275)
            ),
            Earlier(23, 4, "Holds the trowel longer.", kpa=(270, 290)),
            Earlier(9, 4, "As two weeks ago.", eased=0, kpa=(265, 270)),
        ),
    ),
)
