"""Condition, AllergyIntolerance and FamilyMemberHistory."""

from __future__ import annotations

from dataclasses import replace

from filiform.fhir.bundle import Resource
from filiform.fhir.concepts import Concept, concept_of
from filiform.fhir.dates import latest, read_span
from filiform.fhir.elements import Element, shown
from filiform.fhir.record import Gathered
from filiform.fhir.sites import places_of
from filiform.fhir.trimesters import trimester_of
from filiform.screening import EvidenceKind
from filiform.screening.matching import Match, Status

_REFUTED = frozenset({"refuted", "entered-in-error"})
_UNSURE = frozenset({"unconfirmed", "provisional", "differential"})
_STANDS = {
    "active": Status.CURRENT,
    "recurrence": Status.CURRENT,
    "relapse": Status.CURRENT,
    # In remission or quiet: what is asked as "have you ever" still counts.
    "inactive": Status.PAST,
    "remission": Status.PAST,
    "resolved": Status.NEGATED,
}
_ALLERGIES = frozenset({"cc_metal_allergy", "cc_latex_allergy", "ci_antiseptic_allergy"})


def read_condition(resource: Resource, into: Gathered) -> None:
    """One condition: what it is, where, since when, and whether it is there now."""
    element = resource.element
    verified = _code(element, "verificationStatus")
    status = Status.NEGATED if verified in _REFUTED else _clinical(element, into)
    concept, matches = into.read(element.get("code"), medicine=False)
    into.add(
        EvidenceKind.CONDITION,
        resource,
        [_standing(match, status) for match in matches],
        current=True,
        certain=verified not in _UNSURE,
        places=places_of(element, concept, matches, into),
        trimester=trimester_of(concept),
        since=latest(element, into.on, "onsetDateTime", "recordedDate"),
    )


def _standing(match: Match, status: Status) -> Match:
    return replace(match, status=status) if match.counts and status is not Status.CURRENT else match


def _clinical(element: Element, into: Gathered) -> Status:
    code = _code(element, "clinicalStatus")
    abated = _abated(element, into)
    if not code:
        return Status.NEGATED if abated else Status.CURRENT
    if code not in _STANDS:
        element.get("clinicalStatus").note(f"{shown(code)!r} is no clinical status")
        return Status.CURRENT
    status = _STANDS[code]
    if abated and status is Status.CURRENT:
        element.note(f"is {code} and over at once; it counts as {code}")
    return status


def _abated(element: Element, into: Gathered) -> bool:
    if element.text("abatementString") or element.get("abatementAge").value:
        return True
    ended = element.get("abatementPeriod")
    day = read_span(element, "abatementDateTime", into.on)
    return day is not None or (ended.is_object() and read_span(ended, "end", into.on) is not None)


def _code(element: Element, name: str) -> str:
    """The first code of a status; its words when there is no code."""
    status = element.get(name)
    if not status.is_object():
        return ""
    codes = [coding.text("code") for coding in status.items("coding") if coding.is_object()]
    return next(filter(None, [*codes, status.text("text").lower()]), "")


def read_allergy(resource: Resource, into: Gathered) -> None:
    """One allergy, where it is to metal, latex or what goes on the skin; others do not matter."""
    element = resource.element
    verified, clinical = _code(element, "verificationStatus"), _code(element, "clinicalStatus")
    concept = concept_of(element.get("code"))
    substances = [concept_of(r.get("substance")) for r in element.items("reaction")]
    concepts = [concept, *(substance for substance in substances if not substance.empty)]
    matches = [m for c in concepts for m in _allergens(c, into)]
    if not any(c.texts for c in concepts) and not matches:
        element.get("code").note(
            f"{concept} is not known here" if not concept.empty else "is missing"
        )
    into.add(
        EvidenceKind.ALLERGY,
        resource,
        matches,
        current=verified not in _REFUTED and clinical not in ("inactive", "resolved"),
        certain=verified not in _UNSURE,
    )


def _allergens(concept: Concept, into: Gathered) -> list[Match]:
    matches = into.concepts.read(concept, medicine=False).matches
    return [match for match in matches if match.target in _ALLERGIES]


def read_family(resource: Resource, into: Gathered) -> None:
    """What relatives have: shown, never counted."""
    for item in resource.element.items("condition"):
        if item.is_object():
            concept = concept_of(item.get("code"))
            matches = into.concepts.read(concept, medicine=False).matches
            into.add(EvidenceKind.CONDITION, resource, matches, current=False)
