"""Read a JSON document that a person or a program handed in, and refuse what is not one."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from filiform.errors import InvalidInput

MAX_BYTES = 10_000_000
STDIN = "-"


def read_json(source: str, limit: int = MAX_BYTES) -> Any:
    """The document in the file `source`, or on stdin for ``-``: strict JSON of `limit` bytes."""
    where = "stdin" if source == STDIN else source
    try:
        return parse_json(_read(source, where, limit), limit)
    except InvalidInput as error:
        raise InvalidInput(error.field, error.expected, got=error.got, where=where) from None


def parse_json(raw: bytes, limit: int = MAX_BYTES) -> Any:
    """Strict JSON: UTF-8, each key once, no NaN or Infinity, not nested without end."""
    if len(raw) > limit:
        raise InvalidInput("", f"a document of at most {limit // 1_000_000} MB")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInput("", "JSON as UTF-8 text, not a binary file") from None
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno} column {error.colno}"
        raise InvalidInput(place, f"JSON ({error.msg})") from None
    except RecursionError:
        raise InvalidInput("", "JSON that is not nested hundreds of levels deep") from None
    except ValueError:  # an integer of thousands of digits
        raise InvalidInput("", "numbers of ordinary size") from None


def _read(source: str, where: str, limit: int) -> bytes:
    if source == STDIN:
        if sys.stdin is None:
            raise InvalidInput("", "a document (standard input is closed)", where=where)
        return sys.stdin.buffer.read(limit + 1)
    try:
        with Path(source).open("rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise InvalidInput("", f"a readable file ({reason})", where=where) from None
    except ValueError:  # a name with a NUL character
        raise InvalidInput("", "the name of a file", where=where) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for key, value in pairs:
        if key in table:
            raise InvalidInput(key, "each key only once in an object")
        table[key] = value
    return table


def _refuse_constant(name: str) -> None:
    raise InvalidInput("", "numbers that JSON has", got=name)
