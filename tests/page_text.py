"""What a page says: the words of its main part, sentence by sentence, without the markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Protocol

_BLOCKS = frozenset(["a", "br", "button", "dd", "div", "dt", "h1", "h2", "h3", "label", "legend"])
_BLOCKS |= {"li", "option", "p", "section", "summary", "td", "th"}
_VOID = frozenset(["br", "hr", "img", "input", "link", "meta"])
_SILENT = frozenset({"script", "style", "template", "title"})


class HasContent(Protocol):
    """Any answer of the test client."""

    @property
    def content(self) -> bytes: ...


class _Reader(HTMLParser):
    def __init__(self, leave_out: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._inside: list[tuple[str, bool]] = []
        self._leave_out = leave_out

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        silent = tag in _SILENT or self._leave_out in classes
        if tag not in _VOID:
            self._inside.append((tag, silent))
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop()[0] != tag:
            pass
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        in_main = any(tag == "main" for tag, _ in self._inside)
        if in_main and not any(silent for _, silent in self._inside):
            self.parts.append(data)


def main_text(response: HasContent, leave_out: str = "cite") -> str:
    """The visible words of `<main>`; elements of class `leave_out` are skipped."""
    reader = _Reader(leave_out)
    reader.feed(response.content.decode())
    return re.sub(r"\s*\n\s*", "\n", "".join(reader.parts)).strip()
