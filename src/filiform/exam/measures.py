"""What is known about the measures of the examination: published values, measurement errors.

Reads data/measures.toml, gives the frozen `Measures`. A figure without a source is not there; one
whose source was not seen is `unverified`: it may be shown as such and never judges anything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType

from filiform.knowledge.atlas import Atlas
from filiform.knowledge.load import Entry, read_file
from filiform.knowledge.muscles import read_review
from filiform.knowledge.values import Review
from filiform.locating.vocabulary import movements_of

DATA = files("filiform.exam") / "data"
FILE = "measures.toml"


class Grade(StrEnum):
    """Whether the figure was seen in the source it names."""

    SOURCED = "sourced"
    RECALL = "recall"


class Rater(StrEnum):
    """Whether one examiner measured twice, or two measured once each."""

    SAME = "same"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class Cited:
    """A source that figures name."""

    id: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Norm:
    """A published mean or handbook value in degrees; `ages` None when none are stated."""

    degrees: float
    population: str
    ages: tuple[float, float] | None
    source: Cited
    grade: Grade

    def covers(self, age: int) -> bool:
        """Whether it may be told to somebody of this age; handbook values speak of everybody."""
        return self.ages is None or self.ages[0] <= age <= self.ages[1]


@dataclass(frozen=True, slots=True)
class MeasurementError:
    """Smallest change beyond measurement error, at `level` percent; `unit` degrees or kPa."""

    value: float
    unit: str
    level: int
    rater: Rater
    device: str
    population: str
    source: Cited
    grade: Grade

    @property
    def verified(self) -> bool:
        return self.grade is Grade.SOURCED


@dataclass(frozen=True, slots=True)
class Movement:
    """A movement as the muscle files name it, with what is published about it."""

    joint: str
    name: str
    norms: tuple[Norm, ...] = ()
    errors: tuple[MeasurementError, ...] = ()

    def published(self, age: int) -> tuple[Norm, ...]:
        """The published values for this age, smallest first."""
        return tuple(sorted((n for n in self.norms if n.covers(age)), key=lambda n: n.degrees))

    def error(self, rater: Rater) -> MeasurementError | None:
        """The error to hold a change against, see `strictest`."""
        return strictest(self.errors, rater)


@dataclass(frozen=True, slots=True)
class Pressure:
    """Bounds and protocol of the pressure pain threshold, and errors by muscle."""

    lowest_kpa: float
    highest_kpa: float
    readings: int
    protocol: str
    protocol_source: Cited
    reference: str
    reference_source: Cited
    errors: Mapping[str, MeasurementError]


@dataclass(frozen=True, slots=True)
class Measures:
    """All of it. `limited_share` is the share of the other side from which less is limited."""

    version: str
    review: Review
    movements: Mapping[tuple[str, str], Movement]
    pressure: Pressure
    limited_share: float

    @classmethod
    def load(cls) -> Measures:
        """What ships with the product, read once per process."""
        return _shipped()

    def movement(self, joint: str, name: str) -> Movement:
        """What is published about a movement; often nothing."""
        return self.movements.get((joint, name), Movement(joint, name))


def strictest(errors: tuple[MeasurementError, ...], rater: Rater) -> MeasurementError | None:
    """The largest error that may judge: verified ones before others, of this kind of rater.

    One examiner measuring twice errs less than two: without a figure of their own they are held
    against the figure between two, never the other way round.
    """
    own = [error for error in errors if error.rater is rater]
    if not own and rater is Rater.SAME:
        own = [error for error in errors if error.rater is Rater.BETWEEN]
    return max(own, key=lambda error: (error.verified, error.value), default=None)


@cache
def _shipped() -> Measures:
    return read_measures(DATA, Atlas.load())


def read_measures(folder: Traversable, atlas: Atlas) -> Measures:
    """Read the file, or raise `BrokenKnowledge` naming entry and key."""
    document = read_file(folder, FILE)
    cited = _sources(document.table("source"))
    limited = document.table("limited")
    found = Measures(
        version=hashlib.sha256(folder.joinpath(FILE).read_bytes()).hexdigest()[:12],
        review=read_review(document.table("review")),
        movements=_movements(document.tables("movement"), cited, atlas),
        pressure=_pressure(document.table("pressure"), cited, atlas),
        limited_share=limited.number("share"),
    )
    limited.close()
    document.close()
    return found


def _sources(entry: Entry) -> Mapping[str, Cited]:
    found = {}
    for name in entry.left():
        row = entry.table(name)
        found[name] = Cited(name, row.text("title"), row.optional_text("address"))
        row.close()
    return MappingProxyType(found)


def _movements(
    entries: list[Entry], cited: Mapping[str, Cited], atlas: Atlas
) -> Mapping[tuple[str, str], Movement]:
    known, found = movements_of(atlas), {}
    for entry in entries:
        key = (entry.text("joint"), entry.text("movement"))
        if key not in known or key in found:
            entry.fail("movement", "a movement of the muscle files, each once", " ".join(key))
        found[key] = Movement(
            *key,
            tuple(_norm(row, cited) for row in entry.tables("norms")),
            tuple(_rom_error(row, cited) for row in entry.tables("errors")),
        )
        entry.close()
    return MappingProxyType(found)


def _norm(entry: Entry, cited: Mapping[str, Cited]) -> Norm:
    low_high = entry.numbers("ages", 2) if entry.has("ages") else None
    norm = Norm(
        degrees=entry.number("degrees"),
        population=entry.text("population"),
        ages=(low_high[0], low_high[1]) if low_high else None,
        source=_cited(entry, "source", cited),
        grade=entry.choice("grade", Grade),
    )
    entry.close()
    return norm


def _rom_error(entry: Entry, cited: Mapping[str, Cited]) -> MeasurementError:
    error = MeasurementError(
        value=entry.number("degrees"),
        unit="°",
        level=int(entry.number("level")),
        rater=entry.choice("rater", Rater),
        device=entry.text("device"),
        population=entry.text("population"),
        source=_cited(entry, "source", cited),
        grade=entry.choice("grade", Grade),
    )
    entry.close()
    return error


def _pressure(entry: Entry, cited: Mapping[str, Cited], atlas: Atlas) -> Pressure:
    found = Pressure(
        lowest_kpa=entry.number("lowest_kpa"),
        highest_kpa=entry.number("highest_kpa"),
        readings=int(entry.number("readings")),
        protocol=entry.text("protocol"),
        protocol_source=_cited(entry, "protocol_source", cited),
        reference=entry.text("reference"),
        reference_source=_cited(entry, "reference_source", cited),
        errors=MappingProxyType(
            dict(_pressure_error(row, cited, atlas) for row in entry.tables("error"))
        ),
    )
    entry.close()
    return found


def _pressure_error(
    entry: Entry, cited: Mapping[str, Cited], atlas: Atlas
) -> tuple[str, MeasurementError]:
    muscle = entry.text("muscle")
    if muscle not in atlas.muscles:
        entry.fail("muscle", "the id of a muscle", muscle)
    error = MeasurementError(
        value=entry.number("value"),
        unit=" kPa",
        level=int(entry.number("level")),
        rater=Rater.BETWEEN,
        device="",
        population="",
        source=_cited(entry, "source", cited),
        grade=entry.choice("grade", Grade),
    )
    entry.close()
    return muscle, error


def _cited(entry: Entry, key: str, cited: Mapping[str, Cited]) -> Cited:
    name = entry.text(key)
    if name not in cited:
        entry.fail(key, "the id of a source of this file", name)
    return cited[name]
