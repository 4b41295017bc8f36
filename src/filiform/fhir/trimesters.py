"""The trimester that an ICD-10-CM code of pregnancy names."""

from __future__ import annotations

import re

from filiform.fhir.concepts import Concept
from filiform.screening.matching import System
from filiform.screening.matching.codes import normal

# Supervision of pregnancy (O09, Z34): the last character is the trimester.
_SUPERVISION = re.compile(r"(?:O09|Z34)\.?\d{1,2}([123])")
_WEEKS = re.compile(r"Z3A\.?(\d\d)")
# ICD-10-CM, chapter 15: the second trimester begins at 14 weeks, the third at 28.
_SECOND, _THIRD = 14, 28


def trimester_of(concept: Concept) -> int | None:
    """1, 2 or 3, as of the day of the record; the earliest that its codes name."""
    codes = [normal(c) for c in concept.codings if c.system is System.ICD10CM]
    named = [number for number in map(_of_code, codes) if number]
    return min(named, default=None)


def _of_code(code: str) -> int | None:
    supervised = _SUPERVISION.fullmatch(code)
    if supervised:
        return int(supervised.group(1))
    weeks = _WEEKS.fullmatch(code)
    return _of_weeks(int(weeks.group(1))) if weeks else None


def _of_weeks(weeks: int) -> int | None:
    """Z3A.00: week not known. Z3A.01: less than 8 weeks. Z3A.49: more than 42 weeks."""
    if weeks == 0:
        return None
    return 1 if weeks < _SECOND else 2 if weeks < _THIRD else 3
