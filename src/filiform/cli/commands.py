"""Find the commands by entry point; say how to get those whose extra is not installed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from importlib.metadata import EntryPoint, entry_points
from typing import Protocol, runtime_checkable

from filiform.errors import InvalidInput, Unavailable

GROUP = "filiform.commands"


@runtime_checkable
class Command(Protocol):
    """What an entry point of the group ``filiform.commands`` must name."""

    @property
    def help(self) -> str: ...

    def add_arguments(self, parser: ArgumentParser) -> None: ...

    def run(self, args: Namespace) -> int: ...


def installed_commands() -> dict[str, EntryPoint]:
    """All registered commands by name, not loaded yet."""
    return {entry.name: entry for entry in sorted(entry_points(group=GROUP), key=lambda e: e.name)}


def load_command(entry: EntryPoint) -> Command:
    """The command behind an entry point, or `Unavailable` with the way to get it."""
    try:
        command = entry.load()
    except ModuleNotFoundError as error:
        raise Unavailable(_how_to_get(entry, error)) from None
    if not isinstance(command, Command):
        raise InvalidInput(entry.name, "an object with help, add_arguments and run", where=GROUP)
    return command


def _how_to_get(entry: EntryPoint, error: ModuleNotFoundError) -> str:
    if entry.extras:
        extra = ",".join(entry.extras)
        return f"{entry.name} needs the clinic: pip install 'filiform[{extra}]'"
    return f"{entry.name} needs the module {error.name}, which is not installed"
