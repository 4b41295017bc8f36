"""Observation: the measurements of the screening rules, and coded observations that answer one."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from filiform.fhir.bundle import Resource
from filiform.fhir.dates import read_span
from filiform.fhir.elements import Element, shown
from filiform.fhir.record import Gathered
from filiform.fhir.replies import Given
from filiform.knowledge.screening import CodedAnswer, ObservationKind
from filiform.screening import Evidence, EvidenceKind, Observation, Reply

_LOINC = frozenset({"http://loinc.org", "urn:oid:2.16.840.1.113883.6.1"})
_READ = frozenset({"final", "amended", "corrected", "preliminary"})
_VOID = frozenset({"registered", "cancelled", "entered-in-error"})
_ABSENT = "has no value"
# A measurement under a code that is not known must not be passed over in silence.
_WORDS: Mapping[str, tuple[str, ...]] = {
    "inr": ("inr", "international normalized ratio", "prothrombin"),
    "platelets": ("platelet", "thrombocyte"),
    "neutrophils": ("neutrophil",),
    "temperature": ("body temperature",),
    "systolic": ("systolic",),
    "diastolic": ("diastolic",),
}
# Ways to write the units of the rules' measurements, in small letters.
_UNITS: Mapping[str, str] = {
    "mmhg": "mm[Hg]", "mm hg": "mm[Hg]", "mm[hg]": "mm[Hg]",
    "cel": "Cel", "c": "Cel", "°c": "Cel", "degc": "Cel", "celsius": "Cel",
    "[degf]": "[degF]", "f": "[degF]", "°f": "[degF]", "degf": "[degF]", "fahrenheit": "[degF]",
    "10*3/ul": "10*3/uL", "10^3/ul": "10*3/uL", "10e3/ul": "10*3/uL", "x10e3/ul": "10*3/uL",
    "10*3/mm3": "10*3/uL", "10^3/mm3": "10*3/uL", "k/ul": "K/uL", "k/mm3": "K/uL",
    "thou/ul": "K/uL", "thousand/ul": "K/uL", "10*3/mcl": "10*3/uL", "k/mcl": "K/uL",
    "10*9/l": "10*9/L", "10^9/l": "10*9/L", "10e9/l": "10*9/L", "x10^9/l": "10*9/L",
    "/ul": "/uL", "cells/ul": "/uL", "/mm3": "/uL", "cells/mm3": "/uL", "{cells}/ul": "/uL",
    "/mcl": "/uL", "cells/mcl": "/uL",
    "{inr}": "{INR}", "inr": "{INR}", "": "1", "1": "1", "ratio": "{ratio}", "{ratio}": "{ratio}",
}  # fmt: skip


@dataclass(frozen=True)
class Catalogue:
    """The rules' measurements and coded answers, by LOINC code."""

    kinds: Mapping[str, ObservationKind]
    coded: Mapping[str, CodedAnswer]

    @classmethod
    def of(cls, into: Gathered) -> Catalogue:
        kinds = into.rules.observations.values()
        return cls(
            {code: kind for kind in kinds for code in kind.loinc},
            {answer.loinc: answer for answer in into.rules.coded},
        )


def read_observation(resource: Resource, catalogue: Catalogue, into: Gathered) -> Iterator[Given]:
    """Measurements go to the record; answers are yielded, to be weighed with all others."""
    element = resource.element
    status = element.text("status")
    parts = [part for part in (element, *element.items("component")) if part.is_object()]
    meant = [part for part in parts if _is_meant(part, catalogue)]
    if not meant or status in _VOID:
        return
    if status not in _READ:
        element.get("status").note(f"{shown(status)!r} is no status of a value that stands")
    day = _day(element, into)
    for part in meant:
        for code in _loinc(part):
            if code in catalogue.kinds:
                _measure(part, catalogue.kinds[code], day, resource, into)
            if code in catalogue.coded:
                yield from _answer(part, catalogue.coded[code], day, resource, into)


def _is_meant(part: Element, catalogue: Catalogue) -> bool:
    """Whether it is one of the rules'; noted when only its name says that it may be."""
    codes = _loinc(part)
    if any(code in catalogue.kinds or code in catalogue.coded for code in codes):
        return True
    name = _names(part).casefold()
    if any(word in name for words in _WORDS.values() for word in words):
        part.get("code").note(f"{shown(name)!r} is measured under a code that is not known here")
    elif not name and not codes:
        part.get("code").note("says neither a code nor a name")
    return False


def _loinc(part: Element) -> list[str]:
    code = part.get("code")
    codings = code.items("coding") if code.is_object() else iter(())
    return [c.text("code") for c in codings if c.is_object() and c.text("system") in _LOINC]


def _names(part: Element) -> str:
    code = part.get("code")
    if not code.is_object():
        return ""
    displays = [c.text("display") for c in code.items("coding") if c.is_object()]
    return " ".join(filter(None, [code.text("text"), *displays]))


def _day(element: Element, into: Gathered) -> date | None:
    """The day of the measurement; noted when it is none or lies in the future."""
    names = ("effectiveDateTime", "effectiveInstant", "issued")
    name = next((name for name in names if not element.get(name).missing), "")
    holder = element
    if not name and element.get("effectivePeriod").is_object():
        holder, name = element.get("effectivePeriod"), "end"
    if not name or holder.get(name).missing:
        element.note("does not say when it was measured")
        return None
    span = read_span(holder, name, into.on)
    if span and span.day is None:
        holder.get(name).note("names no single day")
    return span.day if span else None


def _measure(
    part: Element, kind: ObservationKind, day: date | None, resource: Resource, into: Gathered
) -> None:
    quantity = part.get("valueQuantity")
    if not quantity.is_object():
        part.note(f"{kind.label} {_ABSENT}")
        return
    value, unit = _number(quantity, kind), _unit(quantity, kind)
    if value is not None and unit is not None and day is not None:
        into.observations.append(Observation(kind.id, value, unit, day, resource.ref))


def _number(quantity: Element, kind: ObservationKind) -> float | None:
    value = quantity.value.get("value")
    if isinstance(value, bool) or not isinstance(value, int | float) or not _finite(value):
        quantity.get("value").note(f"is no number for {kind.label}")
        return None
    if value < 0:
        quantity.get("value").note(f"{kind.label} is below 0")
        return None
    return _compared(float(value), quantity.text("comparator"), kind)


def _finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # an integer beyond all floats
        return False


def _compared(value: float, comparator: str, kind: ObservationKind) -> float:
    """Less than 50 is read as a little less than 50, so that a limit of 50 is undercut."""
    step = 10.0**-kind.digits
    if comparator.startswith("<"):
        return max(0.0, value - (step if comparator == "<" else 0))
    return value + step if comparator == ">" else value


def _unit(quantity: Element, kind: ObservationKind) -> str | None:
    """The unit as the rules write it; noted when it is none of theirs: nothing is guessed."""
    written = [quantity.text("code"), quantity.text("unit")]
    for text in written if any(written) else [""]:
        unit = text if text in kind.units else _UNITS.get(text.casefold())
        if unit in kind.units and (text or unit == "1"):
            return unit
    named = next(filter(None, written), "no unit")
    quantity.note(f"{kind.label} in {shown(named)}: expected one of {', '.join(kind.units)}")
    return None


def _answer(
    part: Element, coded: CodedAnswer, day: date | None, resource: Resource, into: Gathered
) -> Iterator[Given]:
    """Today's value answers the question; an older yes raises it, an older no says nothing."""
    value = part.get("valueCodeableConcept")
    codings = value.items("coding") if value.is_object() else iter(())
    codes = {coding.text("code") for coding in codings if coding.is_object()}
    said_yes, said_no = bool(codes & set(coded.yes)), bool(codes & set(coded.no))
    if said_yes == said_no:
        part.note(f"does not answer {coded.rule} with yes or no")
    elif day == into.on:
        reply = Reply.YES if said_yes else Reply.NO
        yield Given(coded.rule, reply, part.path, resource.ref, on=day)
    elif said_yes:
        into.evidence.append(
            Evidence(EvidenceKind.CONDITION, coded.rule, coded.rule, resource.ref, since=day)
        )
