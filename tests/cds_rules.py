"""HL7's rules for what a CDS Hooks 2.0 service sends, as a table; `broken` applies it.

Written from the specification (CDS Hooks 2.0, https://cds-hooks.hl7.org/2.0/) and the invariants of
HL7's logical models of it (cds-resp-1 to cds-resp-7), whose names are kept. Knows nothing of
Filiform.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

Json = Any


@dataclass(frozen=True)
class Rule:
    """One rule: its name, the section it stands in, and where a document breaks it."""

    name: str
    section: str
    holds: Callable[[Json], bool]


def _url(value: Json) -> bool:
    return isinstance(value, str) and bool(urlsplit(value).scheme and urlsplit(value).netloc)


def _uuid(value: Json) -> bool:
    form = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    return isinstance(value, str) and re.fullmatch(form, value) is not None


def _text(value: Json) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _only(names: str) -> Callable[[Json], bool]:
    return lambda element: set(element) <= {*names.split(), "extension"}


def _not_empty(element: Json) -> bool:
    """ "JSON elements SHALL NOT be null" nor empty, down to the leaves."""
    inner = element.values() if isinstance(element, dict) else element
    nested = [value for value in inner if isinstance(value, dict | list)]
    return not any(v in (None, "", [], {}) for v in inner) and all(map(_not_empty, nested))


def _coding(value: Json) -> bool:
    return (
        _text(value.get("code"))
        and _url(value.get("system"))
        and _only("code system display")(value)
    )


_QUERY = re.compile(r"[A-Z]\w+(/\{\{[\w.]+\}\}|\?[a-z_]+=[^&]+(&[a-z_]+=[^&]+)*)")
SERVICE = (
    Rule("hook required", "Discovery, Response", lambda s: _text(s["hook"])),
    Rule("description required", "Discovery, Response", lambda s: _text(s["description"])),
    Rule("id fits an address", "Discovery, Response",
         lambda s: re.fullmatch(r"[A-Za-z0-9\-_.~]+", s["id"]) is not None),
    Rule("prefetch maps keys to queries", "Discovery, Prefetch Template",
         lambda s: all(_text(k) and _text(v) for k, v in s.get("prefetch", {}).items())),
    Rule("tokens are context fields or the user's ids", "Prefetch tokens",
         lambda s: all(re.fullmatch(r"context\.(patientId|encounterId|userId)|user\w+Id", token)
                       for query in s.get("prefetch", {}).values()
                       for token in re.findall(r"\{\{(.*?)\}\}", query))),
    Rule("instance reads and type searches by equality", "Prefetch query restrictions",
         lambda s: all(_QUERY.fullmatch(query)
                       for query in s.get("prefetch", {}).values())),
    Rule("no other element", "Discovery, Response; Extensions",
         _only("hook title description id prefetch usageRequirements version")),
    Rule("nothing null or empty", "Use of JSON", _not_empty),
)  # fmt: skip
CARD = (
    Rule("uuid", "Card Attributes", lambda c: "uuid" not in c or _uuid(c["uuid"])),
    Rule("summary of less than 140 characters", "Card Attributes",
         lambda c: _text(c["summary"]) and len(c["summary"]) < 140 and "\n" not in c["summary"]),
    Rule("detail is text", "Card Attributes", lambda c: "detail" not in c or _text(c["detail"])),
    Rule("indicator", "Card Attributes",
         lambda c: c["indicator"] in ("info", "warning", "critical")),
    Rule("source label required", "Source", lambda c: _text(c["source"]["label"])),
    Rule("source address absolute", "Source",
         lambda c: "url" not in c["source"] or _url(c["source"]["url"])),
    Rule("topic is a Coding", "Source",
         lambda c: "topic" not in c["source"] or _coding(c["source"]["topic"])),
    Rule("no other element of source", "Source",
         lambda c: _only("label url icon topic")(c["source"])),
    Rule("cds-resp-1", "at most one recommended if at-most-one", lambda c: (
        c.get("selectionBehavior") != "at-most-one"
        or sum(s.get("isRecommended", False) for s in c.get("suggestions", [])) <= 1)),
    Rule("cds-resp-4", "override reasons are Codings with a display", lambda c: all(
        _coding(one) and _text(one.get("display")) for one in c.get("overrideReasons", []))),
    Rule("cds-resp-6", "suggestions ask for selectionBehavior", lambda c: (
        "suggestions" not in c or c.get("selectionBehavior") in ("at-most-one", "any"))),
    Rule("no other element", "Card Attributes; Extensions",
         _only("uuid summary detail indicator source suggestions selectionBehavior overrideReasons "
               "links")),
)  # fmt: skip
SUGGESTION = (
    Rule("label required", "Suggestion", lambda s: _text(s["label"])),
    Rule("uuid", "Suggestion", lambda s: "uuid" not in s or _uuid(s["uuid"])),
    Rule("cds-resp-7", "actionSelectionBehavior",
         lambda s: s.get("actionSelectionBehavior", "all") in ("all", "any", "at-most-one")),
    Rule("no other element", "Suggestion",
         _only("label uuid isRecommended actions actionSelectionBehavior")),
)  # fmt: skip
ACTION = (
    Rule("type", "Action", lambda a: a["type"] in ("create", "update", "delete")),
    Rule("cds-resp-5", "actions have a description", lambda a: _text(a.get("description"))),
    Rule("cds-resp-2", "delete names a resource and holds none", lambda a: (
        a["type"] != "delete" or (re.fullmatch(r"[A-Z]\w+/[\w\-.]+", a["resourceId"]) is not None
                                  and "resource" not in a))),
    Rule("create and update hold a resource", "Action", lambda a: (
        a["type"] == "delete" or _text(a["resource"]["resourceType"]))),
    Rule("update names what it changes", "Action", lambda a: (
        a["type"] != "update" or _text(a["resource"]["id"]))),
    Rule("no other element", "Action", _only("type description resource resourceId")),
)  # fmt: skip
LINK = (
    Rule("label required", "Link", lambda li: _text(li["label"])),
    Rule("absolute address", "Link", lambda li: _url(li["url"])),
    Rule("type", "Link", lambda li: li["type"] in ("absolute", "smart")),
    Rule("cds-resp-3", "appContext for SMART apps only",
         lambda li: li["type"] == "smart" or "appContext" not in li),
)  # fmt: skip


def broken(document: Json) -> list[str]:
    """The rules that a discovery document or a response breaks, each with its place."""
    if "services" in document:
        return list(_check(SERVICE, document["services"], "services"))
    found = [] if set(document) <= {"cards", "systemActions", "extension"} else ["no other element"]
    for place, card in enumerate(document["cards"]):
        path = f"cards[{place}]"
        found += _check(CARD, [card], path)
        found += [] if _not_empty(card) else [f"{path}: nothing null or empty"]
        suggestions = card.get("suggestions", [])
        found += _check(SUGGESTION, suggestions, f"{path}.suggestions")
        actions = [action for one in suggestions for action in one.get("actions", [])]
        found += _check(ACTION, actions, f"{path}.suggestions.actions")
        found += _check(LINK, card.get("links", []), f"{path}.links")
    return found


def _check(rules: tuple[Rule, ...], elements: list[Json], path: str) -> Iterator[str]:
    for place, element in enumerate(elements):
        for rule in rules:
            try:
                holds = rule.holds(element)
            except (KeyError, TypeError, AttributeError):
                holds = False
            if not holds:
                yield f"{path}[{place}]: {rule.name} ({rule.section})"
