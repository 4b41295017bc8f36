"""The atlas as Markdown tables: ``python -m filiform.knowledge.pages FOLDER``.

One page a region and an index, written from the data, so that a reviewer can read the knowledge
without the program; a test keeps docs/reference/atlas current.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from filiform.body import Area, Body, SideRule
from filiform.knowledge.atlas import Atlas
from filiform.knowledge.values import Muscle, Occurrence, Position, Site, ZonePart, ZoneSide

HEAD = "<!-- Written by python -m filiform.knowledge.pages from src/filiform/knowledge/data. -->\n"
NOTICE = (
    "Trigger-point theory is contested; what *certainty* means, and what no clinician has reviewed "
    "yet, is in [decision 7](../../adr/0007-contested-theory.md). "
    "*Hazard* is the stricter of two readings. No depth is given: it depends on the patient.\n"
)


def atlas_pages(atlas: Atlas, areas: Mapping[str, Area]) -> dict[str, str]:
    """Pages by file name: `README.md` and one for each region."""
    regions: dict[str, list[Muscle]] = {}
    for muscle in atlas.muscles.values():
        regions.setdefault(muscle.region, []).append(muscle)
    pages = {f"{region}.md": _region(region, found, areas) for region, found in regions.items()}
    return {"README.md": _index(atlas, regions), **pages}


def _index(atlas: Atlas, regions: Mapping[str, list[Muscle]]) -> str:
    rows = [
        (f"[{_words(region)}]({region}.md)", len(found), sum(len(m.sites) for m in found))
        for region, found in regions.items()
    ]
    sources = [(f"`{source.id}`", source.citation) for source in atlas.references.values()]
    return "\n".join(
        [
            HEAD + "# Atlas",
            f"{len(atlas.muscles)} muscles or parts, {len(atlas.sites)} trigger point sites.",
            NOTICE,
            _table(("region", "muscles", "sites"), rows),
            "## Sources\n",
            _table(("id", "source"), sources),
        ]
    )


def _region(region: str, muscles: list[Muscle], areas: Mapping[str, Area]) -> str:
    parts = [HEAD + f"# {_words(region).capitalize()}", NOTICE, "## Muscles\n", _muscles(muscles)]
    for muscle in muscles:
        rows = [_site_row(site, areas) for site in muscle.sites]
        parts += [f"## {muscle.name}\n", _table(SITE_COLUMNS, rows)]
    return "\n".join(parts)


def _muscles(muscles: list[Muscle]) -> str:
    columns = ("id", "Latin", "side", "hazard", "certainty", "source", "review")
    return _table(columns, [_muscle_row(muscle) for muscle in muscles])


def _muscle_row(muscle: Muscle) -> tuple[object, ...]:
    side = "" if muscle.occurrence is Occurrence.PAIRED else muscle.occurrence
    return (
        f"`{muscle.id}`",
        muscle.latin,
        side or "both",
        _words(muscle.needling.hazard),
        muscle.certainty,
        f"{muscle.source}: {', '.join(muscle.references)}",
        f"{muscle.review.on}, clinical: {muscle.review.clinical}; next {muscle.review.next}",
    )


SITE_COLUMNS = ("site", "where", "felt by most", "felt by some", "note")


def _site_row(site: Site, areas: Mapping[str, Area]) -> tuple[object, ...]:
    return (
        f"`{site.id}`" + (f" ({site.only_side} only)" if site.only_side else ""),
        f"{site.location} {_position_words(site.position)}".strip(),
        _zone(site.essential, areas),
        _zone(site.spillover, areas),
        site.note,
    )


def _position_words(position: Position) -> str:
    if position.list_only:
        return f"*(no point: {position.list_only})*"
    kinds = {"skin over it": position.projection, "one of several": position.representative}
    marked = [words for words, holds in kinds.items() if holds]
    return f"*(point: {', '.join(marked)})*" if marked else ""


def _zone(parts: Iterable[ZonePart], areas: Mapping[str, Area]) -> str:
    return "; ".join(_part(part, areas[part.area]) for part in parts) or "none"


def _part(part: ZonePart, area: Area) -> str:
    sides = {ZoneSide.BILATERAL: ", both sides", ZoneSide.MIDLINE: ", whole"}
    half = ", own half" if area.side_rule is SideRule.CROSSES_MIDLINE else ""
    return area.name + sides.get(part.side, half) + ("" if area.surface else " (list only)")


def _table(columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    lines += [
        "| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in rows
    ]
    return "\n".join(lines) + "\n"


def _words(name: str) -> str:
    return name.replace("_", " ")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m filiform.knowledge.pages")
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args(arguments).folder
    folder.mkdir(parents=True, exist_ok=True)
    pages = atlas_pages(Atlas.load(), Body.load().areas)
    for stale in folder.glob("*.md"):
        if stale.name not in pages:
            stale.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
