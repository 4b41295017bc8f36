"""Log lines that say where it went wrong and nothing about a patient."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from traceback import TracebackException, format_list

# The secret of a patient's link, wherever a line quotes its address.
_SECRET = re.compile(r"(/p/)[^/\s?#'\"]+")


class PrivateFormatter(logging.Formatter):
    """Leaves out the secrets of links, and what exceptions say.

    A database quotes the row it refuses, with all that the patient has told; the type and the place
    of an exception are enough to find it.
    """

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another formatter may have left the whole text here
        return _SECRET.sub(r"\1…", super().format(record))

    def formatException(self, ei: object) -> str:
        if not (isinstance(ei, tuple) and ei[0]):
            return ""
        kind, error, frames = ei
        whole = TracebackException(kind, error, frames)
        return "\n".join(part.rstrip() for part in _parts(whole))


def _parts(raised: TracebackException) -> Iterator[str]:
    """Frames and type of an exception, after those of the one that it came from."""
    before = raised.__cause__ or (None if raised.__suppress_context__ else raised.__context__)
    if before:
        yield from _parts(before)
        yield "then"
    yield "".join(format_list(raised.stack))
    yield f"{_name(raised)} (its message is not logged)"


def _name(raised: TracebackException) -> str:
    kind = raised.exc_type
    return f"{kind.__module__}.{kind.__qualname__}" if kind else "exception"
