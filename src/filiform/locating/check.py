"""A case made in Python is checked against atlas and body as one read from JSON is."""

from __future__ import annotations

from filiform.body import Body, Side
from filiform.drawing import ListedArea
from filiform.errors import InvalidInput
from filiform.knowledge import Atlas
from filiform.locating.findings import RomFinding
from filiform.locating.values import Case
from filiform.locating.vocabulary import in_words, movements_of, unknown


def check_case(case: Case, atlas: Atlas, body: Body) -> None:
    """Refuse ids, sides and versions that atlas or body do not have."""
    if case.body not in (None, body.version):
        raise InvalidInput("body", f"body version {body.version!r}", got=case.body)
    if case.complaint not in (None, *atlas.complaints):
        raise unknown("complaint", "a complaint id", case.complaint, atlas.complaints)
    if case.group not in (None, *atlas.groups):
        raise unknown("group", "a group id", case.group, atlas.groups)
    for index, area in enumerate(case.areas):
        _check_area(f"areas[{index}]", area, body)
    for paint in case.cells:
        body.cell(paint.cell)
    for index, finding in enumerate(case.findings):
        if isinstance(finding, RomFinding):
            _check_movement(f"findings[{index}].movement", finding, atlas)
        else:
            site = getattr(finding, "site", None)
            _check_target(f"findings[{index}]", finding.muscle, site, finding.side, atlas)


def _check_area(field: str, listed: ListedArea, body: Body) -> None:
    if listed.area not in body.areas:
        raise unknown(f"{field}.area", "an area id", listed.area, body.areas)
    accepted = body.areas[listed.area].side_rule.accepts
    if listed.side not in accepted:
        expected = f"{in_words(accepted)} for {listed.area}"
        raise InvalidInput(f"{field}.side", expected, got=str(listed.side))


def _check_movement(field: str, finding: RomFinding, atlas: Atlas) -> None:
    known = movements_of(atlas)
    if (finding.joint, finding.movement) not in known:
        words = [f"{joint} {movement}" for joint, movement in known]
        raise unknown(field, "a movement", f"{finding.joint} {finding.movement}", words)


def _check_target(field: str, muscle: str, site: str | None, side: Side, atlas: Atlas) -> None:
    if muscle not in atlas.muscles:
        raise unknown(f"{field}.muscle", "a muscle id", muscle, atlas.muscles)
    own = {s.id: s for s in atlas.muscles[muscle].sites}
    if site is not None and site not in own:
        raise unknown(f"{field}.site", f"a site id of {muscle}", site, own)
    sides = own[site].sides if site is not None else atlas.muscles[muscle].sides
    if side not in sides:
        raise InvalidInput(f"{field}.side", in_words(sides), got=str(side))
