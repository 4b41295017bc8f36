"""A verdict as text for people at a terminal; programs use ``--json``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from filiform.cli.tables import Row, bullets, table, wrap
from filiform.knowledge.screening import ScreeningRules
from filiform.screening import Evidence, MuscleVerdict, Place, Reason, Target, Verdict
from filiform.screening.documents import main_action

_MOST = 4


def verdict_as_text(verdict: Verdict, evidence: Iterable[Evidence], rules: ScreeningRules) -> str:
    """Verdict, muscles, reasons, what to change, what to ask, what was matched and not read."""
    parts = [
        f"{verdict.session.word.upper()}  {_completeness(verdict)}",
        _table(("verdict", "muscle"), map(_muscle_row, verdict.muscles)),
        _table(("verdict", "reason"), _reasons(verdict, rules)),
        _list("Do differently", (f"{c.text} [{c.reason}]" for c in verdict.changes)),
        _list("Ask", (f"{q.text} [{q.id}: {q.why.replace('_', ' ')}]" for q in verdict.questions)),
        _list("Found in the record", map(_evidence, evidence)),
        _list("Not read", verdict.unread),
        wrap(
            f"Decision support for licensed professionals. Engine {verdict.version.engine}, "
            f"rules {verdict.version.rules}, atlas {verdict.version.atlas}."
        ),
    ]
    return "\n\n".join(filter(None, parts))


def _completeness(verdict: Verdict) -> str:
    return "history complete" if verdict.complete else "history not complete"


def _table(head: Sequence[str], rows: Iterable[Row]) -> str:
    """The table; nothing when it has no rows."""
    listed = list(rows)
    return table(head, listed) if listed else ""


def _muscle_row(muscle: MuscleVerdict) -> Row:
    return (muscle.outcome.word, _target(Target(muscle.muscle, muscle.side))), ()


def _reasons(verdict: Verdict, rules: ScreeningRules) -> Iterator[Row]:
    for reason in verdict.reasons:
        yield (
            (reason.outcome.word, _name(reason, rules)),
            (
                ("where", _where(reason)),
                ("action", main_action(reason).replace("_", " ")),
                ("because", _some(reason.because)),
            ),
        )


def _name(reason: Reason, rules: ScreeningRules) -> str:
    """The rule's label and id; a question mark while it is only taken for granted."""
    rule = rules.rules.get(reason.id)
    label = f"{rule.label} [{reason.id}]" if rule else reason.id.replace("_", " ")
    return f"{label}?" if reason.provisional else label


def _where(reason: Reason) -> str:
    return _some([*map(_place, reason.regions), *map(_target, reason.muscles)]) or str(reason.scope)


def _place(place: Place) -> str:
    return " ".join(filter(None, [place.region.replace("_", " "), place.side]))


def _target(target: Target) -> str:
    return " ".join(filter(None, [target.muscle.replace("_", " "), target.side]))


def _some(items: Iterable[str]) -> str:
    listed = list(items)
    more = f" and {len(listed) - _MOST} more" if len(listed) > _MOST else ""
    return ", ".join(listed[:_MOST]) + more


def _evidence(item: Evidence) -> str:
    doubts = [] if item.current else ["does not count"]
    doubts += [] if item.certain else ["not certain"]
    return f"{item.name} -> {item.group} ({', '.join([item.ref, *doubts])})"


def _list(title: str, lines: Iterable[str]) -> str:
    listed = bullets(lines)
    return f"{title}:\n{listed}" if listed else ""
