"""The body's cells and views as a Markdown page: ``python -m filiform.body.pages FILE``.

Written from the build products; a test keeps docs/reference/body.md current.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from statistics import median

from filiform.body.body import Body
from filiform.body.values import Side
from filiform.body.views import View

HEAD = """\
<!-- Written by python -m filiform.body.pages from src/filiform/body/data/built. -->
# The body

Every drawing, zone and needle lies on one adult body surface (MakeHuman base mesh, CC0, 1.66 m,
standing, palms forward). `filiform.body.Body` is its interface; sides are the person's, never the
picture's.
"""

EXAMPLE = """\
from filiform.body import Body, Side

body = Body.load()
temple = body.cells_of("temple", Side.RIGHT)
body.area_cm2(temple)  # skin, square centimetres
body.mirror(temple) == body.cells_of("temple", Side.LEFT)
body.best_view(temple)  # the view to look at it in
body.outline(body.best_view(temple), temple)  # closed lines in that picture's pixels
cell = min(temple)
body.nearest_landmark(cell)  # landmark, its side, centimetres along the skin
body.distances_from(temple)[body.cells[cell].mirror]  # centimetres along the skin
"""

VIEWS_TEXT = """\
A view is a picture (warm grey skin on a clear ground, for light and dark pages alike) and, pixel
for pixel, an id map: the cell at each pixel's centre. In the id map's PNG red + 256 × green is the
cell's id + 1 (0: no cell), and blue is 16 × skin surface per picture surface (at most 255), so
that painted pixels add up to skin. `left` and `right`, and `head_left` and `head_right`, are exact
mirror images of each other; every other picture is its own. Where arms or legs hide skin they are
taken away (`trunk_side`, `arms_inner`, `legs_inner`).
"""

FOLDS_TEXT = """\
Skin that lies on skin shows little in any picture; less than a third of a cell shows only at:
{places}. A drawing reaches it through the cells around it, or by the name of its area.
"""

CHECK_TEXT = """\
## Building it

`python -m filiform.body.build` (or `make build-body`) makes all of `data/built` from the mesh, the
landmarks and the area shapes; `--only areas` makes one group (cells, areas, views), and `--check`
compares instead of writing. Nothing in it is random, and the digests in `digests.json` are of
decoded content, so that another zlib makes no difference. `Body.version` begins the digest of the
division into cells; documents that name cells carry it.
"""

# Areas that stand for their part of the body in the table of sizes.
SAMPLES = (
    "forehead",
    "cheek",
    "occiput",
    "neck_lateral",
    "chest_upper",
    "interscapular",
    "abdomen_upper_quadrant",
    "buttock_central",
    "arm_anterior",
    "forearm_dorsal",
    "palm",
    "index_finger",
    "anterior_thigh_mid",
    "calf_central",
    "plantar_midfoot",
    "second_toe",
)


def body_page(body: Body) -> str:
    """The whole page."""
    return "\n".join(
        [
            HEAD,
            f"```python\n{EXAMPLE}```\n",
            "## Cells\n",
            _cells_text(body),
            _table(("where", "cells on a side", "smallest", "median", "largest"), _sizes(body)),
            "## Views\n",
            VIEWS_TEXT,
            _table(
                ("view", "title", "kind", "pixels", "px per cm", "cells", "skin (cm²)"),
                [_view_row(body, view) for view in body.views.values()],
            ),
            FOLDS_TEXT.format(places="; ".join(folded_places(body))),
            CHECK_TEXT,
        ]
    )


def _cells_text(body: Body) -> str:
    skin = body.area_cm2(range(len(body.cells)))
    return (
        f"{len(body.cells):,} patches of skin, half of them on each side and mirror images of\n"
        "each other; none crosses the midline and each is in one piece. The lining of mouth and\n"
        f"eye sockets is not skin. Together they measure {skin:,.0f} cm².\n"
        f"Body version `{body.version}`.\n\n"
        "Sizes in cm²; named areas stand for their part of the body.\n"
    )


def _sizes(body: Body) -> Iterable[tuple[object, ...]]:
    yield ("all", *_spread(body, range(len(body.cells) // 2)))
    for area in SAMPLES:
        yield (body.areas[area].name, *_spread(body, body.cells_of(area, Side.LEFT)))


def _spread(body: Body, cells: Iterable[int]) -> tuple[object, ...]:
    sizes = [body.cells[cell].area_cm2 for cell in cells]
    return (len(sizes), *(f"{size:.1f}" for size in (min(sizes), median(sizes), max(sizes))))


def _view_row(body: Body, view: View) -> tuple[object, ...]:
    seen = body.seen_cm2(view.id)
    return (
        f"`{view.id}`",
        view.title,
        view.kind.replace("_", "-"),
        f"{view.width} × {view.height}",
        f"{view.px_per_cm:g}",
        int((seen > 0).sum()),
        f"{seen.sum():,.0f}",
    )


def folded_places(body: Body) -> list[str]:
    """Landmarks near the cells of which no view shows a third."""
    seen = [body.seen_cm2(view) for view in body.views]
    folded = [
        cell.id
        for cell in body.cells
        if max(float(view[cell.id]) for view in seen) < cell.area_cm2 / 3
    ]
    return sorted({body.nearest_landmark(cell)[0].name.lower() for cell in folded})


def _table(columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m filiform.body.pages")
    parser.add_argument("file", type=Path)
    file: Path = parser.parse_args(arguments).file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(body_page(Body.load()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
