"""What is gathered while a bundle is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from filiform.fhir.bundle import Bundle, Resource
from filiform.fhir.concepts import Concept, ConceptReader, concept_of
from filiform.fhir.elements import Element, Unread
from filiform.knowledge.screening import ScreeningRules
from filiform.screening import Evidence, EvidenceKind, Observation, Place
from filiform.screening.matching import Match
from filiform.screening.matching.sites import BodyWords


@dataclass
class Gathered:
    """The tools of reading and what was found so far, as of the day `on`."""

    on: date
    rules: ScreeningRules
    concepts: ConceptReader
    words: BodyWords
    bundle: Bundle
    unread: Unread
    evidence: list[Evidence] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)
    birth_date: date | None = None

    def add(
        self,
        kind: EvidenceKind,
        resource: Resource,
        matches: Iterable[Match],
        *,
        current: bool,
        certain: bool = True,
        places: tuple[Place, ...] = (),
        trimester: int | None = None,
        since: date | None = None,
    ) -> None:
        """Evidence of a resource; `current` and `certain` of both match and resource must hold."""
        for match in matches:
            found = match.evidence(kind, resource.ref)
            if self.rules.raised_by(found.group):
                self.evidence.append(
                    replace(
                        found,
                        current=found.current and current,
                        certain=found.certain and certain,
                        places=places,
                        trimester=trimester,
                        since=since,
                    )
                )

    def read(self, element: Element, *, medicine: bool) -> tuple[Concept, tuple[Match, ...]]:
        """The concept of an element and its matches; what cannot be known is noted."""
        concept = concept_of(element)
        meaning = self.concepts.read(concept, medicine=medicine)
        if concept.empty:
            element.note("says neither a code nor a name")
        elif not meaning.known:
            element.note(f"{concept} is not known here")
        return concept, meaning.matches
