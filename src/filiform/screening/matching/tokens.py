"""Cut a text into words and signs, each with its place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

# Abbreviations with a slash (h/o, d/c, n/a), numbers with their unit, words, then signs.
_TOKEN = re.compile(
    r"(?<!\w)(?:[A-Za-z]/[A-Za-z]|and/or)(?!\w)"
    r"|\d+[.,]\d+[^\W_]*"
    r"|[^\W_]+(?:['’´`][^\W_]+)*"
    r"|[.;\n!?,():/+&\[\]–—-]"
)
_DOSE = re.compile(r"(\d+(?:[.,]\d+)?)(?:mg|mcg|g|ml|iu|units?|meq)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DROPPED = str.maketrans("", "", "'’´`")
ENDS = frozenset(".;\n!")
SIGNS = frozenset(".;\n!?,():/+&[]-")
# After these a point ends a word, not a sentence.
_SHORT = frozenset({"dr", "st", "mr", "mrs", "ms", "vs", "approx", "mg", "mcg", "ml"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign. `word`: without case, accents and apostrophes; `seen`: before correction."""

    word: str
    start: int
    end: int
    score: float = 100.0
    also: tuple[str, ...] = ()

    @property
    def sign(self) -> bool:
        return self.word in SIGNS

    @property
    def number(self) -> bool:
        return self.word[0].isdigit()

    @property
    def year(self) -> int | None:
        return int(self.word) if _YEAR.fullmatch(self.word) else None

    def corrected(self, word: str, score: float, also: tuple[str, ...]) -> Token:
        return replace(self, word=word, score=score, also=also)


def tokens_of(text: str) -> list[Token]:
    """Words and signs of a text, without hyphens inside words and points of abbreviations."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        word = plain(match.group())
        if not _is_noise(word, text, match, found):
            found.append(Token(word, match.start(), match.end()))
    return found


def words_of(phrase: str) -> tuple[str, ...]:
    """The words of a known phrase, spelt as `tokens_of` spells them; a star stays a star."""
    parts = re.split(r"(\*)", phrase)
    return tuple(
        word
        for part in parts
        for word in (["*"] if part == "*" else [t.word for t in tokens_of(part) if not t.sign])
    )


@lru_cache(maxsize=4096)
def plain(word: str) -> str:
    """Without case, accents, apostrophes and the unit of a dose."""
    if word in "–—":
        return "-"
    letters = unicodedata.normalize("NFKD", word.casefold()).translate(_DROPPED)
    letters = "".join(c for c in letters if not unicodedata.combining(c)) or word
    dose = _DOSE.fullmatch(letters)
    return dose.group(1) if dose else letters


def _is_noise(word: str, text: str, match: re.Match[str], before: list[Token]) -> bool:
    if word == "-":
        inside = text[match.start() - 1 : match.start()].isalnum()
        return inside and text[match.end() : match.end() + 1].isalnum()
    if word == ".":
        follows = text[match.end() : match.end() + 1]
        ends_word = bool(before) and before[-1].word in _SHORT
        return (bool(follows) and not follows.isspace()) or (ends_word and bool(follows))
    return False
