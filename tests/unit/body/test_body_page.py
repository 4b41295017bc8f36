"""The page on the body says what the products say."""

from __future__ import annotations

from pathlib import Path

from filiform.body import Body
from filiform.body.pages import EXAMPLE, body_page, main

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "body.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == body_page(Body.load()), (
        "run: python -m filiform.body.pages docs/reference/body.md"
    )


def test_the_page_is_written_where_asked(tmp_path: Path) -> None:
    assert main([str(tmp_path / "new" / "body.md")]) == 0
    assert (tmp_path / "new" / "body.md").read_text(encoding="utf-8").startswith("<!-- Written by")


def test_the_example_on_the_page_runs() -> None:
    names: dict[str, object] = {}
    exec(compile(EXAMPLE, "example", "exec"), names)  # noqa: S102 (the text is ours)
    assert names["temple"]


def test_every_view_has_its_row() -> None:
    text = body_page(Body.load())
    assert all(f"| `{view}` |" in text for view in Body.load().views)
