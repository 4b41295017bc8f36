"""The atlas: all muscles, sites, complaints and sources, read once from the data files."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Protocol, TypeVar

from filiform.body.surface import DATA as BODY_DATA
from filiform.body.values import SideRule
from filiform.errors import BrokenKnowledge
from filiform.knowledge.load import Entry, read_file
from filiform.knowledge.muscles import Vocabulary, read_muscle, read_review
from filiform.knowledge.values import Complaint, Group, Muscle, Reference, Review, Site

DATA = files("filiform.knowledge") / "data"


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_HasId)


@dataclass(frozen=True)
class Atlas:
    """Muscles and their trigger point sites, complaints, groups and sources, all by id.

    `version` is a short digest of the files' content: a decision that stores it can be traced to
    the knowledge that made it.
    """

    version: str
    muscles: Mapping[str, Muscle]
    sites: Mapping[str, Site]
    complaints: Mapping[str, Complaint]
    groups: Mapping[str, Group]
    references: Mapping[str, Reference]
    complaints_review: Review

    @classmethod
    def load(cls) -> Atlas:
        """The atlas that ships with the product, read once per process."""
        return _shipped()

    def overdue(self, on: date) -> tuple[str, ...]:
        """Ids of entries whose next review lies before `on`; a release must have none."""
        late = [muscle.id for muscle in self.muscles.values() if muscle.review.next < on]
        return (*late, *(["complaints"] if self.complaints_review.next < on else []))


@cache
def _shipped() -> Atlas:
    return read_atlas(DATA)


def read_atlas(folder: Traversable) -> Atlas:
    """Read a folder of knowledge files, or raise `BrokenKnowledge` naming file, entry and key."""
    references = _by_id(_references(read_file(folder, "references.toml")), "references.toml")
    words = Vocabulary(area_side_rules(), references)
    muscles = MappingProxyType({m.id: m for m in _muscles(folder, words)})
    sites = MappingProxyType({site.id: site for m in muscles.values() for site in m.sites})
    complaints, groups, review = _complaints(read_file(folder, "complaints.toml"))
    return Atlas(
        version=_digest(folder),
        muscles=muscles,
        sites=sites,
        complaints=_by_id(complaints, "complaints.toml"),
        groups=_by_id(groups, "complaints.toml"),
        references=references,
        complaints_review=review,
    )


@cache
def area_side_rules() -> dict[str, SideRule]:
    """The side rule of every area of the body's vocabulary."""
    text = (BODY_DATA / "areas.toml").read_text(encoding="utf-8")
    return {area["id"]: SideRule(area["side"]) for area in tomllib.loads(text)["area"]}


def _muscle_files(folder: Traversable) -> list[str]:
    names = sorted(file.name for file in folder.joinpath("muscles").iterdir())
    return [f"muscles/{name}" for name in names if name.endswith(".toml")]


def _muscles(folder: Traversable, words: Vocabulary) -> Iterable[Muscle]:
    seen: set[str] = set()
    for path in _muscle_files(folder):
        document = read_file(folder, path)
        region = path.removeprefix("muscles/").removesuffix(".toml")
        for entry in document.entries("muscle"):
            muscle = read_muscle(entry, region, words)
            for name in (muscle.id, *(site.id for site in muscle.sites)):
                if name in seen:
                    entry.fail("id", "each id only once", name)
                seen.add(name)
            yield muscle
        document.close()


def _references(document: Entry) -> Iterable[Reference]:
    for name in document.left():
        entry = document.table(name)
        yield Reference(name, entry.text("citation"))
        entry.close()


def _complaints(document: Entry) -> tuple[list[Complaint], list[Group], Review]:
    review = read_review(document.table("review"))
    complaints, groups = [], []
    for entry in document.entries("complaint"):
        complaints.append(
            Complaint(entry.text("id"), entry.text("name"), entry.texts("prevalence"))
        )
        entry.close()
    for entry in document.entries("group"):
        groups.append(Group(entry.text("id"), entry.text("name")))
        entry.close()
    document.close()
    return complaints, groups, review


def _by_id(values: Iterable[T], file: str) -> Mapping[str, T]:
    found: dict[str, T] = {}
    for value in values:
        if value.id in found:
            raise BrokenKnowledge(f"{value.id}.id", "each id only once", got=value.id, where=file)
        found[value.id] = value
    return MappingProxyType(found)


def _digest(folder: Traversable) -> str:
    digest = hashlib.sha256()
    for path in ["references.toml", "complaints.toml", *_muscle_files(folder)]:
        digest.update(path.encode() + b"\0" + folder.joinpath(path).read_bytes() + b"\0")
    return digest.hexdigest()[:12]
