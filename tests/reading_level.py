"""How hard a text is to read: Flesch-Kincaid grade, for the pages that patients see.

Kincaid JP et al., Naval Technical Training Command Research Branch Report 8-75, 1975:
0.39 words per sentence + 11.8 syllables per word - 15.59.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_VOWELS = re.compile(r"[aeiouy]+")


def grade(text: str) -> float:
    """The school grade (United States) whose pupils follow the text."""
    sentences = [part for part in re.split(r"[.!?:\n]+", text) if _WORD.search(part)]
    words = _WORD.findall(text)
    if not words:
        return 0.0
    syllables = sum(map(syllables_of, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def syllables_of(word: str) -> int:
    """Vowel groups, without a silent final e (but with "-le" and "-ee"), at least one."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    count = len(_VOWELS.findall(word))
    if word.endswith("e") and not word.endswith(("le", "ee", "ye")) and count > 1:
        count -= 1
    if word.endswith(("ed",)) and not word.endswith(("ted", "ded")) and count > 1:
        count -= 1
    return max(count, 1)
