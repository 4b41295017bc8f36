"""Subjective: what the patient told, drew and scored."""

from __future__ import annotations

from filiform.intake import Began, Onset
from filiform.needling import listed
from filiform.note.values import PainedPlace, Told

_BEGAN = {
    Began.INJURY: "Began after an injury",
    Began.SURGERY: "Began after surgery",
    Began.SLOWLY: "Began slowly",
}
NOTHING = "The patient has sent no questionnaire and no drawing."


def subjective(told: Told | None, scars: tuple[str, ...] = ()) -> tuple[str, ...]:
    """One paragraph each: complaint and scores, activities, drawing, scars, own words."""
    if told is None:
        return (NOTHING, *_scars(scars))
    said = (_complaint(told), _activities(told), _drawing(told), *_scars(scars), _words(told))
    return tuple(filter(None, said))


def _complaint(told: Told) -> str:
    group = f" ({told.group.lower()})" if told.group else ""
    scores = ", ".join(f"{one.about} {one.score}/10" for one in told.scores)
    pain = f" Pain: {scores}." if scores else ""
    return f"{told.complaint}{group}.{_onset(told.onset)}{pain}{_earlier(told)}"


def _onset(onset: Onset | None) -> str:
    """The date as it was given: a year or a month may be all that is known."""
    if onset is None:
        return ""
    return f" {_BEGAN[onset.began]}{f', {onset.on}' if onset.on else ''}."


def _earlier(told: Told) -> str:
    if told.earlier is None:
        return ""
    day, score = told.earlier
    return f" Strongest pain at the visit of {day:%-d %B %Y}: {score}/10."


def _activities(told: Told) -> str:
    said = [f"{one.name} {one.score:g}" for one in told.activities]
    return f"Activities, 0 unable to 10 as before: {listed(said)}." if said else ""


def _drawing(told: Told) -> str:
    places = listed(_place(one) for one in told.places)
    return f"Painted by the patient: {places}." if places else ""


def _place(one: PainedPlace) -> str:
    strength = "" if one.intensity is None else f"{one.intensity:.0f}/10"
    size = "" if one.cm2 is None else f"{one.cm2:.0f} cm²"
    said = " ".join(filter(None, (one.quality.lower(), strength, size)))
    return f"{one.name} ({said})" if said else one.name


def _scars(scars: tuple[str, ...]) -> tuple[str, ...]:
    return (f"Scars: {'; '.join(scars)}.",) if scars else ()


def _words(told: Told) -> str:
    words, hopes = " ".join(told.story.split()), " ".join(told.hopes.split())
    said = f"In the patient's words: “{words}”" if words else ""
    hoped = f"Hopes to do again: “{hopes}”" if hopes else ""
    return " ".join(filter(None, (said, hoped)))
