"""A client that we did not write calls the CDS Hooks services: HealthChain (PyPI, Apache-2.0).

Run by `make cds-client`, which keeps the client and what it brings in an environment of its own. It
asks for the services, sends each of the three hooks with the client's own request classes, and
reads the answers with the client's own response classes, which refuse what they do not know.
"""

from __future__ import annotations

import json
import sys
import urllib.request
from pathlib import Path
from typing import Any

from healthchain.models.hooks import OrderSelectContext, OrderSignContext, PatientViewContext
from healthchain.models.requests import CDSRequest
from healthchain.models.responses.cdsdiscovery import CDSServiceInformation
from healthchain.models.responses.cdsfeedback import CDSFeedback
from healthchain.models.responses.cdsresponse import CDSResponse
from healthchain.sandbox import SandboxClient

EXAMPLE = Path(__file__).parents[2] / "examples" / "cds-hooks" / "order-sign-apixaban.json"
CONTEXTS = {
    "order-select": OrderSelectContext,
    "order-sign": OrderSignContext,
    "patient-view": PatientViewContext,
}


def main(base: str) -> int:
    given = json.loads(EXAMPLE.read_text("utf-8"))
    with urllib.request.urlopen(f"{base}/cds-services", timeout=10) as response:
        found = CDSServiceInformation(**json.load(response))
    for service in found.services:
        card = called(f"{base}/cds-services/{service.id}", service.hook, given)
        print(f"{service.hook:<14}{card.indicator.value:<10}{card.summary}")  # noqa: T201
    said = feedback(f"{base}/cds-services/{service.id}/feedback", str(card.uuid))
    print(f"feedback      status {said}")  # noqa: T201
    return 0


def called(address: str, hook: str, given: dict[str, Any]) -> Any:
    """The one card that the service gives, as the client understands it."""
    client = SandboxClient(url=address, workflow=hook)
    client.requests.append(Whole(request_of(hook, given)))
    (answer,) = client.send_requests()
    (card,) = CDSResponse(**answer).cards
    return card


class Whole:
    """A request that is sent whole: version 0.16.1 leaves out what a hook's context adds."""

    def __init__(self, request: CDSRequest) -> None:
        self.request = request

    def model_dump(self, **how: Any) -> Any:
        return self.request.model_dump(**how, serialize_as_any=True)


def request_of(hook: str, given: dict[str, Any]) -> CDSRequest:
    context = {name: given["context"][name] for name in ("userId", "patientId")}
    if hook != "patient-view":
        context["draftOrders"] = given["context"]["draftOrders"]
    if hook == "order-select":
        context["selections"] = ["ServiceRequest/needling-1"]
    return CDSRequest(hook=hook, context=CONTEXTS[hook](**context), prefetch=given["prefetch"])


def feedback(address: str, card: str) -> int:
    entry = CDSFeedback(card=card, outcome="overridden", outcomeTimestamp="2026-11-23T10:05:31Z")
    body = json.dumps({"feedback": [entry.model_dump(mode="json", exclude_none=True)]}).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(address, body, headers)
    with urllib.request.urlopen(request, timeout=10) as response:
        return int(response.status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
