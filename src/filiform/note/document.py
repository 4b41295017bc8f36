"""A note as it is shown: parts with headings and paragraphs, and the same as plain text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from filiform.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; never empty."""

    heading: str
    paragraphs: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.heading or not self.paragraphs or not all(self.paragraphs):
            raise InvalidInput("section", "a heading and paragraphs that are not empty")


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

    def to_json(self) -> list[dict[str, object]]:
        """A plain table, as it is stored beside the text."""
        return [
            {
                "title": part.title,
                "sections": [
                    {"heading": one.heading, "paragraphs": list(one.paragraphs)}
                    for one in part.sections
                ],
            }
            for part in self.parts
        ]

    @classmethod
    def from_json(cls, value: object) -> Document:
        """Read the form that `to_json` writes, or raise `InvalidInput`."""
        return cls(tuple(_part(one) for one in _tables(value, "document")))


def _blocks(part: Part) -> list[str]:
    sections = ("\n".join((f"{one.heading}:", *one.paragraphs)) for one in part.sections)
    return [part.title.upper(), *sections]


def _part(value: Mapping[str, object]) -> Part:
    sections = _tables(value.get("sections"), "sections")
    return Part(str(value.get("title", "")), tuple(_section(one) for one in sections))


def _section(value: Mapping[str, object]) -> Section:
    said = value.get("paragraphs")
    if not isinstance(said, list):
        raise InvalidInput("paragraphs", "a list of texts", got=said)
    return Section(str(value.get("heading", "")), tuple(str(one) for one in said))


def _tables(value: object, field: str) -> list[Mapping[str, object]]:
    if not isinstance(value, list) or not all(isinstance(one, Mapping) for one in value):
        raise InvalidInput(field, "a list of tables", got=value)
    return value
