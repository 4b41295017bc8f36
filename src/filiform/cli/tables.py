"""Answers as text for people at a terminal; programs use ``--json``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from filiform.body import Side
from filiform.knowledge import Atlas
from filiform.locating import Belief, Hypothesis, PlacedArea
from filiform.locating.values import shown


def belief_as_text(belief: Belief, atlas: Atlas, top: int) -> str:
    """Muscles with their best site and its reasons, then what to palpate next, then notes."""
    best: dict[tuple[str, Side], Hypothesis] = {}
    for hypothesis in belief.hypotheses:
        best.setdefault((hypothesis.muscle, hypothesis.side), hypothesis)
    rows = [
        _muscle_row(atlas, shown(rank.probability), best[rank.muscle, rank.side])
        for rank in belief.muscles[:top]
    ]
    tests = [
        (test.test, atlas.muscles[test.muscle].name, str(test.side), test.why)
        for test in belief.next[:top]
    ]
    parts = [
        "Hypotheses to palpate, not a diagnosis.",
        table(("muscle", "side", "p", "hazard", "explains", "missing"), rows),
        *(["Next:", table(("test", "muscle", "side", "why"), tests)] if tests else []),
        "\n".join(f"- {note}" for note in belief.notes),
        f"{_confidence(belief)} Engine {belief.version.engine}, "
        f"knowledge {belief.version.knowledge}, body {belief.version.body}.",
    ]
    return "\n\n".join(parts)


def vocabulary_as_text(document: dict[str, Any]) -> str:
    """The ids of the vocabulary, one kind after the other."""
    kinds = ("complaints", "groups", "areas", "muscles", "sites")
    parts = [
        f"{kind}:\n" + "\n".join(f"  {_vocabulary_line(item)}" for item in document[kind])
        for kind in kinds
    ]
    return "\n\n".join([*parts, "qualities: " + " ".join(document["qualities"])])


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns as wide as their widest entry; the last one runs free."""
    lines = [tuple(head), *map(tuple, rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(head) - 1)]
    return "\n".join(_line(line, widths) for line in lines)


def _line(line: Sequence[str], widths: Sequence[int]) -> str:
    cells = [text.ljust(width) for text, width in zip(line, widths, strict=False)]
    return "  ".join([*cells, line[-1]]).rstrip()


def _muscle_row(atlas: Atlas, probability: float, best: Hypothesis) -> tuple[str, ...]:
    return (
        atlas.muscles[best.muscle].name,
        str(best.side),
        f"{probability:.2f}",
        best.hazard.replace("_", " "),
        _places(best.explains) or "-",
        _places(best.missing) or "-",
    )


def _places(places: Iterable[PlacedArea]) -> str:
    return ", ".join(f"{place.area.replace('_', ' ')} {place.side}" for place in places)


def _confidence(belief: Belief) -> str:
    return "One muscle stands out." if belief.confident else "The ranking is not confident."


def _vocabulary_line(item: dict[str, Any]) -> str:
    sides = "|".join(item.get("sides", []))
    return "  ".join(part for part in (item["id"], item.get("name", ""), sides) if part)
