"""The procedure note: from the record to clinical prose, the same text for the same record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from filiform.body.values import Side
from filiform.exam import ExamFinding, Rater, to_json
from filiform.knowledge.atlas import Atlas
from filiform.locating import Palpation, PalpationResult
from filiform.needling.measures_note import measured, retested
from filiform.needling.note_safety import safety
from filiform.needling.state import MarkerState, Needling
from filiform.needling.values import Mode, Target
from filiform.screening import Verdict
from filiform.screening.documents import verdict_to_json


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """All that the note is written from.

    `complaint` is the name of what brings the patient, `strongest_pain` 0-10, `areas` the names of
    the painted areas, the largest first; None or empty when the patient has sent nothing.
    `screening` is the verdict on the needled muscles.
    """

    complaint: str | None
    strongest_pain: int | None
    areas: tuple[str, ...]
    exam: tuple[ExamFinding, ...]
    needling: Needling
    retest: tuple[ExamFinding, ...] = ()
    screening: Verdict | None = None
    rater: Rater = Rater.SAME

    def to_json(self) -> dict[str, object]:
        """A plain table, kept beside the signed text."""
        return {
            "complaint": self.complaint,
            "strongest_pain": self.strongest_pain,
            "areas": list(self.areas),
            "exam": [to_json(line) for line in self.exam],
            "rater": self.rater.value,
            "retest": [to_json(line) for line in self.retest],
            "needles": [_marker_json(marker) for marker in self.needling.markers],
            "in": self.needling.inserted,
            "out": self.needling.removed,
            "screening": verdict_to_json(self.screening) if self.screening else None,
        }


def digest(record: NoteRecord, free_text: str = "") -> str:
    """A short fingerprint of what is about to be signed: it differs when anything has changed."""
    plain = json.dumps([record.to_json(), free_text], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:24]


def write_note(record: NoteRecord, atlas: Atlas, zone: tzinfo) -> str:
    """The note in paragraphs; times in `zone`. Names the muscles as the atlas does."""
    paragraphs = (
        _presenting(record),
        _examination(record.exam, atlas),
        measured(record.exam, atlas),
        _needling(record.needling, atlas, zone),
        _count(record.needling),
        retested(record.exam, record.retest, record.rater, atlas),
        safety(record.screening),
    )
    return "\n\n".join(filter(None, paragraphs))


def _marker_json(marker: MarkerState) -> dict[str, object]:
    return marker.value.to_json() | {
        "marker": str(marker.id),
        "placed_at": marker.placed_at.isoformat(),
        "since": marker.since.isoformat(),
        "out": marker.out,
        "out_at": marker.out_at and marker.out_at.isoformat(),
        "withdrawn": marker.withdrawn,
    }


def _presenting(record: NoteRecord) -> str:
    if record.complaint is None:
        return "Presenting. The patient has sent no questionnaire and no drawing."
    pain = "" if record.strongest_pain is None else f", strongest pain {record.strongest_pain}/10"
    where = f" Painted by the patient: {_listed(record.areas)}." if record.areas else ""
    return f"Presenting. {record.complaint}{pain}.{where}"


def _examination(findings: tuple[ExamFinding, ...], atlas: Atlas) -> str:
    exam = [line for line in findings if isinstance(line, Palpation)]
    if not exam:
        return "Examination. No palpation findings were recorded."
    found = [line for line in exam if PalpationResult.NOTHING not in line.results]
    negative = [named(_target(line), atlas) for line in exam if line not in found]
    sentences = [
        f"{_capital(named(_target(line), atlas))}: {_signs(line.words)}." for line in found
    ]
    if negative:
        sentences.append(f"Nothing abnormal on palpation: {_listed(negative)}.")
    return f"Examination by palpation. {' '.join(sentences)}"


def _target(line: Palpation) -> Target:
    return Target(line.muscle, line.side, line.site)


def _signs(results: Iterable[str]) -> str:
    """What was felt, then what pressing did: `taut band; pressure reproduced the familiar pain`."""
    found = list(results)
    felt = [_FELT[result] for result in found if result in _FELT]
    pressed = [_PRESSED[result] for result in found if result in _PRESSED]
    return "; ".join(
        filter(None, [_listed(felt), f"pressure {_listed(pressed)}" if pressed else ""])
    )


_FELT: Mapping[str, str] = {
    "tender": "tender",
    "taut_band": "taut band",
    "twitch": "local twitch response",
}
_PRESSED: Mapping[str, str] = {
    "familiar_pain": "reproduced the familiar pain",
    "referral": "referred pain elsewhere",
}


def _needling(needling: Needling, atlas: Atlas, zone: tzinfo) -> str:
    if not needling.current:
        return "Needling. No needle was placed."
    lines = (_needled(marker, atlas, zone) for marker in needling.current)
    return f"Dry needling. {' '.join(lines)}"


def _needled(marker: MarkerState, atlas: Atlas, zone: tzinfo) -> str:
    settings = marker.value.settings
    needles = "1 needle" if settings.needles == 1 else f"{settings.needles} needles"
    size = f"{settings.gauge_mm:.2f} × {settings.length_mm} mm"
    where = _capital(named(marker.value.target, atlas))
    return f"{where}: {needles} {size}, {_course(marker, zone)}."


def _course(marker: MarkerState, zone: tzinfo) -> str:
    if marker.value.settings.mode is Mode.PISTONED:
        return f"pistoned at {_clock(marker.placed_at, zone)}, {_came_out(marker)}"
    if marker.out_at is None:
        return f"left in from {_clock(marker.since, zone)}, {_came_out(marker)}"
    start, end = _clock(marker.since, zone), _clock(marker.out_at, zone)
    lasted = duration(marker.out_at - marker.since)
    if start == end:
        return f"left in at {start} for {lasted}, removed"
    return f"left in from {start} to {end} ({lasted}), removed"


def duration(time: timedelta) -> str:
    """In words that fit its length: `45 s`, `12 min`, `1 h 5 min`."""
    seconds = max(0, round(time.total_seconds()))
    if seconds < 60:
        return f"{seconds} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    words = f"{hours} h" * bool(hours), f"{minutes} min" * bool(minutes)
    return " ".join(filter(None, words))


def _came_out(marker: MarkerState) -> str:
    return "removed" if not marker.still_in else f"{marker.still_in} still in"


def _clock(at: datetime, zone: tzinfo) -> str:
    return at.astimezone(zone).strftime("%H:%M")


def _count(needling: Needling) -> str:
    mistakes = len(needling.markers) - len(needling.current)
    withdrawn = f" Entered by mistake and withdrawn: {mistakes}." if mistakes else ""
    if not needling.inserted:
        return withdrawn.strip()
    return f"Needle count: {needling.inserted} in, {needling.removed} out.{withdrawn}"


def named(target: Target, atlas: Atlas) -> str:
    """Side and name of the muscle, with the site's place in brackets when one is named."""
    muscle = atlas.muscles[target.muscle]
    side = "" if target.side is Side.MIDLINE else f"{target.side.value} "
    place = ""
    if target.site is not None and len(muscle.sites) > 1:
        place = next(f" ({site.location})" for site in muscle.sites if site.id == target.site)
    return f"{side}{mid_sentence(muscle.name)}{place}"


def mid_sentence(name: str) -> str:
    """A name as it stands inside a sentence; a capital that belongs to it (C7-T1) stays."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _listed(words: Iterable[str]) -> str:
    """A, B and C; with semicolons when a name has a comma of its own."""
    *head, last = [*words] or [""]
    if any("," in word for word in (*head, last)):
        return "; ".join((*head, last))
    return f"{', '.join(head)} and {last}" if head else last
