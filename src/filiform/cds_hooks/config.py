"""What an installation says about itself in its answers."""

from __future__ import annotations

from dataclasses import dataclass

from filiform.cds_hooks.walk import ADDRESS
from filiform.errors import InvalidInput
from filiform.screening.law import check_jurisdiction

# A name that can belong to nobody (RFC 2606): whoever exchanges codes sets a base of their own.
CANONICAL = "https://filiform.example/fhir"


@dataclass(frozen=True, slots=True)
class Config:
    """`canonical`: the base of our own code systems, such as ``https://example.org/fhir``.

    `about`: an address where people read about the service; empty: none is named. `jurisdiction`
    as in screening (``US-FL``); None: not checked, which the answers say.
    """

    canonical: str = CANONICAL
    about: str = ""
    jurisdiction: str | None = None

    def __post_init__(self) -> None:
        _check_url("canonical", self.canonical)
        if self.about:
            _check_url("about", self.about)
        check_jurisdiction(self.jurisdiction)

    def system(self, name: str) -> str:
        """The address of one of our own code systems."""
        return f"{self.canonical.rstrip('/')}/CodeSystem/{name}"

    @property
    def history_form(self) -> str:
        """The address by which answers to our history questions name their form."""
        return f"{self.canonical.rstrip('/')}/Questionnaire/needling-history"


def _check_url(field: str, value: str) -> None:
    if not ADDRESS.fullmatch(value):
        raise InvalidInput(field, "an absolute http(s) address without query", got=value)
