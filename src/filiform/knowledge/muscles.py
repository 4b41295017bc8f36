"""From the tables of data/muscles/*.toml to muscles and sites."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from filiform.body.placement import Placement
from filiform.body.values import Side, SideRule
from filiform.errors import InvalidInput
from filiform.knowledge.load import Entry
from filiform.knowledge.values import (
    Action,
    Approach,
    Basis,
    Certainty,
    ClinicalReview,
    Hazard,
    Layer,
    MovementSign,
    Muscle,
    Needling,
    Occurrence,
    Position,
    Review,
    Sign,
    Site,
    SiteView,
    ZonePart,
    ZoneSide,
    sides_of,
)


@dataclass(frozen=True)
class Vocabulary:
    """What an entry may refer to."""

    areas: dict[str, SideRule]
    references: Collection[str]


def read_muscle(entry: Entry, region: str, words: Vocabulary) -> Muscle:
    """One muscle with its sites; `region` is the file's name, which the entry must repeat."""
    muscle_id, occurrence = entry.text("id"), entry.choice("side", Occurrence)
    if entry.text("region_group") != region:
        entry.fail("region_group", f"the name of its file, {region}")
    innervation = entry.table("innervation")
    muscle = Muscle(
        id=muscle_id,
        name=entry.text("name"),
        latin=entry.text("latin"),
        region=region,
        occurrence=occurrence,
        origin=entry.text("origin"),
        insertion=entry.text("insertion"),
        nerve=innervation.text("nerve"),
        roots=innervation.texts("roots"),
        actions=tuple(_action(row) for row in entry.tables("actions")),
        movement_signs=tuple(_movement_sign(row) for row in entry.tables("rom_affected")),
        provoking=entry.texts("provoking"),
        clinical_labels=entry.texts("clinical_labels"),
        rule_out=entry.optional_texts("rule_out"),
        needling=_needling(entry.table("needling")),
        sites=_sites(entry, muscle_id, occurrence, words),
        codes=_codes(entry.table("codes")),
        source=entry.choice("source", Basis),
        certainty=entry.choice("referral_certainty", Certainty),
        references=_references(entry, words),
        review=read_review(entry.table("review")),
        layer=entry.optional_choice("layer", Layer),
        part_of=entry.optional_text("part_of"),
        notes=entry.optional_text("notes"),
    )
    innervation.close()
    entry.close()
    return muscle


def read_review(entry: Entry) -> Review:
    """Dates of the last and the next check."""
    review = Review(entry.day("on"), entry.day("next"), entry.choice("clinical", ClinicalReview))
    if review.next <= review.on:
        entry.fail("next", f"a date after {review.on}", str(review.next))
    entry.close()
    return review


def _references(entry: Entry, words: Vocabulary) -> tuple[str, ...]:
    cited = entry.texts("references")
    if not cited:
        entry.fail("references", "at least one source")
    for reference in cited:
        if reference not in words.references:
            entry.fail("references", "ids of references.toml", reference)
    return cited


def _action(entry: Entry) -> Action:
    action = Action(entry.text("joint"), entry.text("movement"))
    entry.close()
    return action


def _movement_sign(entry: Entry) -> MovementSign:
    sign = MovementSign(entry.text("joint"), entry.text("movement"), entry.choices("finding", Sign))
    entry.close()
    return sign


def _needling(entry: Entry) -> Needling:
    needling = Needling(
        position=entry.text("position"),
        structures_at_risk=entry.texts("structures_at_risk"),
        hazard=entry.choice("hazard", Hazard),
        approach=entry.choices("approach", Approach) if entry.has("approach") else (),
        approach_note=entry.optional_text("approach_note"),
        technique_note=entry.optional_text("technique_note"),
        milder_reading=entry.optional_choice("milder_reading", Hazard),
    )
    entry.close()
    return needling


def _codes(entry: Entry) -> dict[str, str]:
    codes = entry.rest()
    for system, code in codes.items():
        if not isinstance(code, str) or not code:
            entry.fail(system, "a code as text", code)
    return codes


def _sites(
    entry: Entry, muscle: str, occurrence: Occurrence, words: Vocabulary
) -> tuple[Site, ...]:
    sites = tuple(_site(row, muscle, occurrence, words) for row in entry.entries("site"))
    if not sites:
        entry.fail("site", "at least one trigger point site")
    return sites


def _site(entry: Entry, muscle: str, occurrence: Occurrence, words: Vocabulary) -> Site:
    site_id, only = entry.text("id"), entry.optional_choice("only_side", Side)
    if not site_id.startswith(f"{muscle}_"):
        entry.fail("id", f"an id that begins with {muscle}_", site_id)
    if only not in (None, Side.LEFT, Side.RIGHT):
        entry.fail("only_side", "left or right", only)
    site = Site(
        id=site_id,
        muscle=muscle,
        location=entry.text("location"),
        views=entry.choices("view", SiteView),
        local_area=_area(entry, "local_area", entry.text("local_area"), words),
        position=_position(entry),
        essential=_zone(entry, "essential", words),
        spillover=_zone(entry, "spillover", words),
        sides=sides_of(occurrence, only),
        only_side=only,
        note=entry.optional_text("note"),
    )
    entry.close()
    _check_right_only(entry, site, words)
    return site


def _check_right_only(entry: Entry, site: Site, words: Vocabulary) -> None:
    """A left site cannot be felt in an area that only the right side has."""
    if site.sides == (Side.RIGHT,):
        return
    for area in (site.local_area, *(part.area for part in (*site.essential, *site.spillover))):
        if words.areas[area] is SideRule.RIGHT_ONLY:
            entry.fail("only_side", f"right, because {area} exists on the right only")


def _area(entry: Entry, key: str, area: str, words: Vocabulary) -> str:
    if area not in words.areas:
        entry.fail(key, "an area of the body's vocabulary", area)
    return area


def _zone(entry: Entry, key: str, words: Vocabulary) -> tuple[ZonePart, ...]:
    parts = tuple(_zone_part(row, words) for row in entry.tables(key))
    areas = [part.area for part in parts]
    if len(set(areas)) < len(areas):
        entry.fail(key, "each area once", areas)
    return parts


def _zone_part(entry: Entry, words: Vocabulary) -> ZonePart:
    area = _area(entry, "area", entry.text("area"), words)
    part = ZonePart(area, entry.choice("side", ZoneSide))
    if part.side is ZoneSide.MIDLINE and words.areas[area] is not SideRule.CROSSES_MIDLINE:
        entry.fail("side", "midline only for an area that crosses the midline", area)
    entry.close()
    return part


def _position(entry: Entry) -> Position:
    table = entry.table("position")
    if table.has("list_only"):
        position = Position(list_only=table.text("list_only"))
        table.close()
        return position
    projection, representative = table.flag("projection"), table.flag("representative")
    try:
        return Position(Placement.parse(table.rest(), "position"), projection, representative)
    except InvalidInput as error:
        entry.fail(error.field, error.expected, error.got)
