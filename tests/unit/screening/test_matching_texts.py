"""What a reading tells beside the names: places, scores, doubts, what was not understood."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest

from filiform.errors import InvalidInput
from filiform.screening.matching import How, Match, Matcher, Reading, Status

ON = date(2026, 11, 23)


def read(text: str, on: date = ON) -> Reading:
    return Matcher.load().read_text(text, on)


def only(text: str, on: date = ON) -> Match:
    (match,) = read(text, on).matches
    return match


def test_a_match_says_where_it_stands_and_how_it_was_found() -> None:
    text = "Baby  Aspirin, and éliquis twice"
    first, second = read(text).matches
    assert text[first.start : first.end] == first.text == "Baby  Aspirin"
    assert (second.text, second.name, second.how) == ("éliquis", "apixaban", How.EXACT)
    assert first.score == 100


def test_a_misspelling_is_scored_and_not_certain() -> None:
    match = only("warferin")
    assert (match.how, match.name, match.certain) == (How.FUZZY, "warfarin", False)
    assert 80 < match.score < 100


@pytest.mark.parametrize("text", ["wrfrn", "war farin", "plvx", "eliq", "xar", "asp"])
def test_too_far_off_is_not_guessed(text: str) -> None:
    assert read(text).matches == ()


def test_the_parts_not_understood_are_told() -> None:
    reading = read("eliquis 5 mg, zyzzyvamab 20 mg weekly, metoprolol and tylenol")
    assert [match.name for match in reading.matches] == ["apixaban"]
    assert reading.unknown == ("zyzzyvamab 20 mg weekly",)
    assert reading.known


def test_a_medicine_of_no_class_guessed_from_its_spelling_is_told() -> None:
    reading = read("metoprolul 25")
    assert reading.matches == ()
    assert reading.unknown == ("metoprolul 25",)


@pytest.mark.parametrize("text", ["", "   ", "none", "5 mg", "...", "\n\n", "no", "N/A"])
def test_nothing_said_is_nothing_unknown(text: str) -> None:
    assert read(text).unknown == ()
    assert read(text).matches == ()


def test_the_class_of_aspirin_follows_its_use() -> None:
    assert only("aspirin 81").target == "med_antiplatelet"
    assert only("aspirin").target == "med_antiplatelet"
    assert only("aspirin for headaches").target == "med_nsaid"
    assert only("baby aspirin for pain").target == "med_antiplatelet"
    assert only("Excedrin").target == "med_nsaid"


@pytest.mark.parametrize(
    ("text", "on", "status"),
    [
        ("stopped warfarin in 2020", ON, Status.STOPPED),
        ("stopped warfarin in 2026", ON, Status.STOPPED_LATELY),
        ("stopped warfarin in 2025", date(2026, 1, 10), Status.STOPPED_LATELY),
        ("stopped warfarin in 2025", date(2026, 3, 10), Status.STOPPED),
        ("DVT 2025", ON, Status.CURRENT),
        ("DVT 2024", ON, Status.PAST),
        ("DVT in 2031", ON, Status.CURRENT),
        ("breast cancer 2005", ON, Status.PAST),
        ("breast cancer, cured", ON, Status.OVER),
        ("diabetes 2005", ON, Status.CURRENT),
        ("diabetes since 2005", ON, Status.CURRENT),
    ],
)
def test_years_are_read_as_of_the_day(text: str, on: date, status: Status) -> None:
    assert only(text, on).status is status


def test_once_is_enough_for_what_is_asked_as_ever() -> None:
    assert only("breast cancer 2005").counts
    assert only("seizure as a child").counts
    assert not only("DVT 2005").counts


def test_a_text_without_end_is_refused() -> None:
    with pytest.raises(InvalidInput) as error:
        read("x" * 20_001)
    assert error.value.field == "text"


def test_a_sentence_does_not_reach_into_the_next() -> None:
    first, second = read("No cancer. Diabetes.").matches
    assert (first.counts, second.counts) == (False, True)


def test_ordinary_words_are_no_names_and_stay_as_they_are() -> None:
    file = files("filiform.screening").joinpath("data", "ordinary_words.txt")
    words = file.read_text(encoding="utf-8").split()
    assert words == sorted(set(words))
    for word in words:
        assert read(word).matches == (), word
