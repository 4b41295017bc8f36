"""The atlas pages in the documentation say what the data say."""

from __future__ import annotations

from pathlib import Path

from filiform.body import Body
from filiform.knowledge import Atlas
from filiform.knowledge.pages import atlas_pages

PAGES = Path(__file__).parents[3] / "docs" / "reference" / "atlas"


def test_the_pages_are_current() -> None:
    committed = {page.name: page.read_text(encoding="utf-8") for page in PAGES.glob("*.md")}
    assert committed == atlas_pages(Atlas.load(), Body.load().areas), (
        "run: python -m filiform.knowledge.pages docs/reference/atlas"
    )


def test_every_muscle_site_and_source_has_its_row() -> None:
    text = "".join(atlas_pages(Atlas.load(), Body.load().areas).values())
    atlas = Atlas.load()
    for name in (*atlas.muscles, *atlas.sites, *atlas.references):
        assert f"| `{name}`" in text
