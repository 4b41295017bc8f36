"""What else could give the drawing of a case: causes that are no muscle."""

from __future__ import annotations

from filiform.body import Body
from filiform.drawing.places import place_cells
from filiform.knowledge.rule_outs import RuleOut, RuleOuts
from filiform.locating.values import Case


def rule_outs(
    case: Case, known: RuleOuts | None = None, body: Body | None = None
) -> tuple[RuleOut, ...]:
    """What to rule out for the complaint and the painful places, the most urgent first.

    Told beside every ranking and never weighed in it: no finding of a muscle makes a clot less
    likely. An empty answer is a gap of the list, not an all-clear.
    """
    painted = place_cells(case.cells, body or Body.load()) if case.cells else {}
    areas = {one.area for one in case.areas} | {area for area, _ in painted}
    return (known or RuleOuts.load()).of(case.complaint, areas)
