"""What people did with cards (CDS Hooks 2.0, Feedback), checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from filiform.cds_hooks.services import SERVICES
from filiform.cds_hooks.walk import Field
from filiform.errors import InvalidInput

MOST = 100
_LONGEST_COMMENT = 2_000
_LONGEST_CODE = 200
# RFC 3339, section 5.6; the specification asks for Coordinated Universal Time.
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]00:00)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Feedback:
    """What became of one card. `accepted` are ids of suggestions; `at` is UTC."""

    card: UUID
    outcome: str
    at: datetime
    accepted: tuple[UUID, ...] = ()
    reason_system: str = ""
    reason_code: str = ""
    comment: str = ""


def read_feedback(service_id: str, document: Any) -> tuple[Feedback, ...]:
    """The entries sent to a service's feedback endpoint; `InvalidInput` with the path."""
    if service_id not in SERVICES:
        raise InvalidInput("id", f"one of {', '.join(SERVICES)}", got=service_id)
    entries = list(Field(document).get("feedback").items())
    if not 0 < len(entries) <= MOST:
        raise InvalidInput("feedback", f"1 to {MOST} entries", got=len(entries))
    return tuple(_entry(entry) for entry in entries)


def _entry(entry: Field) -> Feedback:
    outcome = entry.get("outcome").one_of("accepted", "overridden")
    system, code, comment = _override(entry.get("overrideReason"))
    return Feedback(
        card=entry.get("card").uuid(),
        outcome=outcome,
        at=_time(entry.get("outcomeTimestamp")),
        accepted=tuple(_accepted(entry, needed=outcome == "accepted")),
        reason_system=system,
        reason_code=code,
        comment=comment,
    )


def _accepted(entry: Field, *, needed: bool) -> Iterator[UUID]:
    """Rule cds-fb-2: an accepted card names its suggestions."""
    given = entry.get("acceptedSuggestions")
    if given.missing and not needed:
        return
    suggestions = list(given.items())
    if (needed and not suggestions) or len(suggestions) > MOST:
        raise given.refuse(f"1 to {MOST} accepted suggestions")
    for suggestion in suggestions:
        yield suggestion.get("id").uuid()


def _override(given: Field) -> tuple[str, str, str]:
    """Rule cds-fb-3: a reason, a comment, or both."""
    if given.missing:
        return "", "", ""
    reason, comment = given.get("reason"), given.get("userComment")
    if reason.missing and comment.missing:
        raise given.refuse("a reason, a userComment or both")
    code = "" if reason.missing else _short(reason.get("code"), _LONGEST_CODE)
    has_system = not reason.missing and not reason.get("system").missing
    system = _short(reason.get("system"), _LONGEST_CODE) if has_system else ""
    return system, code, "" if comment.missing else _short(comment, _LONGEST_COMMENT)


def _short(given: Field, longest: int) -> str:
    text = given.text()
    if len(text) > longest or "\0" in text:
        raise given.refuse(f"a text of at most {longest} characters")
    return text


def _time(given: Field) -> datetime:
    text = given.text()
    try:
        when = datetime.fromisoformat(text.upper()) if _TIME.fullmatch(text) else None
    except ValueError:
        when = None
    if when is None:
        raise given.refuse("a time in UTC such as 2026-11-23T10:05:31Z")
    return when.astimezone(UTC)
