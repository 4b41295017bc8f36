"""Properties of matching that hold for any text."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from filiform.screening.matching import Coding, Matcher, Status, System

ON = date(2026, 11, 23)
WORDS = st.sampled_from(
    ["eliquis", "aspirin", "no", "not", "stopped", "diabetes", "or", "and", ",", ".", "(", ")", ":",
     "mother", "in", "2015", "on", "lymph", "nodes", "removed", "allergic", "to", "since", "?", "-"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=25).map(" ".join))


@given(TEXTS)
def test_any_text_is_read_and_every_match_stands_in_it(text: str) -> None:
    reading = Matcher.load().read_text(text, ON)
    for match in reading.matches:
        assert text[match.start : match.end] == match.text
        assert 0 < match.score <= 100
    starts = [match.start for match in reading.matches]
    assert starts == sorted(starts)


@given(st.sampled_from(list(System)), st.text(max_size=30), st.text(max_size=30))
def test_any_code_is_read(system: System, code: str, display: str) -> None:
    for match in Matcher.load().read_code(Coding(system, code, display)):
        assert match.counts


@given(TEXTS)
def test_what_is_said_in_another_sentence_changes_nothing(text: str) -> None:
    alone = Matcher.load().read_text("Eliquis", ON).matches
    after = Matcher.load().read_text(f"Eliquis.\n{text}", ON).matches
    assert after[0] == alone[0]
    assert after[0].status is Status.CURRENT
