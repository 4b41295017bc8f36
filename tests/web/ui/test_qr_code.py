"""The QR code of a link: what a camera would need to see, and that it is in the page itself."""

from __future__ import annotations

import re

import pytest

from cast import Cast, signed_in
from filiform_clinic.ui.templatetags.qr import MODULE, QUIET, modules, qr_code

ADDRESS = "https://clinic.example/p/G0bq_Y7QNrrhKDumuHKSiAtjqF439Hy-/"
FINDER = [
    "1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111",
]  # fmt: skip


def corner(dark: list[list[bool]], top: int, left: int) -> list[str]:
    return ["".join("01"[one] for one in row[left : left + 7]) for row in dark[top : top + 7]]


def test_three_corners_have_the_pattern_that_cameras_look_for() -> None:
    dark = modules(ADDRESS)
    last = len(dark) - 7
    assert [corner(dark, *at) for at in ((0, 0), (0, last), (last, 0))] == [FINDER] * 3
    assert all(len(row) == len(dark) for row in dark)


def test_each_dark_module_is_drawn_inside_a_quiet_zone() -> None:
    dark, drawn = modules(ADDRESS), qr_code(ADDRESS)
    spots = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", drawn)}
    each = ((x, y, one) for y, row in enumerate(dark) for x, one in enumerate(row))
    assert spots == {(x + QUIET, y + QUIET) for x, y, one in each if one}
    assert f'width="{(len(dark) + 2 * QUIET) * MODULE}"' in drawn


@pytest.mark.django_db
def test_the_front_desk_shows_the_code_of_the_very_address(cast: Cast) -> None:
    page = signed_in(cast.front_desk).post(f"/booking/{cast.visit.pk}/link/").content.decode()
    address = re.search(r'readonly value="([^"]+)"', page)
    assert address
    assert qr_code(address[1]) in page
