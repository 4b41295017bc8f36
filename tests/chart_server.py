"""A tiny server for pages with a body chart, under the strictest content policy.

It serves the element, the body's pictures and names, pages made from a query string, and takes
what the element saves. `saved` holds every accepted document; `answer` is the status it gives;
with `loses_answers` it stores what comes and then fails, as a broken connection would.
"""

from __future__ import annotations

import html
import json
import mimetypes
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

UI = Path(__file__).parents[1] / "src" / "filiform_clinic" / "ui" / "static" / "ui"
POLICY = "default-src 'self'"

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Body chart</title>
<link rel="stylesheet" href="/ui/tokens.css"><link rel="stylesheet" href="/ui/base.css">
<link rel="stylesheet" href="/ui/body-chart/body-chart.css">
<script type="module" src="/ui/body-chart/body-chart.js"></script>
</head><body><main class="{page}"><h1>{title}</h1>
<form method="post" action="/form" class="stack">
<input type="hidden" name="csrfmiddlewaretoken" value="token-1">
<body-chart {attributes}>{scripts}{plain}</body-chart>
<button class="button button--primary button--wide">Next</button></form></main></body></html>"""


@dataclass
class ChartServer:
    """Pages are asked for as /page?mode=paint&layers={...}&value={...}&save=1&view=front."""

    views: Path
    areas: str
    plain: str = ""
    answer: int = 200
    loses_answers: bool = False
    saved: list[dict[str, Any]] = field(default_factory=list)
    forms: list[dict[str, list[str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        handler = type("Handler", (_Handler,), {"chart": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def page(self, query: dict[str, list[str]]) -> str:
        asked = {key: values[0] for key, values in query.items()}
        attributes = {
            "mode": asked.get("mode", "paint"),
            "name": "drawing",
            "views-url": "/views/",
            "areas-url": "/areas.json",
            "view": asked.get("view", "front"),
        }
        if "save" in asked:
            attributes["data-save-url"] = "/save"
            attributes["data-revision"] = str(self.saved[-1]["revision"] if self.saved else 0)
        marks = " ".join(f'{key}="{html.escape(value)}"' for key, value in attributes.items())
        marks += " show-sensitive" if "sensitive" in asked else ""
        value = asked.get("value")
        if value is None and self.saved and "save" in asked:
            value = json.dumps(self.saved[-1])
        scripts = _script("data-layers", asked.get("layers")) + _script("data-value", value)
        title = "Where does it hurt?" if attributes["mode"] == "paint" else "The body"
        page = "page page--narrow" if attributes["mode"] == "paint" else "page"
        return PAGE.format(
            attributes=marks, scripts=scripts, plain=self.plain, title=title, page=page
        )


def _script(kind: str, text: str | None) -> str:
    if text is None:
        return ""
    safe = text.replace("</", "<\\/")
    return f'<script type="application/json" {kind}>{safe}</script>'


class _Handler(BaseHTTPRequestHandler):
    chart: ChartServer

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if address.path == "/page":
            page = self.chart.page(parse_qs(address.query))
            return self._send(200, "text/html; charset=utf-8", page.encode())
        if address.path == "/areas.json":
            return self._send(200, "application/json", self.chart.areas.encode())
        for prefix, folder in (("/ui/", UI), ("/views/", self.chart.views)):
            file = folder / address.path.removeprefix(prefix)
            if address.path.startswith(prefix) and file.is_file():
                kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
                return self._send(200, kind, file.read_bytes())
        return self._send(404, "text/plain", b"not found")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/form":
            self.chart.forms.append(parse_qs(body.decode(), keep_blank_values=True))
            return self._send(200, "text/html", b"<title>sent</title><p>sent")
        if self.headers["X-CSRFToken"] != "token-1":
            return self._send(403, "application/json", b"{}")
        return self._save(json.loads(body))

    def _save(self, document: dict[str, Any]) -> None:
        """Take a drawing, or refuse it as `answer` says; another window's save is a conflict."""
        stored = self.chart.saved[-1]["revision"] if self.chart.saved else 0
        status = self.chart.answer
        if status == 200 and document["base"] != stored:
            status = 409
        if status == 200 or self.chart.loses_answers:
            self.chart.saved.append(document)
        if self.chart.loses_answers:
            status = 502
        answer: dict[str, Any] = {"detail": "strokes[0].radius: too large"}
        if status == 200:
            answer = {"revision": document["revision"]}
        if status == 409 and self.chart.saved:
            answer = {"revision": stored, "drawing": self.chart.saved[-1]}
        return self._send(status, "application/json", json.dumps(answer).encode())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: pytest's output is for failures."""
