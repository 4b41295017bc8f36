"""Names as they are searched: without case, accents and the letters that keyboards lack."""

from __future__ import annotations

import unicodedata

# Letters that no decomposition takes apart, as they are typed where the keyboard lacks them.
_TYPED = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)


def folded(name: str) -> str:
    """A name for comparing: `Łukasz Müller-Søndergård` becomes `lukasz muller-sondergard`.

    Accents of every script are left out; letters of other scripts stay what they are.
    """
    apart = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", plain).translate(_TYPED)
