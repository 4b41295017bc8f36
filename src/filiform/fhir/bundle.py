"""Open a bundle: one patient's resources, each once, with the names they go by."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from filiform.errors import InvalidInput, describe_kind
from filiform.fhir.elements import Element, Unread, shown
from filiform.fhir.version import check_version

# A bundle in a bundle, as a batch of searches gives it; not deeper.
_DEEPEST = 2
_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
_OLD_STATES = frozenset({"history"})
_TYPES = frozenset(
    {"document", "message", "transaction", "transaction-response", "batch", "batch-response",
     "searchset", "collection"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource, its type, the reference by which reasons name it, and its entry's address."""

    element: Element
    kind: str
    ref: str
    address: str = ""


@dataclass
class Bundle:
    """The resources in their order, and a way from a reference to its resource."""

    resources: list[Resource] = field(default_factory=list)
    _by_ref: dict[str, Resource] = field(default_factory=dict)

    def add(self, resource: Resource) -> None:
        self.resources.append(resource)
        for name in filter(None, (resource.ref, resource.address)):
            self._by_ref.setdefault(name, resource)

    def resolve(self, reference: str, holder: Element) -> Element | None:
        """What a reference in `holder` means: contained, by address, or by type and id."""
        if reference.startswith("#"):
            contained = holder.items("contained")
            return next((item for item in contained if item.text("id") == reference[1:]), None)
        found = self._by_ref.get(reference) or self._by_ref.get(short(reference))
        return found.element if found else None


def open_bundle(document: Any, unread: Unread) -> Bundle:
    """Check the bundle and list its resources; `InvalidInput` when nothing can be trusted."""
    root = Element(document, "", unread)
    if not isinstance(document, dict):
        raise InvalidInput("", "a FHIR R4 Bundle, a JSON object", got=describe_kind(document))
    if document.get("resourceType") != "Bundle":
        raise InvalidInput("resourceType", "Bundle", got=document.get("resourceType", "nothing"))
    found = _once(_resources(root, 0))
    if not found and document.get("entry"):
        raise InvalidInput("entry", "at least one entry with a resource that has a type")
    bundle = Bundle()
    for resource in found:
        bundle.add(resource)
    return bundle


def short(reference: str) -> str:
    """``Type/id`` of an address such as ``https://example.org/fhir/Type/id/_history/2``."""
    parts = reference.split("/_history/", maxsplit=1)[0].split("/")
    return "/".join(parts[-2:])


def _resources(bundle: Element, depth: int) -> Iterator[Resource]:
    _check_bundle(bundle)
    for entry in bundle.items("entry"):
        resource = entry.get("resource")
        if not entry.is_object() or resource.missing:
            _note_empty(entry)
        elif resource.is_object():
            yield from _resource(entry, resource, depth)


def _check_bundle(bundle: Element) -> None:
    check_version(bundle)
    entries = bundle.get("entry")
    if not entries.missing and not isinstance(entries.value, list):
        raise InvalidInput(entries.path, "a list", got=describe_kind(entries.value))
    kind = bundle.text("type")
    if kind in _OLD_STATES:
        place = bundle.get("type").path
        raise InvalidInput(place, "a bundle of the present state, not its history", got=kind)
    if kind not in _TYPES:
        bundle.get("type").note(f"{shown(kind)!r} is no type of bundle" if kind else "is missing")
    if any(link.text("relation") == "next" for link in bundle.items("link")):
        bundle.get("link").note("further pages exist and are not in this bundle")


def _note_empty(entry: Element) -> None:
    """An entry may hold only what a server did with it."""
    if not entry.get("response").is_object() and not entry.get("request").is_object():
        entry.get("resource").note("is missing")


def _resource(entry: Element, resource: Element, depth: int) -> Iterator[Resource]:
    kind = resource.text("resourceType")
    if not kind:
        resource.get("resourceType").note("is missing")
    elif kind == "Bundle" and depth < _DEEPEST:
        yield from _resources(resource, depth + 1)
    else:
        check_version(resource)
        _note_modifiers(resource)
        yield Resource(resource, kind, _ref(entry, resource, kind), entry.text("fullUrl"))


def _note_modifiers(resource: Element) -> None:
    if not resource.get("modifierExtension").missing:
        resource.get("modifierExtension").note("may change the meaning and is not understood")
    if not resource.get("implicitRules").missing:
        resource.get("implicitRules").note("may change the meaning and is not understood")


def _ref(entry: Element, resource: Element, kind: str) -> str:
    """``Type/id``, else the entry's address, else its place in the bundle."""
    id_ = resource.value.get("id")
    if isinstance(id_, str) and _ID.fullmatch(id_):
        return f"{kind}/{id_}"
    if id_ is not None:
        resource.get("id").note("is no id")
    return shown(entry.text("fullUrl")) or entry.path


def _once(resources: Iterator[Resource]) -> list[Resource]:
    """Each resource once: of two versions the newer; both when nothing says which is newer."""
    found: dict[str, list[Resource]] = {}
    for resource in resources:
        same = found.setdefault(resource.ref, [])
        known = next((n for n, other in enumerate(same) if _comparable(resource, other)), None)
        if known is None:
            same.append(resource)
        elif _updated(resource) > _updated(same[known]):
            same[known] = resource
    return [resource for same in found.values() for resource in same]


def _comparable(one: Resource, other: Resource) -> bool:
    dated = bool(_updated(one)) and bool(_updated(other))
    return dated or _content(one) == _content(other)


def _updated(resource: Resource) -> str:
    updated = resource.element.get("meta").value
    value = updated.get("lastUpdated") if isinstance(updated, dict) else None
    return value if isinstance(value, str) else ""


def _content(resource: Resource) -> str:
    return json.dumps(resource.element.value, sort_keys=True)
