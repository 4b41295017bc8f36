"""Which areas lie at which landmark: what a clinician expects, point by point.

Each row names a palpable point, the areas that must hold it and areas that must not. `a/b` asks
for one of the two, where the point marks their border. A point on the border of cells belongs to
every cell that touches it.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from filiform.body import Body, Side
from filiform.body.surface import DATA, landmark_vertex, load_surface
from filiform.body.values import SideRule

TABLE = """
landmark | in | not in
--- head and face
vertex | vertex | forehead occiput
bregma | vertex | temple
glabella | forehead | cheek temple
frontalis_mid | forehead | eye temple vertex
supraorbital_notch | eyebrow eye | cheek temple
eyebrow_mid | eyebrow | cheek nose_side temple
infraorbital_foramen | eye/cheek | temple eyebrow forehead
zygoma_prominence | cheek | temple jaw_angle tmj
cheek_mid | cheek | eye chin tmj
temple | temple | forehead cheek tmj side_of_head
pterion | temple | forehead occiput
temporalis_mid | temple side_of_head | forehead mastoid
temporalis_posterior | side_of_head | temple tmj occiput
parietal_eminence | side_of_head | temple occiput
zygomatic_arch_mid | cheek/temple | tmj eye
tmj | tmj | mastoid temple cheek
tragus | tmj | mastoid
masseter_mid | cheek/jaw_angle | chin temple mastoid
mandible_angle | jaw_angle jaw_body | tmj chin
mandible_body_mid | jaw_body | jaw_angle chin tmj
chin | chin | jaw_angle cheek
mentolabial_sulcus | chin | nose_side
nose_tip | nose_side | cheek eye
nose_ala | nose_side | eye chin
subnasale | nose_side | chin
mastoid_base | mastoid | suboccipital tmj
mastoid_tip | mastoid | tmj occiput
occiput_prominence | occiput | vertex suboccipital
occiput_lateral | occiput | mastoid temple
inion | occiput/suboccipital | neck_posterior_upper
suboccipital_midline | suboccipital | neck_posterior_lower occiput
suboccipital_lateral | suboccipital | neck_anterior mastoid
--- neck
c3_spinous | neck_posterior_upper | neck_anterior neck_posterior_lower
c6_spinous | neck_posterior_lower | neck_lateral suboccipital
c7_spinous | c7_t1 neck_posterior_lower | neck_posterior_upper
t1_spinous | c7_t1 | neck_posterior_upper thoracic_midline_mid
paraspinal_c4 | neck_posterior_upper | neck_anterior
neck_lateral_c4 | neck_lateral | neck_anterior neck_posterior_lower
scm_upper | neck_lateral | suboccipital neck_posterior_upper
scalene_mid | neck_lateral | neck_posterior_lower c7_t1
hyoid | neck_anterior | chin neck_lateral
thyroid_prominence | neck_anterior | neck_lateral
supraclavicular_fossa | neck_lateral | chest_upper scapula_body
upper_trapezius_mid | neck_shoulder_angle | neck_anterior shoulder_top
--- shoulder girdle and back
acromion_tip | shoulder_top | neck_shoulder_angle axilla
ac_joint | shoulder_top | axilla scapula_body
deltoid_anterior | shoulder_anterior | shoulder_posterior shoulder_top chest_lateral
deltoid_middle | shoulder_lateral | axilla
deltoid_posterior | shoulder_posterior | shoulder_anterior axilla
bicipital_groove | shoulder_anterior | shoulder_posterior
axilla_apex | axilla | shoulder_lateral breast
axilla_anterior_fold | axilla | shoulder_posterior scapula_lateral_border
axilla_posterior_fold | axilla | shoulder_anterior chest_upper
supraspinatus_mid | suprascapular | interscapular shoulder_anterior
scapula_superior_angle | scapula_superior_angle | scapula_inferior_angle shoulder_top
scapula_medial_mid | scapula_medial_border | scapula_lateral_border axilla
infraspinatus_mid | scapula_body | interscapular suprascapular
scapula_lateral_mid | scapula_lateral_border | interscapular thoracic_paraspinal_mid
teres_major | scapula_lateral_border | interscapular
scapula_inferior_angle | scapula_inferior_angle | suprascapular
rhomboid_mid | interscapular | scapula_lateral_border lumbar_midline
t5_spinous | thoracic_midline_mid interscapular | lumbar_midline scapula_body
paraspinal_t5 | thoracic_paraspinal_mid interscapular | scapula_body
paraspinal_t10 | thoracic_paraspinal_lower | lumbar_paraspinal_upper interscapular
costovertebral_angle | posterior_lower_ribs/thoracic_paraspinal_lower | lumbar_paraspinal_lower
t12_spinous | mid_back_transverse_band | thoracic_midline_mid sacrum
latissimus_lateral | midback_lateral posterior_lower_ribs | chest_upper breast
rib12_tip | posterior_lower_ribs flank | chest_lower buttock_upper_outer
paraspinal_l1 | lumbar_paraspinal_upper | flank sacrum
quadratus_lumborum | flank | sacrum buttock_central
paraspinal_l3 | lumbar_paraspinal_upper | sacrum lumbosacral_transverse_band
l3_spinous | lumbar_midline | sacrum thoracic_midline_mid
l5_spinous | lumbosacral_transverse_band lumbar_paraspinal_lower | lumbar_paraspinal_upper
paraspinal_l5 | lumbar_paraspinal_lower lumbosacral_transverse_band | flank buttock_central
--- chest and abdomen
clavicle_medial | sternoclavicular | shoulder_top breast
infraclavicular_fossa | infraclavicular chest_upper | shoulder_lateral breast
pectoralis_mid | chest_upper | axilla shoulder_anterior abdomen_upper_quadrant
nipple | breast chest_upper | sternum chest_lower
sternum_mid | sternum | breast epigastrium
xiphoid | sternum epigastrium | breast periumbilical
serratus_anterior_mid | chest_lateral | breast flank
inframammary_mid | breast | abdomen_upper_quadrant
costal_margin_rib7 | costal_margin_anterior | breast periumbilical
costal_margin_mcl | costal_margin_anterior chest_lower | periumbilical flank
epigastrium | epigastrium abdomen_upper_quadrant | suprapubic
umbilicus | periumbilical | epigastrium suprapubic
rectus_lateral_umbilical | abdomen_lower_quadrant/abdomen_upper_quadrant | flank
lower_abdomen_lateral | abdomen_lower_quadrant | periumbilical abdomen_upper_quadrant
flank_oblique | lateral_abdomen flank | abdomen_lower_quadrant buttock_upper_outer
suprapubic | suprapubic | pubic_symphysis epigastrium
--- pelvis
pubic_symphysis | pubic_symphysis | periumbilical
pubic_tubercle | pubic_symphysis | anterior_hip
inguinal_mid | groin | lateral_hip posterior_thigh_proximal
asis | anterior_hip | sacroiliac_region greater_trochanter
iliac_crest_apex | iliac_crest_lateral | iliac_crest_posterior groin
iliac_crest_posterior | iliac_crest_posterior | iliac_crest_lateral groin
psis | sacroiliac_region | iliac_crest_lateral buttock_lower
sacroiliac_inferior | sacroiliac_region | lumbar_paraspinal_upper
s2_spinous | sacrum | coccyx lumbar_midline
coccyx | coccyx | sacroiliac_region lumbar_midline
gluteus_medius_mid | lateral_hip | groin buttock_medial
gluteus_maximus_mid | buttock_central | buttock_upper_outer gluteal_fold
piriformis_mid | buttock_central | buttock_lower
ischial_tuberosity | ischial_tuberosity buttock_lower | greater_trochanter coccyx
gluteal_fold_mid | gluteal_fold | buttock_central
greater_trochanter | greater_trochanter | ischial_tuberosity groin
tensor_fasciae_latae | anterior_hip lateral_hip | buttock_upper_outer medial_thigh_proximal
perineum | perineum | coccyx pubic_symphysis
--- arm and hand
biceps_mid | arm_anterior | arm_posterior arm_medial
triceps_mid | arm_posterior | arm_anterior arm_medial
arm_medial_mid | arm_medial | arm_lateral
deltoid_tuberosity | arm_lateral | arm_medial arm_posterior
cubital_fossa | elbow_anterior | elbow_posterior elbow_medial
lateral_epicondyle | elbow_lateral | elbow_medial elbow_anterior
medial_epicondyle | elbow_medial | elbow_lateral elbow_posterior
olecranon | elbow_posterior | elbow_anterior
extensor_mass | forearm_radial/forearm_dorsal | forearm_volar forearm_ulnar
forearm_volar_distal_third | forearm_volar | forearm_dorsal
forearm_dorsal_distal_third | forearm_dorsal | forearm_volar
forearm_radial_distal_third | forearm_radial | forearm_ulnar
forearm_ulnar_distal_third | forearm_ulnar | forearm_radial
wrist_volar_mid | wrist_volar | wrist_dorsal palm
wrist_dorsal_mid | wrist_dorsal | wrist_volar
wrist_radial_styloid | wrist_radial | wrist_ulnar
wrist_ulnar_styloid | wrist_ulnar wrist_dorsal | wrist_radial
anatomical_snuffbox | wrist_radial | thenar wrist_ulnar
pisiform | hypothenar | thenar hand_dorsum_ulnar
thenar | thenar | hypothenar first_web
hypothenar | hypothenar | thenar hand_dorsum_ulnar
palm_centre | palm | thenar hand_dorsum_radial
first_dorsal_interosseous | first_web | thenar palm hand_dorsum_ulnar
dorsum_hand | hand_dorsum_radial/hand_dorsum_ulnar | palm
index_mcp | hand_dorsum_radial | palm hand_dorsum_ulnar
ring_mcp | hand_dorsum_ulnar | palm hand_dorsum_radial
thumb_ip | thumb | index_finger thenar
index_pip | index_finger | middle_finger
middle_tip | middle_finger | index_finger ring_finger
ring_pip | ring_finger | little_finger
little_tip | little_finger | ring_finger
--- thigh and knee
thigh_anterior_upper_third | anterior_thigh_proximal/anterior_thigh_mid | posterior_thigh_mid
thigh_anterior_lower_third | anterior_thigh_mid/anterior_thigh_distal | anterior_thigh_proximal
thigh_lateral_lower_third | lateral_thigh_mid/lateral_thigh_distal | medial_thigh_mid
thigh_medial_upper_third | medial_thigh_proximal/medial_thigh_mid | lateral_thigh_proximal
thigh_posterior_lower_third | posterior_thigh_mid/posterior_thigh_distal | anterior_thigh_mid
vastus_medialis | anteromedial_thigh_distal | lateral_thigh_distal
vastus_lateralis_lower | anterolateral_thigh | anteromedial_thigh_distal
patella_centre | anterior_knee | posterior_knee medial_knee
patella_upper | anterior_knee/suprapatellar | posterior_knee
patella_lateral | patella_lateral_border anterior_knee | medial_knee
knee_joint_line_medial | medial_knee | lateral_knee
knee_joint_line_lateral | lateral_knee | medial_knee
popliteal_centre | posterior_knee | anterior_knee
--- leg and foot
fibular_head | lateral_knee lateral_leg_proximal | medial_leg
shin_lower_third | anterior_leg_mid/anterior_leg_distal | calf_central
tibialis_anterior_upper | anterior_leg_proximal | medial_leg calf_proximal_lateral
calf_medial_head | calf_proximal_medial | calf_proximal_lateral
calf_lateral_head | calf_proximal_lateral | calf_proximal_medial
calf_medial_lower_third | medial_leg | lateral_leg_mid
calf_lateral_lower_third | lateral_leg_mid/lateral_leg_distal | medial_leg
calf_mid_lower_third | calf_central/calf_distal | anterior_leg_mid
achilles_mid | achilles_tendon | anterior_ankle
medial_malleolus | medial_malleolus | lateral_malleolus
lateral_malleolus | lateral_malleolus | medial_malleolus
ankle_anterior_mid | anterior_ankle | achilles_tendon
sinus_tarsi | anterolateral_ankle | anteromedial_ankle
heel_plantar | plantar_heel | plantar_forefoot
heel_posterior | posterior_heel | plantar_midfoot
navicular | medial_arch | lateral_foot_border
plantar_mid | plantar_midfoot | dorsum_foot_central
metatarsal1_head | first_mtp_medial | fifth_mtp_plantar
metatarsal1_head_plantar | first_mtp_plantar | hallux_dorsal plantar_heel
metatarsal3_head_plantar | plantar_forefoot | dorsum_foot_central
metatarsal5_head_plantar | fifth_mtp_plantar | first_mtp_plantar
metatarsal5_base | lateral_foot_border | medial_arch
dorsum_foot | dorsum_foot_central | plantar_midfoot
metatarsal1_base | dorsum_foot_medial | dorsum_foot_lateral
first_toe_web | distal_metatarsal_interspace | lateral_foot_border
great_toe_mtp_dorsal | hallux_dorsal | hallux_plantar
great_toe_ip | hallux_dorsal | second_toe lesser_toes_dorsal
second_toe_tip | second_toe | hallux_dorsal hallux_plantar
"""
ROWS = [
    tuple(part.strip() for part in line.split("|"))
    for line in TABLE.strip().splitlines()[1:]
    if "|" in line
]
BODY = Body.load()


@cache
def _cell_of_quad() -> np.ndarray:
    with (DATA / "built" / "cells.npz").open("rb") as file, np.load(file) as held:
        return np.asarray(held["cell_of_quad"])


def areas_at(landmark: str) -> set[str]:
    quads = np.flatnonzero((load_surface("neutral", 2).quads == landmark_vertex(landmark)).any(1))
    cells = {int(c) for c in _cell_of_quad()[quads]} - {-1}
    return {area.id for area in BODY.areas.values() if _left_or_given(area.id) & cells}


@cache
def _left_or_given(area: str) -> frozenset[int]:
    rule = BODY.areas[area].side_rule
    if rule is SideRule.RIGHT_ONLY:
        return BODY.mirror(BODY.cells_of(area, Side.RIGHT))
    return BODY.areas[area].cells


@pytest.mark.parametrize(("landmark", "inside", "outside"), ROWS, ids=[row[0] for row in ROWS])
def test_areas_at_a_landmark(landmark: str, inside: str, outside: str) -> None:
    found = areas_at(landmark)
    wanted = [set(choice.split("/")) for choice in inside.split()]
    named = set().union(*wanted, outside.split())

    assert named <= set(BODY.areas)
    assert [choice for choice in wanted if not choice & found] == []
    assert not set(outside.split()) & found


def test_mcburneys_point_lies_a_third_of_the_way_from_the_right_asis_to_the_navel() -> None:
    points = load_surface().vertices
    asis = points[landmark_vertex("asis", Side.RIGHT)]
    navel = points[landmark_vertex("umbilicus")]
    cells = BODY.cells_of("mcburney_point", Side.RIGHT)
    middle = np.mean([BODY.cells[c].centroid for c in cells], axis=0)

    assert np.linalg.norm(middle - (asis * 2 + navel) / 3) < 0.025
