"""How large a cell should be where: small on face, hands and feet, larger on trunk and thighs.

The width of a cell grows with the distance along the skin from anchors, as element sizes do in
mesh generation, so that neighbouring cells are of similar size everywhere.
"""

from __future__ import annotations

import numpy as np

from filiform.body.surface import Floats, distances_from, landmark_vertex, load_surface

# Landmarks, width of a cell there (cm), growth of the width (cm per cm along the skin).
ANCHORS: tuple[tuple[tuple[str, ...], float, float], ...] = (
    (("nose_tip", "medial_canthus", "lateral_canthus", "mouth_corner"), 1.2, 0.08),
    (("tragus", "ear_lobe", "ear_top", "tmj"), 1.4, 0.09),
    (("temple", "mastoid_tip", "suboccipital_midline"), 1.8, 0.1),
    (("thumb_tip", "index_tip", "middle_tip", "ring_tip", "little_tip"), 1.1, 0.05),
    (("palm_centre", "dorsum_hand"), 1.5, 0.08),
    (("great_toe_tip", "second_toe_tip", "fourth_toe_tip", "little_toe_tip"), 1.3, 0.07),
    (("plantar_mid", "heel_plantar", "dorsum_foot"), 1.9, 0.08),
)
# Nowhere wider than this (cm): about 11 cm2.
WIDEST = 3.3


def cell_widths() -> Floats:
    """Wanted width of a cell at every vertex of the base mesh, metres."""
    width = np.full(len(load_surface().vertices), WIDEST)
    for landmarks, here, growth in ANCHORS:
        vertices = [landmark_vertex(name) for name in landmarks]
        both = vertices + [int(load_surface().mirror[v]) for v in vertices]
        away = distances_from(both, splits=0) * 100
        width = np.minimum(width, here + growth * away)
    return width / 100
