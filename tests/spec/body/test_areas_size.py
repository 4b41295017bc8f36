"""Areas have the size a clinician would expect of an adult of 1.66 m, one side of the body.

Bounds are wide: they catch an area that leaks along a limb or shrinks to one stray cell.
Shares of the whole skin follow the rule of nines used for burns (head and neck 9 %, an arm 9 %, a
leg 18 %, front or back of the trunk 18 %), and the rule that a patient's palm without fingers is
about half a percent of the skin.
"""

from __future__ import annotations

import pytest

from filiform.body import Body, Side
from filiform.body.values import SideRule

BODY = Body.load()
SKIN_CM2 = sum(cell.area_cm2 for cell in BODY.cells)

# What one can cover with one to three finger-tips, or half of it for an area on the midline.
POINTS = [
    "eye",
    "eyebrow",
    "tmj",
    "chin",
    "jaw_angle",
    "mastoid",
    "sternoclavicular",
    "c7_t1",
    "scapula_superior_angle",
    "scapula_inferior_angle",
    "coccyx",
    "ischial_tuberosity",
    "greater_trochanter",
    "mcburney_point",
    "pubic_symphysis",
    "perineum",
    "penis",
    "scrotum_testis",
    "labia",
    "elbow_posterior",
    "elbow_medial",
    "elbow_lateral",
    "elbow_anterior",
    "wrist_dorsal",
    "wrist_volar",
    "wrist_radial",
    "wrist_ulnar",
    "suprapatellar",
    "patella_lateral_border",
    "lateral_malleolus",
    "medial_malleolus",
    "anterior_ankle",
    "anteromedial_ankle",
    "anterolateral_ankle",
    "posterior_heel",
    "plantar_heel",
    "medial_heel",
    "lateral_heel",
    "first_mtp_plantar",
    "first_mtp_medial",
    "fifth_mtp_plantar",
    "hallux_plantar",
    "hallux_dorsal",
    "second_toe",
]
# A finger is a cylinder some 5-8 cm long and 5-6 cm around.
DIGITS = ["thumb", "index_finger", "middle_finger", "ring_finger", "little_finger"]
# The thigh is some 40 cm long and 40-55 cm around: a third by a quarter is 130-180 cm2, less where
# groin, buttock or knee take their part.
THIGH = [
    f"{face}_thigh_{third}"
    for face in ("anterior", "medial", "lateral", "posterior")
    for third in ("proximal", "mid", "distal")
]
BOUNDS = (
    [(area, 8, 65) for area in POINTS]
    + [(area, 14, 50) for area in DIGITS]
    + [(area, 60, 240) for area in THIGH]
)


def one_side(area: str) -> frozenset[int]:
    right_only = BODY.areas[area].side_rule is SideRule.RIGHT_ONLY
    return BODY.cells_of(area, Side.RIGHT if right_only else Side.LEFT)


@pytest.mark.parametrize(("area", "least", "most"), BOUNDS, ids=[row[0] for row in BOUNDS])
def test_size_of_small_areas_fingers_and_thigh(area: str, least: float, most: float) -> None:
    assert least <= BODY.area_cm2(one_side(area)) <= most


def test_no_area_is_a_speck_or_a_quarter_of_a_leg() -> None:
    sizes = {a.id: BODY.area_cm2(one_side(a.id)) for a in BODY.areas.values() if a.surface}

    assert {area: size for area, size in sizes.items() if not 8 <= size <= 320} == {}


@pytest.mark.parametrize(
    ("part", "share", "areas"),
    [
        (
            "head and neck",
            (6, 11),
            "vertex forehead eyebrow eye temple side_of_head occiput suboccipital mastoid tmj cheek"
            " nose_side jaw_body jaw_angle chin neck_anterior neck_lateral neck_posterior_upper"
            " neck_posterior_lower",
        ),
        (
            "both arms and hands",
            (13, 22),
            "shoulder_anterior shoulder_lateral shoulder_posterior arm_anterior arm_lateral"
            " arm_posterior arm_medial elbow_lateral elbow_medial elbow_posterior elbow_anterior"
            " forearm_dorsal forearm_volar forearm_radial forearm_ulnar wrist_dorsal wrist_volar"
            " wrist_radial wrist_ulnar hand_dorsum_radial hand_dorsum_ulnar first_web thenar"
            " hypothenar palm thumb index_finger middle_finger ring_finger little_finger",
        ),
        (
            "both palms without fingers",
            (0.8, 1.6),
            "palm thenar hypothenar",
        ),
        (
            "front of the trunk",
            (12, 20),
            "infraclavicular sternoclavicular chest_upper breast sternum chest_lower"
            " costal_margin_anterior epigastrium abdomen_upper_quadrant periumbilical"
            " abdomen_lower_quadrant suprapubic chest_lateral lateral_abdomen",
        ),
    ],
)
def test_share_of_the_skin(part: str, share: tuple[float, float], areas: str) -> None:
    cells = frozenset().union(*(BODY.areas[area].cells for area in areas.split()))

    assert share[0] <= 100 * BODY.area_cm2(cells) / SKIN_CM2 <= share[1], part


APART = [
    ("elbow_lateral", "elbow_medial"),
    ("wrist_volar", "wrist_dorsal"),
    ("wrist_radial", "wrist_ulnar"),
    ("thumb", "index_finger"),
    ("index_finger", "middle_finger"),
    ("middle_finger", "ring_finger"),
    ("ring_finger", "little_finger"),
    ("forearm_volar", "forearm_dorsal"),
    ("arm_anterior", "arm_posterior"),
    ("shoulder_anterior", "shoulder_posterior"),
    ("anterior_thigh_mid", "posterior_thigh_mid"),
    ("medial_thigh_mid", "lateral_thigh_mid"),
    ("anterolateral_thigh", "posteromedial_thigh"),
    ("medial_knee", "lateral_knee"),
    ("anterior_knee", "posterior_knee"),
    ("calf_proximal_medial", "lateral_leg_proximal"),
    ("medial_leg", "lateral_leg_mid"),
    ("medial_malleolus", "lateral_malleolus"),
    ("medial_heel", "lateral_heel"),
    ("plantar_midfoot", "dorsum_foot_central"),
    ("first_mtp_plantar", "fifth_mtp_plantar"),
    ("second_toe", "hallux_dorsal"),
    ("forehead", "temple"),
    ("temple", "occiput"),
    ("nose_side", "chin"),
    ("tmj", "mastoid"),
    ("neck_anterior", "neck_lateral"),
    ("neck_anterior", "neck_posterior_upper"),
    ("scapula_lateral_border", "interscapular"),
    ("buttock_upper_outer", "buttock_lower"),
    ("groin", "lateral_hip"),
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_areas_that_share_no_skin(one: str, other: str) -> None:
    assert not one_side(one) & one_side(other)


NEIGHBOURS = [
    ("palm", "hand_dorsum_radial"),
    ("palm", "hand_dorsum_ulnar"),
    ("cheek", "temple"),
    ("chest_lower", "breast"),
    ("abdomen_upper_quadrant", "abdomen_lower_quadrant"),
]


@pytest.mark.parametrize(("one", "other"), NEIGHBOURS)
def test_neighbours_share_no_more_than_their_border(one: str, other: str) -> None:
    shared = BODY.area_cm2(one_side(one) & one_side(other))

    assert shared <= 0.3 * min(BODY.area_cm2(one_side(one)), BODY.area_cm2(one_side(other)))
