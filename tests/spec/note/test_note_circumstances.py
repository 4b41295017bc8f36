"""Boxes, position, second count and incidents in the procedure note."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from filiform.body.values import Side
from filiform.knowledge.atlas import Atlas
from filiform.needling import (
    Answered,
    Box,
    Count,
    Event,
    Gloves,
    Lying,
    Marker,
    Mode,
    NeedleSettings,
    Placed,
    Removed,
    SessionDetails,
    SkinPreparation,
    Supervisor,
    Target,
    replay,
)
from filiform.note import IncidentTold, NoteRecord, digest, write_note

NEW_YORK = ZoneInfo("America/New_York")
LATE = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)  # the evening of the 23rd in New York
MARKER = UUID(int=9)
PLACED = Placed(
    UUID(int=1),
    MARKER,
    LATE,
    Marker(Target("soleus", Side.LEFT), NeedleSettings(1, 0.30, 50, Mode.LEFT_IN)),
)
OUT = Removed(UUID(int=2), MARKER, LATE, 1)


def record(*more: Event) -> NoteRecord:
    return NoteRecord(needling=replay([PLACED, OUT, *more]))


def section(record: NoteRecord, heading: str) -> list[str]:
    parts = write_note(record, Atlas.load(), NEW_YORK).parts
    found = [one for part in parts for one in part.sections if one.heading == heading]
    return [said for one in found for said in one.paragraphs]


def test_all_that_was_said_of_the_session() -> None:
    details = SessionDetails(
        (Box("Acme", "A1", date(2026, 11, 22)), Box("Acme", "B2", date(2026, 11, 23))),
        Lying.PRONE,
        SkinPreparation.ALCOHOL,
        Gloves.NONE,
        Supervisor("Ann Example", "PT 1"),
        used_expired=True,
    )
    assert section(replace(record(), details=details), "Needles")[1] == (
        "Position: face down. Skin: 70% alcohol, dried. Gloves: none. Needle boxes: Acme, lot A1,"
        " use by 22 November 2026 (past that day when used); Acme, lot B2, use by 23 November 2026."
        " Supervised by Ann Example (PT 1)."
    )


def test_what_was_not_said_is_not_told() -> None:
    one_box = replace(record(), details=SessionDetails((Box("Acme", "A1"),)))
    assert section(one_box, "Needles")[1] == "Needle box: Acme, lot A1, no date of use said."
    assert section(replace(record(), details=SessionDetails()), "Needles") == section(
        record(), "Needles"
    )


def test_the_second_count_stands_after_the_first() -> None:
    counted = replace(record(), count=Count(2, 2, True, 1, 1))
    assert section(counted, "Needles")[-2:] == [
        "Needle count: 1 in, 1 out.",
        "Second count: 2 opened, 2 in the sharps box, the whole skin looked over.",
    ]


def test_incidents_are_told_with_or_without_needles() -> None:
    told = (
        IncidentTold("Faint", "Minor or mild", LATE, "Lay down.\nWell after 5 min."),
        IncidentTold("Lost needle", "Moderate", LATE, missing=1),
    )
    said = [
        "Faint (minor or mild), happened on 23 November 2026, 22:00. Lay down. Well after 5 min.",
        "Lost needle (moderate), happened on 23 November 2026, 22:00. 1 needle missing.",
    ]
    assert section(replace(record(), incidents=told), "Incidents") == said
    assert section(NoteRecord(incidents=told), "Incidents") == said
    assert not section(record(), "Incidents")


def test_what_is_signed_is_what_was_seen() -> None:
    seen = [
        record(),
        record(Answered(UUID(int=3), MARKER, LATE, {"response": "unwell"})),
        replace(record(), details=SessionDetails(position=Lying.SIDE)),
        replace(record(), count=Count(1, 1, True, 1, 1)),
        replace(record(), incidents=(IncidentTold("Faint", "Moderate", LATE),)),
    ]
    assert len({digest(one) for one in seen}) == len(seen)
