"""Forms, buttons and texts of a page, read without a browser."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "wbr",
}


@dataclass
class Button:
    """A button: where its form goes (empty: nowhere), and what describes it."""

    name: str
    goes_to: str
    method: str
    disabled: bool
    described_by: list[str]


@dataclass
class Page(HTMLParser):
    """Every button of a page, and the text of every element with an id."""

    buttons: list[Button] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if "id" in said:
            self.texts.setdefault(said["id"], "")
        if tag == "button":
            self.buttons.append(self._button(said))
        if tag not in _VOID:
            self._open.append((tag, said))

    def _button(self, said: dict[str, str]) -> Button:
        form = next((one for tag, one in reversed(self._open) if tag == "form"), {})
        fieldsets = [one for tag, one in self._open if tag == "fieldset" and "disabled" in one]
        described = [one.get("aria-describedby", "") for one in (said, *fieldsets)]
        sends = said.get("type", "submit") == "submit" and form
        return Button(
            said.get("id") or said.get("name") or form.get("action", ""),
            form.get("action", "") if sends else "",
            form.get("method", "get") if sends else "",
            "disabled" in said or bool(fieldsets),
            " ".join(described).split(),
        )

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for _tag, said in self._open:
            if "id" in said:
                self.texts[said["id"]] += data


def read(content: bytes) -> Page:
    """The page of an answer."""
    page = Page()
    page.feed(content.decode())
    return page
