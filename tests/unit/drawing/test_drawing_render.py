"""Server pictures of a drawing: what is on them, and that they keep to a strict policy."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from filiform.body.values import Side
from filiform.drawing import (
    Candidate,
    Drawing,
    FindingMark,
    ListedArea,
    NeedleMark,
    Quality,
    Scene,
    Stroke,
    Zone,
    render_png,
    render_svg,
)
from filiform.drawing.look import INKS
from flat_body import GREY, FlatBody, cell_at

BODY = FlatBody()


def brow(intensity: float | None = 8) -> Drawing:
    entry = ListedArea("brow", Side.LEFT, intensity, Quality.TINGLING)
    return Drawing.from_areas([entry], BODY)


SCENE = Scene(
    drawing=brow(),
    before=brow().mirror(),
    zones=(Zone(frozenset({cell_at(5, 0), cell_at(5, 1)}), frozenset({cell_at(5, 3)})),),
    candidates=(Candidate(frozenset({cell_at(2, 2)}), "likely"),),
    findings=(FindingMark(cell_at(1, 4), "familiar_pain"), FindingMark(cell_at(2, 4), "nothing")),
    needles=(NeedleMark(cell_at(6, 4)), NeedleMark(cell_at(6, 5), removed=True, count=2)),
)


def svg(scene: Scene, view: str = "front") -> str:
    return render_svg(BODY, view, scene, title="Pain <today>", picture="/body/front.png")


def pixels(scene: Scene) -> npt.NDArray[np.int_]:
    png = render_png(BODY, "front", scene)
    return np.asarray(Image.open(io.BytesIO(png))).astype(int)


def test_svg_is_well_formed_and_says_its_title() -> None:
    root = ElementTree.fromstring(svg(SCENE))  # noqa: S314 (our own text)
    assert root.findtext("{http://www.w3.org/2000/svg}title") == "Pain <today>"


def test_svg_keeps_to_a_strict_content_policy() -> None:
    assert not re.search(r"style=|<style|<script|\son\w+=", svg(SCENE))


def test_svg_shows_quality_by_colour_and_hatch_and_intensity_by_step() -> None:
    assert 'fill="url(#chart-tingling-3)"' in svg(Scene(drawing=brow(8)))
    assert 'fill="url(#chart-tingling-1)"' in svg(Scene(drawing=brow(2)))
    assert INKS[Quality.TINGLING].colour in svg(Scene(drawing=brow()))


def test_svg_tells_met_from_missing_zones() -> None:
    zone = Zone(frozenset({cell_at(5, 0), cell_at(5, 1)}))
    assert svg(Scene(drawing=brow(), zones=(zone,))).count("stroke-dasharray") == 1
    assert svg(Scene(zones=(Zone(frozenset({cell_at(5, 0)})),))).count("stroke-dasharray") == 1
    met = Zone(frozenset({cell_at(5, 0)}))
    assert "stroke-dasharray" not in svg(Scene(drawing=brow(), zones=(met,)))


def test_marks_are_drawn_only_where_the_view_shows_their_cell() -> None:
    scene = Scene(needles=(NeedleMark(cell_at(0, 0)),))
    assert "<circle" in svg(scene).split("</defs>")[1]
    assert "<circle" not in svg(scene, "close").split("</defs>")[1]


def test_png_paints_the_cells_and_nothing_else() -> None:
    changed = (pixels(Scene(drawing=brow())) != GREY).any(axis=2)
    assert changed[0:10, 40:80].all()
    assert not changed[10:, :].any()
    assert not changed[:, :40].any()


def test_png_paint_by_hand_is_pixel_exact() -> None:
    stroke = Stroke("s", "front", ((0.5, 0.5),), 0.1, Quality.ACHE)
    changed = (pixels(Scene(drawing=Drawing.from_strokes([stroke], BODY))) != GREY).any(axis=2)
    assert changed.sum() == pytest.approx(np.pi * 8**2, rel=0.05)


def test_stronger_pain_is_drawn_darker() -> None:
    mild, severe = (pixels(Scene(drawing=brow(n)))[0:10, 40:80, 0].mean() for n in (2, 9))
    assert severe < mild


def test_qualities_differ_in_hatch_even_without_colour() -> None:
    seen = set()
    for quality in Quality:
        drawing = Drawing.from_areas([ListedArea("brow", Side.LEFT, 5, quality)], BODY)
        grey = pixels(Scene(drawing=drawing))[0:8, 40:48, :3].mean(axis=2)
        seen.add((grey < np.median(grey) - 4).tobytes())
    assert len(seen) == len(Quality)


def test_every_layer_leaves_its_trace_on_the_png() -> None:
    empty = pixels(Scene())
    for name in ("drawing", "before", "zones", "candidates", "findings", "needles"):
        only = Scene(**{name: getattr(SCENE, name)})
        assert (pixels(only) != empty).any(), name
