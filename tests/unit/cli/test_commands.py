"""Commands are found by entry point; one whose extra is missing says how to get it."""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint
from types import ModuleType

import pytest

from filiform.cli import Command, program
from filiform.cli.commands import GROUP, installed_commands, load_command
from filiform.errors import InvalidInput, Unavailable


@pytest.fixture
def clinic_without_django(monkeypatch: pytest.MonkeyPatch) -> EntryPoint:
    monkeypatch.setitem(sys.modules, "clinic_that_is_not_there", None)
    return EntryPoint("demo", "clinic_that_is_not_there.commands:demo [clinic]", GROUP)


def test_locate_is_a_command() -> None:
    assert isinstance(load_command(installed_commands()["locate"]), Command)


def test_a_missing_extra_says_how_to_get_it(clinic_without_django: EntryPoint) -> None:
    with pytest.raises(Unavailable, match=r"pip install 'filiform\[clinic\]'"):
        load_command(clinic_without_django)


def test_a_missing_extra_ends_with_the_code_for_surroundings(
    clinic_without_django: EntryPoint,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = {"demo": clinic_without_django}
    monkeypatch.setattr(program, "installed_commands", lambda: found)
    assert program.main(["demo"]) == 3
    assert "filiform: demo needs the clinic" in capsys.readouterr().err


def test_something_else_behind_an_entry_point_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("not_a_command")
    monkeypatch.setitem(sys.modules, "not_a_command", module)
    with pytest.raises(InvalidInput, match="add_arguments"):
        load_command(EntryPoint("odd", "not_a_command", GROUP))
