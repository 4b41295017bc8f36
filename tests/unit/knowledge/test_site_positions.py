"""Every site lies on the right part of the body, on the aspect it names, in or near its area."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from filiform.body import Body, Side, SideRule
from filiform.body.surface import Floats, distances_from, landmark_vertex, load_surface
from filiform.errors import BrokenKnowledge, InvalidInput
from filiform.knowledge import Atlas, Site, site_place
from filiform.knowledge.build import SITES, SPLITS, as_text, build_sites, cell_of_quad
from filiform.knowledge.places import left_places

# Region: the landmarks that bound its sites below and above.
LEVELS = {
    "abdomen": ("adductor_origin", "xiphoid"),
    "arm": ("olecranon", "axilla_anterior_fold"),
    "back": ("sacral_apex", "t4_spinous"),
    "chest_wall": ("costal_margin_mcl", "clavicle_medial"),
    "foot": ("heel_plantar", "dorsum_foot"),
    "forearm": ("wrist_radial_styloid", "lateral_epicondyle"),
    "hand": ("index_mcp", "wrist_dorsal_mid"),
    "head_face": ("mouth_corner", "trichion"),
    "jaw": ("hyoid", "temporalis_mid"),
    "leg_anterior": ("ankle_anterior_mid", "fibular_head"),
    "leg_deep_posterior": ("achilles_mid", "popliteal_centre"),
    "leg_lateral": ("lateral_malleolus", "fibular_head"),
    "leg_posterior": ("achilles_mid", "popliteal_centre"),
    "neck_anterior": ("clavicle_medial", "mastoid_tip"),
    "neck_posterior": ("scapula_superior_angle", "inion"),
    "pelvis": ("gluteal_fold_mid", "iliac_crest_apex"),
    "shoulder_girdle": ("costal_margin_axillary", "ac_joint"),
    "thigh_anterior": ("patella_centre", "asis"),
    "thigh_medial": ("thigh_medial_lower_third", "inguinal_mid"),
    "thigh_posterior": ("popliteal_centre", "gluteal_fold_mid"),
    "upper_back": ("scapula_inferior_angle", "ac_joint"),
}
# Where a view looks from: +x the person's left (lateral, as positions are on the left), +y up,
# +z front. The palm and the back of the foot face up and forward in this body's posture.
LOOKS_FROM = {
    "anterior": (0, 0, 1),
    "posterior": (0, 0, -1),
    "lateral": (1, 0, 0),
    "medial": (-1, 0, 0),
    "dorsal": (0, 0.8, 0.6),
    "plantar": (0, -1, 0),
    "inferior": (0, -1, 0),
}
PALM = {"anterior": (0, 0.5, 0.87), "posterior": (0, -0.5, -0.87)}
# Sites that are reached in their view only when the part is moved, and where their skin faces.
MOVED_INTO_VIEW = {
    "digastric_anterior_1": "under the chin: faces down until the head is tilted back",
    "longissimus_capitis_1": "behind the mastoid: the side of the neck faces sideways",
    "scalenus_posterior_1": "the floor of the posterior triangle faces up",
    "subscapularis_1": "in the armpit: faces down until the arm is lifted",
    "subscapularis_2": "in the armpit: faces down until the arm is lifted",
    "superficial_perineal_muscles_perineal": "beside the raphe: faces the other thigh",
    "supraspinatus_2": "the top of the shoulder faces up",
    "trapezius_upper_2": "the ridge of the shoulder faces up",
}
# No site's point lies further than this from the drawing of its local area.
NEAR_CM = 2.5
SITES_WITH_A_POINT = [
    site for site in Atlas.load().sites.values() if site.position.placement is not None
]


def each(sites: list[Site]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("site", sites, ids=lambda site: site.id)


def region(site: Site) -> str:
    return Atlas.load().muscles[site.muscle].region


def vertex_of(site: Site) -> int:
    assert site.position.placement is not None
    return site.position.placement.vertex(SPLITS)


@cache
def normals() -> Floats:
    surface = load_surface("neutral", SPLITS)
    corners = surface.vertices[surface.quads]
    faces = np.cross(corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1])
    sums = np.zeros_like(surface.vertices)
    for corner in range(4):
        np.add.at(sums, surface.quads[:, corner], faces)
    lengths: Floats = np.linalg.norm(sums, axis=1, keepdims=True)
    return sums / lengths


def height(landmark: str) -> float:
    return float(load_surface().vertices[landmark_vertex(landmark)][1])


def test_only_sites_felt_from_inside_have_no_point() -> None:
    without = {s.id: s.position.list_only for s in Atlas.load().sites.values()}
    reasons = {name: reason for name, reason in without.items() if reason}
    assert set(reasons) == {
        "obturator_internus_internal_wall",
        "levator_ani_intravaginal_or_rectal",
    }


@each(SITES_WITH_A_POINT)
def test_a_site_lies_at_its_level_on_the_left_or_the_midline(site: Site) -> None:
    low, high = LEVELS[region(site)]
    x, y, _ = load_surface("neutral", SPLITS).vertices[vertex_of(site)]
    assert x >= 0
    assert height(low) - 0.015 <= y <= height(high) + 0.015


@each([site for site in SITES_WITH_A_POINT if site.id not in MOVED_INTO_VIEW])
def test_the_skin_at_a_site_faces_a_view_it_names(site: Site) -> None:
    views = LOOKS_FROM | PALM if region(site) in ("forearm", "hand") else LOOKS_FROM
    normal = normals()[vertex_of(site)]
    facing = [float(normal @ views[view]) for view in site.views if view in views]
    assert max(facing) > 0.5


def test_sites_said_to_be_moved_into_view_are_not_in_it_by_themselves() -> None:
    sites = Atlas.load().sites
    for name in MOVED_INTO_VIEW:
        normal = normals()[vertex_of(sites[name])]
        views = [LOOKS_FROM[view] for view in sites[name].views if view in LOOKS_FROM]
        assert max(float(normal @ view) for view in views) <= 0.5


@each(SITES_WITH_A_POINT)
def test_a_site_lies_in_or_near_its_local_area(site: Site) -> None:
    cells = own_half_of_local_area(site)
    if not cells:
        assert not Body.load().area(site.local_area).surface
        return
    faces = load_surface("neutral", SPLITS).quads[np.isin(cell_of_quad(), sorted(cells))]
    reached = distances_from([vertex_of(site)], splits=SPLITS, limit=NEAR_CM / 100)
    assert np.isfinite(reached[faces]).any()


def own_half_of_local_area(site: Site) -> frozenset[int]:
    """Cells of the local area on the left, where positions lie."""
    body = Body.load()
    area = body.area(site.local_area)
    if area.side_rule is SideRule.RIGHT_ONLY:
        return body.mirror(area.cells)
    return body.cells_of(area.id, Side.LEFT)


def test_no_two_sites_of_a_muscle_share_a_point() -> None:
    points = [(site.muscle, vertex_of(site)) for site in SITES_WITH_A_POINT]
    assert len(set(points)) == len(points)


@pytest.mark.slow
def test_the_committed_places_are_what_the_build_gives() -> None:
    assert SITES.read_text(encoding="utf-8") == as_text(build_sites())


def test_places_on_the_right_mirror_those_on_the_left() -> None:
    site = Atlas.load().sites["masseter_superficial_2"]
    left, right = site_place(site, Side.LEFT), site_place(site, Side.RIGHT)
    assert left is not None
    assert right is not None
    assert right.point == (-left.point[0], *left.point[1:])
    assert left.point[0] > 0.03
    assert left.cell in left.around
    assert not left.around & right.around


def test_a_site_without_a_point_has_no_place() -> None:
    site = Atlas.load().sites["levator_ani_intravaginal_or_rectal"]
    assert site_place(site, Side.LEFT) is None


def test_a_side_on_which_the_site_does_not_exist_is_refused() -> None:
    with pytest.raises(InvalidInput, match="pectoralis_major_sternal_3: right"):
        site_place(Atlas.load().sites["pectoralis_major_sternal_3"], Side.LEFT)


def test_places_of_another_body_are_refused() -> None:
    with pytest.raises(BrokenKnowledge, match=r"python -m filiform\.knowledge\.build"):
        left_places("another body")
