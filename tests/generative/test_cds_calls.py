"""Whatever is sent to the CDS Hooks services is answered with cards or a clear refusal."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cds_requests import EXAMPLES, muscle, needling, order_select, order_sign, patient_view
from cds_rules import broken

Json = dict[str, Any]
RECORDS = sorted(path.stem for path in EXAMPLES.glob("*.json"))
KEYS = st.sampled_from(
    ["resourceType", "entry", "resource", "id", "code", "coding", "system", "text", "status",
     "link",
     "relation", "url", "bodySite", "orderDetail", "subject", "reference", "item", "answer",
     "linkId", "meta", "profile", "contained", "prefetch", "patient", "context", "card", "outcome"]
)  # fmt: skip
WORDS = st.sampled_from(
    ["Bundle", "Patient", "ServiceRequest", "OperationOutcome", "Condition", "draft", "next", "..",
     "Dry needling", "left psoas", "Patient/example", "http://snomed.info/sct", "7771000",
     "warfarin"]
)  # fmt: skip
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=20), WORDS
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=30,
)
MANY = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def requests(record: str) -> list[Json]:
    order = needling(muscle("psoas_major:left"), {"text": "right calf"})
    chosen = ["ServiceRequest/needling"]
    return [
        order_sign(order, record=record),
        order_select(order, chosen=chosen, record=record),
        patient_view(record),
    ]


def check(hook: str, body: Any) -> None:
    """Cards that keep the rules, or an error with a message: never a fault of ours."""
    response = Client().post(
        f"/cds-services/filiform-{hook}", json.dumps(body), content_type="application/json"
    )
    document = json.loads(response.content)
    if response.status_code == 200:
        assert broken(document) == []
    else:
        assert response.status_code in (400, 412)
        assert document["issue"][0]["diagnostics"]


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    found: list[tuple[Any, ...]] = []
    for key, inner in items:
        found.append((*path, key))
        if isinstance(inner, dict | list):
            found += places(inner, (*path, key))
    return found


@pytest.mark.parametrize("hook", ["order-sign", "order-select", "patient-view"])
@MANY
@given(ANYTHING)
def test_any_json_is_answered(hook: str, body: Any) -> None:
    check(hook, body)


@MANY
@given(st.sampled_from(RECORDS), st.integers(0, 2), st.data(), ANYTHING)
def test_a_request_with_one_value_replaced_is_answered(
    record: str, which: int, data: st.DataObject, value: Any
) -> None:
    # A copy: the parts of a request are shared by all tests.
    request = copy.deepcopy(requests(record)[which])
    hook = request["hook"]
    *holders, last = data.draw(st.sampled_from(places(request)))
    holder: Any = request
    for key in holders:
        holder = holder[key]
    holder[last] = copy.deepcopy(value)
    check(hook, request)


@MANY
@given(
    st.dictionaries(
        st.sampled_from(["patient", "conditions", "medicationRequests", "answers", "devices", "x"]),
        st.dictionaries(KEYS, ANYTHING, max_size=6) | st.none(),
    ),
    st.lists(st.dictionaries(KEYS, ANYTHING, max_size=6), max_size=3),
)
def test_any_prefetch_and_orders_are_answered(prefetch: Json, orders: list[Json]) -> None:
    for order in orders:
        order["resourceType"], order["code"] = "ServiceRequest", {"text": "dry needling"}
    for bundle in prefetch.values():
        if bundle is not None:
            bundle["resourceType"] = "Bundle"
    request = order_sign(*orders)
    check("order-sign", request | {"prefetch": {**request["prefetch"], **prefetch}})
