"""Read the aftercare files and check them against the parts and the danger signs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from filiform.aftercare.values import Advice, Emergency, Kind, Topic, Urgency, WarningSign
from filiform.errors import BrokenKnowledge
from filiform.knowledge import Review
from filiform.knowledge.load import Entry, read_file
from filiform.knowledge.muscles import read_review
from filiform.knowledge.parts import Parts
from filiform.knowledge.screening import ScreeningRules, load_rules
from filiform.knowledge.sources import Confidence, Source, Sourced, cite

DATA = files("filiform.aftercare") / "data"
_FILES = ("advice", "warnings", "emergency")


@dataclass(frozen=True)
class Aftercare:
    """All that may stand on a sheet. `version` is a digest of the files and what they rest on."""

    version: str
    advice: tuple[Advice, ...]
    warnings: tuple[WarningSign, ...]
    emergency: Mapping[str, Emergency]
    emergency_review: Review

    @classmethod
    def load(cls) -> Aftercare:
        """What ships with the product, read once per process."""
        return _shipped()

    @property
    def entries(self) -> tuple[Sourced, ...]:
        return (*self.advice, *self.warnings)

    @property
    def held_back(self) -> tuple[Advice, ...]:
        """What no sheet permits, because no source that was read backs it."""
        return tuple(one for one in self.advice if one.held_back)

    def number_in(self, jurisdiction: str | None) -> str | None:
        """The emergency number of a place such as "US-FL"; None for an unknown country."""
        found = self.emergency.get((jurisdiction or "").split("-")[0].upper())
        return found.number if found else None

    def overdue(self, on: date) -> tuple[str, ...]:
        """Ids of entries whose next review lies before `on`; a release must have none."""
        late = [entry.id for entry in self.entries if entry.review.next < on]
        return (*late, "emergency") if self.emergency_review.next < on else tuple(late)


@cache
def _shipped() -> Aftercare:
    return read_aftercare(DATA, load_rules(), Parts.load())


def read_aftercare(folder: Traversable, rules: ScreeningRules, parts: Parts) -> Aftercare:
    """Read a folder of aftercare files, or raise `BrokenKnowledge` naming file, entry and key."""
    advice = _advice(folder, rules.sources)
    warnings = _warnings(folder, rules, parts)
    _each_id_once((*advice, *warnings))
    emergency, review = _emergency(folder)
    version = _digest(folder, rules, parts)
    return Aftercare(version, advice, warnings, emergency, review)


def _advice(folder: Traversable, sources: Mapping[str, Source]) -> tuple[Advice, ...]:
    document = read_file(folder, "advice.toml")
    review = read_review(document.table("review"))
    found = [_one_advice(entry, sources, review) for entry in document.entries("entry")]
    document.close()
    return tuple(found)


def _one_advice(entry: Entry, sources: Mapping[str, Source], review: Review) -> Advice:
    advice = Advice(
        sources=cite(entry, sources),
        id=entry.text("id"),
        confidence=entry.choice("confidence", Confidence),
        review=review,
        topic=entry.choice("topic", Topic),
        kind=entry.choice("kind", Kind),
        text=entry.text("text"),
    )
    entry.close()
    return advice


def _warnings(folder: Traversable, rules: ScreeningRules, parts: Parts) -> tuple[WarningSign, ...]:
    document = read_file(folder, "warnings.toml")
    review = read_review(document.table("review"))
    found = [_warning(entry, rules, parts, review) for entry in document.entries("warning")]
    document.close()
    return tuple(sorted(found, key=lambda sign: sign.urgency.rank))


def _warning(entry: Entry, rules: ScreeningRules, parts: Parts, review: Review) -> WarningSign:
    flag = rules.red_flags.get(entry.text("flag"))
    if flag is None:
        entry.fail("flag", "the id of a danger sign in screening/red_flags.toml")
    sign = WarningSign(
        id=entry.text("id"),
        sources=flag.sources,
        confidence=flag.confidence,
        review=review,
        flag=flag.id,
        urgency=entry.choice("urgency", Urgency),
        title=entry.text("title"),
        signs=entry.texts("signs"),
        window=entry.text("window"),
        act=entry.text("act"),
        parts=_known(entry, "parts", parts.parts),
        zones=_known(entry, "zones", rules.places.zones),
    )
    entry.close()
    return sign


def _known(entry: Entry, key: str, known: Mapping[str, object]) -> tuple[str, ...]:
    named = entry.optional_texts(key)
    for one in named:
        if one not in known:
            entry.fail(key, f"one of {', '.join(known)}", one)
    return named


def _emergency(folder: Traversable) -> tuple[Mapping[str, Emergency], Review]:
    document = read_file(folder, "emergency.toml")
    review = read_review(document.table("review"))
    found: dict[str, Emergency] = {}
    for entry in document.entries("country"):
        country = Emergency(entry.text("id"), entry.text("number"), entry.text("source"))
        found[country.country] = country
        entry.close()
    document.close()
    return MappingProxyType(found), review


def _each_id_once(entries: tuple[Sourced, ...]) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise BrokenKnowledge(f"{entry.id}.id", "each id only once", got=entry.id)
        seen.add(entry.id)


def _digest(folder: Traversable, rules: ScreeningRules, parts: Parts) -> str:
    digest = hashlib.sha256(f"{rules.version} {parts.version}".encode())
    for name in _FILES:
        digest.update(folder.joinpath(f"{name}.toml").read_bytes() + b"\0")
    return digest.hexdigest()[:12]
