"""Find a medicine or condition by name or code, for somebody who picks one by hand.

Reading a text must be sure of what it finds; a search may offer more, because a person chooses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from rapidfuzz import fuzz, process

from filiform.knowledge.screening import load_rules
from filiform.screening.history import EvidenceKind
from filiform.screening.matching.lexicon import STAR, Term
from filiform.screening.matching.matcher import Matcher
from filiform.screening.matching.tokens import tokens_of
from filiform.screening.matching.values import Coding, System

LONGEST_QUERY = 200
_ALLERGENS = frozenset({"cc_metal_allergy", "cc_latex_allergy", "ci_antiseptic_allergy"})
# Scores, best first; a name that is only spelt alike scores how alike it is.
_SAME, _BEGINS, _WORD_BEGINS, _WITHIN = 100.0, 95.0, 90.0, 85.0
_ALIKE = 72.0
# A few letters are alike to too much.
_SHORTEST, _SHORTEST_WITHIN, _SHORTEST_ALIKE = 2, 3, 4
# A search is about a name, not about when it was taken.
_SOME_DAY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that a search offers.

    `target`: a medicine class (`med_...`), condition group (`cc_...`) or rule (`ci_...`); empty for
    a name that is known and that no rule is about. `label` says the target in words. `spelling`:
    the spelling or code by which it was found. `score`: 100 for exactly that, less for less alike.
    """

    target: str
    name: str
    label: str
    spelling: str
    score: float

    @property
    def key(self) -> str:
        """As a form sends it."""
        return f"{self.target}|{self.name}"


def evidence_kind(target: str) -> EvidenceKind:
    """What a medicine class, condition group or rule is evidence of."""
    if target in load_rules().medicines:
        return EvidenceKind.MEDICINE
    return EvidenceKind.ALLERGY if target in _ALLERGENS else EvidenceKind.CONDITION


def find(query: str, limit: int = 12) -> tuple[Found, ...]:
    """Names, classes and codes that a query may mean, the likeliest first.

    Doses and signs are left out of a name. An empty query, or one longer than `LONGEST_QUERY`,
    finds nothing.
    """
    typed = query.strip()
    if not typed or len(typed) > LONGEST_QUERY:
        return ()
    best: dict[tuple[str, str], Found] = {}
    for found in (*_by_code(typed), *_by_reading(typed), *_by_name(_words(typed))):
        key = (found.target, found.name.casefold())
        if key not in best or best[key].score < found.score:
            best[key] = found
    ordered = sorted(best.values(), key=lambda one: (-one.score, len(one.spelling), one.name))
    return tuple(ordered[:limit])


def label_of(target: str) -> str:
    """A medicine class, condition group or rule in words; empty for none."""
    known = load_rules()
    if target in known.medicines:
        return known.medicines[target].label
    if target in known.conditions:
        return known.conditions[target].label
    return known.rules[target].label if target in known.rules else ""


def pickable() -> tuple[tuple[str, str], ...]:
    """Every class and group that a rule is about, by label: `(target, label)`."""
    known = load_rules()
    groups = [one.id for one in known.conditions.values() if one.rules]
    labels = [(target, label_of(target)) for target in (*known.medicines, *groups)]
    return tuple(sorted(labels, key=lambda pair: pair[1]))


def _words(text: str) -> str:
    return " ".join(token.word for token in tokens_of(text) if not (token.sign or token.number))


def _by_code(typed: str) -> Iterator[Found]:
    for system in (System.ATC, System.ICD10CM, System.RXNORM, System.SNOMED):
        for match in Matcher.load().read_code(Coding(system, typed)):
            spelling = f"{system} {match.text}"
            yield Found(match.target, match.name, label_of(match.target), spelling, _SAME)


def _by_reading(typed: str) -> Iterator[Found]:
    """What a reader of texts finds: names among doses and other words."""
    for match in Matcher.load().read_text(typed, _SOME_DAY).matches:
        yield Found(match.target, match.name, label_of(match.target), match.text, match.score)


def _by_name(words: str) -> Iterator[Found]:
    spellings = _spellings()
    names = list(spellings)
    scores = {name: _score(words, name) for name in names if len(words) >= _SHORTEST}
    if len(words) >= _SHORTEST_ALIKE:
        for name, alike, _ in process.extract(
            words, names, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=30
        ):
            scores[name] = max(scores[name], min(alike, _SAME - 1))
    for name, score in scores.items():
        if score:
            yield from (Found(*meant, name, score) for meant in spellings[name])


def _score(words: str, name: str) -> float:
    if name == words:
        return _SAME
    if name.startswith(words):
        return _BEGINS
    if f" {words}" in name:
        return _WORD_BEGINS
    return _WITHIN if len(words) >= _SHORTEST_WITHIN and words in name else 0.0


@cache
def _spellings() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Every known spelling, with what it may mean: target, name, label."""
    found: dict[str, dict[tuple[str, str, str], None]] = {}
    for spelling, target, name in (*_labels(), *_terms(Matcher.load().terms)):
        found.setdefault(spelling, {})[target, name, label_of(target)] = None
    return {spelling: tuple(meant) for spelling, meant in found.items()}


def _terms(terms: Iterable[Term]) -> Iterator[tuple[str, str, str]]:
    for term in terms:
        if STAR not in term.words:
            yield " ".join(term.words), term.target, term.name


def _labels() -> Sequence[tuple[str, str, str]]:
    return [(_words(label), target, label) for target, label in pickable()]
