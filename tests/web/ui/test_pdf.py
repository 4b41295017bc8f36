"""Printing: nothing is fetched, and a machine without the text library says so."""

from __future__ import annotations

import builtins
from typing import Any

import pytest

from filiform_clinic.ui.pdf import to_pdf
from filiform_clinic.ui.problems import NotReady
from pdf_parts import inflated

PAGE = '<!DOCTYPE html><html lang="en"><head><title>Sheet</title></head><body>{}</body></html>'


def test_a_page_becomes_a_tagged_pdf() -> None:
    made = to_pdf(PAGE.format("<h1>Hello</h1>"))
    assert made.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in inflated(made)


def test_what_lies_elsewhere_is_not_fetched(tmp_path: Any) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret of this machine", encoding="utf-8")
    link = f'<link rel="attachment" href="{secret.as_uri()}">'
    made = inflated(to_pdf(PAGE.format(link + '<img src="http://localhost:9/x.png" alt="">')))
    assert b"the secret of this machine" not in made


def test_a_machine_without_the_text_library_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **more: Any) -> Any:
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'pango'")
        return real(name, *args, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(NotReady, match="Pango"):
        to_pdf(PAGE.format(""))
