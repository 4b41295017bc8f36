"""The rules that plain CQL can say, as a compiled library (ELM), and synthetic coded patients.

The subset: every rule of the whole session whose question is always asked, from its answer, from
coded conditions and medicines, and from measurements against their limits. Value sets hold just
the codes that the patients use, which favours CQL: real expansions are far longer.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import Any

from filiform.knowledge.screening import Asked, Limit, Rule, Scope, ScreeningRules
from filiform.screening import Settings

ICD = "http://hl7.org/fhir/sid/icd-10-cm"
SNOMED = "http://snomed.info/sct"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
LOINC = "http://loinc.org"
UNITS = "http://unitsofmeasure.org"
Elm = dict[str, Any]


@dataclass(frozen=True)
class Codes:
    """The codes of a rule's value sets, as (system, code, name).

    `proofs`: medicines that are the risk themselves, `hints`: those that only point to one.
    """

    conditions: tuple[tuple[str, str, str], ...]
    hints: tuple[tuple[str, str, str], ...]
    proofs: tuple[tuple[str, str, str], ...]


def subset(rules: ScreeningRules) -> tuple[Rule, ...]:
    """The rules that both sides run."""
    return tuple(
        rule
        for rule in rules.rules.values()
        if rule.scope is Scope.SESSION and rule.asked is Asked.ALWAYS and rule.id != "ci_children"
    )


def codes_of(rule: Rule, rules: ScreeningRules) -> Codes:
    """One ICD-10-CM code for each prefix, all SNOMED CT concepts, all RxNorm ingredients."""
    conditions: list[tuple[str, str, str]] = []
    medicines: dict[bool, list[tuple[str, str, str]]] = {False: [], True: []}
    for group in rules.conditions.values():
        if rule.id in group.rules:
            prefixes = (prefix.split("-")[0] for prefix in group.icd10cm)
            conditions += [(ICD, prefix, group.label) for prefix in prefixes]
            conditions += [(SNOMED, concept.code, concept.term) for concept in group.snomed]
    for medicine in rules.medicines.values():
        for drug in medicine.drugs if rule.id in medicine.rules else ():
            # Of an ingredient with two uses our matcher takes the commoner one: not the same work.
            codes = [(RXNORM, c, drug.generic) for c in drug.rxcui if not drug.use]
            medicines[medicine.proof] += codes
    return Codes(tuple(conditions), tuple(medicines[False]), tuple(medicines[True]))


# --- patients -------------------------------------------------------------------------------


def patients(rules: ScreeningRules, count: int, on: str) -> list[str]:
    """Bundles as JSON text: a full history, some conditions, medicines and measured values."""
    rng = random.Random(20261123)
    every = [codes_of(rule, rules) for rule in subset(rules)]
    conditions = sorted({code for codes in every for code in codes.conditions})
    medicines = sorted({code for codes in every for code in (*codes.hints, *codes.proofs)})
    return [
        json.dumps(_bundle(f"p{number}", rng, conditions, medicines, rules, on))
        for number in range(count)
    ]


def _bundle(
    name: str,
    rng: random.Random,
    conditions: list[tuple[str, str, str]],
    medicines: list[tuple[str, str, str]],
    rules: ScreeningRules,
    on: str,
) -> Elm:
    subject = {"reference": f"Patient/{name}"}
    found: list[Elm] = [{"resourceType": "Patient", "id": name, "birthDate": "1970-01-01"}]
    found.append(_history(name, rng, rules, subject, on))
    for number in range(rng.randint(0, 5)):
        found.append(_condition(f"{name}c{number}", rng, rng.choice(conditions), subject))
    for number in range(rng.randint(0, 5)):
        found.append(_medicine(f"{name}m{number}", rng, rng.choice(medicines), subject))
    if rng.random() < 0.3:
        found.append(_platelets(f"{name}o", rng, subject, on))
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"resource": resource} for resource in found],
    }


def _history(name: str, rng: random.Random, rules: ScreeningRules, subject: Elm, on: str) -> Elm:
    asked = [rule.id for rule in rules.rules.values() if rule.asked is not Asked.COMPUTED]
    said = {rule: rng.choices(("no", "yes", ""), (90, 5, 5))[0] for rule in asked}
    return {
        "resourceType": "QuestionnaireResponse",
        "id": f"{name}q",
        "status": "completed",
        "subject": subject,
        "authored": on,
        "item": [
            {"linkId": rule, "answer": [{"valueString": value}]}
            for rule, value in said.items()
            if value
        ],
    }


def _concept(code: tuple[str, str, str]) -> Elm:
    return {"coding": [{"system": code[0], "code": code[1], "display": code[2]}]}


def _condition(name: str, rng: random.Random, code: tuple[str, str, str], subject: Elm) -> Elm:
    clinical = rng.choice(("active", "active", "active", "resolved"))
    verified = rng.choice(("confirmed", "confirmed", "refuted"))
    system = "http://terminology.hl7.org/CodeSystem/condition-"
    return {
        "resourceType": "Condition",
        "id": name,
        "subject": subject,
        "clinicalStatus": {"coding": [{"system": system + "clinical", "code": clinical}]},
        "verificationStatus": {"coding": [{"system": system + "ver-status", "code": verified}]},
        "code": _concept(code),
    }


def _medicine(name: str, rng: random.Random, code: tuple[str, str, str], subject: Elm) -> Elm:
    return {
        "resourceType": "MedicationStatement",
        "id": name,
        "subject": subject,
        "status": rng.choice(("active", "active", "stopped")),
        "medicationCodeableConcept": _concept(code),
    }


def _platelets(name: str, rng: random.Random, subject: Elm, on: str) -> Elm:
    quantity = {"value": rng.randint(20, 300), "unit": "10*3/uL", "code": "10*3/uL"}
    return {
        "resourceType": "Observation",
        "id": name,
        "status": "final",
        "subject": subject,
        "effectiveDateTime": on,
        "code": {"coding": [{"system": LOINC, "code": "777-3"}]},
        "valueQuantity": quantity | {"system": UNITS},
    }


# --- the same rules as ELM ------------------------------------------------------------------


def library(rules: ScreeningRules) -> tuple[Elm, Elm]:
    """The ELM library with one definition, `Raised`, and its value sets for a code service."""
    sets: dict[str, tuple[tuple[str, str, str], ...]] = {}
    raised = [_raised(rule, rules, sets) for rule in subset(rules)]
    patient = {"type": "SingletonFrom", "operand": _retrieve("Patient")}
    statements = [_define("Patient", patient), _define("Raised", _with_answers(raised))]
    elm = {
        "identifier": {"id": "Screening", "version": "1"},
        "schemaIdentifier": {"id": "urn:hl7-org:elm", "version": "r1"},
        "usings": {
            "def": [
                {"localIdentifier": "System", "uri": "urn:hl7-org:elm-types:r1"},
                {"localIdentifier": "FHIR", "uri": "http://hl7.org/fhir", "version": "4.0.1"},
            ]
        },
        "valueSets": {"def": [{"name": name, "id": name} for name in sets]},
        "statements": {"def": statements},
    }
    expansions = {
        name: {"1": [{"system": system, "code": code} for system, code, _ in codes]}
        for name, codes in sets.items()
    }
    return {"library": elm}, expansions


def _define(name: str, expression: Elm) -> Elm:
    return {"name": name, "context": "Patient", "accessLevel": "Public", "expression": expression}


def _with_answers(raised: list[Elm]) -> Elm:
    """`let Yes, No: the rules answered so`, worked out once; the ids of the rules that apply."""
    ids = {"type": "List", "element": raised}
    present = {"type": "Not", "operand": {"type": "IsNull", "operand": _alias("R")}}
    return {
        "type": "SingletonFrom",
        "operand": {
            "type": "Query",
            "source": [{"alias": "P", "expression": _retrieve("Patient")}],
            "let": [
                {"identifier": "Yes", "expression": _answered("yes")},
                {"identifier": "No", "expression": _answered("no")},
            ],
            "relationship": [],
            "return": {"distinct": False, "expression": _query(ids, "R", present)},
        },
    }


def _answered(reply: str) -> Elm:
    """`flatten([QuestionnaireResponse] Q return Q.item)` where an answer says so, as ids."""
    items = {
        "type": "Flatten",
        "operand": _query(_retrieve("QuestionnaireResponse"), "Q", None, _path("item", "Q")),
    }
    said = _query(_path("answer", "I"), "A", _equal(_path("value.value", "A"), reply))
    return _query(items, "I", _exists(said), _path("linkId.value", "I"))


def _raised(rule: Rule, rules: ScreeningRules, sets: dict[str, Any]) -> Elm:
    """`if <rule applies> then '<id>' else null`."""
    codes = codes_of(rule, rules)
    hints: list[Elm] = []
    proofs = _limits(rule, rules, sets)
    if codes.conditions:
        hints.append(_exists(_conditions(_set(f"{rule.id}-conditions", codes.conditions, sets))))
    if codes.hints:
        hints.append(_exists(_medicines(_set(f"{rule.id}-medicines", codes.hints, sets))))
    if codes.proofs:
        proofs.append(_exists(_medicines(_set(f"{rule.id}-proofs", codes.proofs, sets))))
    denied = {"type": "Not", "operand": _in(rule.id, "No")}
    found = _or([_in(rule.id, "Yes"), *proofs])
    if hints:
        found = _or([found, {"type": "And", "operand": [denied, _or(hints)]}])
    return {"type": "If", "condition": found, "then": _text(rule.id), "else": {"type": "Null"}}


def _limits(rule: Rule, rules: ScreeningRules, sets: dict[str, Any]) -> list[Elm]:
    """Measured values below a limit; the other measurements are none of the patients' here."""
    found = []
    for kind in rules.observations.values():
        uses = [use for use in kind.limits if use.when is Limit.BELOW]
        if kind.rule == rule.id and uses:
            limit = max(float(getattr(Settings(), use.setting)) for use in uses)
            codes = tuple((LOINC, code, "") for code in kind.loinc)
            values = _retrieve("Observation", "code", _set(f"{rule.id}-{kind.id}", codes, sets))
            value = _path("value.value.value", "O")
            below = {"type": "Less", "operand": [value, _decimal(limit)]}
            found.append(_exists(_query(values, "O", below)))
    return found


def _conditions(value_set: str) -> Elm:
    """`[Condition: set] C where C is active and not refuted`."""
    clinical = _status("clinicalStatus", ("active", "recurrence", "relapse"))
    refuted = _status("verificationStatus", ("refuted", "entered-in-error"))
    stands = {"type": "And", "operand": [clinical, {"type": "Not", "operand": refuted}]}
    return _query(_retrieve("Condition", "code", value_set), "C", stands)


def _status(name: str, values: tuple[str, ...]) -> Elm:
    coded = _member(_path("code.value", "S"), values)
    return _exists(_query(_path(f"{name}.coding", "C"), "S", coded))


def _medicines(value_set: str) -> Elm:
    """`[MedicationStatement: set] M where M.status in {...}`."""
    taken = _member(_path("status.value", "M"), ("active", "on-hold", "unknown", "intended"))
    return _query(_retrieve("MedicationStatement", "medication", value_set), "M", taken)


def _set(name: str, codes: tuple[tuple[str, str, str], ...], sets: dict[str, Any]) -> str:
    sets[name] = tuple(sorted(set(codes)))
    return name


def _retrieve(kind: str, prop: str = "", value_set: str = "") -> Elm:
    found: Elm = {"type": "Retrieve", "dataType": "{http://hl7.org/fhir}" + kind}
    if value_set:
        found |= {"codeProperty": prop, "codes": {"type": "ValueSetRef", "name": value_set}}
    return found


def _query(source: Elm, alias: str, where: Elm | None, back: Elm | None = None) -> Elm:
    found: Elm = {
        "type": "Query",
        "source": [{"alias": alias, "expression": source}],
        "relationship": [],
    }
    if where is not None:
        found["where"] = where
    if back is not None:
        found["return"] = {"distinct": False, "expression": back}
    return found


def _path(path: str, scope: str) -> Elm:
    return {"type": "Property", "path": path, "scope": scope}


def _alias(name: str) -> Elm:
    return {"type": "AliasRef", "name": name}


def _exists(operand: Elm) -> Elm:
    return {"type": "Exists", "operand": operand}


def _text(value: str) -> Elm:
    return {"type": "Literal", "valueType": "{urn:hl7-org:elm-types:r1}String", "value": value}


def _decimal(value: float) -> Elm:
    kind = "{urn:hl7-org:elm-types:r1}Decimal"
    return {"type": "Literal", "valueType": kind, "value": str(value)}


def _equal(left: Elm, value: str) -> Elm:
    return {"type": "Equal", "operand": [left, _text(value)]}


def _member(left: Elm, values: tuple[str, ...]) -> Elm:
    return {"type": "In", "operand": [left, {"type": "List", "element": [*map(_text, values)]}]}


def _in(rule: str, answered: str) -> Elm:
    return {"type": "In", "operand": [_text(rule), {"type": "QueryLetRef", "name": answered}]}


def _or(operands: list[Elm]) -> Elm:
    """`or` of any number, as CQL compiles it: two by two."""
    found = operands[0]
    for operand in operands[1:]:
        found = {"type": "Or", "operand": [found, operand]}
    return found
