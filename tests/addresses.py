"""Every address of the project, from its own resolver, filled with ids of the cast."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver

from cast import Cast
from filiform.body import Body

NOWHERE = "00000000-0000-7000-8000-000000000000"


@dataclass(frozen=True)
class Address:
    """The name of a view with the pattern of its address; nameless ones go by the pattern."""

    name: str
    pattern: str

    def filled(self, cast: Cast, secret: str, **more: object) -> str:
        """The path with ids of the first clinic of the cast; `more` replaces or adds."""
        known = values(cast, secret) | {key: str(value) for key, value in more.items()}
        plain = re.sub(r"[\^$]|/\?", "", self.pattern)
        plain = re.sub(r"\(\?P<(\w+)>.*?\)(?=/|-|$)", r"<\1>", plain)
        return "/" + re.sub(
            r"<(?:(\w+):)?(\w+)>", lambda found: _filled(known, *found.groups()), plain
        )


def _filled(known: dict[str, str], kind: str | None, name: str) -> str:
    """A value of the kind; for a name that is not known one that leads nowhere."""
    if kind == "int":
        return "1"
    value = known.get(name, "nowhere")
    return value if kind != "uuid" or "-" in value else NOWHERE


def every_address(resolver: URLResolver) -> list[Address]:
    """All of them, sorted by name and pattern."""
    return sorted(set(_walk(resolver, "", "")), key=lambda one: (one.name, one.pattern))


def _walk(resolver: URLResolver, pattern: str, namespace: str) -> Iterator[Address]:
    for one in resolver.url_patterns:
        path = pattern + str(one.pattern)
        if isinstance(one, URLPattern):
            yield Address(namespace + (one.name or path), path)
        else:
            inner = f"{one.namespace}:" if one.namespace else ""
            yield from _walk(one, path, namespace + inner)


def values(cast: Cast, secret: str) -> dict[str, str]:
    """What stands in addresses of the first clinic."""
    return {
        "visit_id": str(cast.visit.pk),
        "patient_id": str(cast.patient.pk),
        "user_id": str(cast.practitioner.pk),
        "entry_id": NOWHERE,
        "secret": secret,
        "version": Body.load().version,
        "view": "front",
        "page": "now",
        "name": "nowhere",
        "key": "nowhere",
        "uidb36": "0",
        "muscle": "infraspinatus",
        "muscle_id": "infraspinatus",
        "side": "right",
        "area_id": "shoulder_posterior",
        "kind": "ppt",
        "audience": "referrer",
        "form": "incident",
    }
