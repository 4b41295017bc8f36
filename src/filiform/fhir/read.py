"""From a bundle to a history."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from filiform.errors import InvalidInput
from filiform.fhir.answers import read_answers
from filiform.fhir.bundle import Bundle, Resource, open_bundle, short
from filiform.fhir.concepts import ConceptReader
from filiform.fhir.conditions import read_allergy, read_condition, read_family
from filiform.fhir.dates import read_span
from filiform.fhir.elements import Element, Unread, shown
from filiform.fhir.medicines import read_medicine
from filiform.fhir.observations import Catalogue, read_observation
from filiform.fhir.procedures import read_device, read_procedure
from filiform.fhir.record import Gathered
from filiform.fhir.replies import Given, weighed
from filiform.knowledge.screening import ScreeningRules, load_rules
from filiform.screening import DayAnswer, Evidence, History
from filiform.screening.matching import Matcher
from filiform.screening.matching.sites import load_body_words

_READERS: Mapping[str, Callable[[Resource, Gathered], None]] = {
    "MedicationStatement": read_medicine,
    "MedicationRequest": read_medicine,
    "Condition": read_condition,
    "AllergyIntolerance": read_allergy,
    "FamilyMemberHistory": read_family,
    "Procedure": read_procedure,
    "Device": read_device,
}
# Read on behalf of others, or holding nothing about the patient's health.
_PASSED = frozenset(
    {"Account", "Appointment", "AppointmentResponse", "AuditEvent", "CapabilityStatement",
     "ChargeItem", "Claim", "ClaimResponse", "CodeSystem", "Coverage", "Endpoint",
     "ExplanationOfBenefit", "HealthcareService", "InsurancePlan", "Invoice", "Location",
     "Medication", "MessageHeader", "Organization", "Person", "Practitioner", "PractitionerRole",
     "Provenance", "Questionnaire", "RelatedPerson", "Schedule", "Slot", "StructureDefinition",
     "Subscription", "ValueSet"}
)  # fmt: skip
_ABOUT = ("subject", "patient")


@dataclass(frozen=True, slots=True)
class Record:
    """What a bundle says. `history.unread` lists what could not be read, with paths."""

    history: History
    patient: str = ""


def read_bundle(
    document: Any,
    on: date,
    *,
    rules: ScreeningRules | None = None,
    matcher: Matcher | None = None,
) -> Record:
    """Read a FHIR R4 Bundle (a JSON object as Python holds it) as of the day `on`.

    Errors: `InvalidInput` with the element's path when the document is no R4 bundle, holds the
    records of two patients, or not one resource that can be read.
    """
    unread = Unread()
    bundle = open_bundle(document, unread)
    into = Gathered(
        on=on,
        rules=rules or load_rules(),
        concepts=ConceptReader(matcher or Matcher.load(), on),
        words=load_body_words(),
        bundle=bundle,
        unread=unread,
    )
    patient = _patient(bundle, into)
    given = list(_read_all(bundle, patient, into))
    return Record(_history(given, into), patient.ref if patient else "")


def _patient(bundle: Bundle, into: Gathered) -> Resource | None:
    """The bundle's one patient; `InvalidInput` for a second one."""
    patients = [resource for resource in bundle.resources if resource.kind == "Patient"]
    if len(patients) > 1:
        expected = f"the record of one patient, {patients[0].ref}"
        raise InvalidInput(patients[1].element.path, expected, got=patients[1].ref)
    if not patients:
        _check_one_subject(bundle)
        return None
    born = read_span(patients[0].element, "birthDate", into.on)
    # Of a year or month the last day: the younger patient needs more care.
    into.birth_date = born.last if born else None
    return patients[0]


def _check_one_subject(bundle: Bundle) -> None:
    first = ""
    for resource in bundle.resources:
        subject, element = _subject(resource.element)
        first = first or subject
        if subject and subject != first:
            raise InvalidInput(element.path, f"the record of one patient, {first}", got=subject)


def _subject(element: Element) -> tuple[str, Element]:
    """Whom a resource is about, as ``Type/id``; empty when it does not say."""
    for name in _ABOUT:
        about = element.get(name)
        if isinstance(about.value, dict) and isinstance(about.value.get("reference"), str):
            return short(about.value["reference"]), about
    return "", element


def _read_all(bundle: Bundle, patient: Resource | None, into: Gathered) -> Iterator[Given]:
    catalogue = Catalogue.of(into)
    for resource in bundle.resources:
        if resource.kind == "Patient" or not _is_about(resource, patient, bundle):
            continue
        if resource.kind in _READERS:
            _READERS[resource.kind](resource, into)
        elif resource.kind == "Observation":
            yield from read_observation(resource, catalogue, into)
        elif resource.kind == "QuestionnaireResponse":
            yield from read_answers(resource, into)
        elif resource.kind == "OperationOutcome":
            _read_outcome(resource)
        elif resource.kind not in _PASSED:
            resource.element.note(f"resources of type {shown(resource.kind)} are not read")


def _is_about(resource: Resource, patient: Resource | None, bundle: Bundle) -> bool:
    """Whether a resource is about the bundle's patient; one of somebody else is noted."""
    subject, element = _subject(resource.element)
    if patient is None or not subject or subject == patient.ref:
        return True
    found = bundle.resolve(element.text("reference"), resource.element)
    if found is not None and found.path == patient.element.path:
        return True
    element.note("is about somebody else and was not read")
    return False


def _read_outcome(resource: Resource) -> None:
    for issue in resource.element.items("issue"):
        if issue.is_object() and issue.text("severity") in ("error", "fatal"):
            issue.note(f"the sender reports: {shown(issue.text('diagnostics') or 'an error')}")


def _history(given: list[Given], into: Gathered) -> History:
    day_ids = {question.id for question in into.rules.day_questions}
    answers = weighed((one for one in given if one.rule not in day_ids), into.unread)
    today = [one for one in given if one.rule in day_ids and one.on == into.on]
    day = weighed(today, into.unread)
    return History(
        answers=tuple(one.answer() for one in answers),
        evidence=_distinct(into.evidence),
        observations=tuple(into.observations),
        birth_date=into.birth_date,
        day=tuple(DayAnswer(d.rule, d.value, d.places, d.ref) for d in day) if day else None,
        unread=into.unread.lines(),
    )


def _distinct(evidence: list[Evidence]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(evidence))
