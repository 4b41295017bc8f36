"""The anatomical areas as a Markdown page with pictures.

``python -m filiform.body.area_page docs/reference`` writes `areas.md` and the folder `areas/`. A
test keeps the page current; it holds a digest of what the pictures are drawn from.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from filiform.body.area_plates import PLATES, Plate, draw, inputs_digest
from filiform.body.body import Body
from filiform.body.values import Area, Side, SideRule

HEAD = """\
<!-- Written by python -m filiform.body.area_page docs/reference. Pictures from {digest}. -->
# Anatomical areas

The {all} areas that cases, drawings, muscles and reports name. {surface} lie on the skin as sets of
cells; {listed} are deep or in the mouth and can only be chosen from a list. Each is defined by a
shape over palpable landmarks in `src/filiform/body/data/areas.toml`, on the left half of the
neutral body; the right half is its mirror image. Areas may overlap where clinicians' words do, and
every cell of skin belongs to at least one.

The pictures show the person's left, areas that cross the midline on both sides. Where areas
overlap the smaller lies on top; lines show the borders beneath. Sizes are cm² of skin on one side.
Sides: *paired* accepts left, right or both; *crosses the midline* also midline; *right only* right.

*Sensitive* areas are hidden unless the complaint is pelvic or the person asks for them. The body
has smooth skin there, so these areas say roughly where, not what shape.
"""

RULES = {
    SideRule.PAIRED: "paired",
    SideRule.CROSSES_MIDLINE: "crosses the midline",
    SideRule.RIGHT_ONLY: "right only",
}


def area_page(body: Body) -> str:
    """The whole page."""
    areas = list(body.areas.values())
    surface = sum(area.surface for area in areas)
    head = HEAD.format(
        digest=inputs_digest(body),
        all=len(areas),
        surface=surface,
        listed=len(areas) - surface,
    )
    regions = dict.fromkeys(plate.region for plate in PLATES)
    return "\n".join([head, *(_region(body, region) for region in regions), _listed(areas)])


def _region(body: Body, region: str) -> str:
    plates = [plate for plate in PLATES if plate.region == region]
    return "\n".join([f"## {region}\n", *(_plate(body, plate) for plate in plates)])


def _plate(body: Body, plate: Plate) -> str:
    names = ", ".join(body.areas[area].name for area in plate.areas)
    rows = [
        (number, *_words(body.areas[area]), f"{_size(body, area):.0f}")
        for number, area in enumerate(plate.areas, 1)
    ]
    columns = ("", "area", "id", "patients say", "definition", "sides", "cm²")
    return f"![{names}](areas/{plate.id}.png)\n\n{_table(columns, rows)}"


def _words(area: Area) -> tuple[str, ...]:
    sides = RULES[area.side_rule] + (", sensitive" if area.sensitive else "")
    return (area.name, f"`{area.id}`", "; ".join(area.lay), area.definition, sides)


def _size(body: Body, area: str) -> float:
    right_only = body.areas[area].side_rule is SideRule.RIGHT_ONLY
    return body.area_cm2(body.cells_of(area, Side.RIGHT if right_only else Side.LEFT))


def _listed(areas: Iterable[Area]) -> str:
    rows = [_words(area) for area in areas if not area.surface]
    columns = ("place", "id", "patients say", "definition", "sides")
    return f"## Deep and intraoral places, from the list only\n\n{_table(columns, rows)}"


def _table(columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def write(body: Body, folder: Path) -> None:
    """Write the page and its pictures into a folder; pictures no longer drawn are removed."""
    pictures = folder / "areas"
    pictures.mkdir(parents=True, exist_ok=True)
    for old in pictures.glob("*.png"):
        old.unlink()
    for plate in PLATES:
        (pictures / f"{plate.id}.png").write_bytes(draw(body, plate))
    (folder / "areas.md").write_text(area_page(body), encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m filiform.body.area_page")
    parser.add_argument("folder", type=Path)
    write(Body.load(), parser.parse_args(arguments).folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
