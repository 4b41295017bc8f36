"""What the body chart holds twice, in Python and in the browser, must be the same."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from filiform.drawing import look, raster, values
from filiform.drawing.values import Quality
from filiform_clinic.ui.body_chart_words import words

UI = Path(__file__).parents[2] / "src" / "filiform_clinic" / "ui"
CHART = UI / "static" / "ui" / "body-chart"
MODULES = sorted(path.name for path in CHART.glob("*.js"))


def constant(module: str, name: str) -> Any:
    """A constant of a script, read as data: plain literals only."""
    text = (CHART / module).read_text(encoding="utf-8")
    found = re.search(rf"const {name} = (\{{.*?\n?\}}|[^;]+);", text, re.DOTALL)
    assert found, f"{name} in {module}"
    literal = re.sub(r"([{,]\s*)(\w+):", r'\1"\2":', found[1])
    return json.loads(re.sub(r",(\s*})", r"\1", re.sub(r"(\d)_(?=\d)", r"\1", literal)))


def test_words_are_the_same() -> None:
    assert words() == constant("words.js", "WORDS")


def test_every_word_that_is_said_exists() -> None:
    text = "".join((CHART / module).read_text(encoding="utf-8") for module in MODULES)
    asked = set(re.findall(r'say\("(\w+)"', text))
    assert asked <= set(words())


def test_colours_hatches_and_steps_are_the_same() -> None:
    inks = {str(q): {"colour": i.colour, "hatch": i.hatch} for q, i in look.INKS.items()}
    assert constant("look.js", "INKS") == inks
    assert constant("look.js", "TINTS") == {str(k): v for k, v in look.TINTS.items()}
    assert constant("look.js", "TILE") == look.TILE
    assert constant("look.js", "LINE_OPACITY") == look.LINE_OPACITY


def test_colours_are_those_of_the_light_page() -> None:
    tokens = (UI / "static" / "ui" / "tokens.css").read_text(encoding="utf-8")
    for quality in Quality:
        first = re.search(rf"--quality-{quality}: (#\w+)", tokens)
        assert first
        assert first[1] == look.INKS[quality].colour


def test_limits_are_the_same() -> None:
    assert constant("sketch.js", "MAX_STROKES") == values.MAX_STROKES
    assert constant("sketch.js", "MAX_POINTS") == values.MAX_POINTS
    assert constant("sketch.js", "MAX_POINTS_PER_STROKE") == values.MAX_POINTS_PER_STROKE
    assert constant("sketch.js", "MAX_WORK") == values.MAX_WORK
    assert constant("sketch.js", "ROW_WORK") == raster._ROW_WORK
    assert constant("brush.js", "LARGEST_RADIUS") == values.MAX_RADIUS


def test_every_module_is_asked_for_early() -> None:
    assets = (UI / "templates" / "ui" / "body_chart_assets.html").read_text(encoding="utf-8")
    assert sorted(re.findall(r"body-chart/([\w-]+\.js)", assets)) == MODULES


@pytest.mark.parametrize("module", MODULES)
def test_modules_build_no_markup_from_text(module: str) -> None:
    text = (CHART / module).read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|eval\(|new Function", text)


@pytest.mark.parametrize("module", MODULES)
def test_modules_stay_small(module: str) -> None:
    assert len((CHART / module).read_text(encoding="utf-8").splitlines()) <= 400
