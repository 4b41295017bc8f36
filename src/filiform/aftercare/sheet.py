"""From the needles of a visit to the sheet that the patient takes home: pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from filiform.aftercare.library import Aftercare
from filiform.aftercare.values import (
    Advice,
    AftercareSheet,
    Needled,
    Sign,
    Told,
    Topic,
    WarningSign,
)
from filiform.body.values import Side
from filiform.knowledge.atlas import Atlas
from filiform.knowledge.parts import Parts
from filiform.knowledge.screening import load_rules
from filiform.needling import Needling, Target, mid_sentence


def sheet_for(
    session: Needling,
    *,
    jurisdiction: str | None = None,
    emergency_number: str | None = None,
) -> AftercareSheet:
    """The sheet for the sites that were really needled: markers entered by mistake do not count.

    `jurisdiction` ("US-FL") gives the emergency number of its country; `emergency_number` is the
    clinic's own and goes first. `InvalidInput` when neither says whom to call.
    """
    known = Aftercare.load()
    number = emergency_number or known.number_in(jurisdiction) or ""
    needled = tuple(_needled(target) for target in _targets(session))
    return AftercareSheet(
        version=known.version,
        emergency_number=number,
        needled=needled,
        expect=_told(known.advice, Topic.EXPECT),
        care=_told(known.advice, Topic.CARE),
        warnings=tuple(
            _printed(sign, number)
            for sign in known.warnings
            if sign.verified and applies(sign, needled)
        ),
    )


def left_to_say(sheet: AftercareSheet) -> tuple[WarningSign, ...]:
    """Unconfirmed warnings for these needles: off the sheet, for the practitioner to tell."""
    return tuple(
        sign
        for sign in Aftercare.load().warnings
        if not sign.verified and applies(sign, sheet.needled)
    )


def unconfirmed(parts: Collection[str]) -> tuple[WarningSign, ...]:
    """Unconfirmed warnings where needles are planned in these parts: told before they go in."""
    of, muscles = Parts.load().of, Atlas.load().muscles.values()
    planned = [_needled(Target(one.id, one.sides[0])) for one in muscles if of(one).id in parts]
    warnings = Aftercare.load().warnings
    return tuple(sign for sign in warnings if not sign.verified and applies(sign, planned))


def applies(sign: WarningSign, needled: Iterable[Needled]) -> bool:
    """Whether a warning is told after needles in these places; never without a needle."""
    found = [*needled]
    if sign.everywhere:
        return bool(found)
    muscles = _muscles_of(sign)
    return any(one.part in sign.parts or one.muscle_id in muscles for one in found)


def _muscles_of(sign: WarningSign) -> frozenset[str]:
    """The muscles of the sign's zones."""
    zones = load_rules().places.zones
    regions = {region for name in sign.zones for region in zones[name].regions}
    single = {muscle for name in sign.zones for muscle in zones[name].muscles}
    whole = {m.id for m in Atlas.load().muscles.values() if m.region in regions}
    return frozenset(whole | single)


def _targets(session: Needling) -> tuple[Target, ...]:
    """Muscle and side of every marker with a needle that went in, each once, in order."""
    targets = (marker.value.target for marker in session.current if marker.inserted)
    return tuple(dict.fromkeys(Target(one.muscle, one.side) for one in targets))


def _needled(target: Target) -> Needled:
    muscle = Atlas.load().muscles[target.muscle]
    part = Parts.load().of(muscle)
    return Needled(
        part=part.id,
        words=part.word if target.side is Side.MIDLINE else f"{target.side.value} {part.word}",
        muscle=mid_sentence(muscle.name),
        muscle_id=muscle.id,
        side=target.side.value,
    )


def _told(advice: Iterable[Advice], topic: Topic) -> tuple[Told, ...]:
    shown = (one for one in advice if one.topic is topic and not one.held_back)
    return tuple(Told(one.id, one.text, one.verified) for one in shown)


def _printed(sign: WarningSign, number: str) -> Sign:
    return Sign(
        id=sign.id,
        urgency=sign.urgency,
        title=sign.title,
        signs=sign.signs,
        window=sign.window,
        act=sign.act.format(number=number),
    )
