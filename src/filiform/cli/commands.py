"""Find the commands by entry point; say how to get those whose extra is not installed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
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
    with needs_extra(entry):
        command = entry.load()
    if not isinstance(command, Command):
        raise InvalidInput(entry.name, "an object with help, add_arguments and run", where=GROUP)
    return command


@contextmanager
def needs_extra(entry: EntryPoint) -> Iterator[None]:
    """Say how to get a package that the command's extra brings, instead of a traceback."""
    try:
        yield
    except ModuleNotFoundError as error:
        if not entry.extras:
            raise
        extra = ",".join(entry.extras)
        how = f"pip install 'filiform[{extra}]'"
        raise Unavailable(f"{entry.name} needs the clinic ({error.name}): {how}") from None
