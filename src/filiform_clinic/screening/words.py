"""The patient's words that no program understood, and what staff recorded: both in words."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from filiform.screening import Answer, Reply, name_of
from filiform.screening.interview import Box
from filiform.screening.written import (
    read_answer,
    read_evidence,
    read_observation,
    read_words_read,
)
from filiform_clinic.records.said import StaffEntry
from filiform_clinic.screening.cards import group_name, measured_words, where

# How the interview marks which box a text comes from.
_MARK = ", as the patient wrote it: "


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the patient that nobody has read.

    `text` is what was not understood, `whole` all that the patient wrote in that box. `unread` is
    how the history has it.
    """

    key: str
    box: str
    text: str
    whole: str
    unread: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """One entry of staff that stands: `what` was recorded, by whom and when."""

    id: UUID
    what: str
    by: str
    at: datetime


def words_in(unread: Iterable[str], texts: Mapping[str, str]) -> tuple[Words, ...]:
    """The unread texts of a history, each with what the patient wrote around it."""
    return tuple(_words(one, texts) for one in unread)


def _words(unread: str, texts: Mapping[str, str]) -> Words:
    box, marked, text = unread.partition(_MARK)
    key = hashlib.sha256(unread.encode()).hexdigest()[:12]
    if not marked:
        return Words(key, "", unread, "", unread)
    return Words(key, _boxes().get(box, box), text, texts.get(box, ""), unread)


def _boxes() -> dict[str, str]:
    return {
        Box.MEDICINES: _("Medicines"),
        Box.ALLERGIES: _("Allergies"),
        Box.CONDITIONS: _("Illnesses"),
    }


def recorded(said: Iterable[StaffEntry]) -> tuple[Recorded, ...]:
    """What staff recorded, newest first."""
    found = [Recorded(one.id, _what(one), one.by, one.at) for one in said]
    return tuple(reversed(found))


def _what(one: StaffEntry) -> str:
    return " ".join(_TOLD[key](one) for key in _TOLD if key in one.said)


def _answered(one: StaffEntry) -> str:
    answer = read_answer(one.said["answer"])
    return f"{name_of(answer.rule)}: {', '.join([_replies()[answer.value], *_details(answer)])}"


def _details(answer: Answer) -> list[str]:
    trimester = [_("trimester %(n)d") % {"n": answer.trimester}] if answer.trimester else []
    since = [f"{answer.since:%d %B %Y}"] if answer.since else []
    return [*where(answer.places, ()), *trimester, *since]


def _replies() -> dict[Reply, str]:
    return {Reply.YES: _("yes"), Reply.NO: _("no"), Reply.UNSURE: _("unsure")}


def _found(one: StaffEntry) -> str:
    item = read_evidence(one.said["evidence"])
    named = f"{item.name} ({group_name(item.group)})"
    return named if item.current else _("%(what)s: does not count") % {"what": named}


def _measured(one: StaffEntry) -> str:
    return measured_words(read_observation(one.said["observation"]))


def _read(one: StaffEntry) -> str:
    read = read_words_read(one.said["read"])
    said = {"text": read.text.partition(_MARK)[2] or read.text, "why": read.why}
    if read.found:
        return _("named in the words “%(text)s”.") % said
    return _("“%(text)s”: nothing that matters for needling. %(why)s") % said


_TOLD: dict[str, Callable[[StaffEntry], str]] = {
    "answer": _answered,
    "evidence": _found,
    "observation": _measured,
    "read": _read,
}
