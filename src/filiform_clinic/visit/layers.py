"""What the body shows during a visit, in the form that `<body-chart>` draws (its `scene.js`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from filiform.body import Body, Side
from filiform.knowledge import Atlas
from filiform.knowledge.places import site_place
from filiform.needling import MarkerState, Needling, Target, named
from filiform_clinic.access.actor import Actor
from filiform_clinic.exam.queries import Palpations, palpations, standing_scars
from filiform_clinic.locating.queries import (
    LETTERS,
    ExamineFirst,
    Ranked,
    examine_first,
    zones_of,
)
from filiform_clinic.needling.queries import needle_step
from filiform_clinic.screening.marks import Mark, marks
from filiform_clinic.visit.queries import drawings

# More outlines than this hide the body they lie on.
SHOWN_HYPOTHESES = 4
# Of several results the one that says most is drawn.
_DRAWN = ("familiar_pain", "referral", "twitch", "taut_band", "tender", "nothing")
_RINGS = {"referral": "familiar_pain", "twitch": "tender", "taut_band": "tender"}


@dataclass(frozen=True, slots=True)
class Scene:
    """The layers of the body, and the view to open with."""

    layers: dict[str, Any]
    view: str


def scene(actor: Actor, visit_id: UUID) -> Scene:
    """Pain today and last time, hypotheses, findings and needles of a visit."""
    first = examine_first(actor, visit_id, without=False)
    found = palpations(actor, visit_id)
    drawn = drawings(actor, visit_id)
    ranked = first.shown(SHOWN_HYPOTHESES)
    judged = marks(actor, visit_id, [(one.muscle.id, one.side) for one in ranked])
    hypotheses = [_hypothesis(one, judged[f"{one.muscle.id}:{one.side}"]) for one in ranked]
    needles = [*_needles(needle_step(actor, visit_id).needling)]
    return Scene(
        {
            "drawing": drawn.today | {"label": _("Pain")},
            "before": drawn.before | {"label": _("Last time"), "shown": False},
            "hypotheses": hypotheses,
            "shares": _shares(first),
            "scars": _scars(actor, visit_id),
            "findings": [*_findings(found, first)],
            "needles": needles,
        },
        _first_view(needles, drawn.cells, hypotheses),
    )


def _scars(actor: Actor, visit_id: UUID) -> list[dict[str, Any]]:
    """The scars that stand: lines as they were drawn, and the skin they lie on."""
    return [
        {
            "label": row.name,
            "lines": [{"view": one.view, "points": one.points} for one in row.scar.lines],
            "cells": sorted(row.scar.cells),
        }
        for row in standing_scars(actor, visit_id)
    ]


def _shares(first: ExamineFirst) -> dict[str, Any]:
    """Which of the first muscles explains most of each painted cell, by letter; off at first."""
    rows = first.why.rows[: len(LETTERS)] if first.why else ()
    owner: dict[int, int] = {}
    for number, row in reversed(list(enumerate(rows))):
        owner |= dict.fromkeys(row.most, number)
    parts = []
    for number, row in enumerate(rows):
        cells = sorted(cell for cell, owned in owner.items() if owned == number)
        if cells:
            name = named(Target(row.muscle, row.side), Atlas.load())
            at = _middle(cells)
            parts.append({"letter": LETTERS[number], "label": name, "cells": cells, "at": at})
    return {"cells": sorted(owner), "parts": parts, "shown": False}


def _middle(cells: list[int]) -> int:
    """The cell nearest to the centre of all."""
    places = [Body.load().cells[cell].centroid for cell in cells]
    centre = [sum(axis) / len(places) for axis in zip(*places, strict=True)]
    return min(
        zip(cells, places, strict=True),
        key=lambda one: sum((a - b) ** 2 for a, b in zip(one[1], centre, strict=True)),
    )[0]


def _first_view(
    needles: list[dict[str, Any]], painted: tuple[int, ...], hypotheses: list[dict[str, Any]]
) -> str:
    """The view that shows best where needles are in, else where they are planned, else where most
    is painted, else where the first muscle is palpated.
    """
    still_in = [needle for needle in needles if not (needle["removed"] or needle["planned"])]
    there = still_in or [needle for needle in needles if needle["planned"]]
    cells: Iterable[int] = [one["cell"] for one in there if one["cell"] is not None] or painted
    if not cells:
        cells = next((one["cells"] for one in hypotheses if one["cells"]), [])
    return Body.load().best_view(cells) if cells else "front"


def zone_layer(muscle_id: str, side: Side) -> dict[str, Any]:
    """The pain zones of one muscle, and the view of the body in which it is palpated."""
    muscle = Atlas.load().muscles[muscle_id]
    zones = zones_of(muscle, side)
    label = named(Target(muscle.id, side), Atlas.load())
    looked_at = zones["local"] or zones["essential"]
    return {"label": label, **zones, "view": Body.load().best_view(looked_at) if looked_at else ""}


def zones_version() -> str:
    """Changes whenever a `zone_layer` may: browsers keep zones until then."""
    return f"{Atlas.load().version}-{Body.load().version}"


@cache
def site_points() -> tuple[dict[str, Any], ...]:
    """Every trigger point site that lies on the skin: what a tap on the body may have meant."""
    body, muscles = Body.load(), Atlas.load().muscles.values()
    return tuple(
        {
            "id": f"{muscle.id}:{side.value}",
            "label": named(Target(muscle.id, side), Atlas.load()),
            "side": side.value,
            "cell": place.cell,
        }
        for muscle in muscles
        for site in muscle.sites
        for side in site.sides
        if (place := site_place(site, side, body))
    )


def _hypothesis(one: Ranked, mark: Mark) -> dict[str, Any]:
    """A muscle to examine; `held` where screening stops it or asks for a clearance first."""
    held = mark.outcome in ("stop", "clearance")
    name = named(Target(one.muscle.id, one.side), Atlas.load())
    return {
        "label": _("%(muscle)s: no needle") % {"muscle": name} if held else name,
        "held": held,
        "cells": zones_of(one.muscle, one.side)["local"],
        "level": one.level.value,
    }


def _findings(found: Palpations, first: ExamineFirst) -> Iterator[dict[str, Any]]:
    for target in found.targets:
        results = found.of(target).results
        drawn = next(result for result in _DRAWN if result in results)
        cell = _cell(target, first)
        if cell is not None:
            yield {
                "id": found.of(target).key,
                "cell": cell,
                "result": _RINGS.get(drawn, drawn),
                "label": named(target, Atlas.load()),
            }


def _cell(target: Target, first: ExamineFirst | None = None) -> int | None:
    """Where a finding is drawn: at its site, or at the likeliest site of its muscle."""
    return next(_cells(_sites(target, first), target.side), None)


def _sites(target: Target, first: ExamineFirst | None) -> Iterable[str]:
    if target.site:
        return [target.site]
    ranked = first.of(target.muscle, target.side) if first else None
    if ranked:
        return [hypothesis.site for hypothesis in ranked.sites]
    return [site.id for site in Atlas.load().muscles[target.muscle].sites]


def _cells(sites: Iterable[str], side: Side) -> Iterator[int]:
    atlas, body = Atlas.load(), Body.load()
    for site in sites:
        known = atlas.sites[site]
        place = site_place(known, side, body) if side in known.sides else None
        if place:
            yield place.cell


def _needles(needling: Needling) -> Iterator[dict[str, Any]]:
    for number, state in enumerate(needling.markers, start=1):
        if not state.withdrawn:
            yield _needle(number, state)


def _needle(number: int, state: MarkerState) -> dict[str, Any]:
    at, target = state.value.position, state.value.target
    place: dict[str, Any] = {"cell": _cell(target)}
    if at is not None:
        place = {"view": at.view, "x": at.x, "y": at.y, "cell": at.cell}
    out = "" if state.still_in else _(", planned") if state.planned else _(", out")
    return place | {
        "id": str(state.id),
        "count": state.value.settings.needles,
        "removed": not (state.still_in or state.planned),
        "planned": state.planned,
        "number": number,
        "label": f"{number}: {named(target, Atlas.load())}{out}",
    }
