"""Words that no program understood stay unread until a person has read them."""

from __future__ import annotations

import pytest

from filiform.errors import InvalidInput
from filiform.screening.words_read import WordsRead, still_unread
from filiform.screening.written import read_words_read, write_words_read


def test_what_was_read_is_unread_no_more() -> None:
    read = (WordsRead("xyzzol", why="a skin cream"), WordsRead("blood tonic", found="warfarin"))
    assert still_unread(("xyzzol", "zylol", "blood tonic"), read) == ("zylol",)
    assert still_unread((), read) == ()


@pytest.mark.parametrize("one", [WordsRead("a", why="harmless"), WordsRead("a", found="apixaban")])
def test_it_survives_its_json_form(one: WordsRead) -> None:
    assert read_words_read(write_words_read(one)) == one


@pytest.mark.parametrize(
    "wrong",
    [{}, {"why": " "}, {"why": "harmless", "found": "apixaban"}, {"text": " ", "why": "harmless"}],
)
def test_it_says_either_what_was_found_or_why_nothing_matters(wrong: dict[str, str]) -> None:
    with pytest.raises(InvalidInput):
        WordsRead(**{"text": "xyzzol"} | wrong)


@pytest.mark.parametrize(
    "document", [{"text": "a"}, {"why": "b"}, {"text": "a", "why": "b", "by": "c"}, []]
)
def test_a_document_that_does_not_fit(document: dict[str, str]) -> None:
    with pytest.raises(InvalidInput):
        read_words_read(document)
