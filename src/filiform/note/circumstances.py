"""What stands around the needles in the procedure note: boxes, position, count, incidents."""

from __future__ import annotations

from datetime import date, tzinfo

from filiform.needling import (
    Box,
    Count,
    Gloves,
    Lying,
    SessionDetails,
    SkinPreparation,
    listed,
    mid_sentence,
)
from filiform.note.values import IncidentTold

_POSITIONS = {
    Lying.PRONE: "face down",
    Lying.SUPINE: "face up",
    Lying.SIDE: "on the side",
    Lying.SEATED: "seated",
}
_SKIN = {
    SkinPreparation.ALCOHOL: "70% alcohol, dried",
    SkinPreparation.OTHER: "another disinfectant",
    SkinPreparation.CLEAN: "clean skin only",
}
_GLOVES = {
    Gloves.NONE: "none",
    Gloves.EXAMINATION: "examination gloves",
    Gloves.STERILE: "sterile gloves",
}


def around(details: SessionDetails | None, on: date | None) -> str:
    """Position, skin, gloves, boxes and supervisor as far as they were said.

    `on` is the day of the needles: a box past its last day of use is told as such.
    """
    if details is None:
        return ""
    said = [
        details.position and f"Position: {_POSITIONS[details.position]}.",
        details.skin and f"Skin: {_SKIN[details.skin]}.",
        details.gloves and f"Gloves: {_GLOVES[details.gloves]}.",
        _boxes(details.boxes, on),
        _supervisor(details),
    ]
    return " ".join(filter(None, said))


def second_count(count: Count | None) -> str:
    """The whole count made with eyes and hands; empty when none was made."""
    if count is None:
        return ""
    return (
        f"Second count: {count.opened} opened, {count.in_sharps} in the sharps box,"
        " the whole skin looked over."
    )


def incident_in_words(told: IncidentTold, zone: tzinfo) -> str:
    """Kind, grade, time, needles that went missing, and the practitioner's own words."""
    missing = ""
    if told.missing:
        missing = f" {told.missing} {'needle' if told.missing == 1 else 'needles'} missing."
    at = told.at.astimezone(zone).strftime("%-d %B %Y, %H:%M")
    words = f" {' '.join(told.words.split())}" if told.words else ""
    kind = f"Follow-up of {mid_sentence(told.kind)}" if told.follow_up else told.kind
    verb = "recorded" if told.follow_up else "happened"
    return f"{kind} ({told.grade.lower()}), {verb} on {at}.{missing}{words}"


def _boxes(boxes: tuple[Box, ...], on: date | None) -> str:
    if not boxes:
        return ""
    name = "Needle box" if len(boxes) == 1 else "Needle boxes"
    return f"{name}: {listed(_box(box, on) for box in boxes)}."


def _box(box: Box, on: date | None) -> str:
    last = f", use by {box.expires:%-d %B %Y}" if box.expires else ", no date of use said"
    past = " (past that day when used)" if on and box.expired(on) else ""
    return f"{box.brand}, lot {box.lot}{last}{past}"


def _supervisor(details: SessionDetails) -> str:
    who = details.supervisor
    if who is None:
        return ""
    licence = f" ({who.licence})" if who.licence else ""
    return f"Supervised by {who.name}{licence}."
