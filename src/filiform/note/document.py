"""A note as it is shown: parts with headings and paragraphs, and the same as plain text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from filiform.errors import InvalidInput

LONGEST_OWN = 10_000


class Soap(StrEnum):
    """The sections of the SOAP note; the practitioner may add own words to each."""

    SUBJECTIVE = "subjective"
    OBJECTIVE = "objective"
    ASSESSMENT = "assessment"
    PLAN = "plan"

    @property
    def heading(self) -> str:
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, never empty; `own` are the practitioner's words."""

    heading: str
    paragraphs: tuple[str, ...]
    own: str = ""

    def __post_init__(self) -> None:
        if not self.heading or not self.paragraphs or not all(self.paragraphs):
            raise InvalidInput("section", "a heading and paragraphs that are not empty")
        if len(self.own) > LONGEST_OWN:
            raise InvalidInput("own", f"at most {LONGEST_OWN:,} characters", got=len(self.own))

    @property
    def soap(self) -> Soap | None:
        """Which section of the SOAP note it is; None for one of the procedure note."""
        return next((one for one in Soap if one.heading == self.heading), None)

    def to_json(self) -> dict[str, object]:
        said: dict[str, object] = {"heading": self.heading, "paragraphs": list(self.paragraphs)}
        return said | {"own": self.own} if self.own else said


@dataclass(frozen=True, slots=True)
class Part:
    """One note of the document: its title and sections."""

    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """All that is signed together."""

    parts: tuple[Part, ...] = ()

    @property
    def text(self) -> str:
        """Plain text for another record system: headings on lines of their own."""
        return "\n\n".join(block for part in self.parts for block in _blocks(part))

    @property
    def own(self) -> dict[Soap, str]:
        """The practitioner's words by section; sections without any are left out."""
        sections = (one for part in self.parts for one in part.sections)
        return {one.soap: one.own for one in sections if one.soap and one.own}

    def with_own(self, words: Mapping[Soap, str]) -> Document:
        """The same with these words in the sections of the SOAP note, and no others."""
        return Document(tuple(_with_own(part, words) for part in self.parts))

    def to_json(self) -> list[dict[str, object]]:
        """A plain table, as it is stored beside the text."""
        return [
            {"title": part.title, "sections": [one.to_json() for one in part.sections]}
            for part in self.parts
        ]

    @classmethod
    def from_json(cls, value: object) -> Document:
        """Read the form that `to_json` writes, or raise `InvalidInput`."""
        return cls(tuple(_part(one) for one in _tables(value, "document")))


def _blocks(part: Part) -> list[str]:
    sections = (
        "\n".join((f"{one.heading}:", *one.paragraphs, *_own(one))) for one in part.sections
    )
    return [part.title.upper(), *sections]


def _own(section: Section) -> tuple[str, ...]:
    return (f"In own words: {section.own}",) if section.own else ()


def _with_own(part: Part, words: Mapping[Soap, str]) -> Part:
    return Part(
        part.title,
        tuple(
            replace(one, own=words.get(one.soap, "").strip() if one.soap else "")
            for one in part.sections
        ),
    )


def _part(value: Mapping[str, object]) -> Part:
    sections = _tables(value.get("sections"), "sections")
    return Part(str(value.get("title", "")), tuple(_section(one) for one in sections))


def _section(value: Mapping[str, object]) -> Section:
    said = value.get("paragraphs")
    if not isinstance(said, list):
        raise InvalidInput("paragraphs", "a list of texts", got=said)
    own = str(value.get("own", ""))
    return Section(str(value.get("heading", "")), tuple(str(one) for one in said), own)


def _tables(value: object, field: str) -> list[Mapping[str, object]]:
    if not isinstance(value, list) or not all(isinstance(one, Mapping) for one in value):
        raise InvalidInput(field, "a list of tables", got=value)
    return value
