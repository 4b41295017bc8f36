"""Load on the CDS Hooks services as they are served: ``python -m benchmarks.cds_hooks``.

Starts the clinic's own web server with two workers on a fresh SQLite database and sends requests
at a fixed rate whatever the answers do (open loop): a late answer does not hold back the next
request, and latency counts from the moment a request was due. The sender shares the cores with the
server. Records are the synthetic ones of examples/screening, over all three hooks.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

from filiform.cds_hooks import answer, read_request

EXAMPLES = Path(__file__).parent.parent / "examples" / "screening"
HOOKS = ("order-select", "order-sign", "patient-view")
KEYS = {
    "Condition": "conditions",
    "MedicationRequest": "medicationRequests",
    "MedicationStatement": "medicationStatements",
    "AllergyIntolerance": "allergies",
    "Procedure": "procedures",
    "Device": "devices",
    "Observation": "observations",
    "QuestionnaireResponse": "answers",
}
MUSCLES = "https://filiform.example/fhir/CodeSystem/muscles"
ISSUER, URL = "https://ehr.example.com/", "https://cds.example.org"
Json = dict[str, Any]


@dataclass(frozen=True)
class Sample:
    """One request: milliseconds from when it was due, and the status; 0: no answer."""

    ms: float
    status: int


def main() -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=200.0, help="requests a second")
    parser.add_argument("--seconds", type=float, default=20.0)
    args = parser.parse_args()
    print(f"load of the machine before: {os.getloadavg()[0]:.2f} on {os.cpu_count()} cores")
    print(in_process())
    for signed in (False, True):
        print(served(args.rate, args.seconds, signed=signed))
    return 0


def in_process(seconds: float = 3.0) -> str:
    """Whole answers a second in one process: request read, record read, screened, cards made."""
    from datetime import date

    calls = [(f"filiform-{r['hook']}", r) for r in requests()]
    on = date(2026, 11, 23)

    def one(service: str, document: Json) -> None:
        request = read_request(service, document)
        answer(request, request.prefetch, on=on)

    for call in calls:
        one(*call)
    done, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        one(*calls[done % len(calls)])
        done += 1
    return f"in process: {done / (time.perf_counter() - start):.0f} answers a second, one process"


def served(rate: float, seconds: float, *, signed: bool) -> str:
    """A line with percentiles at that rate."""
    key = ec.generate_private_key(ec.SECP384R1())
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder), key, signed=signed) as port:
        asyncio.run(load(port, messages(port, 60, key if signed else None), 30.0))
        sent = messages(port, int(rate * seconds), key if signed else None)
        start = time.perf_counter()
        samples = asyncio.run(load(port, sent, rate))
        took = time.perf_counter() - start
    times = sorted(sample.ms for sample in samples)
    p50, p95, p99 = (times[int(len(times) * share)] for share in (0.5, 0.95, 0.99))
    good = sum(sample.status == 200 for sample in samples)
    name = "signed" if signed else "open"
    return (
        f"served, {name}: {rate:.0f} requests/s for {took:.0f} s: p50 {p50:.1f} ms, "
        f"p95 {p95:.1f} ms, p99 {p99:.1f} ms, longest {times[-1]:.1f} ms, "
        f"{good} of {len(samples)} answered 200"
    )


async def load(port: int, sent: list[bytes], rate: float) -> list[Sample]:
    """Send each message when it is due; the wait for late starts counts as latency."""
    start = asyncio.get_running_loop().time() + 0.1
    tasks = [
        asyncio.create_task(one(port, message, start + number / rate))
        for number, message in enumerate(sent)
    ]
    return list(await asyncio.gather(*tasks))


async def one(port: int, message: bytes, due: float) -> Sample:
    loop = asyncio.get_running_loop()
    await asyncio.sleep(max(0.0, due - loop.time()))
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(message)
        whole = await asyncio.wait_for(reader.read(-1), timeout=30)
        writer.close()
        status = int(whole[9:12] or b"0")
    except (OSError, TimeoutError, ValueError):
        status = 0
    return Sample((loop.time() - due) * 1000, status)


def messages(port: int, number: int, key: ec.EllipticCurvePrivateKey | None) -> list[bytes]:
    """HTTP requests, each with a token of its own where the server asks for one."""
    found = requests()
    bodies = [(request["hook"], json.dumps(request).encode()) for request in found]
    return [message(port, *bodies[place % len(bodies)], key) for place in range(number)]


def message(port: int, hook: str, body: bytes, key: ec.EllipticCurvePrivateKey | None) -> bytes:
    path = f"/cds-services/filiform-{hook}"
    token = f"Authorization: Bearer {signed_token(path, key)}\r\n" if key else ""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/json\r\n"
        f"{token}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + body


def signed_token(path: str, key: ec.EllipticCurvePrivateKey) -> str:
    now = int(time.time())
    said = {"iss": ISSUER, "aud": URL + path, "iat": now, "exp": now + 290, "jti": uuid.uuid4().hex}
    return jwt.encode(said, key, algorithm="ES384", headers={"kid": "ec"})


def requests() -> list[Json]:
    """Each example record with each hook."""
    records = [json.loads(path.read_text("utf-8")) for path in sorted(EXAMPLES.glob("*.json"))]
    return [request_of(record, hook) for record in records if _whole(record) for hook in HOOKS]


def _whole(record: Json) -> bool:
    """Records that can be sent as a prefetch; some examples hold resources without a type."""
    return all("resourceType" in entry.get("resource", {}) for entry in record["entry"])


def request_of(record: Json, hook: str) -> Json:
    resources = [entry["resource"] for entry in record["entry"]]
    prefetch: Json = {"patient": next(r for r in resources if r["resourceType"] == "Patient")}
    for kind, key in KEYS.items():
        entries = [{"resource": r} for r in resources if r["resourceType"] == kind]
        prefetch[key] = {"resourceType": "Bundle", "type": "searchset", "entry": entries}
    sites = [_site("psoas_major:left"), _site("infraspinatus:right"), {"text": "left calf"}]
    order = {
        "resourceType": "ServiceRequest",
        "id": "n1",
        "status": "draft",
        "intent": "order",
        "subject": {"reference": f"Patient/{prefetch['patient']['id']}"},
        "code": {"text": "Dry needling"},
        "bodySite": sites,
    }
    orders = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": order}]}
    context = {"userId": "Practitioner/1", "patientId": prefetch["patient"]["id"]}
    if hook != "patient-view":
        context |= {"draftOrders": orders}
    if hook == "order-select":
        context |= {"selections": ["ServiceRequest/n1"]}
    instance = str(uuid.uuid4())
    return {"hook": hook, "hookInstance": instance, "context": context, "prefetch": prefetch}


def _site(code: str) -> Json:
    return {"coding": [{"system": MUSCLES, "code": code}]}


@contextmanager
def serving(folder: Path, key: ec.EllipticCurvePrivateKey, *, signed: bool) -> Iterator[int]:
    """The clinic's web server on a free port, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    surroundings = {**os.environ, "FILIFORM_DATA": str(folder), "DATABASE_URL": ""}
    surroundings |= {"FILIFORM_CDS_CALLS": "0"}  # all of them come from this one address
    surroundings |= settings(key) if signed else {}
    filiform = Path(sys.executable).parent / "filiform"
    subprocess.run([filiform, "migrate"], env=surroundings, check=True, capture_output=True)  # noqa: S603
    server = subprocess.Popen([filiform, "serve", "--port", str(port)], env=surroundings)  # noqa: S603
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def settings(key: ec.EllipticCurvePrivateKey) -> dict[str, str]:
    jwk = jwt.algorithms.ECAlgorithm.to_jwk(key.public_key(), as_dict=True)
    client = {"issuer": ISSUER, "jwks": {"keys": [{**jwk, "kid": "ec"}]}}
    canonical = "https://filiform.example/fhir"
    return {
        "FILIFORM_CDS_URL": URL,
        "FILIFORM_CDS_CANONICAL": canonical,
        "FILIFORM_CDS_CLIENTS": json.dumps([client]),
    }


def _wait(port: int, seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return


if __name__ == "__main__":
    sys.exit(main())
