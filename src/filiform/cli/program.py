"""From the command line to a command and from its errors to one line and an exit code."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from importlib.metadata import EntryPoint

from filiform import __version__
from filiform.cli.commands import Command, installed_commands, load_command, needs_extra
from filiform.errors import InvalidInput, Unavailable, shorten

DONE, NO, BAD_INPUT, ENVIRONMENT = 0, 1, 2, 3
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; never shows a traceback for an error raised on purpose."""
    try:
        code = _run(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
    except InvalidInput as error:
        return _fail(describe(error), BAD_INPUT)
    except Unavailable as error:
        return _fail(str(error), ENVIRONMENT)
    except BrokenPipeError:
        # The reader of a pipe has seen enough.
        _drop_output()
        return DONE
    except OSError as error:
        _drop_output()
        reason = (error.strerror or str(error)).lower()
        return _fail(f"{error.filename or 'standard output'}: {reason}", ENVIRONMENT)
    except KeyboardInterrupt:
        return _fail("interrupted", INTERRUPTED)
    return code


def describe(error: InvalidInput) -> str:
    """The error in one line: file, field, what was expected, what was found."""
    place = [_one_line(part) for part in (error.where, error.field) if part]
    found = "" if error.got is None else f", got {shorten(error.got)}"
    return ": ".join([*place, f"expected {error.expected}{found}"])


def _one_line(text: str) -> str:
    """A key or file name may hold line breaks, or megabytes."""
    return text if text.isprintable() and len(text) <= 200 else shorten(text, 200)


def _run(argv: list[str]) -> int:
    commands = installed_commands()
    name = next((word for word in argv if not word.startswith("-")), None)
    if name in commands:
        command = load_command(commands[name])
        with needs_extra(commands[name]):
            return _run_command(name, command, argv)
    _overview(commands).parse_args(argv)
    # Reached without a command only; an unknown one ends in parse_args.
    _overview(commands).print_help(sys.stderr)
    return BAD_INPUT


def _run_command(name: str, command: Command, argv: list[str]) -> int:
    parser = _parser()
    inner = parser.add_subparsers(dest="command").add_parser(
        name, help=command.help, description=command.help
    )
    command.add_arguments(inner)
    args: Namespace = parser.parse_args(argv)
    return command.run(args)


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="filiform",
        description="Dry-needling care. Decision support for licensed professionals, no diagnosis.",
    )
    parser.add_argument("--version", action="version", version=f"filiform {__version__}")
    return parser


def _overview(commands: dict[str, EntryPoint]) -> ArgumentParser:
    parser = _parser()
    listed = parser.add_subparsers(metavar="COMMAND", title="commands")
    for name, entry in commands.items():
        listed.add_parser(name, help=_help(entry), add_help=False)
    return parser


def _help(entry: EntryPoint) -> str:
    try:
        return load_command(entry).help
    except Unavailable as error:
        return str(error)


def _fail(message: str, code: int) -> int:
    sys.stderr.write(f"filiform: {message}\n")
    return code


def _drop_output() -> None:
    """Stay silent also when Python closes standard output at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
