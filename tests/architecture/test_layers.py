"""The shape of the code: what may import what, and how large a file may grow."""

from __future__ import annotations

import ast
import configparser
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src"
LIBRARY = sorted((SRC / "filiform").rglob("*.py"))
CODE = sorted(
    path
    for kind in ("*.py", "*.js", "*.html")
    for path in SRC.rglob(kind)
    if "migrations" not in path.parts
)
# The names under which required packages are imported, where they differ.
IMPORTED_AS = {"pillow": "PIL"}
# Only the command line may ask what day it is, or what the surroundings say.
OUTSIDE = {"os", "time", "socket", "urllib", "http", "sqlite3", "subprocess", "asyncio", "random"}

# Tools that a developer runs, with a budget of minutes; nothing imports them.
BY_HAND = {"filiform/inference/train.py", "filiform/locating/training.py"}


def imports(path: Path) -> Iterator[str]:
    """Top names of everything a file imports, also late and for type checking."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def required() -> set[str]:
    """Packages that installing the library alone brings along."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = (re.split(r"[^\w-]", one)[0] for one in project["dependencies"])
    return {IMPORTED_AS.get(name, name) for name in names}


def contracts() -> dict[str, configparser.SectionProxy]:
    config = configparser.ConfigParser()
    config.read(ROOT / ".importlinter", encoding="utf-8")
    assert config.sections()
    return {name: config[name] for name in config.sections()}


def place(path: Path) -> str:
    return path.relative_to(SRC).as_posix()


@pytest.mark.parametrize("path", LIBRARY, ids=place)
def test_the_library_needs_no_more_than_it_asks_for(path: Path) -> None:
    assert set(imports(path)) <= required() | set(sys.stdlib_module_names) | {"filiform"}


@pytest.mark.parametrize("path", LIBRARY, ids=place)
def test_the_library_has_no_clock_no_network_and_no_database(path: Path) -> None:
    if "cli" in path.parts or place(path) in BY_HAND:
        return
    assert not set(imports(path)) & OUTSIDE
    assert not re.search(r"\b(date\.today|datetime\.(now|utcnow|today))\(", path.read_text("utf-8"))


def test_layers_leave_no_package_out() -> None:
    layered = [one for one in contracts().values() if one.get("type") == "layers"]
    assert {one["containers"].strip() for one in layered} == {"filiform", "filiform_clinic"}
    assert all(one.getboolean("exhaustive") for one in layered)
    assert not contracts()["importlinter"].getboolean("exclude_type_checking_imports")
    assert not any("ignore_imports" in one for one in contracts().values())


def test_what_the_layers_leave_aside_are_single_files() -> None:
    aside = contracts()["importlinter:contract:rooms"]["exhaustive_ignores"].split()
    assert {
        name for name in aside if not (SRC / "filiform_clinic" / f"{name}.py").is_file()
    } == set()


@pytest.mark.parametrize("path", CODE, ids=place)
def test_no_file_outgrows_a_reader(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
