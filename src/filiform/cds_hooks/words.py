"""What a card says: a sentence, and its reasons as Markdown that carries nothing of the record's
own text unescaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from filiform.knowledge.screening import ScreeningRules
from filiform.screening import MuscleVerdict, Outcome, Reason, Verdict

# "Less than 140 characters" (CDS Hooks 2.0, Card Attributes).
LONGEST_SUMMARY = 139
_MOST_REASONS, _MOST_LINES, _MOST_REFS, _MOST_MUSCLES = 8, 5, 3, 12
_LONGEST_LINE = 240
# What Markdown and HTML would read, what begins a block, what a client might turn into a link.
_SPECIAL = re.compile(r"[\\`*_\[\]<>~&|@]|^[#+\-=]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_UNFINISHED = frozenset({"open_questions", "unread"})
_WORDS = {
    Outcome.CLEAR: "nothing found against it",
    Outcome.CAUTION: "needle with care",
    Outcome.CLEARANCE: "written medical answer first",
    Outcome.STOP: "do not needle",
}


def escaped(text: str) -> str:
    """Text of a record as Markdown that means only itself, on one line."""
    line = " ".join(text.split())
    short = line if len(line) <= _LONGEST_LINE else f"{line[: _LONGEST_LINE - 1]}…"
    return _SPECIAL.sub(r"\\\g<0>", short)


def outcome_of(verdict: Verdict) -> Outcome:
    """What the card is about: the session's outcome, or a stricter one of a single muscle."""
    return max(verdict.session, *(muscle.outcome for muscle in verdict.muscles), Outcome.CLEAR)


def speaking(verdict: Verdict) -> tuple[Reason, ...]:
    """The reasons that say more than that something is still open."""
    return tuple(r for r in verdict.reasons if r.id not in _UNFINISHED and r.outcome)


def summary(verdict: Verdict, rules: ScreeningRules) -> str:
    """One sentence of fewer than 140 characters."""
    outcome = outcome_of(verdict)
    told = [r for r in speaking(verdict) if r.outcome is outcome]
    names = ", ".join(dict.fromkeys(_label(reason, rules) for reason in told))
    return _cut(f"{_opening(verdict, outcome)}{f': {names}' if names else ''}")


def _opening(verdict: Verdict, outcome: Outcome) -> str:
    if outcome is Outcome.CLEAR:
        return "Dry needling: nothing found against it in a complete history"
    if outcome is Outcome.STOP and verdict.session is not Outcome.STOP:
        stopped = [muscle for muscle in verdict.muscles if muscle.outcome is Outcome.STOP]
        return f"Do not needle {_listed(stopped)}"
    if outcome is Outcome.CAUTION and not speaking(verdict):
        asked = sum(question.blocking for question in verdict.questions)
        return f"Dry needling: {asked} safety questions are open; ask before the first needle"
    return {
        Outcome.STOP: "Do not needle",
        Outcome.CLEARANCE: "Dry needling needs a written medical answer first",
        Outcome.CAUTION: "Dry needling with care",
    }[outcome]


def _listed(muscles: Sequence[MuscleVerdict]) -> str:
    named = " and ".join(map(muscle_name, muscles[:2]))
    return f"{named} and {len(muscles) - 2} more" if len(muscles) > 2 else named


def muscle_name(muscle: MuscleVerdict) -> str:
    name = muscle.muscle.replace("_", " ")
    return f"{name} ({muscle.side})" if muscle.side else name


def _label(reason: Reason, rules: ScreeningRules) -> str:
    rule = rules.rules.get(reason.id)
    if rule:
        label = rule.label
        return f"{label[0].lower()}{label[1:]}" if label[1:2].islower() else label
    if reason.id in rules.hazards:
        return f"risk in this place ({rules.hazards[reason.id].region.replace('_', ' ')})"
    return reason.id.replace("_", " ")


def _cut(text: str) -> str:
    if len(text) <= LONGEST_SUMMARY:
        return text
    return f"{text[: LONGEST_SUMMARY - 1].rsplit(' ', 1)[0].rstrip(',;:')}…"


def detail(verdict: Verdict, rules: ScreeningRules) -> str:
    """Muscles, reasons with grounds and sources, changes, questions and what was not read."""
    asked = [escaped(question.text) for question in verdict.questions if question.blocking]
    parts = [
        _section("Muscles", (_muscle(m) for m in _by_strictness(verdict.muscles)), _MOST_MUSCLES),
        _section("Why", (_reason(r, rules) for r in speaking(verdict)), _MOST_REASONS),
        _section("What to do", dict.fromkeys(escaped(c.text) for c in verdict.changes)),
        _section("Ask first", asked),
        _section("Not read in the record", map(escaped, verdict.unread)),
        f"Decision support for licensed professionals: check the reasons. Engine "
        f"{verdict.version.engine}, rules {verdict.version.rules}, atlas {verdict.version.atlas}.",
    ]
    return "\n\n".join(filter(None, parts))


def _by_strictness(muscles: Iterable[MuscleVerdict]) -> list[MuscleVerdict]:
    return sorted(muscles, key=lambda muscle: -muscle.outcome)


def _muscle(muscle: MuscleVerdict) -> str:
    return f"{escaped(muscle_name(muscle))}: {_WORDS[muscle.outcome]}"


def _reason(reason: Reason, rules: ScreeningRules) -> str:
    """Rule, what it comes to, its grounds in the record, its sources."""
    doubts = ["as the record says, not asked yet"] if reason.provisional else []
    doubts += ["sources are weak"] if reason.unverified else []
    head = f"**{escaped(_label(reason, rules))}** "
    head += f"({'; '.join([_WORDS[reason.outcome], *doubts])})."
    return " ".join([head, *_grounds(reason, rules)])


def _grounds(reason: Reason, rules: ScreeningRules) -> Iterator[str]:
    if reason.because:
        yield f"Because of {', '.join(map(escaped, reason.because[:_MOST_REFS]))}."
    known = [rules.sources[name].short for name in reason.sources if name in rules.sources]
    if known:
        yield f"Sources: {escaped(', '.join(dict.fromkeys(known[:_MOST_REFS])))}."


def _section(title: str, lines: Iterable[str], most: int = _MOST_LINES) -> str:
    listed = list(lines)
    if not listed:
        return ""
    more = [f"- and {len(listed) - most} more"] if len(listed) > most else []
    return "\n".join([f"**{title}**", "", *(f"- {line}" for line in listed[:most]), *more])
