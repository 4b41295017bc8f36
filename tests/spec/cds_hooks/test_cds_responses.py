"""What the services send keeps HL7's rules, for every example record and hook."""

from __future__ import annotations

import json

import pytest

from cds_requests import EXAMPLES, asked, muscle, needling, order_select, order_sign, patient_view
from cds_rules import broken
from filiform.cds_hooks import Config, discovery

RECORDS = sorted(path.stem for path in EXAMPLES.glob("*.json"))
GOOD = {
    "cards": [
        {
            "uuid": "4e0a3a1e-3283-4575-ab82-028d55fe2719",
            "summary": "Example",
            "indicator": "info",
            "source": {"label": "Example"},
            "selectionBehavior": "any",
            "suggestions": [
                {"label": "Do", "actions": [
                    {"type": "delete", "description": "Do", "resourceId": "ServiceRequest/1"}]},
            ],
            "overrideReasons": [
                {"code": "a", "system": "https://example.org/reasons", "display": "Refused"}],
            "links": [{"label": "More", "url": "https://example.org", "type": "absolute"}],
        }
    ]
}  # fmt: skip
CHANGES = [
    ('"summary": "Example"', '"summary": "' + "x" * 140 + '"', "140"),
    ('"indicator": "info"', '"indicator": "hard-stop"', "indicator"),
    ('"uuid": "4e0a', '"uuid": "xyz', "uuid"),
    ('{"label": "Example"}', '{"url": "https://example.org"}', "source label"),
    ('"selectionBehavior": "any", ', "", "cds-resp-6"),
    ('"resourceId": "ServiceRequest/1"', '"resource": {"resourceType": "X"}', "cds-resp-2"),
    ('"description": "Do", ', "", "cds-resp-5"),
    (', "display": "Refused"', "", "cds-resp-4"),
    ('"type": "absolute"', '"type": "absolute", "appContext": "x"', "cds-resp-3"),
    ('"label": "Do"', '"label": "Do", "actionSelectionBehavior": "some"', "cds-resp-7"),
    ('"label": "More"', '"label": null', "label required"),
    ('"cards": [', '"cards": [], "card": [', "no other element"),
]


def test_the_table_of_rules_accepts_what_is_right() -> None:
    assert broken(GOOD) == []


@pytest.mark.parametrize(("old", "new", "rule"), CHANGES, ids=[change[2] for change in CHANGES])
def test_the_table_of_rules_notices_what_is_wrong(old: str, new: str, rule: str) -> None:
    text = json.dumps(GOOD)
    assert old in text
    assert any(rule in line for line in broken(json.loads(text.replace(old, new))))


def test_the_discovery_document_keeps_the_rules() -> None:
    document = discovery(Config())
    assert broken(document) == []
    assert {service["hook"] for service in document["services"]} == {
        "order-select", "order-sign", "patient-view",
    }  # fmt: skip


@pytest.mark.parametrize("record", RECORDS)
def test_cards_of_orders_keep_the_rules(record: str) -> None:
    sites = muscle("psoas_major:left"), muscle("gastrocnemius_medial:right"), {"text": "low back"}
    config = Config(canonical="https://codes.example/fhir", about="https://example.org/about")
    for cards in (
        asked(order_sign(needling(*sites), needling(id="plain"), record=record)),
        asked(order_select(needling(), chosen=["ServiceRequest/needling"], record=record), config),
    ):
        assert cards
        assert broken({"cards": cards}) == []


@pytest.mark.parametrize("record", RECORDS)
def test_cards_of_patients_keep_the_rules(record: str) -> None:
    assert broken({"cards": asked(patient_view(record))}) == []
