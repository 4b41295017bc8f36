"""From a CodeableConcept to what it means: by its codes, and where they do not do, its words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from filiform.fhir.elements import Element, shown
from filiform.screening.matching import Coding, Match, Matcher, System
from filiform.screening.matching.matcher import LONGEST_TEXT

_SYSTEMS = {
    "http://www.whocc.no/atc": System.ATC,
    "urn:oid:2.16.840.1.113883.6.73": System.ATC,
    "http://www.nlm.nih.gov/research/umls/rxnorm": System.RXNORM,
    "urn:oid:2.16.840.1.113883.6.88": System.RXNORM,
    "http://hl7.org/fhir/sid/icd-10-cm": System.ICD10CM,
    "urn:oid:2.16.840.1.113883.6.90": System.ICD10CM,
    "http://hl7.org/fhir/sid/icd-10": System.ICD10,
    "urn:oid:2.16.840.1.113883.6.3": System.ICD10,
    "http://snomed.info/sct": System.SNOMED,
    "urn:oid:2.16.840.1.113883.6.96": System.SNOMED,
}
# "No known problems", "No current medications": the record says that there is nothing.
_NOTHING = re.compile(r"(?:no (?:known|current|history|active)|none|nil|not on any)\b", re.I)


@dataclass(frozen=True, slots=True)
class Concept:
    """Codes in known systems, codes in others (as `system code`), and all words."""

    codings: tuple[Coding, ...] = ()
    others: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.codings or self.others or self.texts)

    @property
    def words(self) -> str:
        return ". ".join(self.texts)

    def __str__(self) -> str:
        named = next(iter(self.texts), "")
        codes = [f"{coding.system} {coding.code}" for coding in self.codings] or list(self.others)
        return shown(f"{codes[0]} ({named})" if codes and named else (named or ", ".join(codes)))


@dataclass(frozen=True, slots=True)
class Meaning:
    """The matches; `known` False: nobody can say that there are no others."""

    matches: tuple[Match, ...] = ()
    known: bool = False


def concept_of(element: Element) -> Concept:
    """The concept in an element; empty when there is none."""
    if not element.is_object():
        return Concept()
    codings: list[Coding] = []
    others: list[str] = []
    texts = [element.text("text")]
    for coding in element.items("coding"):
        if coding.is_object():
            uri, code, display = (coding.text(name) for name in ("system", "code", "display"))
            texts.append(display)
            system = _SYSTEMS.get(uri.rstrip("/"))
            if code and system:
                codings.append(Coding(system, code, display))
            elif code:
                others.append(f"{uri or 'no system'} {code}")
    named = tuple(dict.fromkeys(text[:LONGEST_TEXT] for text in texts if text))
    return Concept(tuple(codings), tuple(others), named)


@dataclass
class ConceptReader:
    """Reads concepts as of a day; the same concept is worked out once."""

    matcher: Matcher
    on: date
    _known: dict[tuple[Concept, bool], Meaning] = field(default_factory=dict)

    def read(self, concept: Concept, *, medicine: bool) -> Meaning:
        """What a concept means. Names of medicines are read beside their codes as well."""
        key = (concept, medicine)
        if key not in self._known:
            self._known[key] = self._read(concept, medicine=medicine)
        return self._known[key]

    def _read(self, concept: Concept, *, medicine: bool) -> Meaning:
        coded = [m for coding in concept.codings for m in self.matcher.read_code(coding)]
        clear = any(self.matcher.understands(coding) for coding in concept.codings)
        if (coded or clear) and not medicine:
            return Meaning(_distinct(coded), known=True)
        readings = [self.matcher.read_text(text, self.on) for text in concept.texts]
        named = [match for reading in readings for match in reading.matches]
        coded = _without_echo(coded, named)
        told = any(reading.known for reading in readings) or _says_nothing(concept)
        return Meaning(_distinct([*coded, *named]), known=bool(coded) or clear or told)


def _without_echo(coded: list[Match], named: list[Match]) -> list[Match]:
    """Without codes that name their class only, when the words name the medicine itself.

    Otherwise one medicine would count as two of its class.
    """
    told = {match.target for match in named}
    return [match for match in coded if match.named or match.target not in told]


def _says_nothing(concept: Concept) -> bool:
    return any(_NOTHING.match(text) for text in concept.texts)


def _distinct(matches: list[Match]) -> tuple[Match, ...]:
    """One match for each thing of each class; one that counts before one that does not."""
    found: dict[tuple[str, str], Match] = {}
    for match in matches:
        key = (match.target, match.name.casefold())
        if key not in found or (match.counts and not found[key].counts):
            found[key] = match
    return tuple(found.values())
