"""The patient's walk, as a browser without JavaScript makes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.test import Client

from cast import Cast
from filiform.screening.interview import PatientWords
from filiform_clinic.access.links import create_link
from filiform_clinic.records.models import HistoryDraft
from page_text import HasContent, main_text

BORN = {"month": "4", "day": "12", "year": "1988"}
WHEN = {"began": "injury", "year": "2024", "month": "5", "day": ""}
PAIN = {"now": "3", "average": "5", "worst": "7"}
HARD = {"name_0": "climb stairs", "score_0": "4", "name_1": "lift my child", "score_1": "6"}
LISTED = {"area": "temple", "side": "right", "quality": "ache", "intensity": 7}


@dataclass
class Walk:
    """One patient link in one browser."""

    cast: Cast
    client: Client = field(default_factory=Client)
    secret: str = ""

    def __post_init__(self) -> None:
        self.secret = self.secret or create_link(self.cast.visit)

    def url(self, page: str = "") -> str:
        return f"/drawing/p/{self.secret}/" if page == "where" else f"/p/{self.secret}/{page}"

    def get(self, page: str = "") -> Any:
        return self.client.get(self.url(page))

    def post(self, page: str, **data: Any) -> Any:
        return self.client.post(self.url(page), data)

    def open(self) -> Any:
        return self.post("", **BORN)

    def text(self, page: str) -> str:
        return main_text(self.get(page))

    def save(self, **document: Any) -> Any:
        """What the body chart sends after a stroke."""
        return self.client.post(
            f"/drawing/p/{self.secret}/save/", document, content_type="application/json"
        )

    def list_area(self, revision: int = 0, **entry: Any) -> Any:
        """Choose an area in the plain fields and press Next."""
        said = LISTED | entry
        plain = {f"drawing-{key}": value for key, value in said.items()}
        return self.post("where", **{"drawing-plain": "1", "revision": revision} | plain)

    def answer_all(self) -> None:
        """Everything up to the page that checks."""
        self.open()
        self.post("complaint/", complaint="headache_tension")
        self.post("group/", group="desk")
        self.post("when/", **WHEN)
        self.list_area()
        self.post("scars/")
        self.post("pain/", **PAIN)
        self.post("activities/", **HARD)
        self.post("story/", story="Since I moved house.")
        self.post("about/")
        self.answer_health()

    def health(self, page: str, **answers: Any) -> Any:
        """A page of health questions: a no to all but what is named, then Next."""
        found = PatientWords.load().page(page)
        assert found
        plain = {q.rule: "no" for q in found.questions if not q.after}
        return self.post(f"health/{page}/", **self.window(), **plain | answers)

    def window(self) -> dict[str, str]:
        """The hidden fields of a page that was opened just now."""
        row = HistoryDraft.objects.filter(visit=self.cast.visit).first()
        return {"window": str(uuid4()), "revision": str(row.revision if row else 0)}

    def answer_health(self, **answers: Any) -> None:
        """A no to every health question but those named, and no free text."""
        for page in PatientWords.load().pages:
            here = {q.rule for q in page.questions}
            mine = {n: v for n, v in answers.items() if n.partition("-")[0] in here}
            self.health(page.id, **mine)
        self.write()

    def write(self, **texts: str) -> Any:
        """The free text, and Next."""
        return self.post("medicines/", **self.window(), **texts)

    def check_fields(self) -> dict[str, str]:
        """The hidden fields of the page that checks."""
        context = self.get("check/").context
        return {"entry": str(context["entry"]), "version": context["said"].version}

    def send(self) -> Any:
        return self.post("check/", **self.check_fields())


def said(response: HasContent) -> str:
    return main_text(response)
