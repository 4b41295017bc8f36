"""Forms of a page, sent as a browser without a script sends them."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from django.test import Client
from django.urls import resolve


@dataclass
class Form:
    """Where a form goes, and what it sends as it stands."""

    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)

    @property
    def view(self) -> str:
        return resolve(self.action.partition("?")[0]).view_name

    def add(self, name: str, value: str) -> None:
        self.fields.setdefault(name, []).append(value)


class _Reader(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.forms: list[Form] = []
        self._select = self._area = ""
        self._chosen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(urljoin(self.path, said.get("action", ""))))
        name = said.get("name", "")
        if not name or not self.forms:
            self._option(tag, said)
        elif tag == "input":
            self._input(name, said)
        elif tag == "textarea":
            self._area = name
            self.forms[-1].add(name, "")
        elif tag == "select":
            self._select, self._chosen = name, []

    def _input(self, name: str, said: dict[str, str]) -> None:
        kind = said.get("type", "text")
        if kind in ("submit", "button", "file", "image"):
            return
        if kind not in ("checkbox", "radio") or "checked" in said:
            ticks = kind in ("checkbox", "radio")
            self.forms[-1].add(name, said.get("value", "on" if ticks else ""))

    def _option(self, tag: str, said: dict[str, str]) -> None:
        if tag == "option" and self._select:
            value = said.get("value", "")
            self._chosen = [value] if "selected" in said or not self._chosen else self._chosen

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self._select:
            for value in self._chosen:
                self.forms[-1].add(self._select, value)
            self._select = ""
        self._area = "" if tag == "textarea" else self._area

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1].fields[self._area][-1] += data


def forms_of(client: Client, path: str) -> list[Form]:
    """Every form of a page that can be opened."""
    answer = client.get(path, follow=True)
    assert answer.status_code == 200, (path, answer.status_code)
    shown = answer.redirect_chain[-1][0] if answer.redirect_chain else path
    reader = _Reader(shown)
    reader.feed(answer.content.decode())
    return reader.forms


def form_of(client: Client, path: str, view: str) -> Form:
    """The first form of a page that goes to a view and has fields to send."""
    found = [one for one in forms_of(client, path) if one.view == view]
    assert found, f"no form for {view} at {path}"
    return found[0]


def changed(form: Form, changes: str, known: dict[str, str]) -> dict[str, list[str]]:
    """The fields with `a=b; c=d` put over them; `{name}` stands for something known."""
    fields = dict(form.fields)
    for one in filter(None, re.split(r"; ", changes)):
        name, _, value = one.partition("=")
        fields[name] = [value.format_map(known)]
    return fields


def send(client: Client, form: Form, fields: dict[str, list[str]]) -> Any:
    return client.post(form.action, fields)


def kept(answer: Any, value: str) -> bool:
    """Whether a page still holds what was typed."""
    return value in html.unescape(answer.content.decode())
