"""The values of a history in JSON form, both ways: how answers are stored and sent.

Reading refuses what does not fit with `InvalidInput` naming the field, unknown keys included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from filiform.body.values import Side
from filiform.errors import InvalidInput
from filiform.screening.history import (
    Answer,
    DayAnswer,
    Evidence,
    EvidenceKind,
    Observation,
    Place,
    Reply,
)
from filiform.screening.words_read import WordsRead

Word = TypeVar("Word", bound=StrEnum)


def write_answer(answer: Answer) -> dict[str, Any]:
    """`{"rule", "value", "places", "trimester", "since", "on", "confirmed", "ref"}`."""
    return {
        "rule": answer.rule,
        "value": str(answer.value),
        "places": write_places(answer.places),
        "trimester": answer.trimester,
        "since": _day(answer.since),
        "on": _day(answer.on),
        "confirmed": answer.confirmed,
        "ref": answer.ref,
    }


def read_answer(document: Mapping[str, Any], field: str = "answer") -> Answer:
    """The opposite of `write_answer`; all but `rule` and `value` may be missing."""
    take = _Taker(document, field)
    answer = Answer(
        take.text("rule"),
        take.word("value", Reply),
        read_places(take.rows("places"), f"{field}.places"),
        take.whole("trimester"),
        take.day("since"),
        take.day("on"),
        take.flag("confirmed", False),
        take.text("ref", ""),
    )
    take.close()
    return answer


def write_day_answer(answer: DayAnswer) -> dict[str, Any]:
    """`{"question", "value", "places", "ref"}`."""
    return {
        "question": answer.question,
        "value": str(answer.value),
        "places": write_places(answer.places),
        "ref": answer.ref,
    }


def read_day_answer(document: Mapping[str, Any], field: str = "day") -> DayAnswer:
    """The opposite of `write_day_answer`."""
    take = _Taker(document, field)
    places = read_places(take.rows("places"), f"{field}.places")
    answer = DayAnswer(
        take.text("question"), take.word("value", Reply), places, take.text("ref", "")
    )
    take.close()
    return answer


def write_evidence(item: Evidence) -> dict[str, Any]:
    """`{"kind", "group", "name", "ref", "current", "certain", "places", "trimester", "since"}`."""
    return {
        "kind": str(item.kind),
        "group": item.group,
        "name": item.name,
        "ref": item.ref,
        "current": item.current,
        "certain": item.certain,
        "places": write_places(item.places),
        "trimester": item.trimester,
        "since": _day(item.since),
    }


def read_evidence(document: Mapping[str, Any], field: str = "evidence") -> Evidence:
    """The opposite of `write_evidence`."""
    take = _Taker(document, field)
    item = Evidence(
        take.word("kind", EvidenceKind),
        take.text("group"),
        take.text("name"),
        take.text("ref"),
        take.flag("current", True),
        take.flag("certain", True),
        read_places(take.rows("places"), f"{field}.places"),
        take.whole("trimester"),
        take.day("since"),
    )
    take.close()
    return item


def write_observation(seen: Observation) -> dict[str, Any]:
    """`{"kind", "value", "unit", "on", "ref"}`."""
    return {
        "kind": seen.kind,
        "value": seen.value,
        "unit": seen.unit,
        "on": _day(seen.on),
        "ref": seen.ref,
    }


def read_observation(document: Mapping[str, Any], field: str = "observation") -> Observation:
    """The opposite of `write_observation`."""
    take = _Taker(document, field)
    on = take.day("on")
    if on is None:
        raise InvalidInput(f"{field}.on", "the day it was measured")
    seen = Observation(
        take.text("kind"), take.number("value"), take.text("unit"), on, take.text("ref")
    )
    take.close()
    return seen


def write_words_read(read: WordsRead) -> dict[str, Any]:
    """`{"text", "found", "why"}`."""
    return {"text": read.text, "found": read.found, "why": read.why}


def read_words_read(document: Mapping[str, Any], field: str = "read") -> WordsRead:
    """The opposite of `write_words_read`."""
    take = _Taker(document, field)
    read = WordsRead(take.text("text"), take.text("found", ""), take.text("why", ""))
    take.close()
    return read


def write_places(places: Iterable[Place]) -> list[dict[str, Any]]:
    """`[{"region", "side"}]`; side None: both, or not said."""
    return [
        {"region": place.region, "side": str(place.side) if place.side else None}
        for place in places
    ]


def read_places(rows: Iterable[Mapping[str, Any]], field: str = "places") -> tuple[Place, ...]:
    """The opposite of `write_places`."""
    return tuple(_place(row, f"{field}[{n}]") for n, row in enumerate(rows))


def _place(row: Mapping[str, Any], field: str) -> Place:
    take = _Taker(row, field)
    side = take.word("side", Side) if take.has("side") else None
    place = Place(take.text("region"), side)
    take.close()
    return place


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


class _Taker:
    """Takes typed keys from an object, and refuses what is left over."""

    def __init__(self, document: Mapping[str, Any], field: str) -> None:
        if not isinstance(document, Mapping):
            raise InvalidInput(field, "an object", got=document)
        self._document, self._field, self._taken = document, field, set[str]()

    def has(self, key: str) -> bool:
        self._taken.add(key)
        return self._document.get(key) is not None

    def text(self, key: str, default: str | None = None) -> str:
        value = self._take(key, default)
        return str(self._checked(key, value, isinstance(value, str), "a text"))

    def word(self, key: str, words: type[Word]) -> Word:
        value = self._take(key, None)
        names = [str(word) for word in words]
        return words(self._checked(key, value, value in names, f"one of {', '.join(names)}"))

    def flag(self, key: str, default: bool) -> bool:
        value = self._take(key, default)
        return bool(self._checked(key, value, isinstance(value, bool), "true or false"))

    def whole(self, key: str) -> int | None:
        value = self._take(key, None)
        fits = value is None or (isinstance(value, int) and not isinstance(value, bool))
        checked: int | None = self._checked(key, value, fits, "a whole number or null")
        return checked

    def number(self, key: str) -> float:
        value = self._take(key, None)
        fits = isinstance(value, int | float) and not isinstance(value, bool)
        return float(self._checked(key, value, fits, "a number"))

    def day(self, key: str) -> date | None:
        value = self._take(key, None)
        return None if value is None else self._parsed(key, value, date.fromisoformat)

    def rows(self, key: str) -> list[Mapping[str, Any]]:
        value = self._take(key, [])
        return list(self._checked(key, value, isinstance(value, list), "a list"))

    def close(self) -> None:
        unknown = sorted(set(self._document) - self._taken)
        if unknown:
            raise InvalidInput(
                self._field, f"only {', '.join(sorted(self._taken))}", got=unknown[0]
            )

    def _take(self, key: str, default: Any) -> Any:
        self._taken.add(key)
        return self._document.get(key, default)

    def _checked(self, key: str, value: Any, fits: bool, expected: str) -> Any:
        if not fits:
            raise InvalidInput(f"{self._field}.{key}", expected, got=value)
        return value

    def _parsed(self, key: str, value: Any, parse: Callable[[str], date]) -> date:
        try:
            return parse(value)
        except (TypeError, ValueError):
            raise InvalidInput(
                f"{self._field}.{key}", "a date such as 2026-01-31", got=value
            ) from None
