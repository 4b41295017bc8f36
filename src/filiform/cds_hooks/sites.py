"""Intended muscles from `ServiceRequest.bodySite`: our codes, SNOMED CT, names of muscles, regions.

The order of trust is that order. A side is taken from our code, from a SNOMED CT code for a side
in the same concept, or from the words. A region means all of its muscles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from filiform.body.values import Side
from filiform.cds_hooks.codes import MUSCLES, SNOMED
from filiform.cds_hooks.config import Config
from filiform.errors import InvalidInput
from filiform.fhir.concepts import concept_of
from filiform.fhir.elements import Element, shown
from filiform.knowledge import Atlas
from filiform.knowledge.screening import ScreeningRules
from filiform.knowledge.values import Occurrence
from filiform.screening import Target
from filiform.screening.matching.sites import load_body_words
from filiform.screening.places import in_order
from filiform.screening.places_text import target_from_text

# SNOMED CT qualifiers: left, right. Both sides, or none: the muscle on either side.
_SIDES = {"7771000": Side.LEFT, "24028007": Side.RIGHT}
_SIDE_CODES = frozenset({*_SIDES, "51440002"})
MOST = 100
_WORD = re.compile(r"[a-z]+")
_FILLERS = frozenset(
    {"left", "right", "both", "bilateral", "side", "sided", "muscle", "muscles", "musculus", "m",
     "of", "the", "structure", "entire", "part", "belly", "and", "skeletal"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Intended:
    """The muscles that are meant to be needled; `site_of` each by the place of its bodySite."""

    targets: tuple[Target, ...] = ()
    sites: tuple[frozenset[Target], ...] = ()


def intended(order: Element, config: Config, rules: ScreeningRules) -> Intended:
    """The muscles an order names; a place that is not understood is noted as unread.

    Errors: `InvalidInput` for a code in our own system that does not exist.
    """
    named = list(order.items("bodySite"))
    if len(named) > MOST:
        raise InvalidInput(f"{order.path}.bodySite", f"at most {MOST} places", got=len(named))
    sites = tuple(_of_site(site, config, rules) for site in named)
    return Intended(in_order(frozenset().union(*sites)), sites)


def _of_site(site: Element, config: Config, rules: ScreeningRules) -> frozenset[Target]:
    if not site.is_object():
        return frozenset()
    codings = [coding for coding in site.items("coding") if coding.is_object()]
    side = _side(codings, concept_of(site).words)
    own = [coding for coding in codings if coding.text("system") == config.system(MUSCLES)]
    if own:
        return frozenset(_own(coding, side, rules) for coding in own)
    found = frozenset(_coded(codings, side, rules)) or frozenset(_named(site, side, rules))
    if not found:
        site.note(f"{shown(str(concept_of(site)))} is no muscle or region known here")
    return found


def _own(coding: Element, side: Side | None, rules: ScreeningRules) -> Target:
    """``psoas_major`` or ``psoas_major:left``."""
    code = coding.text("code")
    try:
        target = target_from_text(code, rules)
    except InvalidInput as error:
        raise InvalidInput(f"{coding.path}.code", error.expected, got=shown(code)) from None
    return target if ":" in code else _target(target.muscle, side, rules)


def _coded(
    codings: Iterable[Element], side: Side | None, rules: ScreeningRules
) -> Iterator[Target]:
    for coding in codings:
        if coding.text("system") == SNOMED:
            for muscle in muscle_names().snomed.get(coding.text("code"), ()):
                yield _target(muscle, side, rules)


def _named(site: Element, side: Side | None, rules: ScreeningRules) -> Iterator[Target]:
    """The muscles that a text or display names; else the muscles of the region it names."""
    for text in concept_of(site).texts:
        muscles = muscle_names().names.get(_key(text)) or _in_region(text, rules)
        if muscles:
            yield from (_target(muscle, side, rules) for muscle in muscles)
            return


def _in_region(text: str, rules: ScreeningRules) -> frozenset[str]:
    places = load_body_words().places_in(text)
    return frozenset().union(*(rules.muscles_in(place.region) for place in places))


def _side(codings: Iterable[Element], words: str) -> Side | None:
    coded = {c.text("code") for c in codings if c.text("system") == SNOMED} & _SIDE_CODES
    if coded:
        return _SIDES.get(coded.pop()) if len(coded) == 1 else None
    return load_body_words().side_in(words)


def _target(muscle: str, side: Side | None, rules: ScreeningRules) -> Target:
    midline = rules.muscles[muscle].occurrence is Occurrence.MIDLINE
    return Target(muscle, None if midline else side)


@dataclass(frozen=True)
class _Index:
    names: Mapping[frozenset[str], frozenset[str]]
    snomed: Mapping[str, frozenset[str]]


@cache
def muscle_names() -> _Index:
    """The muscles of the atlas by their names, the names of their wholes, and SNOMED CT codes."""
    names: dict[frozenset[str], frozenset[str]] = {}
    snomed: dict[str, frozenset[str]] = {}
    for muscle in Atlas.load().muscles.values():
        for text in (muscle.name, muscle.id.replace("_", " "), muscle.part_of.replace("_", " ")):
            names[_key(text)] = names.get(_key(text), frozenset()) | {muscle.id}
        if code := muscle.codes.get("snomed_ct"):
            snomed[code] = snomed.get(code, frozenset()) | {muscle.id}
    names.pop(frozenset(), None)
    return _Index(names, snomed)


def _key(text: str) -> frozenset[str]:
    """A name whatever the order of its words: "upper trapezius", "Trapezius, upper"."""
    return frozenset(_WORD.findall(text.lower())) - _FILLERS
