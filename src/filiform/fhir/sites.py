"""Where on the body: bodySite, laterality in words and in codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from filiform.body.values import Side
from filiform.fhir.concepts import Concept, concept_of
from filiform.fhir.elements import Element
from filiform.fhir.record import Gathered
from filiform.screening import Place
from filiform.screening.matching import Coding, Match, System
from filiform.screening.matching.codes import normal, within

# ICD-10-CM, joint replacements (Z96.61, .64, .65): the sixth character is the side.
_SIDE_OF_DIGIT = {"1": Side.RIGHT, "2": Side.LEFT}
_WITH_SIDE = 6
# Spreads: a place in the name of a tumor is where it began, not all of where it is.
_EVERYWHERE = frozenset({"cc_cancer"})


def places_of(
    element: Element, concept: Concept, matches: Iterable[Match], into: Gathered
) -> tuple[Place, ...]:
    """The places of a resource: its bodySite, else its code's zones, else its words."""
    sites = (
        list(element.items("bodySite")) if isinstance(element.get("bodySite").value, list) else []
    )
    if not sites and not element.get("bodySite").missing:
        sites = [element.get("bodySite")]
    if sites:
        return _named(sites, into)
    coded = tuple(_coded(concept.codings, into))
    if coded or any(match.target in _EVERYWHERE for match in matches):
        return coded
    return into.words.places_in(concept.words) if matches else ()


def _named(sites: list[Element], into: Gathered) -> tuple[Place, ...]:
    """All named places; none when one of them is not understood: then it may be anywhere."""
    found: dict[Place, None] = {}
    for site in sites:
        concept = concept_of(site)
        places = into.words.places_in(concept.words)
        if not places:
            site.note(
                f"{concept} is no place known here" if not concept.empty else "names no place"
            )
            return ()
        found.update(dict.fromkeys(places))
    return tuple(found)


def _coded(codings: Iterable[Coding], into: Gathered) -> Iterator[Place]:
    for coding in codings:
        if coding.system is System.ICD10CM:
            code = normal(coding)
            for prefix, zone in into.rules.code_zones.items():
                if within(code, prefix):
                    yield Place(zone, _side(code))


def _side(code: str) -> Side | None:
    letters = code.replace(".", "")
    return _SIDE_OF_DIGIT.get(letters[-1]) if len(letters) == _WITH_SIDE else None
