"""The reference page is what the files say."""

from __future__ import annotations

from pathlib import Path

from filiform.plan import PlanKnowledge
from filiform.plan.pages import FILE, page

ROOT = Path(__file__).parents[3]


def test_the_committed_page_is_current() -> None:
    written = (ROOT / "docs" / "reference" / FILE).read_text(encoding="utf-8")
    assert written == page(PlanKnowledge.load()), "python -m filiform.plan.pages docs/reference"
