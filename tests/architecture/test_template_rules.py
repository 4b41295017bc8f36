"""Every template is a page on a base or a part of one, and none needs a looser security policy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CLINIC = Path(__file__).parents[2] / "src" / "filiform_clinic"
TEMPLATES = {
    path.relative_to(next(p for p in path.parents if p.name == "templates")).as_posix(): path
    for path in sorted(CLINIC.rglob("templates/**/*.html"))
}
# The frames of all pages and of all that is printed, and the page for when nothing else works.
DOCUMENTS = {"ui/document.html", "ui/print.html", "500.html"}
# Overridden by name, rendered by the login library, or found by Django.
FOUND_BY_NAME = re.compile(r"^(allauth|account|mfa|usersessions)/|^\d{3}(_csrf)?\.html$")


def text_of(name: str) -> str:
    return TEMPLATES[name].read_text(encoding="utf-8")


def markup_of(name: str) -> str:
    """The markup alone: tags and comments of the template language left out."""
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "", text_of(name), flags=re.DOTALL)


def named_in_code() -> set[str]:
    """Template names in the code: rendered, extended, included."""
    sources = [*CLINIC.rglob("*.py"), *TEMPLATES.values()]
    joined = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    # `f"intake/{step}.html"` names every template that fits.
    named = set(re.findall(r"""["']([\w/.{}-]+\.html)["']""", joined))
    forms = [re.compile(re.sub(r"\\\{.*?\\\}", r"\\w+", re.escape(one))) for one in named]
    return {name for name in TEMPLATES if any(form.fullmatch(name) for form in forms)}


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_page_extends_a_base_and_a_part_is_no_page(name: str) -> None:
    text = text_of(name)
    whole = "<html" in text
    assert whole == (name in DOCUMENTS)
    if not whole and "{% extends" not in text:
        assert "{% block " not in text, "a part has no blocks: extend a base or drop them"


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_no_script_style_or_handler_is_inline(name: str) -> None:
    markup = markup_of(name)
    assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=|\shx-on|javascript:", markup)
    assert all("src=" in tag for tag in re.findall(r"<script\b[^>]*>", markup))


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_translated_text_names_plain_words_only(name: str) -> None:
    blocks = r"{% blocktranslate\b.*?%}(.*?){% endblocktranslate %}"
    for text in re.findall(blocks, text_of(name), flags=re.DOTALL):
        assert not re.search(r"{{\s*\w+[.|]", text), "an empty text is shown: name it in `with`"


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_nothing_is_loaded_from_another_host(name: str) -> None:
    assert not re.search(r"""\s(src|href|action)=["'](https?:)?//""", markup_of(name))


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_dates_and_times_have_one_form(name: str) -> None:
    """`l` is the day of the week, `c` and `Y-m-d` are for machines."""
    shown = set(re.findall(r"""\|(?:date|time):["']([^"']*)["']""", text_of(name)))
    assert shown <= {"j F Y", "H:i", "j F Y, H:i", "l", "c", "Y-m-d"}


def test_every_template_is_used() -> None:
    unused = set(TEMPLATES) - named_in_code()
    assert {name for name in unused if not FOUND_BY_NAME.match(name)} == set()
