"""Atlas and body as arrays: what the simulation sees is what the atlas says."""

from __future__ import annotations

import numpy as np

from filiform.body import Body, Side
from filiform.inference.world import ESSENTIAL
from filiform.knowledge import Atlas, site_zone
from filiform.locating.locate import engine_for
from filiform.locating.world import complaint_shifts, world_of

BODY, ATLAS = Body.load(), Atlas.load()
WORLD = world_of(ATLAS, BODY)
SITES = tuple(ATLAS.sites.values())


def test_essential_parts_of_a_site_are_its_essential_zone() -> None:
    for n, site in enumerate(SITES):
        mine = (WORLD.part_site == n) & (WORLD.part_kind == ESSENTIAL)
        cells = frozenset(np.flatnonzero(WORLD.part_cells[mine].any(axis=0)).tolist())
        side = site.sides[0]
        seen = BODY.mirror(cells) if side is Side.RIGHT else cells
        assert seen == site_zone(site, side, BODY).essential, site.id


def test_rows_are_those_of_the_overlap_engine() -> None:
    zones = engine_for(ATLAS, BODY).zones
    assert np.array_equal(zones.active > 0, WORLD.active)
    assert np.array_equal(zones.muscle_of_row, WORLD.muscle_of_row)


def test_one_sided_sites_exist_on_their_side_only() -> None:
    for row in np.flatnonzero(~WORLD.row_on.all(axis=0)):
        assert any(SITES[s].only_side for s in np.flatnonzero(WORLD.active[row]))
    assert (~WORLD.row_on).sum() > 0


def test_complaints_without_studies_move_all_muscles_alike() -> None:
    shifts = complaint_shifts(ATLAS, 3.7)
    assert shifts.shape == (1 + len(ATLAS.complaints), len(ATLAS.muscles))
    assert np.abs(shifts[0]).max() < 0.01
    assert np.abs(shifts).max() < 1.2
