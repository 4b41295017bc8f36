"""Outlines of any set of pixels, and PNG files of any pixels."""

from __future__ import annotations

import io

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from PIL import Image

from filiform.body.build.png import palette_png, rgb_png
from filiform.body.outline import outlines, svg_path, traced

MASKS = arrays(np.bool_, array_shapes(min_dims=2, max_dims=2, max_side=12))


def signed_area(line: npt.NDArray[np.float64]) -> float:
    x, y = line[:, 0], line[:, 1]
    return float((x * np.roll(y, -1) - y * np.roll(x, -1)).sum()) / 2


@given(MASKS)
def test_lines_enclose_exactly_the_pixels_and_leave_out_the_holes(
    mask: npt.NDArray[np.bool_],
) -> None:
    assert sum(signed_area(line) for line in traced(mask)) == mask.sum()


@given(MASKS)
def test_lines_go_along_pixel_edges_one_at_a_time(mask: npt.NDArray[np.bool_]) -> None:
    for line in traced(mask):
        steps = np.abs(np.roll(line, -1, axis=0) - line).sum(axis=1)
        assert np.array_equal(steps, np.ones(len(line)))


@given(st.integers(40, 160), st.integers(40, 160))
def test_smooth_line_keeps_the_area_of_a_disc(size: int, radius: int) -> None:
    radius = min(radius, size) // 2
    row, column = np.indices((2 * size, 2 * size))
    disc = (row - size) ** 2 + (column - size) ** 2 < radius**2
    (line,) = outlines(disc)
    assert abs(signed_area(np.array(line)) - disc.sum()) < 0.05 * disc.sum()
    assert svg_path([line]).startswith("M")


@given(arrays(np.uint8, st.tuples(st.integers(1, 9), st.integers(1, 9), st.just(3))))
def test_colours_survive_a_png(pixels: npt.NDArray[np.uint8]) -> None:
    with Image.open(io.BytesIO(rgb_png(pixels))) as read:
        assert np.array_equal(np.asarray(read), pixels)


@given(
    arrays(np.uint8, st.tuples(st.integers(1, 9), st.integers(1, 9)), elements=st.integers(0, 4)),
    arrays(np.uint8, (5, 4)),
)
def test_palette_and_opacity_survive_a_png(
    pixels: npt.NDArray[np.uint8], colours: npt.NDArray[np.uint8]
) -> None:
    with Image.open(io.BytesIO(palette_png(pixels, colours))) as read:
        assert np.array_equal(np.asarray(read.convert("RGBA")), colours[pixels])
