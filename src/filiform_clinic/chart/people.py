"""Finding a patient by what the desk hears: parts of a name, or a birth date."""

from __future__ import annotations

import datetime
import operator
from dataclasses import dataclass
from functools import reduce

from django.db.models import Q

from filiform.errors import InvalidInput
from filiform_clinic.records.names import folded

MAX_WORDS, MAX_LETTERS = 6, 200


@dataclass(frozen=True, slots=True)
class Search:
    """Words that must all occur in the name, and the birth date if one was typed.

    Errors: `InvalidInput` for a text of absurd length.
    """

    text: str

    def __post_init__(self) -> None:
        if len(self.text) > MAX_LETTERS:
            raise InvalidInput("q", f"at most {MAX_LETTERS} letters", got=len(self.text))

    @property
    def empty(self) -> bool:
        return not self.text.strip()

    @property
    def condition(self) -> Q:
        """What a patient's row must fulfil."""
        return reduce(operator.and_, map(_word, self.text.split()[:MAX_WORDS]), Q())


def _word(word: str) -> Q:
    born = _date(word)
    if born:
        return Q(birth_date=born)
    # Folded by ourselves: databases disagree about case beyond ASCII, and about accents.
    part = folded(word)
    return Q(searched__contains=part) if part else Q(pk__in=())


def _date(word: str) -> datetime.date | None:
    for form in ("%Y-%m-%d", "%m/%d/%Y"):
        try:
            return datetime.datetime.strptime(word, form).date()  # noqa: DTZ007  (a day, no time)
        except ValueError:
            continue
    return None
