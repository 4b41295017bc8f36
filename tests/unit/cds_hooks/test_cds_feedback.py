"""Feedback is read as the specification says, rules cds-fb-1 to cds-fb-3 among it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from cds_requests import put
from filiform.cds_hooks import read_feedback
from filiform.errors import InvalidInput

SERVICE = "filiform-order-sign"
CARD = "4e0a3a1e-3283-4575-ab82-028d55fe2719"
SUGGESTION = "e56e1945-20b3-4393-8503-a1a20fd73152"
# The examples of the specification, section Feedback.
ACCEPTED: dict[str, Any] = {
    "card": CARD,
    "outcome": "accepted",
    "acceptedSuggestions": [{"id": SUGGESTION}],
    "outcomeTimestamp": "2020-12-11T10:05:31Z",
}
OVERRIDDEN: dict[str, Any] = {
    "card": CARD,
    "outcome": "overridden",
    "overrideReason": {
        "reason": {"code": "d7ecf885", "system": "https://example.com/reasons"},
        "userComment": "clinician entered comment",
    },
    "outcomeTimestamp": "2020-12-11T00:00:00Z",
}


def test_feedback_is_read() -> None:
    accepted, overridden = read_feedback(SERVICE, {"feedback": [ACCEPTED, OVERRIDDEN]})
    assert (str(accepted.card), accepted.outcome) == (CARD, "accepted")
    assert [str(id_) for id_ in accepted.accepted] == [SUGGESTION]
    assert accepted.at == datetime(2020, 12, 11, 10, 5, 31, tzinfo=UTC)
    assert (overridden.reason_code, overridden.comment) == ("d7ecf885", "clinician entered comment")


def test_a_card_may_be_overridden_without_a_reason() -> None:
    plain = {name: OVERRIDDEN[name] for name in ("card", "outcome", "outcomeTimestamp")}
    assert read_feedback(SERVICE, {"feedback": [plain]})[0].reason_code == ""


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        ("card", ..., "card"),
        ("card", "1", "card"),
        ("outcome", ..., "outcome"),
        ("outcome", "ignored", "outcome"),
        ("acceptedSuggestions", ..., "acceptedSuggestions"),
        ("acceptedSuggestions", [], "acceptedSuggestions"),
        ("acceptedSuggestions", [{}], "acceptedSuggestions[0].id"),
        ("outcomeTimestamp", ..., "outcomeTimestamp"),
        ("outcomeTimestamp", "2020-12-11", "outcomeTimestamp"),
        ("outcomeTimestamp", "2020-12-11T00:00:00+02:00", "outcomeTimestamp"),
        ("outcomeTimestamp", "2020-13-11T00:00:00Z", "outcomeTimestamp"),
        ("overrideReason", {}, "overrideReason"),
        ("overrideReason", {"userComment": ""}, "overrideReason.userComment"),
        ("overrideReason", {"userComment": "x" * 2001}, "overrideReason.userComment"),
        ("overrideReason", {"userComment": "a\0b"}, "overrideReason.userComment"),
        ("overrideReason", {"reason": {"system": "x"}}, "overrideReason.reason.code"),
    ],
)
def test_a_wrong_element_is_named(path: str, value: Any, field: str) -> None:
    with pytest.raises(InvalidInput) as error:
        read_feedback(SERVICE, {"feedback": [put(ACCEPTED, path, value)]})
    assert error.value.field == f"feedback[0].{field}"


@pytest.mark.parametrize("document", [None, [], {}, {"feedback": {}}, {"feedback": []}])
def test_feedback_is_a_list_in_an_object(document: Any) -> None:
    with pytest.raises(InvalidInput):
        read_feedback(SERVICE, document)


def test_too_much_feedback_at_once_is_refused() -> None:
    with pytest.raises(InvalidInput, match="1 to 100"):
        read_feedback(SERVICE, {"feedback": [ACCEPTED] * 101})
    with pytest.raises(InvalidInput, match="one of"):
        read_feedback("other", {"feedback": [ACCEPTED]})
