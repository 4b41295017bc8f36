"""From findings to reasons: at the rule's own scope, in the place it speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypedDict

from filiform.knowledge.screening import Act, Level, PlaceRule, Rule, Scope
from filiform.screening.case import Case
from filiform.screening.findings import Finding, Findings
from filiform.screening.history import Place
from filiform.screening.outcome import Outcome
from filiform.screening.outcomes import mapped, outcome_of
from filiform.screening.places import Where, everywhere, resolve
from filiform.screening.verdict import Reason

# Rules that only combinations of others make.
COMBINED = ("ci_bleeding_no_compress", "ci_multi_antithrombotic")

ANYWHERE = "Where is not known, so it counts everywhere until it is said."
EVERYWHERE_CARE = "No single place: care everywhere."
LIMIT = "A limit of the clinic; no clearance lifts it."


@dataclass(frozen=True, slots=True)
class Draft:
    """A reason before clearances. `clearable`: a written medical answer can turn it to caution."""

    reason: Reason
    clearable: bool = False


class Backing(TypedDict):
    """What a reason takes over from its finding."""

    because: tuple[str, ...]
    matched: tuple[str, ...]
    provisional: bool


def drafts(findings: Findings, case: Case) -> tuple[Draft, ...]:
    """The reasons that single rules give."""
    single = (finding for name, finding in findings.items() if name not in COMBINED)
    return tuple(draft for finding in single for draft in _drafts(finding, findings, case))


def _drafts(finding: Finding, findings: Findings, case: Case) -> Iterable[Draft]:
    rule = finding.rule
    if rule.technique and rule.technique != case.technique:
        return
    outcome = outcome_of(finding, findings, case)
    limit = outcome is Outcome.STOP and mapped(rule) is not Outcome.STOP
    clearable = _clearable(rule, case) and not limit
    note = LIMIT if limit else ""
    if rule.scope is Scope.REGION:
        yield from _regional(finding, outcome, case, clearable=clearable, note=note)
        return
    yield Draft(reason(rule, outcome, backing(finding), note=_measured(finding, note)), clearable)
    avoided = _avoided(finding, case)
    if avoided:
        yield Draft(reason(rule, Outcome.STOP, backing(finding), where=avoided))


def _clearable(rule: Rule, case: Case) -> bool:
    """Absolute rules stand, but for the one that a clinic may open to specialists' clearance."""
    if rule.id == "ci_severe_bleeding_disorder":
        return case.settings.severe_bleeding_clearable
    return rule.level is not Level.ABSOLUTE


def _measured(finding: Finding, note: str) -> str:
    values = "; ".join(f"{item.kind} {item.text}" for item in finding.measured)
    return " ".join(part for part in (f"Measured: {values}." if values else "", note) if part)


def _avoided(finding: Finding, case: Case) -> Where:
    """The regions that a rule for the whole session still forbids."""
    if Act.AVOID_REGION not in finding.rule.actions:
        return Where()
    zones = (Place(zone) for zone in finding.rule.zones)
    return resolve((*zones, *finding.places), case.rules)


def _regional(
    finding: Finding, outcome: Outcome, case: Case, *, clearable: bool, note: str
) -> Iterable[Draft]:
    rule, found = finding.rule, backing(finding)
    where, sure = _where(finding, case)
    if where:
        text = note if sure else f"{ANYWHERE} {note}".strip()
        found["provisional"] = finding.provisional or not sure
        yield Draft(reason(rule, outcome, found, where=where, note=text), clearable)
    if finding.general and not finding.unplaced:
        care = min(outcome, Outcome.CAUTION)
        whole = everywhere(case.rules)
        yield Draft(reason(rule, care, backing(finding), where=whole, note=EVERYWHERE_CARE))


def _where(finding: Finding, case: Case) -> tuple[Where, bool]:
    """Where the rule holds, and whether that is known."""
    rule = finding.rule
    if rule.place is PlaceRule.EVERYWHERE:
        return everywhere(case.rules), True
    if rule.place is PlaceRule.ZONES:
        zones = tuple(Place(zone) for zone in rule.zones)
        return resolve((*zones, *finding.places), case.rules), True
    if finding.unplaced:
        return everywhere(case.rules), False
    return resolve(finding.places, case.rules, spread=rule.spread), True


def backing(*findings: Finding) -> Backing:
    """Grounds of one or several findings together; provisional when one of them is."""
    return {
        "because": tuple(dict.fromkeys(ref for found in findings for ref in found.because)),
        "matched": tuple(dict.fromkeys(name for found in findings for name in found.matched)),
        "provisional": any(found.provisional for found in findings),
    }


def reason(
    rule: Rule, outcome: Outcome, found: Backing, *, where: Where | None = None, note: str = ""
) -> Reason:
    """A rule's reason; with `where`, one for these regions and muscles only."""
    return Reason(
        id=rule.id,
        level=rule.level,
        scope=_scope(rule, where),
        outcome=outcome,
        regions=where.regions if where else (),
        muscles=where.muscles if where else (),
        actions=rule.actions,
        sources=tuple(source.id for source in rule.sources),
        unverified=not rule.verified,
        note=note,
        **found,
    )


def _scope(rule: Rule, where: Where | None) -> Scope:
    if where is None:
        return rule.scope
    return Scope.REGION if where.regions else Scope.MUSCLE
