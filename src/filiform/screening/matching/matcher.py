"""Codes and texts in, matches out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from filiform.errors import InvalidInput
from filiform.screening.matching.book import Book, load_book
from filiform.screening.matching.codes import well_formed
from filiform.screening.matching.context import Context
from filiform.screening.matching.cues import holds, starts
from filiform.screening.matching.lexicon import Hit, Term
from filiform.screening.matching.sentence import Sentence
from filiform.screening.matching.tokens import ENDS, Token, tokens_of
from filiform.screening.matching.values import Coding, How, Match, Reading, Status, System

LONGEST_TEXT = 20_000
_PIECES = frozenset({",", "+", "&", "and"})
# A local form stands within so many words of the name.
_FORM_REACH = 4


class Matcher:
    """Finds what codes and texts mean. `Matcher.load()` knows the installed classes and words."""

    def __init__(self, book: Book) -> None:
        self._book = book

    @classmethod
    def load(cls) -> Matcher:
        """The matcher of the installed knowledge, read once."""
        return _load()

    @property
    def terms(self) -> frozenset[Term]:
        """Every spelling that is known, also those that belong to no class and no group."""
        return self._book.phrases.terms

    def read_code(self, coding: Coding) -> tuple[Match, ...]:
        """The groups a code belongs to; none when it belongs to none or is not well formed."""
        if not well_formed(coding):
            return ()
        return tuple(self._of_code(coding, group) for group in self._book.groups_of(coding))

    def understands(self, coding: Coding) -> bool:
        """Whether nothing about the code is left open, also when it belongs to no group."""
        return self._book.codes.understood(coding)

    def is_local_form(self, target: str, text: str) -> bool:
        """Whether words such as a route or form say that a medicine stays where it is put."""
        return target in self._book.local_classes and holds(self._book.local_forms, tokens_of(text))

    def read_text(self, text: str, on: date) -> Reading:
        """What a text says as of the day `on`; `InvalidInput` above `LONGEST_TEXT` letters."""
        if len(text) > LONGEST_TEXT:
            raise InvalidInput("text", f"at most {LONGEST_TEXT} letters", got=len(text))
        matches: list[Match] = []
        unknown: list[str] = []
        known = False
        for sentence in self._sentences(text):
            context = Context(sentence, on)
            matches += [
                self._of_hit(text, context, hit) for hit in sentence.hits if hit.term.target
            ]
            unknown += self._not_understood(text, sentence)
            known = known or bool(sentence.hits)
        return Reading(tuple(matches), tuple(unknown), known)

    def _of_code(self, coding: Coding, group: str) -> Match:
        named = self._book.codes.name(coding)
        certain = coding.system is not System.ICD10
        return Match(
            group,
            named or self._book.name_of(group, coding),
            coding.code.strip(),
            How.CODE,
            # Categories are shared with ICD-10-CM, finer codes may differ: ask.
            Status.CURRENT if certain else Status.POSSIBLE,
            self._book.kind_of(group),
            system=coding.system,
            named=bool(named),
        )

    def _sentences(self, text: str) -> Iterator[Sentence]:
        for tokens in _split(tokens_of(text)):
            words = [self._book.speller.correct(token) for token in tokens]
            yield Sentence(words, self._book.phrases.find(words), self._book.cues)

    def _of_hit(self, text: str, context: Context, hit: Hit) -> Match:
        tokens = context.sentence.words[hit.first : hit.last]
        low, high = context.sentence.clause(hit)
        term = self._book.as_needed(hit.term, context.sentence.words[low:high])
        status = context.status(hit)
        if status is Status.CURRENT and self._local_form(context.sentence, hit):
            status = Status.LOCAL_FORM
        score = min(token.score for token in tokens)
        return Match(
            term.target,
            term.name,
            text[tokens[0].start : tokens[-1].end],
            How.FUZZY if score < 100 else How.EXACT,
            status,
            term.kind,
            score,
            None,
            tokens[0].start,
            tokens[-1].end,
            tuple(word for token in tokens for word in token.also),
        )

    def _local_form(self, sentence: Sentence, hit: Hit) -> bool:
        if hit.term.target not in self._book.local_classes:
            return False
        end = min(hit.last + _FORM_REACH, sentence.next_first(hit), sentence.clause(hit)[1])
        before = sentence.words[max(0, hit.first - 1) : hit.first]
        forms = self._book.local_forms
        return holds(forms, sentence.words[hit.last : end]) or holds(forms, before)

    def _not_understood(self, text: str, sentence: Sentence) -> Iterator[str]:
        """The pieces of a list in which no name was found for sure."""
        for first, last in _pieces(sentence.words):
            hits = [hit for hit in sentence.hits if first <= hit.first < last]
            sure = [hit for hit in hits if hit.term.target or self._exact(sentence, hit)]
            words = sentence.words[first:last]
            if not sure and not self._only_filler(words):
                yield text[words[0].start : words[-1].end]

    @staticmethod
    def _exact(sentence: Sentence, hit: Hit) -> bool:
        return all(token.score == 100 for token in sentence.words[hit.first : hit.last])

    def _only_filler(self, words: Sequence[Token]) -> bool:
        place = 0
        while place < len(words):
            length = starts(self._book.small_words, words, place)
            if not length and not (words[place].sign or words[place].number):
                return False
            place += length or 1
        return True


@cache
def _load() -> Matcher:
    return Matcher(load_book())


def _split(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    sentence: list[Token] = []
    for token in tokens:
        if token.word not in ENDS:
            sentence.append(token)
        elif sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _pieces(words: Sequence[Token]) -> Iterator[tuple[int, int]]:
    first = 0
    for place in range(len(words) + 1):
        if place == len(words) or words[place].word in _PIECES:
            if first < place:
                yield first, place
            first = place + 1
