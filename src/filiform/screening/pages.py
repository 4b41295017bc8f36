"""The screening rules as a page to review: ``python -m filiform.screening.pages FILE``.

Written from the data, with what each rule comes to by level, scope and actions; a test keeps
docs/reference/screening-rules.md current.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from filiform.knowledge.screening import (
    Compressible,
    ConditionGroup,
    MedicineClass,
    MuscleHazard,
    ObservationKind,
    Pack,
    ReadingBasis,
    Rule,
    ScreeningRules,
    Wording,
    load_rules,
)
from filiform.knowledge.sources import Sourced
from filiform.screening.combine import COMBINATIONS
from filiform.screening.outcomes import mapped

HEAD = """\
<!-- Written by python -m filiform.screening.pages from knowledge/data/screening. -->
# Screening rules

No clinician has reviewed these entries yet. *Unverified* entries rest on weak or unread sources:
they stay on for practitioners, marked as such, and are hidden from patients. What a verdict means
and how rules combine is in [screening](../explanation/pathway/screening.md), the form of the files
in [screening files](screening-files.md).
"""
NO_FIGURES = (
    "Published lengths and depths are findings from small samples and no settings; they stay in "
    "the data and are not repeated here.\n"
)


def rules_page(rules: ScreeningRules) -> str:
    """The whole page."""
    parts = [
        HEAD,
        f"Version `{rules.version}`: {len(rules.rules)} rules, {len(rules.medicines)} medicine "
        f"classes, {len(rules.conditions)} condition groups, {len(rules.hazards)} hazards.\n",
        "## Rules\n",
        *(_rule(rule) for rule in rules.rules.values()),
        "## Combinations\n",
        _combinations(),
        "## The treatment day\n",
        _day(rules),
        "## Clinic settings\n",
        _settings(rules),
        "## Measurements\n",
        _table(("measurement", "LOINC", "unit", "rule", "limits", "grade"), _observations(rules)),
        "## Medicines\n",
        _table(("id", "medicines", "ATC", "raises", "grade"), _medicines(rules)),
        "## Conditions\n",
        _table(("id", "conditions", "ICD-10-CM", "raises", "grade"), _conditions(rules)),
        "## Hazards\n",
        NO_FIGURES,
        _table(("id", "muscles", "risk", "in reach", "what keeps safe", "grade"), _hazards(rules)),
        "## Muscles\n",
        _muscles_note(rules),
        _table(("muscle", "region", "hazard", "compressible", "read by"), _muscles(rules)),
        "## Places\n",
        _table(("place", "law", "asks for", "to confirm", "sources"), _packs(rules)),
        "## Danger signs\n",
        _table(("id", "sign", "severity", "when", "grade"), _red_flags(rules)),
        "## Sources\n",
        _table(("id", "source", "read", "to confirm"), _sources(rules)),
    ]
    return "\n".join(parts)


def _rule(rule: Rule) -> str:
    wording = " (own wording)" if rule.wording is Wording.OWN else ""
    lines = [
        f"### {rule.label}\n",
        f"`{rule.id}`: {rule.level}, {rule.scope}: **{mapped(rule).word}**"
        f"{' there' if rule.place else ''}. Actions: {_words(rule.actions)}.\n",
        f"- Asks: {rule.question}{wording}{_asked(rule)}",
        f"- Applies to: {rule.condition}",
        f"- Why: {rule.why}",
        f"- What to do: {rule.what_to_do}",
        *([f"- Sources disagree: {rule.conflict}"] if rule.conflict else []),
        *([f"- The clinic decides: {rule.configurable}"] if rule.configurable else []),
        f"- {_grade(rule)}\n",
    ]
    return "\n".join(lines)


def _asked(rule: Rule) -> str:
    after = f" (after {', '.join(f'`{name}`' for name in rule.after)})" if rule.after else ""
    return after or (" (worked out, not asked)" if rule.asked == "computed" else "")


def _grade(entry: Sourced) -> str:
    mark = "" if entry.verified else "**unverified**, "
    sources = ", ".join(f"`{source.id}`" for source in entry.sources)
    review = entry.review
    return (
        f"{mark}{entry.confidence}: {sources}. "
        f"Checked {review.on}, next {review.next}, clinical review: {review.clinical}."
    )


def _short(entry: Sourced) -> str:
    mark = "" if entry.verified else "unverified, "
    return f"{mark}{entry.confidence}: {', '.join(source.id for source in entry.sources)}"


def _combinations() -> str:
    rows = [
        (_spoken(combine.__name__), (combine.__doc__ or "").strip()) for combine in COMBINATIONS
    ]
    return _table(("combination", "what it makes"), rows)


def _day(rules: ScreeningRules) -> str:
    rows = [
        (
            f"`{q.id}`",
            q.question,
            q.raised_by,
            q.effect,
            q.otherwise,
            ", ".join((*q.rules, *q.settles)),
        )
        for q in rules.day_questions
    ]
    return _table(
        ("id", "question (own wording)", "raised by", "effect", "otherwise", "rules"), rows
    )


def _settings(rules: ScreeningRules) -> str:
    rows = []
    for note in rules.settings.values():
        default = "no limit" if note.default is None else f"{note.default} {note.unit}".strip()
        other = ", ".join(note.choices) or (f"{note.stricter} is stricter" if note.stricter else "")
        rows.append((f"`{note.id}`", note.title, default, other, note.note, _short(note)))
    return _table(("id", "what", "default", "choices", "why", "grade"), rows)


def _observations(rules: ScreeningRules) -> Iterable[tuple[object, ...]]:
    for kind in rules.observations.values():
        label = f"{kind.label} (`{kind.id}`)"
        yield label, ", ".join(kind.loinc), kind.unit, kind.rule, _limits(kind), _short(kind)


def _limits(kind: ObservationKind) -> str:
    return "; ".join(f"{use.when} `{use.setting}`: {use.outcome}" for use in kind.limits)


def _medicines(rules: ScreeningRules) -> Iterable[tuple[object, ...]]:
    for group in rules.medicines.values():
        yield f"`{group.id}`", _drugs(group), ", ".join(group.atc), _raises(group), _short(group)


def _drugs(group: MedicineClass) -> str:
    return f"{group.label}: {', '.join(dict.fromkeys(drug.generic for drug in group.drugs))}"


def _raises(group: MedicineClass | ConditionGroup) -> str:
    return ", ".join(group.rules) or "nothing"


def _conditions(rules: ScreeningRules) -> Iterable[tuple[object, ...]]:
    for group in rules.conditions.values():
        codes = ", ".join(group.icd10cm)
        yield f"`{group.id}`", group.label, codes, _raises(group), _short(group)


def _hazards(rules: ScreeningRules) -> Iterable[tuple[object, ...]]:
    for hazard in rules.hazards.values():
        names, structures = ", ".join(hazard.names), ", ".join(hazard.structures)
        risk = "never needled" if hazard.never else hazard.risk
        yield f"`{hazard.id}`", names, risk, structures, _safe(hazard), _short(hazard)


def _safe(hazard: MuscleHazard) -> str:
    return "; ".join((*hazard.keep_safe, *(f"avoid: {line}" for line in hazard.avoid)))


def _muscles_note(rules: ScreeningRules) -> str:
    stated = sum(m.basis is ReadingBasis.SOURCE for m in rules.muscles.values())
    no = sum(m.compressible is Compressible.NO for m in rules.muscles.values())
    return (
        "*Hazard* is the stricter of atlas and hazard entries. Whether a bleed can be pressed is "
        f"stated by a source for {stated} muscles and our own reading of depth and backing for the "
        f"others (compressibility.csv); {no} count as not compressible.\n"
    )


def _muscles(rules: ScreeningRules) -> Iterable[tuple[object, ...]]:
    for m in rules.muscles.values():
        hazard = f"{m.hazard}, advanced training" if m.advanced else m.hazard
        yield f"`{m.id}`", m.region, hazard, m.compressible, m.basis


def _packs(rules: ScreeningRules) -> Iterable[tuple[object, ...]]:
    for pack in rules.packs.values():
        sources = ", ".join(source.id for source in pack.sources)
        yield f"{pack.name} (`{pack.id}`)", pack.status, _asks(pack), pack.check, sources


def _asks(pack: Pack) -> str:
    asked = (
        (pack.years_licensed, "years licensed"),
        (pack.training_hours, "training hours"),
        (pack.supervised_sessions, "supervised sessions"),
        (pack.supervisor_years, "years of needling of a supervisor"),
        (pack.supervisor_sessions, "supervised sessions of a supervisor"),
        (pack.attest_days, "days to attest"),
        (pack.incident_days, "days to report an incident"),
    )
    numbers = [f"{number} {words}" for number, words in asked if number is not None]
    flags = [
        f"physician: {_spoken(pack.referral)}" if pack.referral != "none" else "",
        "signed consent" if pack.consent_signed else "",
        "one insertion a needle" if pack.one_insertion else "",
    ]
    return "; ".join([*numbers, *filter(None, flags)])


def _red_flags(rules: ScreeningRules) -> Iterable[tuple[object, ...]]:
    for flag in rules.red_flags.values():
        yield f"`{flag.id}`", flag.name, flag.severity, flag.time_window, _short(flag)


def _sources(rules: ScreeningRules) -> Iterable[tuple[object, ...]]:
    cited = {source.id for entry in rules.entries for source in entry.sources}
    for name in sorted(cited):
        source = rules.sources[name]
        year = f" ({source.year})" if source.year else ""
        text = f"{source.authors}{year}. {source.title}. {source.address}".strip()
        yield f"`{name}`", text, _spoken(source.basis), source.note


def _spoken(name: str) -> str:
    return name.replace("_", " ")


def _words(names: Iterable[str]) -> str:
    return ", ".join(_spoken(name) for name in names)


def _table(columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    lines += [
        "| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in rows
    ]
    return "\n".join(lines) + "\n"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m filiform.screening.pages")
    parser.add_argument("file", type=Path)
    file: Path = parser.parse_args(arguments).file
    file.write_text(rules_page(load_rules()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
