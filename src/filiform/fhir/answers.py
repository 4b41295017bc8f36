"""QuestionnaireResponse: an item's linkId is the id of a rule or of a question of the day.

What belongs to a yes stands in items of their own: ``RULE.where`` (``upper_limb:right``),
``RULE.trimester`` (1, 2 or 3), ``RULE.since`` (a date), ``RULE.confirmed`` (a member of staff has
checked the answer against the record).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from filiform.errors import InvalidInput
from filiform.fhir.bundle import Resource
from filiform.fhir.dates import read_span
from filiform.fhir.elements import Element, shown
from filiform.fhir.record import Gathered
from filiform.fhir.replies import Given
from filiform.screening import Place, Reply
from filiform.screening.places_text import place_from_text

_FINISHED = frozenset({"completed", "amended"})
_UNFINISHED = frozenset({"in-progress", "stopped"})
_OURS = ("ci_", "day_", "mh_", "med_", "cc_")
_REPLIES: Mapping[str, Reply] = {
    "yes": Reply.YES, "y": Reply.YES, "true": Reply.YES, "la33-6": Reply.YES,
    "373066001": Reply.YES,
    "no": Reply.NO, "n": Reply.NO, "false": Reply.NO, "la32-8": Reply.NO, "373067005": Reply.NO,
    "unsure": Reply.UNSURE, "unknown": Reply.UNSURE, "unk": Reply.UNSURE, "asku": Reply.UNSURE,
    "la12688-0": Reply.UNSURE, "261665006": Reply.UNSURE,
}  # fmt: skip
"""Codes of yes and no: our own, HL7 v2 table 0136, LOINC and SNOMED CT."""


@dataclass(frozen=True, slots=True)
class _Item:
    """An item that has answers: its linkId and the answers' elements."""

    link: str
    element: Element
    answers: tuple[Element, ...]


def read_answers(resource: Resource, into: Gathered) -> Iterator[Given]:
    """The answers of one response. Of an unfinished one no answer `no` is taken."""
    element = resource.element
    status = element.text("status")
    if status == "entered-in-error":
        return
    if status not in _FINISHED | _UNFINISHED:
        element.get("status").note(f"{shown(status)!r} is no status" if status else "is missing")
    items = list(_items(element))
    asked = {*into.rules.rules, *(question.id for question in into.rules.day_questions)}
    if not any(item.link.split(".")[0] in asked for item in items):
        _note_strange(items, asked, into, ours=False)
        return
    _note_strange(items, asked, into, ours=True)
    details = {item.link: item for item in items if "." in item.link}
    authored = read_span(element, "authored", into.on)
    trusted = status in _FINISHED and (authored is not None or not element.text("authored"))
    for item in items:
        if item.link in asked:
            yield from _given(
                item, details, resource, authored.day if authored else None, trusted, into
            )


def _items(parent: Element) -> Iterator[_Item]:
    """All answered items, whatever they are nested in."""
    for item in parent.items("item"):
        if item.is_object():
            answers = tuple(answer for answer in item.items("answer") if answer.is_object())
            if answers:
                yield _Item(item.text("linkId"), item, answers)
            for holder in (item, *answers):
                if "item" in holder.value:
                    yield from _items(holder)


def _note_strange(items: list[_Item], asked: set[str], into: Gathered, *, ours: bool) -> None:
    """Note items that may be meant for screening and are not understood."""
    for item in items:
        base, _, detail = item.link.partition(".")
        known = base in asked and detail in ("", "where", "trimester", "since", "confirmed")
        if not known and (ours or item.link.startswith(_OURS)):
            item.element.get("linkId").note(f"{shown(item.link)!r} is no question of screening")


def _given(
    item: _Item,
    details: Mapping[str, _Item],
    resource: Resource,
    on: date | None,
    trusted: bool,
    into: Gathered,
) -> Iterator[Given]:
    at = resource.element.text("authored")
    for answer in item.answers:
        reply = _reply(answer)
        if reply is None:
            answer.note(f"is neither yes, no nor unsure to {item.link}")
        elif reply is not Reply.NO or trusted:
            yield Given(
                item.link,
                reply,
                item.element.path,
                resource.ref,
                on=on,
                at=at,
                **(_details(item.link, details, into) if details else {}),
            )


class _Details(TypedDict, total=False):
    """What belongs to an answer and stands in items of its own."""

    places: tuple[Place, ...]
    trimester: int | None
    since: date | None
    confirmed: bool


def _details(link: str, details: Mapping[str, _Item], into: Gathered) -> _Details:
    return {
        "places": _places(details.get(f"{link}.where"), into),
        "trimester": _trimester(details.get(f"{link}.trimester")),
        "since": _since(details.get(f"{link}.since"), into),
        "confirmed": _confirmed(details.get(f"{link}.confirmed")),
    }


def _reply(answer: Element) -> Reply | None:
    flag = answer.get("valueBoolean").value
    if isinstance(flag, bool):
        return Reply.YES if flag else Reply.NO
    words = [answer.text("valueString")]
    coding = answer.get("valueCoding")
    if coding.is_object():
        words[:0] = [coding.text("code"), coding.text("display")]
    for word in words:
        if word.casefold() in _REPLIES:
            return _REPLIES[word.casefold()]
    return None


def _texts(item: _Item) -> Iterator[tuple[Element, str]]:
    for answer in item.answers:
        coding = answer.get("valueCoding")
        code = coding.text("code") if coding.is_object() else ""
        yield answer, code or answer.text("valueString")


def _places(item: _Item | None, into: Gathered) -> tuple[Place, ...]:
    """All places; none when one is not understood: then it may be anywhere."""
    found: list[Place] = []
    for answer, text in _texts(item) if item else ():
        try:
            found.append(place_from_text(text, into.rules))
        except InvalidInput as error:
            answer.note(f"{shown(text)!r}: expected {error.expected}")
            return ()
    return tuple(dict.fromkeys(found))


def _trimester(item: _Item | None) -> int | None:
    if item is None:
        return None
    value = item.answers[0].get("valueInteger").value
    if value in (1, 2, 3) and not isinstance(value, bool):
        return int(value)
    item.answers[0].note("the trimester is 1, 2 or 3")
    return None


def _since(item: _Item | None, into: Gathered) -> date | None:
    if item is None:
        return None
    names = ("valueDate", "valueDateTime")
    name = next((name for name in names if not item.answers[0].get(name).missing), "valueDate")
    span = read_span(item.answers[0], name, into.on)
    return span.last if span else None


def _confirmed(item: _Item | None) -> bool:
    return item is not None and item.answers[0].flag("valueBoolean")
