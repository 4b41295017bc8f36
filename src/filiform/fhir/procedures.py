"""Procedure and Device: operations, and what they left in the body."""

from __future__ import annotations

from datetime import date

from filiform.fhir.bundle import Resource
from filiform.fhir.concepts import Concept, concept_of
from filiform.fhir.dates import latest
from filiform.fhir.elements import Element
from filiform.fhir.record import Gathered
from filiform.fhir.sites import places_of
from filiform.screening import Evidence, EvidenceKind
from filiform.screening.matching import Status

_NOT_DONE = frozenset({"not-done", "entered-in-error", "preparation"})
# SNOMED CT: the category of surgical procedures.
_SURGICAL = "387713003"
_SURGERY_GROUP = "cc_recent_surgery"
# The question is about "the last months": an operation a year ago or longer is none of them.
_RECENT_DAYS = 365


def read_procedure(resource: Resource, into: Gathered) -> None:
    """One operation or treatment: what it means for good, and whether it was lately."""
    element = resource.element
    done = element.text("status") not in _NOT_DONE
    concept, matches = into.read(element.get("code"), medicine=False)
    performed = _performed(element, into)
    lately = performed is None or (into.on - performed).days < _RECENT_DAYS
    places = places_of(element, concept, matches, into)
    lasting = [m for m in matches if m.target != _SURGERY_GROUP or lately]
    into.add(
        EvidenceKind.PROCEDURE, resource, lasting, current=done, places=places, since=performed
    )
    recent_named = any(match.target == _SURGERY_GROUP for match in lasting)
    if _is_surgery(element) and lately and done and not recent_named:
        name = concept.texts[0] if concept.texts else "operation"
        into.evidence.append(
            Evidence(
                EvidenceKind.PROCEDURE,
                _SURGERY_GROUP,
                name,
                resource.ref,
                places=places,
                since=performed,
            )
        )


def _performed(element: Element, into: Gathered) -> date | None:
    period = element.get("performedPeriod")
    if period.is_object():
        return latest(period, into.on, "end", "start")
    return latest(element, into.on, "performedDateTime")


def _is_surgery(element: Element) -> bool:
    category = element.get("category")
    codings = category.items("coding") if category.is_object() else iter(())
    return any(coding.text("code") == _SURGICAL for coding in codings)


def read_device(resource: Resource, into: Gathered) -> None:
    """One device that the patient has: by its type and by its names."""
    element = resource.element
    gone = element.text("status") in ("inactive", "entered-in-error")
    concept = _device(element)
    meaning = into.concepts.read(concept, medicine=False)
    if concept.empty:
        element.note("a device of no kind and no name")
    elif not meaning.known:
        element.note(f"device {concept} is not known here")
    present = [match for match in meaning.matches if match.status is not Status.NEGATED]
    into.add(EvidenceKind.DEVICE, resource, present, current=not gone)


def _device(element: Element) -> Concept:
    kind = concept_of(element.get("type"))
    names = [name.text("name") for name in element.items("deviceName") if name.is_object()]
    return Concept(kind.codings, kind.others, tuple(filter(None, [*kind.texts, *names])))
