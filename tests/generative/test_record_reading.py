"""Any JSON is read without a traceback, and left and right are mirror images."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fhir_records import medicine
from filiform.body.values import Side
from filiform.errors import InvalidInput
from filiform.fhir import read_bundle
from filiform.screening import History, Target, Verdict, screen
from filiform.screening.documents import evidence_to_json, verdict_to_json

ON = date(2026, 11, 23)
EXAMPLES = Path(__file__).parents[2] / "examples" / "screening"
RECORDS = {path.stem: json.loads(path.read_text("utf-8")) for path in EXAMPLES.glob("*.json")}

KEYS = st.sampled_from(
    ["resourceType", "entry", "resource", "code", "coding", "system", "display", "text", "status",
     "id", "subject", "reference", "valueQuantity", "value", "unit", "item", "linkId", "answer",
     "valueString", "valueCoding", "effectiveDateTime", "bodySite", "clinicalStatus", "meta",
     "lastUpdated", "profile", "contained", "medicationReference", "birthDate", "authored",
     "component", "dosage", "route", "extension", "type", "fullUrl", "abatementDateTime",
     "effectivePeriod", "end", "link", "relation", "category", "deviceName", "name"]
)  # fmt: skip
WORDS = st.sampled_from(
    ["Bundle", "Patient", "Condition", "MedicationStatement", "Observation", "Procedure", "Device",
     "QuestionnaireResponse", "AllergyIntolerance", "active", "completed", "final", "warfarin",
     "http://loinc.org", "6301-6", "777-3", "2026-11-23", "2031-01-01", "2026", "ci_anticoag",
     "ci_cancer_site.where", "yes", "no", "D66", "#", "Patient/1", "right knee", "/uL"]
)  # fmt: skip
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=20), WORDS
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=40,
)


def read(document: Any) -> History | None:
    try:
        return read_bundle(document, ON).history
    except InvalidInput:
        return None


def judged(history: History, *targets: Target) -> Verdict:
    verdict = screen(history, on=ON, targets=targets)
    json.dumps([verdict_to_json(verdict), evidence_to_json(history.evidence)], allow_nan=False)
    return verdict


@given(ANYTHING)
def test_any_json_is_read_or_refused_with_a_message(document: Any) -> None:
    history = read(document)
    if history is not None:
        judged(history)


@given(st.lists(st.dictionaries(KEYS, ANYTHING, max_size=8), max_size=4), st.data())
def test_any_resources_are_read_or_refused(resources: list[Any], data: st.DataObject) -> None:
    kinds = ["Patient", "Condition", "MedicationStatement", "MedicationRequest", "Observation",
             "Procedure", "Device", "QuestionnaireResponse", "AllergyIntolerance",
             "FamilyMemberHistory", "OperationOutcome", "Bundle"]  # fmt: skip
    for resource in resources:
        resource["resourceType"] = data.draw(st.sampled_from(kinds))
    entries = [{"resource": resource} for resource in resources]
    history = read({"resourceType": "Bundle", "type": "collection", "entry": entries})
    if history is not None:
        judged(history)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all values inside a document."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        yield (*path, key)
        if isinstance(inner, dict | list):
            yield from places(inner, (*path, key))


def put(document: Any, path: tuple[Any, ...], value: Any) -> None:
    for key in path[:-1]:
        document = document[key]
    document[path[-1]] = value


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(RECORDS)), st.data(), SCALARS | ANYTHING)
def test_a_record_with_one_value_replaced_never_breaks(
    name: str, data: st.DataObject, value: Any
) -> None:
    document = copy.deepcopy(RECORDS[name])
    put(document, data.draw(st.sampled_from(list(places(document)))), value)
    history = read(document)
    if history is not None:
        judged(history)


def mirrored(value: Any) -> Any:
    """Left for right in all words of a record."""
    text = json.dumps(value)
    for one, other in (("left", "right"), ("Left", "Right")):
        text = text.replace(one, "\0").replace(other, one).replace("\0", other)
    # The sixth character of ICD-10-CM codes of artificial joints is the side.
    return json.loads(
        text.replace("Z96.642", "\0").replace("Z96.641", "Z96.642").replace("\0", "Z96.641")
    )


@pytest.mark.parametrize("name", sorted(RECORDS))
def test_the_mirror_image_of_a_record_has_the_mirror_image_of_its_verdict(name: str) -> None:
    muscles = ("infraspinatus", "gluteus_medius", "gastrocnemius_medial", "brachioradialis")
    for muscle in muscles:
        one = judged(read_bundle(RECORDS[name], ON).history, Target(muscle, Side.LEFT))
        other = judged(read_bundle(mirrored(RECORDS[name]), ON).history, Target(muscle, Side.RIGHT))
        assert one.muscles[0].outcome is other.muscles[0].outcome
        assert one.session is other.session
        assert {r.id for r in one.reasons} == {r.id for r in other.reasons}


TAKEN = ["warfarin", "eliquis", "plavix", "advil", "zoloft", "prednisone", "lipitor", "zyzzyva"]
HAD = ["haemophilia", "DVT in right leg", "diabetes", "pregnant", "fever", "epilepsy", "nonsense"]
ADDED: list[dict[str, Any]] = [
    *(medicine(text) | {"id": text} for text in TAKEN),
    *({"resourceType": "Condition", "code": {"text": text}} for text in HAD),
    {"resourceType": "Device", "type": {"text": "pacemaker"}},
    {"resourceType": "Banana"},
]


@settings(max_examples=150)
@given(st.sampled_from(sorted(RECORDS)), st.lists(st.sampled_from(ADDED), min_size=1, max_size=3))
def test_a_record_that_holds_more_is_never_judged_milder(name: str, added: list[Any]) -> None:
    targets = (Target("psoas_major", Side.LEFT), Target("gastrocnemius_medial", Side.RIGHT))
    document = copy.deepcopy(RECORDS[name])
    before = judged(read_bundle(document, ON).history, *targets)
    document["entry"] += [{"resource": resource} for resource in added]
    after = judged(read_bundle(document, ON).history, *targets)
    assert after.session >= before.session
    for one, other in zip(before.muscles, after.muscles, strict=True):
        assert other.outcome >= one.outcome
