"""From a JSON case to a `Case`: every id, side, range and shape is checked here."""

from __future__ import annotations

from collections.abc import Callable, Collection

from filiform.body import Body, Side
from filiform.drawing import CellPaint, ListedArea, Quality
from filiform.errors import InvalidInput
from filiform.knowledge import Atlas
from filiform.locating.findings import (
    MAX_DEGREES,
    MAX_KPA,
    Finding,
    Palpation,
    PalpationResult,
    PptFinding,
    ResistedFinding,
    RomFinding,
    RomResult,
)
from filiform.locating.reader import Node
from filiform.locating.values import Case
from filiform.locating.vocabulary import Vocabulary, in_words


def case_from_json(document: object, atlas: Atlas | None = None, body: Body | None = None) -> Case:
    """Read the case of ``filiform locate``; `InvalidInput` names the field by its path.

    Keys that are missing or null say nothing. The same area, cell or finding twice is one. A case
    in which nothing hurts and nothing was found is refused: there is nothing to rank by.
    """
    words = Vocabulary.of(atlas or Atlas.load(), body or Body.load())
    root = Node(document).table("complaint", "group", "areas", "cells", "body", "findings")
    case = Case(
        complaint=_id(root.key("complaint"), words.complaints, "a complaint id"),
        group=_id(root.key("group"), words.groups, "a group id"),
        areas=tuple(_area(node, words) for node in root.key("areas").items()),
        cells=tuple(_cell(node, words) for node in root.key("cells").items()),
        body=_body(root.key("body"), words),
        findings=tuple(_finding(node, words) for node in root.key("findings").items()),
    )
    if not (case.areas or case.findings or any(cell.coverage for cell in case.cells)):
        raise root.key("areas").refuse("at least one area, painted cell or finding")
    return case


def _id(node: Node, known: Collection[str], what: str) -> str | None:
    return None if node.missing else node.one_of(known, what)


def _area(node: Node, words: Vocabulary) -> ListedArea:
    node.table("area", "side", "intensity", "quality")
    area = words.areas[node.key("area").one_of(words.areas, "an area id")]
    return ListedArea(
        area.id,
        _side(node.key("side"), area.side_rule.accepts, area.id),
        _intensity(node.key("intensity")),
        _quality(node.key("quality")),
    )


def _cell(node: Node, words: Vocabulary) -> CellPaint:
    node.table("cell", "coverage", "intensity", "quality")
    return CellPaint(
        node.key("cell").whole_number(0, words.cells - 1),
        node.key("coverage").number(0, 1),
        _intensity(node.key("intensity")),
        _quality(node.key("quality")),
    )


def _body(node: Node, words: Vocabulary) -> str | None:
    if node.missing:
        return None
    if node.value != words.body_version:
        raise node.refuse(f"body version {words.body_version!r}, to which cell ids belong")
    return words.body_version


def _intensity(node: Node) -> float | None:
    return None if node.missing else node.number(0, 10)


def _quality(node: Node) -> Quality | None:
    return None if node.missing else node.choice(Quality)


def _side(node: Node, accepted: frozenset[Side] | tuple[Side, ...], of: str) -> Side:
    known = [str(side) for side in Side if side in accepted]
    if node.value not in known:
        raise node.refuse(f"{in_words(accepted)} for {of}")
    return Side(node.value)


def _finding(node: Node, words: Vocabulary) -> Finding:
    if not isinstance(node.value, dict):
        raise node.refuse("an object")
    kind = node.key("kind").one_of(list(_KINDS), f"one of {', '.join(_KINDS)}")
    try:
        return _KINDS[kind](node, words)
    except InvalidInput as error:
        if error.field.startswith(node.path):
            raise
        # A value refused itself: its field is relative to this finding.
        place = f"{node.path}.{error.field}"
        raise InvalidInput(place, error.expected, got=error.got) from None


def _palpation(node: Node, words: Vocabulary) -> Palpation:
    node.table("kind", "muscle", "site", "side", "result", "by")
    muscle = words.muscles[node.key("muscle").one_of(words.muscles, "a muscle id")]
    site = node.key("site")
    sides = muscle.sides
    if not site.missing:
        site.one_of([s.id for s in muscle.sites], f"a site id of {muscle.id}")
        sides = words.sites[site.value].sides
    side = _side(node.key("side"), sides, site.value or muscle.id)
    by = node.key("by")
    if not (by.missing or isinstance(by.value, str)):
        raise by.refuse("a text that names the examiner")
    return Palpation(muscle.id, side, _results(node.key("result")), site.value, by.value)


def _results(node: Node) -> frozenset[PalpationResult]:
    if isinstance(node.value, list):
        return frozenset(item.choice(PalpationResult) for item in node.items())
    return frozenset({node.choice(PalpationResult)})


def _rom(node: Node, words: Vocabulary) -> RomFinding:
    node.table("kind", "joint", "movement", "side", "degrees", "other_side", "result")
    joints = sorted({joint for joint, _ in words.movements})
    joint = node.key("joint").one_of(joints, f"one of the joints {', '.join(joints)}")
    movements = [movement for of, movement in words.movements if of == joint]
    return RomFinding(
        joint,
        node.key("movement").one_of(movements, f"a movement of {joint}: {', '.join(movements)}"),
        _side(node.key("side"), tuple(Side), "a movement"),
        node.key("result").choice(RomResult),
        _degrees(node.key("degrees")),
        _degrees(node.key("other_side")),
    )


def _degrees(node: Node) -> float | None:
    return None if node.missing else node.number(-MAX_DEGREES, MAX_DEGREES)


def _ppt(node: Node, words: Vocabulary) -> PptFinding:
    node.table("kind", "muscle", "side", "kpa", "other_side_kpa")
    muscle = words.muscles[node.key("muscle").one_of(words.muscles, "a muscle id")]
    return PptFinding(
        muscle.id,
        _side(node.key("side"), muscle.sides, muscle.id),
        _readings(node.key("kpa")),
        _readings(node.key("other_side_kpa")),
    )


def _readings(node: Node) -> tuple[float, ...]:
    return tuple(item.number(0, MAX_KPA) for item in node.items())


def _resisted(node: Node, words: Vocabulary) -> ResistedFinding:
    node.table("kind", "muscle", "side", "painful", "weak")
    muscle = words.muscles[node.key("muscle").one_of(words.muscles, "a muscle id")]
    return ResistedFinding(
        muscle.id,
        _side(node.key("side"), muscle.sides, muscle.id),
        node.key("painful").flag(),
        node.key("weak").flag(),
    )


_KINDS: dict[str, Callable[[Node, Vocabulary], Finding]] = {
    "palpation": _palpation,
    "rom": _rom,
    "ppt": _ppt,
    "resisted": _resisted,
}
