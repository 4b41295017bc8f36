"""The documentation is whole: links lead somewhere, nothing is orphaned, names have entries."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "examples").rglob("*.md")])
CLINIC = ROOT / "src" / "filiform_clinic"


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def links(page: Path) -> Iterator[str]:
    """Links to other files, without those inside code."""
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for found in re.finditer(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:", found[1]):
            yield found[1]


def anchors(page: Path) -> set[str]:
    """What a heading can be linked by, in the way of the usual renderers."""
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    plain = (re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", head).lower() for head in heads)
    return {re.sub(r"[^\w\- ]", "", head).replace(" ", "-") for head in plain}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert target.is_relative_to(ROOT), link
        if anchor:
            assert anchor in anchors(target), link


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, todo = set[Path](), [ROOT / "README.md"]
    while todo:
        page = todo.pop()
        if page not in reached and page.suffix == ".md":
            reached.add(page)
            todo += [(page.parent / link.partition("#")[0]).resolve() for link in links(page)]
    assert {name_of(page) for page in DOCS.rglob("*.md") if page not in reached} == set()


def test_every_decision_is_listed_in_order() -> None:
    decisions = [path.name for path in sorted((DOCS / "adr").glob("[0-9]*.md"))]
    assert list(links(DOCS / "adr" / "README.md")) == decisions
    assert [int(name[:4]) for name in decisions] == list(range(1, len(decisions) + 1))


def test_every_command_has_its_entry() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    written = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
    commands = project["entry-points"]["filiform.commands"]
    assert [name for name in commands if f"filiform {name}" not in written] == []


def test_every_setting_has_its_entry() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in CLINIC.glob("*.py"))
    asked = set(re.findall(r"""["']((?:FILIFORM|DATABASE)_[A-Z_]+)["']""", code))
    written = (DOCS / "how-to" / "run-a-clinic.md").read_text(encoding="utf-8")
    assert asked
    assert {name for name in asked if f"`{name}`" not in written} == set()


def test_the_glossary_is_in_the_order_of_the_alphabet() -> None:
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    words = [word.lower() for word in re.findall(r"^\| \*\*(.+?)\*\*", text, re.MULTILINE)]
    assert len(words) > 20
    assert words == sorted(words)
