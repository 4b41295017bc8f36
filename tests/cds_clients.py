"""A record system that calls: keys, tokens, and a FHIR server on this machine."""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from filiform_clinic.api import clients, tokens

Json = dict[str, Any]
BASE = "https://cds.example.org"
ISSUER = "https://ehr.example.com/"
EC_KEY = ec.generate_private_key(ec.SECP384R1())
OTHER_KEY = ec.generate_private_key(ec.SECP384R1())
RSA_KEY = rsa.generate_private_key(public_exponent=65_537, key_size=2048)
WEAK_KEY = rsa.generate_private_key(public_exponent=65_537, key_size=1024)  # noqa: S505  (refused)


def public(kid: str, key: Any, **more: Any) -> Json:
    """The public half as a JSON Web Key."""
    kinds = {True: jwt.algorithms.ECAlgorithm, False: jwt.algorithms.RSAAlgorithm}
    kind: Any = kinds[isinstance(key, ec.EllipticCurvePrivateKey)]
    return {**kind.to_jwk(key.public_key(), as_dict=True), "kid": kid, "use": "sig", **more}


def key_set() -> Json:
    return {"keys": [public("ec", EC_KEY), public("rsa", RSA_KEY), public("weak", WEAK_KEY)]}


def client(**more: Any) -> Json:
    return {"issuer": ISSUER, "jwks": key_set(), **more}


def claims(service: str = "filiform-patient-view", **more: Any) -> Json:
    now = int(time.time())
    found = {
        "iss": ISSUER,
        "aud": f"{BASE}/cds-services/{service}",
        "iat": now,
        "exp": now + 120,
        "jti": str(uuid.uuid4()),
        **more,
    }
    return {name: value for name, value in found.items() if value is not ...}


def token(said: Json | None = None, *, key: Any = EC_KEY, alg: str = "ES384", **header: Any) -> str:
    headers = {"kid": "ec", "typ": "JWT", **header}
    given = {name: value for name, value in headers.items() if value is not ...}
    return jwt.encode(said or claims(), key, algorithm=alg, headers=given)


def forget() -> None:
    """Read the settings anew."""
    for cached in (clients.trusted, clients.configured):
        cached.cache_clear()
    tokens._PUBLISHED.forget()


class Server:
    """What a server was asked, and how it answers: (status, body) for a path with its query."""

    def __init__(self, answers: Callable[[str], tuple[int, Any]]) -> None:
        self.asked: list[tuple[str, str]] = []
        self.answers = answers
        self.base = ""


@contextmanager
def serving(answers: Callable[[str], tuple[int, Any]]) -> Iterator[Server]:
    """A server on this machine."""
    server = Server(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append((unquote(self.path), self.headers.get("Authorization", "")))
            status, body = server.answers(unquote(self.path))
            raw = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", str(body))
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, format: str, *args: Any) -> None:
            return

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    server.base = f"http://127.0.0.1:{http.server_port}/fhir"
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
