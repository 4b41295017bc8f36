"""The reading-level measure itself: easy text is easy, officialese is not."""

from __future__ import annotations

import pytest

from reading_level import grade, syllables_of


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("pain", 1), ("needle", 2), ("muscle", 2), ("stayed", 1), ("treated", 2), ("medicine", 3)],
)
def test_syllables(word: str, syllables: int) -> None:
    assert syllables_of(word) == syllables


def test_the_published_formula_by_hand() -> None:
    """Six words, one sentence, six syllables: 0.39 * 6 + 11.8 * 1 - 15.59."""
    assert grade("The cat sat on the mat.") == pytest.approx(-1.45)


def test_hard_text_is_found_hard() -> None:
    officialese = (
        "Neuromusculoskeletal rehabilitation professionals evaluate contraindications "
        "systematically preceding percutaneous intervention."
    )
    assert grade(officialese) > 15
