"""The example of the how-to page answers as the page says."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from cds_rules import broken

EXAMPLE = Path(__file__).parents[3] / "examples" / "cds-hooks" / "order-sign-apixaban.json"


@pytest.mark.django_db
def test_the_example_gets_a_critical_card(client: Client) -> None:
    address = "/cds-services/filiform-order-sign"
    response = client.post(address, EXAMPLE.read_bytes(), content_type="application/json")
    assert broken(response.json()) == []
    (card,) = response.json()["cards"]
    assert card["indicator"] == "critical"
    assert "psoas major (left)" in card["summary"]
