"""Answers as text for people at a terminal; programs use ``--json``."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

from filiform.body import Side
from filiform.knowledge import Atlas
from filiform.knowledge.rule_outs import RuleOut
from filiform.locating import Belief, Explained, Explanation, Hypothesis, PlacedArea
from filiform.locating.values import shown

WIDTH = 80
"""Columns of a narrow terminal: nothing that is printed for people runs over them."""


def belief_as_text(belief: Belief, atlas: Atlas, top: int) -> str:
    """Muscles with their best site and its reasons, then what to palpate next, then notes."""
    best: dict[tuple[str, Side], Hypothesis] = {}
    for hypothesis in belief.hypotheses:
        best.setdefault((hypothesis.muscle, hypothesis.side), hypothesis)
    ranked = [
        (
            _muscle_row(atlas, shown(rank.probability), best[rank.muscle, rank.side]),
            _reasons(best[rank.muscle, rank.side]),
        )
        for rank in belief.muscles[:top]
    ]
    tests = [
        ((test.test, _name(test.muscle, atlas), str(test.side)), [("why", test.why)])
        for test in belief.next[:top]
    ]
    parts = [
        "Hypotheses to palpate, not a diagnosis.",
        table(("muscle", "side", "p", "hazard"), ranked),
        *(["Next:", table(("test", "muscle", "side"), tests)] if tests else []),
        bullets(belief.notes),
        wrap(
            f"{_confidence(belief)} Engine {belief.version.engine}, "
            f"knowledge {belief.version.knowledge}, body {belief.version.body}."
        ),
    ]
    return "\n\n".join(filter(None, parts))


def explanation_as_text(why: Explanation, atlas: Atlas) -> str:
    """Why the first muscles stand where they stand."""
    rows = [
        (
            (_name(row.muscle, atlas), str(row.side), f"{row.probability:.2f}"),
            _why(row),
        )
        for row in why.rows
    ]
    rest = (
        f"Of all pain {why.others:.0%} is held to come from further muscles, "
        f"{why.unexplained:.0%} from no muscle of the atlas."
    )
    alone = f"No second engine checked this, for {why.unchecked}." if why.unchecked else ""
    parts = ["Why:", table(("muscle", "side", "p"), rows), wrap(rest), wrap(alone)]
    return "\n\n".join(filter(None, parts))


def rule_outs_as_text(found: Sequence[RuleOut]) -> str:
    """Causes that are no muscle, with what speaks for each; said when the list knows none."""
    if not found:
        return "\n" + wrap("No cause that is no muscle is on file for this. That is a gap.")
    rows = [
        (
            (one.name, str(one.urgency)),
            [
                ("look for", "; ".join(one.look_for)),
                ("sources", ", ".join(source.short for source in one.sources)),
                ("backing", str(one.confidence) + ("" if one.verified else ", unverified")),
            ],
        )
        for one in found
    ]
    return "\nRule out first (not a complete list):\n\n" + table(("cause", "urgency"), rows)


def _name(muscle: str, atlas: Atlas) -> str:
    """Without what stands in brackets: a column is as wide as its longest entry."""
    return atlas.muscles[muscle].name.split(" (")[0]


def _why(row: Explained) -> list[Detail]:
    parts = [f"{_places([part.place])} {part.share:.0%}" for part in row.parts]
    without = [
        f"{one.finding or _places([one.place] if one.place else [])} {one.probability:.2f}"
        for one in row.without
    ]
    doubt = "the two engines disagree about this muscle" if row.uncertain else ""
    return [
        ("explains", ", ".join(parts)),
        ("missing", _places(row.missing)),
        ("findings", "; ".join(f"{r.effect}: {r.text}" for r in row.reasons)),
        ("without", "; ".join(without)),
        ("uncertain ranking", doubt),
    ]


def vocabulary_as_text(document: dict[str, Any]) -> str:
    """The ids of the vocabulary, one kind after the other."""
    kinds = ("complaints", "groups", "areas", "muscles", "sites")
    parts = [
        f"{kind}:\n" + "\n".join(f"  {_vocabulary_line(item)}" for item in document[kind])
        for kind in kinds
    ]
    return "\n\n".join([*parts, "qualities: " + " ".join(document["qualities"])])


Detail = tuple[str, str]
Row = tuple[Sequence[str], Sequence[Detail]]


def table(head: Sequence[str], rows: Iterable[Row]) -> str:
    """Rows in columns as wide as their widest entry, each with its details, named, below it."""
    listed = list(rows)
    lines = [tuple(head), *(tuple(cells) for cells, _ in listed)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(head))]
    parts = [_line(head, widths)]
    for cells, details in listed:
        parts += [_line(cells, widths), *(wrap(f"{k}: {v}", "    ") for k, v in details if v)]
    return "\n".join(parts)


def wrap(text: str, indent: str = "", first: str | None = None) -> str:
    """The text in lines that a narrow terminal shows whole; ids and references stay in one piece.

    `first` begins the first line instead of `indent`.
    """
    begin = indent if first is None else first
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=begin,
        subsequent_indent=indent if first is not None else indent + "  " * bool(indent),
        break_long_words=False,
        break_on_hyphens=False,
    )


def bullets(lines: Iterable[str]) -> str:
    """One wrapped line for each."""
    return "\n".join(wrap(line, "  ", "- ") for line in lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (text.ljust(width) for text, width in zip(cells, widths, strict=True))
    before = sum(widths[:-1]) + 2 * (len(widths) - 1)
    return wrap("  ".join(padded).rstrip(), " " * before, "")


def _muscle_row(atlas: Atlas, probability: float, best: Hypothesis) -> tuple[str, ...]:
    return (
        _name(best.muscle, atlas),
        str(best.side),
        f"{probability:.2f}",
        best.hazard.replace("_", " "),
    )


def _reasons(best: Hypothesis) -> list[Detail]:
    return [("explains", _places(best.explains)), ("missing", _places(best.missing))]


def _places(places: Iterable[PlacedArea]) -> str:
    return ", ".join(f"{place.area.replace('_', ' ')} {place.side}" for place in places)


def _confidence(belief: Belief) -> str:
    return "One muscle stands out." if belief.confident else "The ranking is not confident."


def _vocabulary_line(item: dict[str, Any]) -> str:
    sides = "|".join(item.get("sides", []))
    return "  ".join(part for part in (item["id"], item.get("name", ""), sides) if part)
