"""The procedure note, which stands by itself: consent, safety, every needle, the count."""

from __future__ import annotations

from datetime import tzinfo

from filiform.consent import Decision
from filiform.exam import PainNow
from filiform.knowledge.atlas import Atlas
from filiform.needling import counted, listed, needled
from filiform.needling.measures_note import retested
from filiform.note.circumstances import around, incident_in_words, second_count
from filiform.note.document import Section
from filiform.note.safety import verdict_in_words
from filiform.note.values import Agreed, NoteRecord

_DECIDED = {
    Decision.AGREED: "agreed to needles in",
    Decision.REFUSED: "refused needles in",
    Decision.WITHDRAWN: "withdrew consent",
}


def procedure(record: NoteRecord, atlas: Atlas, zone: tzinfo) -> tuple[Section, ...]:
    """Its sections, those without content left out."""
    found = {
        "Consent": (_consent(record.consent),),
        "Safety": (verdict_in_words(record.screening),),
        "Needles": _needles(record, atlas, zone),
        "Incidents": tuple(incident_in_words(one, zone) for one in record.incidents),
        "Response": (_pain(record), _measured(record, atlas)),
        "Aftercare": (_aftercare(record),),
    }
    kept = {name: tuple(filter(None, said)) for name, said in found.items()}
    return tuple(Section(name, said) for name, said in kept.items() if said)


def _consent(agreed: Agreed | None) -> str:
    if agreed is None:
        return "No consent to needles is on file."
    parts = f" {listed(agreed.parts)}" if agreed.decision is not Decision.WITHDRAWN else ""
    by = f" ({agreed.representative} for the patient)" if agreed.representative else ""
    return f"The patient {_DECIDED[agreed.decision]}{parts} on {agreed.on:%-d %B %Y}{by}."


def _needles(record: NoteRecord, atlas: Atlas, zone: tzinfo) -> tuple[str, ...]:
    lines = needled(record.needling, atlas, zone)
    if not lines:
        return ("No needle was placed.", counted(record.needling))
    solid = "Dry needling with solid filiform needles; nothing was injected."
    first = min(marker.placed_at for marker in record.needling.current)
    said = around(record.details, first.astimezone(zone).date())
    return (solid, said, *lines, counted(record.needling), second_count(record.count))


def _pain(record: NoteRecord) -> str:
    before = [one.now for one in record.exam if isinstance(one, PainNow)]
    after = [one.now for one in record.retest if isinstance(one, PainNow)]
    if not (before and after):
        return ""
    return f"Pain now: {before[-1]}/10 before needling, {after[-1]}/10 after it."


def _measured(record: NoteRecord, atlas: Atlas) -> str:
    """What else was measured again, with what the difference weighs."""
    before, after = (
        tuple(one for one in found if not isinstance(one, PainNow))
        for found in (record.exam, record.retest)
    )
    return retested(before, after, record.rater, atlas)


def _aftercare(record: NoteRecord) -> str:
    if not record.needling.current:
        return ""
    if record.aftercare is None:
        return "No aftercare sheet was given."
    return "The patient was given the aftercare sheet for the needled places."
