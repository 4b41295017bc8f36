"""Clearances and overrides: what turns a reason into caution, and what voids it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from filiform.errors import InvalidInput
from filiform.knowledge.screening import Scope
from filiform.screening.case import Case
from filiform.screening.drafts import Draft
from filiform.screening.history import Answer, Place, Reply
from filiform.screening.measured import AGE_RULE, breaches
from filiform.screening.outcome import Outcome
from filiform.screening.places import Where, by_side, contains, covers, resolve
from filiform.screening.plan import Clearance, Override, Target
from filiform.screening.verdict import Reason

# Nothing overrides a refusal; an open question is answered, not overridden.
NEVER_OVERRIDDEN = frozenset({"ci_consent_refused", "open_questions", "unread"})


def basis(case: Case) -> frozenset[str]:
    """Every risk on file today, as keys: what a clearance given today has known."""
    answered = (_answer_key(a) for a in case.history.answers if a.value is not Reply.NO)
    recorded = (f"{item.group}:{item.name.casefold()}" for item in case.history.current)
    found = (items for rule, items in breaches(case).items() if rule != AGE_RULE)
    values = (item.key for items in found for item in items)
    raised = (f"{question.id} on {case.on}" for question in case.day.raised)
    return frozenset((*answered, *recorded, *values, *raised))


def _answer_key(answer: Answer) -> str:
    places = sorted(f"{place.region}/{place.side or ''}" for place in answer.places)
    details = (answer.rule, answer.value, answer.trimester, answer.since, *places)
    return ":".join(str(detail) for detail in details if detail is not None)


def valid(clearance: Clearance, known: frozenset[str], case: Case) -> bool:
    """In time, and nothing new on file since it was given."""
    return clearance.on <= case.on <= clearance.until and known <= clearance.basis


def cleared(
    drafts: Iterable[Draft],
    clearances: tuple[Clearance, ...],
    overrides: tuple[Override, ...],
    case: Case,
) -> tuple[Reason, ...]:
    """The reasons after valid clearances and today's overrides."""
    _check(clearances, overrides, case)
    known = basis(case)
    good = tuple(clearance for clearance in clearances if valid(clearance, known, case))
    reasons = (reason for draft in drafts for reason in _clear(draft, good, case))
    today = {override.reason: override for override in overrides if override.on == case.on}
    return tuple(_override(reason, today.get(reason.id)) for reason in reasons)


def _check(clearances: tuple[Clearance, ...], overrides: tuple[Override, ...], case: Case) -> None:
    for clearance in clearances:
        if clearance.reason not in case.rules.rules:
            raise InvalidInput("clearances", "ids of rules", got=clearance.reason)
        resolve(clearance.places, case.rules)
    for override in overrides:
        if override.reason in NEVER_OVERRIDDEN:
            raise InvalidInput("overrides", "a reason that may be overridden", got=override.reason)


def _clear(draft: Draft, clearances: tuple[Clearance, ...], case: Case) -> tuple[Reason, ...]:
    mine = tuple(c for c in clearances if c.reason == draft.reason.id)
    if not (mine and draft.clearable and draft.reason.outcome > Outcome.CAUTION):
        return (draft.reason,)
    whole = next((clearance for clearance in mine if not clearance.places), None)
    if whole is not None:
        return (_as_cleared(draft.reason, whole),)
    if draft.reason.scope in (Scope.REGION, Scope.MUSCLE):
        return _clear_partly(draft.reason, mine, case)
    return (draft.reason,)


def _as_cleared(reason: Reason, clearance: Clearance) -> Reason:
    note = f"Cleared by {clearance.by} until {clearance.until}. {clearance.conditions}".strip()
    return replace(reason, outcome=Outcome.CAUTION, cleared=True, note=note)


def _clear_partly(
    reason: Reason, clearances: tuple[Clearance, ...], case: Case
) -> tuple[Reason, ...]:
    """What the clearances name as caution, the rest as it was."""
    found, left = [], by_side(Where(reason.regions, reason.muscles), case.rules)
    for clearance in clearances:
        named, left = _split(left, resolve(clearance.places, case.rules), case)
        if named:
            part = replace(reason, regions=named.regions, muscles=named.muscles)
            found.append(_as_cleared(_rescoped(part), clearance))
    if left:
        rest = replace(reason, regions=left.regions, muscles=left.muscles)
        found.append(_rescoped(rest))
    return tuple(found)


def _split(where: Where, named: Where, case: Case) -> tuple[Where, Where]:
    """The part of `where` that `named` covers, and the rest."""

    def region(place: Place) -> bool:
        return any(covers(wide, place) for wide in named.regions)

    def muscle(target: Target) -> bool:
        return contains(named, target, case.rules)

    return (
        Where(
            tuple(p for p in where.regions if region(p)),
            tuple(t for t in where.muscles if muscle(t)),
        ),
        Where(
            tuple(p for p in where.regions if not region(p)),
            tuple(t for t in where.muscles if not muscle(t)),
        ),
    )


def _rescoped(reason: Reason) -> Reason:
    return replace(reason, scope=Scope.REGION if reason.regions else Scope.MUSCLE)


def _override(reason: Reason, override: Override | None) -> Reason:
    if override is None:
        return reason
    note = f"Overridden by {override.by}: {override.why}"
    outcome = min(reason.outcome, Outcome.CAUTION)
    return replace(reason, outcome=outcome, cleared=True, note=note)
