"""From a misspelt word to the known word that was most likely meant, or to none.

Cautious: words of up to four letters must be right; of five to seven letters one slip is allowed
(a letter wrong, missing, too many, or two swapped), of eight or more two; words that sound the same
may differ by three. Ordinary words that look like a name are listed and never corrected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from filiform.screening.matching.lexicon import stems
from filiform.screening.matching.tokens import Token

SHORTEST = 5
TWO_SLIPS_FROM = 8
SOUND_SLIPS = 3
SOUND_FROM = 6
LONGEST = 40


class Speller:
    """Knows `names`, which may be meant, and `ordinary` words, which are meant as they stand."""

    def __init__(self, names: Iterable[str], ordinary: Iterable[str]) -> None:
        self._names = tuple(sorted({name for name in names if len(name) >= SHORTEST}))
        self._known = frozenset(names) | frozenset(ordinary)
        self._sounds: dict[str, list[str]] = {}
        for name in self._names:
            self._sounds.setdefault(sound(name), []).append(name)
        self._nearest = lru_cache(maxsize=20_000)(self._search)

    def correct(self, token: Token) -> Token:
        """The token as it was meant, with a score below 100 and others as near; else as it is."""
        if token.sign or token.number or not self.unsure(token.word):
            return token
        found = self._nearest(token.word)
        if not found:
            return token
        word, *also = found
        return token.corrected(word, likeness(token.word, word), tuple(also))

    def unsure(self, word: str) -> bool:
        """Whether a word is unknown and of a length that can be corrected."""
        return SHORTEST <= len(word) <= LONGEST and self._known.isdisjoint(stems(word))

    def _search(self, word: str) -> tuple[str, ...]:
        limit = _slips(word)
        near = process.extract(word, self._names, scorer=OSA.distance, score_cutoff=limit, limit=9)
        fitting = {name: int(slips) for name, slips, _ in near if slips <= _allowed(word, name)}
        for name in self._sounds.get(sound(word), ()):
            slips = OSA.distance(word, name)
            if len(word) >= SOUND_FROM and slips <= SOUND_SLIPS:
                fitting.setdefault(name, int(slips))
        best = min(fitting.values(), default=0)
        nearest = [name for name, slips in fitting.items() if slips == best]
        return tuple(sorted(nearest, key=lambda name: (name[0] != word[0], name)))


def likeness(word: str, name: str) -> float:
    """How alike two spellings are, 1 to 99."""
    return min(99.0, max(1.0, round(100 * OSA.normalized_similarity(word, name), 1)))


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """A rough key of how a word sounds in English: same key, same sound, more or less."""
    for pattern, key in _SOUNDS:
        word = pattern.sub(key, word)
    return word


_SOUNDS = tuple(
    (re.compile(pattern), key)
    for pattern, key in (
        ("ph", "f"), ("ck|cq|qu|q", "k"), ("x$|cks$|cs$|ks$", "ks"), ("^x", "z"), ("x", "ks"),
        ("c(?=[eiy])", "s"), ("c", "k"), ("z", "s"), ("y", "i"), (r"(.)\1+", r"\1"),
        ("[aeiou]+", "a"), ("(?<=.)h", ""),
    )
)  # fmt: skip


def _slips(word: str) -> int:
    return 2 if len(word) >= TWO_SLIPS_FROM else 1


def _allowed(word: str, name: str) -> int:
    """The shorter of the two decides; two slips need the same first letter."""
    slips = _slips(min(word, name, key=len))
    return slips if word[0] == name[0] else min(slips, 1)
