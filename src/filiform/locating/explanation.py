"""Why the first muscles stand where they stand, in pieces that follow from the shown numbers.

What each explains of which place, what one would expect and is not painted, what findings say, and
what its number would be without a place or a finding: the same engine, asked again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from filiform.body import Body, Side
from filiform.drawing import ListedArea
from filiform.drawing.places import MAIN_SHARE, MOST_MAIN, place_cells
from filiform.knowledge import Atlas
from filiform.locating.calibrated import NAME as TRAINED
from filiform.locating.calibrated import Calibrated
from filiform.locating.engine import Engine, Marginals, Unit
from filiform.locating.explain import finding_in_words
from filiform.locating.locate import engine_for, locate, trained_for
from filiform.locating.responsibility import Responsibility, responsibility
from filiform.locating.values import Belief, Case, Hypothesis, MuscleRank, PlacedArea, Reason, shown
from filiform.locating.widespread import narrowed

EXPLAINED = 5
# A change below this moves no bar on the screen.
_MOVED = 0.02
_SHARE = 0.05
_TOLD = 4
# The two engines disagree about a muscle when one calls it likely and the other not even possible,
# or when one has it among the first and the other far behind. Choices of the model's own scale.
_LIKELY, _POSSIBLE = 0.4, 0.15
_FIRST, _FAR = 5, 20


@dataclass(frozen=True, slots=True)
class Patch:
    """A place of the pain: painted cells, or an area chosen by name."""

    place: PlacedArea
    cells: frozenset[int] = frozenset()
    listed: ListedArea | None = None


@dataclass(frozen=True, slots=True)
class Without:
    """The number a muscle would have without a place of the pain, or without a finding."""

    probability: float
    place: PlacedArea | None = None
    finding: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A share 0..1 of a place of the pain."""

    place: PlacedArea
    share: float


@dataclass(frozen=True, slots=True)
class Explained:
    """One muscle on one side. `share` 0..1 of all pain is held to come from it; `parts` of places;
    `cells` of the skin that it explains to a visible part, `most` those that no other muscle
    explains more of. `without`: largest change first.
    `other_engine`: the number of the other engine, None without one; `uncertain`: they disagree.
    """

    muscle: str
    side: Side
    probability: float
    share: float
    parts: tuple[Part, ...]
    cells: tuple[int, ...]
    most: tuple[int, ...]
    missing: tuple[PlacedArea, ...]
    reasons: tuple[Reason, ...]
    without: tuple[Without, ...]
    other_engine: float | None
    uncertain: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """The first muscles explained. `others`: share of all pain held to come from further muscles,
    `unexplained`: from no muscle of the atlas. `unchecked`: why no other engine was asked whether
    it disagrees, empty when one was."""

    rows: tuple[Explained, ...]
    others: float
    unexplained: float
    unchecked: str = ""

    def to_json(self) -> dict[str, Any]:
        """The document of ``filiform locate --explain --json``."""
        return {
            "muscles": [_row_json(row) for row in self.rows],
            "others": round(self.others, 3),
            "unexplained": round(self.unexplained, 3),
            "unchecked": self.unchecked,
        }


def explain(
    case: Case,
    belief: Belief | None = None,
    atlas: Atlas | None = None,
    body: Body | None = None,
    *,
    top: int = EXPLAINED,
    without: bool = True,
) -> Explanation:
    """Explain the first `top` muscles of a belief about the case (None: as `locate` gives it).

    `without` asks again without each place and each finding: some two milliseconds each.
    Deterministic. `InvalidInput` as in `locate`.
    """
    base = engine_for(atlas or Atlas.load(), body or Body.load())
    belief = belief or locate(case, base.atlas, base.body)
    trained = trained_for(base)
    engine: Engine | Calibrated = base
    if belief.version.engine == TRAINED and not isinstance(trained, str):
        engine = trained
    other = None if isinstance(trained, str) else (base if engine is trained else trained)
    case, _ = narrowed(case, base)
    asked = _Asked(base, engine, case, ask_without=without)
    of_all = responsibility(base, asked.now)
    second = None if other is None else Numbers.of(base, other.marginals(case))
    rows = tuple(_row(rank, belief, asked, of_all, second) for rank in belief.muscles[:top])
    told = sum(row.share for row in rows)
    unexplained = of_all.total(of_all.other)
    unchecked = trained if isinstance(trained, str) else ""
    return Explanation(rows, max(0.0, 1 - unexplained - told), unexplained, unchecked)


class _Asked:
    """The engine's answers: now, and without each place and each finding."""

    def __init__(
        self, base: Engine, engine: Engine | Calibrated, case: Case, *, ask_without: bool
    ) -> None:
        self.base = base
        self.number = {muscle.id: n for n, muscle in enumerate(base.zones.muscles)}
        self.now = engine.marginals(case)
        self.patches = tuple(patches_of(case, base.body))
        self.without: list[tuple[PlacedArea | None, str, Marginals]] = []
        if ask_without:
            self._ask_without(engine, case)

    def _ask_without(self, engine: Engine | Calibrated, case: Case) -> None:
        # Without the only place nothing is left to explain.
        for patch in self.patches if len(self.patches) > 1 else ():
            self.without.append((patch.place, "", engine.marginals(_unpainted(case, patch))))
        for finding in dict.fromkeys(case.findings):
            rest = tuple(one for one in case.findings if one != finding)
            words = finding_in_words(finding, self.base.atlas)
            self.without.append((None, words, engine.marginals(replace(case, findings=rest))))

    def chance(self, found: Marginals, unit: Unit) -> float:
        return float(found.muscle[unit[1]][self.number[unit[0]]])


@dataclass(frozen=True, slots=True)
class Numbers:
    """Probability and rank (0 first) of every muscle on every side, by an engine."""

    chance: dict[Unit, float]
    rank: dict[Unit, int]

    @classmethod
    def of(cls, base: Engine, found: Marginals) -> Numbers:
        chance = {
            (muscle.id, side): float(found.muscle[side][n])
            for n, muscle in enumerate(base.zones.muscles)
            for side in muscle.sides
        }
        order = sorted(chance, key=lambda unit: -chance[unit])
        return cls(chance, {unit: n for n, unit in enumerate(order)})


def patches_of(case: Case, body: Body) -> Iterator[Patch]:
    """The places of the pain worth a word: what is painted, the largest first, then areas chosen
    by name. Skin painted inside a named area belongs to the name."""
    named = [_named(area, body) for area in dict.fromkeys(case.areas)]
    inside = set[int]().union(*(patch.cells for patch in named))
    rest = [one for one in case.cells if one.coverage > 0 and one.cell not in inside]
    painted = place_cells(rest, body)
    size = {spot: body.area_cm2(cells) for spot, cells in painted.items()}
    largest = max(size.values(), default=0.0)
    told = [spot for spot in painted if size[spot] >= MAIN_SHARE * largest][:MOST_MAIN]
    for spot in told:
        yield Patch(PlacedArea(*spot), painted[spot])
    yield from named[:MOST_MAIN]


def _named(area: ListedArea, body: Body) -> Patch:
    surface = body.areas[area.area].surface
    cells = body.cells_of(area.area, area.side) if surface else frozenset[int]()
    return Patch(PlacedArea(area.area, area.side), cells, area)


def _unpainted(case: Case, patch: Patch) -> Case:
    return replace(
        case,
        areas=tuple(one for one in case.areas if one != patch.listed),
        cells=tuple(one for one in case.cells if one.cell not in patch.cells),
    )


def _row(
    rank: MuscleRank,
    belief: Belief,
    asked: _Asked,
    of_all: Responsibility,
    second: Numbers | None,
) -> Explained:
    unit = (rank.muscle, rank.side)
    sites = [h for h in belief.hypotheses if (h.muscle, h.side) == unit]
    share = of_all.share[unit]
    other = None if second is None else second.chance[unit]
    return Explained(
        muscle=rank.muscle,
        side=rank.side,
        probability=rank.probability,
        share=of_all.total(share),
        parts=tuple(_parts(unit, asked, of_all)),
        cells=of_all.cells_of(unit, _SHARE),
        most=of_all.most_of(unit, _SHARE),
        missing=sites[0].missing,
        reasons=_reasons(sites),
        without=tuple(_without(rank, unit, asked)),
        other_engine=other,
        uncertain=second is not None and _apart(rank, belief, second),
    )


def _parts(unit: Unit, asked: _Asked, of_all: Responsibility) -> Iterator[Part]:
    found = []
    for patch in asked.patches:
        within = _within(patch, asked.base, of_all)
        share = of_all.total(of_all.share[unit], within)
        if share >= _SHARE:
            found.append(Part(patch.place, share))
    yield from sorted(found, key=lambda part: -part.share)


def _within(patch: Patch, base: Engine, of_all: Responsibility) -> Any:
    frame = base.zones.frame
    if patch.listed is None or patch.listed.area not in frame.listed:
        return of_all.inside(patch.cells)
    area = patch.listed.area
    here = frame.listed[area]
    columns = {Side.LEFT: [here], Side.RIGHT: [here + frame.half]}
    return of_all.at(columns.get(patch.listed.side, [here, here + frame.half]))


def _without(rank: MuscleRank, unit: Unit, asked: _Asked) -> Iterator[Without]:
    now = asked.chance(asked.now, unit)
    found = [
        Without(asked.chance(answer, unit), place, words) for place, words, answer in asked.without
    ]
    found = [one for one in found if abs(one.probability - now) >= _MOVED]
    yield from sorted(found, key=lambda one: -abs(one.probability - now))[:_TOLD]


def _reasons(sites: Sequence[Hypothesis]) -> tuple[Reason, ...]:
    return tuple(dict.fromkeys(reason for site in sites for reason in site.reasons))


def _apart(rank: MuscleRank, belief: Belief, second: Numbers) -> bool:
    unit = (rank.muscle, rank.side)
    mine = next(n for n, one in enumerate(belief.muscles) if (one.muscle, one.side) == unit)
    low, high = sorted((second.chance[unit], rank.probability))
    ranks_apart = mine < _FIRST and second.rank[unit] >= _FAR
    return ranks_apart or (high >= _LIKELY and low < _POSSIBLE)


def _row_json(row: Explained) -> dict[str, Any]:
    return {
        "muscle": row.muscle,
        "side": str(row.side),
        "probability": shown(row.probability),
        "share": round(row.share, 3),
        "explains": [_place(one.place) | {"share": round(one.share, 3)} for one in row.parts],
        "missing": [_place(one) for one in row.missing],
        "findings": [{"effect": str(r.effect), "text": r.text} for r in row.reasons],
        "without": [_without_json(one) for one in row.without],
        "other_engine": None if row.other_engine is None else shown(row.other_engine),
        "uncertain": row.uncertain,
    }


def _without_json(one: Without) -> dict[str, Any]:
    what = {"finding": one.finding} if one.place is None else _place(one.place)
    return what | {"probability": shown(one.probability)}


def _place(place: PlacedArea) -> dict[str, Any]:
    return {"area": place.area, "side": str(place.side)}
