"""From a rule that applies to its outcome: the general mapping, and the clinic's settings.

absolute -> stop; else clearance first -> clearance; else avoid the region -> stop there; else
caution. A setting, a limit or a waiting time can make the outcome of single rules another one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from filiform.knowledge.screening import Act, Level, Rule, Scope
from filiform.screening.case import Case
from filiform.screening.findings import Finding, Findings
from filiform.screening.outcome import Outcome

# Everything else that makes bleeding more likely, beside the anticoagulant itself.
OTHER_BLEEDING = (
    "ci_severe_bleeding_disorder",
    "ci_inr_high",
    "ci_antiplatelet",
    "ci_thrombocytopenia",
    "ci_bleeding_mild",
    "ci_hyperbleeding_meds",
)


def mapped(rule: Rule) -> Outcome:
    """What a rule comes to by its level, scope and actions alone."""
    if rule.level is Level.ABSOLUTE:
        return Outcome.STOP
    if Act.CLEARANCE_FIRST in rule.actions:
        return Outcome.CLEARANCE
    if Act.AVOID_REGION in rule.actions and rule.scope is Scope.REGION:
        return Outcome.STOP
    return Outcome.CAUTION


def outcome_of(finding: Finding, findings: Findings, case: Case) -> Outcome:
    """What a finding comes to in this clinic."""
    if finding.stop:
        return Outcome.STOP
    decide = _DECIDED.get(finding.rule.id)
    return decide(finding, findings, case) if decide else mapped(finding.rule)


def _phobia(_finding: Finding, _findings: Findings, case: Case) -> Outcome:
    return Outcome.STOP if case.settings.phobia == "stop" else Outcome.CAUTION


def _sedated(_finding: Finding, _findings: Findings, case: Case) -> Outcome:
    return Outcome.STOP if case.settings.sedated_today == "stop" else Outcome.CAUTION


def _at_risk_limb(finding: Finding, _findings: Findings, case: Case) -> Outcome:
    avoid = case.settings.at_risk_limb == "avoid"
    return mapped(finding.rule) if avoid else Outcome.CAUTION


def _anticoagulant(finding: Finding, findings: Findings, case: Case) -> Outcome:
    always = case.settings.anticoagulant_clearance == "always"
    if always or any(rule in findings for rule in OTHER_BLEEDING):
        return mapped(finding.rule)
    return Outcome.CAUTION


def _pregnancy(finding: Finding, _findings: Findings, case: Case) -> Outcome:
    """An unknown trimester needs clearance, whose author will know it, and keeps the question."""
    first, later = case.settings.first_trimester, case.settings.later_pregnancy
    stop = later == "stop" or (finding.trimester == 1 and first == "stop")
    return Outcome.STOP if stop else Outcome.CLEARANCE


def _joint_implant(finding: Finding, _findings: Findings, case: Case) -> Outcome:
    weeks = case.settings.joint_surgery_weeks
    fresh = finding.since is not None and (case.on - finding.since).days < 7 * weeks
    return Outcome.STOP if fresh else mapped(finding.rule)


_DECIDED: Mapping[str, Callable[[Finding, Findings, Case], Outcome]] = {
    "ci_needle_phobia": _phobia,
    "ci_alcohol_drugs": _sedated,
    "ci_node_dissection": _at_risk_limb,
    "ci_anticoag": _anticoagulant,
    "ci_pregnancy": _pregnancy,
    "ci_joint_implant": _joint_implant,
}
