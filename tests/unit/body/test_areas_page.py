"""The page of areas is current, shows every area of the skin once, and stays light."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from filiform.body import Body
from filiform.body.area_page import area_page, main
from filiform.body.area_plates import COLOURS, PLATES, Plate, draw, shown_cells

REFERENCE = Path(__file__).parents[3] / "docs" / "reference"
RENEW = "run: python -m filiform.body.area_page docs/reference"
BODY = Body.load()
# Seen only in part from anywhere: the armpit, skin under the groin, fingers and toes all round,
# and the ball of the foot from above and below.
HIDDEN = {
    "axilla",
    "medial_thigh_proximal",
    "perineum",
    "thumb",
    "index_finger",
    "middle_finger",
    "ring_finger",
    "little_finger",
    "second_toe",
    "distal_metatarsal_interspace",
}


def test_the_page_is_current() -> None:
    # The page holds a digest of all that the pictures are drawn from.
    assert (REFERENCE / "areas.md").read_text(encoding="utf-8") == area_page(BODY), RENEW


def test_the_pictures_are_those_of_the_page_and_light() -> None:
    files = list((REFERENCE / "areas").iterdir())
    assert {file.stem for file in files} == {plate.id for plate in PLATES}, RENEW
    assert sum(file.stat().st_size for file in files) < 1_500_000


def test_every_area_of_the_skin_is_on_one_plate() -> None:
    shown = [area for plate in PLATES for area in plate.areas]
    assert len(shown) == len(set(shown))
    assert set(shown) == {area.id for area in BODY.areas.values() if area.surface}


@pytest.mark.parametrize("plate", PLATES, ids=lambda plate: plate.id)
def test_a_plate_shows_most_of_its_areas(plate: Plate) -> None:
    seen = BODY.seen_cm2(plate.view)
    assert len(plate.areas) <= len(COLOURS)
    for area in plate.areas:
        cells = sorted(shown_cells(BODY, area))
        least = 0.4 if area in HIDDEN or BODY.areas[area].side_rule == "crosses_midline" else 0.6
        assert seen[cells].sum() >= least * BODY.area_cm2(cells), area


def test_a_picture_is_coloured_where_its_areas_are() -> None:
    with Image.open(BytesIO(draw(BODY, PLATES[0]))) as picture:
        pixels = np.asarray(picture.convert("RGB")).astype(int)
    spread = pixels.max(axis=2) - pixels.min(axis=2)
    assert 0.1 < (spread > 40).mean() < 0.9


@pytest.mark.slow
def test_writes_where_asked_and_removes_what_is_no_longer_drawn(tmp_path: Path) -> None:
    (tmp_path / "areas").mkdir()
    (tmp_path / "areas" / "old.png").write_bytes(b"")
    assert main([str(tmp_path)]) == 0
    assert (tmp_path / "areas.md").read_text(encoding="utf-8") == area_page(BODY)
    assert len(list((tmp_path / "areas").iterdir())) == len(PLATES)
