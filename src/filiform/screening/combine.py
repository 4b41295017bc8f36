"""What rules make of each other: every special combination is one function here, by name.

Combining alone never stops a session. Each combination has its rows in tests/spec/screening/.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from filiform.body.values import Side
from filiform.knowledge.screening import Bleeding, Rule, Scope
from filiform.screening.case import Case
from filiform.screening.drafts import Draft, backing, reason
from filiform.screening.findings import Finding, Findings
from filiform.screening.hazards import hazard_draft
from filiform.screening.outcome import Outcome
from filiform.screening.places import Where, in_order
from filiform.screening.plan import Target, Technique

STRONGER = "Two things that make bleeding a little more likely add up: press longer, look again."
BOTH_SIDES = "Both sides of the chest in one visit: write down why, or treat one side today."
NO_CURRENT = "No electrical stimulation."
OWN_READING = "Which muscles can be pressed is our own reading of the anatomy, but for two muscles."
UNKNOWN_DEVICE = "Which device it is has not been said: no electrical stimulation until it is."

# Whoever has one of these must not be needled where a bleed cannot be pressed.
_BLEEDING_RISKS = (
    "ci_anticoag",
    "ci_inr_high",
    "ci_thrombocytopenia",
    "ci_severe_bleeding_disorder",
    "ci_bleeding_mild",
    "ci_bleeding_no_compress",
)


def combined(findings: Findings, case: Case) -> tuple[Draft, ...]:
    """The reasons that only combinations give."""
    return tuple(draft for combine in COMBINATIONS for draft in combine(findings, case))


def several_antithrombotics(findings: Findings, case: Case) -> Iterable[Draft]:
    """Two antithrombotics, or an anticoagulant with an NSAID, SSRI or SNRI: clearance."""
    rule = case.rules.rules["ci_multi_antithrombotic"]
    grounds = _several(findings, case)
    if grounds:
        yield Draft(reason(rule, Outcome.CLEARANCE, backing(*grounds)), clearable=True)


def bleeding_that_cannot_be_pressed(findings: Findings, case: Case) -> Iterable[Draft]:
    """A bleeding risk stops muscles that cannot be pressed; one antiplatelet is caution there."""
    rule = case.rules.rules["ci_bleeding_no_compress"]
    risks = [findings[name] for name in _BLEEDING_RISKS if name in findings]
    if "ci_multi_antithrombotic" in findings or len(_antithrombotics(findings, case)) > 1:
        risks += _several(findings, case)
    if risks:
        yield _unpressed(rule, Outcome.STOP, risks, case)
    elif "ci_antiplatelet" in findings:
        yield _unpressed(rule, Outcome.CAUTION, [findings["ci_antiplatelet"]], case)


def current_through_an_unknown_device(findings: Findings, case: Case) -> Iterable[Draft]:
    """An implant that nobody has named, and electrical stimulation: as if it were active."""
    rule = case.rules.rules["ci_estim_active_device"]
    site = findings.get("ci_implant_site")
    if site is None or site.provisional or case.technique is not Technique.ELECTRICAL:
        return
    if case.history.answer(rule.id) is None and rule.id not in findings:
        found = backing(site)
        found["provisional"] = True
        yield Draft(reason(rule, Outcome.STOP, found, note=UNKNOWN_DEVICE))


def current_in_pregnancy_or_epilepsy(findings: Findings, case: Case) -> Iterable[Draft]:
    """Pregnancy or epilepsy, and electrical stimulation: stop for the technique."""
    if case.technique is not Technique.ELECTRICAL:
        return
    for name in ("ci_pregnancy", "ci_epilepsy"):
        if name in findings:
            found = findings[name]
            stopped = reason(found.rule, Outcome.STOP, backing(found), note=NO_CURRENT)
            yield Draft(replace(stopped, scope=Scope.TECHNIQUE))


def both_sides_of_the_thorax(findings: Findings, case: Case) -> Iterable[Draft]:
    """Needles that can reach both lungs in one visit need a reason; with lung disease: stop."""
    reach = in_order(t for t in case.targets if case.rules.muscles[t.muscle].pleura)
    if {target.side for target in reach} >= {Side.LEFT, Side.RIGHT}:
        hazard = case.rules.hazards["mh_general_thorax"]
        disease = findings.get("ci_chest_disease")
        yield hazard_draft(hazard, reach, note=BOTH_SIDES)
        if disease:
            where = Where(muscles=reach)
            yield Draft(reason(disease.rule, Outcome.STOP, backing(disease), where=where))


def strengthened(found: Iterable[Draft], findings: Findings) -> tuple[Draft, ...]:
    """Two bleeding factors that each ask for caution only stay caution, with a stronger note."""
    drafts = tuple(found)
    if len(_mild_factors(findings)) < 2:
        return drafts
    return tuple(_stronger(draft) if _is_mild(draft) else draft for draft in drafts)


def _is_mild(draft: Draft) -> bool:
    mild = draft.reason.id in ("ci_antiplatelet", "ci_hyperbleeding_meds")
    return mild and draft.reason.outcome is Outcome.CAUTION


def _stronger(draft: Draft) -> Draft:
    return replace(draft, reason=replace(draft.reason, note=STRONGER))


def _mild_factors(findings: Findings) -> frozenset[str]:
    """The antiplatelets, NSAIDs, antidepressants and supplements, each once."""
    mild = (findings.get("ci_antiplatelet"), findings.get("ci_hyperbleeding_meds"))
    return frozenset().union(*(_names(finding) for finding in mild if finding))


def _names(finding: Finding) -> frozenset[str]:
    """What is taken, by name; one unnamed thing where only the answer is known."""
    named = frozenset(ground.name for ground in finding.grounds if ground.name)
    return named or frozenset({finding.rule.id})


def _antithrombotics(findings: Findings, case: Case) -> frozenset[str]:
    """Distinct anticoagulants and antiplatelets; an answer that names none counts as one."""
    anticoagulants = [findings[n] for n in ("ci_anticoag", "ci_inr_high") if n in findings]
    antiplatelets = [findings[n] for n in ("ci_antiplatelet",) if n in findings]
    return _taken(anticoagulants, Bleeding.ANTICOAGULANT, case) | _taken(
        antiplatelets, Bleeding.ANTIPLATELET, case
    )


def _taken(findings: list[Finding], kind: Bleeding, case: Case) -> frozenset[str]:
    medicines = case.rules.medicines
    grounds = (ground for finding in findings for ground in finding.grounds)
    of_kind = (g for g in grounds if g.group in medicines and medicines[g.group].bleeding is kind)
    named = frozenset(ground.name for ground in of_kind)
    return named or frozenset({kind.value} if findings else ())


def _several(findings: Findings, case: Case) -> list[Finding]:
    """What makes several antithrombotics, or nothing."""
    stated = [findings[n] for n in ("ci_multi_antithrombotic",) if n in findings]
    thinning = [
        findings[n] for n in ("ci_anticoag", "ci_inr_high", "ci_antiplatelet") if n in findings
    ]
    if len(_antithrombotics(findings, case)) > 1:
        return [*stated, *thinning]
    minor = findings.get("ci_hyperbleeding_meds")
    anticoagulated = "ci_anticoag" in findings or "ci_inr_high" in findings
    if minor and anticoagulated and _adds_up(minor, case):
        return [*stated, *thinning, minor]
    return stated


def _adds_up(finding: Finding, case: Case) -> bool:
    """Whether anything in it adds to an anticoagulant: supplements alone do not."""
    medicines = case.rules.medicines
    return any(
        ground.group not in medicines or "ci_multi_antithrombotic" in medicines[ground.group].rules
        for ground in finding.grounds
    )


def _unpressed(rule: Rule, outcome: Outcome, risks: list[Finding], case: Case) -> Draft:
    found = backing(*risks)
    found["provisional"] = all(risk.provisional for risk in risks)
    where = Where(muscles=tuple(Target(muscle) for muscle in case.rules.unpressed))
    return Draft(reason(rule, outcome, found, where=where, note=OWN_READING))


COMBINATIONS: tuple[Callable[[Findings, Case], Iterable[Draft]], ...] = (
    several_antithrombotics,
    bleeding_that_cannot_be_pressed,
    current_through_an_unknown_device,
    current_in_pregnancy_or_epilepsy,
    both_sides_of_the_thorax,
)
