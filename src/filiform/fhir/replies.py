"""Answers to the rules' questions, from several places, and what counts when they disagree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from filiform.fhir.elements import Unread
from filiform.screening import Answer, Place, Reply

_STRICTNESS = (Reply.NO, Reply.UNSURE, Reply.YES)


@dataclass(frozen=True, slots=True)
class Given:
    """One answer as it stands in the record: at `path`, given `at` a time (as written)."""

    rule: str
    value: Reply
    path: str
    ref: str
    on: date | None = None
    at: str = ""
    places: tuple[Place, ...] = ()
    trimester: int | None = None
    since: date | None = None
    confirmed: bool = False

    def answer(self) -> Answer:
        detailed = self.value is not Reply.NO
        return Answer(
            self.rule,
            self.value,
            places=self.places if detailed else (),
            trimester=self.trimester if detailed else None,
            since=self.since if detailed else None,
            on=self.on,
            confirmed=self.confirmed,
            ref=self.ref,
        )


def weighed(given: Iterable[Given], unread: Unread) -> list[Given]:
    """One answer to each question: the latest; of several of one time, or undated, the strictest.

    Answers that disagree at one time are noted.
    """
    by_rule: dict[str, list[Given]] = {}
    for one in given:
        by_rule.setdefault(one.rule, []).append(one)
    return [_weighed(same, unread) for same in by_rule.values()]


def _weighed(same: list[Given], unread: Unread) -> Given:
    if len(same) == 1:
        return same[0]
    dated = all(one.on is not None for one in same)
    last = max((_time(one) for one in same), default=("", "")) if dated else None
    latest = [one for one in same if last is None or _time(one) == last]
    strictest = max(latest, key=lambda one: _STRICTNESS.index(one.value))
    if len({one.value for one in latest}) > 1:
        what = f"{strictest.rule} is answered differently elsewhere; {strictest.value} counts"
        unread.note(strictest.path, what)
    return strictest


def _time(one: Given) -> tuple[str, str]:
    return str(one.on), one.at
