"""What must be done differently, in words, for each reason. Never a depth or a length."""

from __future__ import annotations

from collections.abc import Iterable

from filiform.screening.case import Case
from filiform.screening.law import lawful_changes
from filiform.screening.verdict import Change, Reason


def changes(reasons: Iterable[Reason], case: Case) -> tuple[Change, ...]:
    """Each change once, in the order of the reasons; what the law asks for last."""
    found = [change for reason in reasons for change in _of_reason(reason, case)]
    return tuple(dict.fromkeys((*found, *lawful_changes(case))))


def _of_reason(reason: Reason, case: Case) -> Iterable[Change]:
    if reason.cleared and reason.note:
        yield Change(reason.id, reason.note)
    if reason.id in case.rules.rules:
        yield Change(reason.id, case.rules.rules[reason.id].what_to_do)
    elif reason.id in case.rules.hazards:
        hazard = case.rules.hazards[reason.id]
        for line in hazard.keep_safe:
            yield Change(reason.id, line)
        for line in hazard.avoid:
            yield Change(reason.id, f"Avoid: {line}")
    elif reason.note and not reason.cleared:
        yield Change(reason.id, reason.note)
