"""MedicationStatement and MedicationRequest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from filiform.fhir.bundle import Resource
from filiform.fhir.concepts import Concept
from filiform.fhir.dates import read_end
from filiform.fhir.elements import Element, shown
from filiform.fhir.record import Gathered
from filiform.screening import EvidenceKind
from filiform.screening.matching import Match, Status

_ENDED = frozenset({"completed", "stopped", "cancelled"})
_NEVER = frozenset({"entered-in-error", "not-taken"})
_TAKEN = frozenset({"active", "on-hold", "unknown", "intended", "draft"})
_MAYBE = frozenset({"unknown", "intended", "draft"})
_WISHES = frozenset({"proposal", "plan", "option"})
# Called active, yet over: when it ended within this time it still counts.
_LATELY = timedelta(days=31)


def read_medicine(resource: Resource, into: Gathered) -> None:
    """One statement or request: what is taken, and whether it is taken now."""
    element = resource.element
    named = list(_named(element, into))
    local = _ways(element)
    status = _status(element, into)
    wish = element.text("intent") in _WISHES or element.text("status") in _MAYBE
    for concept, matches in named:
        current = tuple(
            _as_taken(match, status, f"{concept.words}. {local}", into) for match in matches
        )
        into.add(EvidenceKind.MEDICINE, resource, current, current=True, certain=not wish)


def _named(element: Element, into: Gathered) -> Iterator[tuple[Concept, tuple[Match, ...]]]:
    """The medicine in words and codes here, or in the Medication that is referred to."""
    reference = element.get("medicationReference")
    if not element.get("medicationCodeableConcept").missing:
        yield into.read(element.get("medicationCodeableConcept"), medicine=True)
    elif reference.is_object():
        yield from _referred(reference, element, into)
    else:
        element.note("names no medicine")


def _referred(
    reference: Element, holder: Element, into: Gathered
) -> Iterator[tuple[Concept, tuple[Match, ...]]]:
    medication = into.bundle.resolve(reference.text("reference"), holder)
    if medication is None:
        yield _by_display(reference, into)
        return
    ingredients = list(medication.items("ingredient"))
    if not medication.get("code").missing or not ingredients:
        yield into.read(medication.get("code"), medicine=True)
    for ingredient in ingredients:
        if not ingredient.get("itemCodeableConcept").missing:
            yield into.read(ingredient.get("itemCodeableConcept"), medicine=True)


def _by_display(reference: Element, into: Gathered) -> tuple[Concept, tuple[Match, ...]]:
    named = Concept(texts=tuple(filter(None, [reference.text("display")])))
    meaning = into.concepts.read(named, medicine=True)
    if not meaning.known:
        address = shown(reference.text("reference")) or "nothing"
        reference.note(f"the medicine at {address} is not in this bundle")
    return named, meaning.matches


def _ways(element: Element) -> str:
    """The words of route and dose that may say that a medicine stays where it is put."""
    ways: list[str] = []
    for name in ("dosage", "dosageInstruction"):
        for dosage in element.items(name):
            if dosage.is_object():
                route = dosage.get("route")
                ways += [route.text("text") if route.is_object() else ""]
                ways += [coding.text("display") for coding in route.items("coding")]
    return ". ".join(filter(None, ways))


def _as_taken(match: Match, status: Status, words: str, into: Gathered) -> Match:
    """The match with what the record adds to its own words."""
    if not match.counts:
        return match
    if into.concepts.matcher.is_local_form(match.target, words):
        return replace(match, status=Status.LOCAL_FORM)
    return match if status is Status.CURRENT else replace(match, status=status)


def _status(element: Element, into: Gathered) -> Status:
    status = element.text("status")
    if status in _NEVER or element.flag("doNotPerform"):
        return Status.NEGATED
    if status in _ENDED:
        return Status.STOPPED
    if status not in _TAKEN:
        element.get("status").note(f"{shown(status)!r} is no status" if status else "is missing")
    end = read_end(element, "effectivePeriod")
    if end and end < into.on - _LATELY:
        return Status.STOPPED
    return Status.CURRENT
