"""Sites of abdomen, pelvis and leg lie on the right part of the body, on the aspect they name."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from filiform.body.placement import SPLITS
from filiform.body.surface import Floats, landmark_vertex, load_surface
from filiform.knowledge import Atlas, Site

# Region group: the landmarks that bound its sites below and above.
LEVELS = {
    "abdomen": ("adductor_origin", "xiphoid"),
    "pelvis": ("gluteal_fold_mid", "iliac_crest_apex"),
    "thigh_anterior": ("patella_centre", "asis"),
    "thigh_medial": ("thigh_medial_lower_third", "inguinal_mid"),
    "thigh_posterior": ("popliteal_centre", "gluteal_fold_mid"),
    "leg_anterior": ("ankle_anterior_mid", "fibular_head"),
    "leg_lateral": ("lateral_malleolus", "fibular_head"),
    "leg_posterior": ("achilles_mid", "popliteal_centre"),
    "leg_deep_posterior": ("achilles_mid", "popliteal_centre"),
    "foot": ("heel_plantar", "dorsum_foot"),
}
# Where a view looks from: +x the person's left (lateral, as positions are on the left), +y up,
# +z front. The back of the foot faces up and forward.
LOOKS_FROM = {
    "anterior": (0, 0, 1),
    "posterior": (0, 0, -1),
    "lateral": (1, 0, 0),
    "medial": (-1, 0, 0),
    "dorsal": (0, 0.8, 0.6),
    "plantar": (0, -1, 0),
    "inferior": (0, -1, 0),
}


def lower_sites(*, placed: bool = True) -> list[Site]:
    """Sites of the lower half, with (or without) a point on the skin."""
    atlas = Atlas.load()
    groups = {site.id: atlas.muscles[site.muscle].region for site in atlas.sites.values()}
    return [
        site
        for site in atlas.sites.values()
        if groups[site.id] in LEVELS and (site.position.placement is not None) is placed
    ]


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


def vertex_of(site: Site) -> int:
    assert site.position.placement is not None
    return site.position.placement.vertex()


def height(landmark: str) -> float:
    return float(load_surface().vertices[landmark_vertex(landmark)][1])


def test_only_sites_felt_from_inside_have_no_point() -> None:
    without = lower_sites(placed=False)
    assert {site.id for site in without} == {
        "obturator_internus_internal_wall",
        "levator_ani_intravaginal_or_rectal",
    }
    assert all(site.position.list_only for site in without)


@pytest.mark.parametrize("site", lower_sites(), ids=lambda site: site.id)
def test_a_site_lies_at_its_level_on_the_left_or_the_midline(site: Site) -> None:
    low, high = LEVELS[Atlas.load().muscles[site.muscle].region]
    x, y, _ = load_surface("neutral", SPLITS).vertices[vertex_of(site)]
    assert x >= 0
    assert height(low) - 0.015 <= y <= height(high) + 0.015


@pytest.mark.parametrize("site", lower_sites(), ids=lambda site: site.id)
def test_the_skin_at_a_site_faces_a_view_it_names(site: Site) -> None:
    normal = normals()[vertex_of(site)]
    facing = [float(normal @ LOOKS_FROM[view]) for view in site.views if view in LOOKS_FROM]
    assert max(facing) > 0.5


def test_no_two_sites_of_a_muscle_share_a_point() -> None:
    points = [(site.muscle, vertex_of(site)) for site in lower_sites()]
    assert len(set(points)) == len(points)
