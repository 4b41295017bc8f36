"""Load the knowledge before the first request waits for it."""

from __future__ import annotations

from functools import cache

from filiform.cds_hooks.sites import muscle_names
from filiform.knowledge.screening import load_rules
from filiform.screening.matching import Matcher
from filiform.screening.matching.sites import load_body_words


@cache
def warm() -> None:
    """Rules, matching and names; a fraction of a second, once in each process."""
    load_rules()
    Matcher.load()
    load_body_words()
    muscle_names()
