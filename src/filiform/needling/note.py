"""The needles in prose: each marker a sentence, the count, and how targets are named."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo

from filiform.body.values import Side
from filiform.knowledge.atlas import Atlas
from filiform.knowledge.technique import Mode
from filiform.needling.prose import answered, manner
from filiform.needling.state import MarkerState, Needling
from filiform.needling.values import Target


def needled(needling: Needling, atlas: Atlas, zone: tzinfo) -> tuple[str, ...]:
    """One sentence for each marker that counts; times in `zone`."""
    return tuple(_needled(marker, atlas, zone) for marker in needling.current)


def counted(needling: Needling) -> str:
    """Needles in and out, and mistakes; empty when no needle was ever recorded."""
    mistakes = sum(marker.withdrawn and marker.was_in for marker in needling.markers)
    missing = f", {needling.missing} missing" if needling.missing else ""
    withdrawn = f" Entered by mistake and withdrawn: {mistakes}." if mistakes else ""
    if not needling.inserted:
        return withdrawn.strip()
    return f"Needle count: {needling.inserted} in, {needling.removed} out{missing}.{withdrawn}"


def _needled(marker: MarkerState, atlas: Atlas, zone: tzinfo) -> str:
    settings = marker.value.settings
    needles = "1 needle" if settings.needles == 1 else f"{settings.needles} needles"
    size = f"{settings.gauge_mm:.2f} × {settings.length_mm} mm"
    where = capitalised(named(marker.value.target, atlas))
    how = f"{manner(settings)}, {_course(marker, zone)}{answered(marker.answers)}"
    return f"{where}: {needles} {size}{how}."


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


def capitalised(text: str) -> str:
    """A text as it begins a sentence."""
    return text[:1].upper() + text[1:]


def listed(words: Iterable[str]) -> str:
    """A, B and C; with semicolons when a name has a comma of its own."""
    *head, last = [*words] or [""]
    if any("," in word for word in (*head, last)):
        return "; ".join((*head, last))
    return f"{', '.join(head)} and {last}" if head else last
