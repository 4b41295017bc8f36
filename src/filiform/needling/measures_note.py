"""The measures of the examination and the re-test in the note's prose."""

from __future__ import annotations

from collections.abc import Iterable

from filiform.body import Body, Side
from filiform.exam import (
    Change,
    ExamFinding,
    MeasurementError,
    PainNow,
    Rater,
    Scar,
    Weight,
    changes,
    side_ratio,
    summary,
)
from filiform.knowledge.atlas import Atlas
from filiform.locating import Palpation, PptFinding, ResistedFinding, RomFinding, RomResult

_ROM_WORDS = {
    RomResult.NORMAL: "full and free of pain",
    RomResult.LIMITED: "limited",
    RomResult.PAINFUL: "painful at end range",
    RomResult.LIMITED_PAINFUL: "limited and painful at end range",
}
_OTHER = {Side.LEFT: "right", Side.RIGHT: "left"}


def measured(findings: Iterable[ExamFinding], atlas: Atlas) -> str:
    """One sentence for each measure; empty when nothing but palpation was done."""
    said = [_sentence(one, atlas) for one in findings if not isinstance(one, Palpation)]
    return f"Measures. {' '.join(said)}" if said else ""


def retested(
    before: Iterable[ExamFinding], after: tuple[ExamFinding, ...], rater: Rater, atlas: Atlas
) -> str:
    """What the same measures showed after needling: differences, never a claim."""
    if not after:
        return ""
    compared = changes(before, after, rater)
    known = {id(one.after) for one in compared}
    said = [f"{_capital(measure_name(one.before, atlas))}: {changed(one)}." for one in compared]
    said += [_sentence(one, atlas) for one in after if id(one) not in known]
    return (
        f"Re-test right after needling. {' '.join(said)} "
        "Differences right after needling do not show whether it helped."
    )


def measure_name(finding: ExamFinding, atlas: Atlas) -> str:
    """What was measured, as it stands inside a sentence."""
    match finding:
        case PainNow():
            return "pain now"
        case RomFinding():
            return f"{movement_name(finding.joint, finding.movement)}{_sided(finding.side)}"
        case Scar():
            return f"scar, {_place(Body.load().areas[finding.area].name)}{_sided(finding.side)}"
        case PptFinding():
            return f"pressure pain threshold, {_muscle(finding, atlas)}"
        case ResistedFinding():
            return f"resisted test, {_muscle(finding, atlas)}"
    return f"palpation, {_muscle(finding, atlas)}"


def movement_name(joint: str, movement: str) -> str:
    """Joint and movement, without saying the joint twice."""
    place = _place(joint)
    return movement if place.split()[0] in movement else f"{place} {movement}"


def shows(finding: ExamFinding) -> str:
    """What a measure showed, in figures and words."""
    match finding:
        case PainNow():
            return f"{finding.now}/10"
        case RomFinding():
            return _rom(finding)
        case PptFinding():
            return _ppt(finding)
        case ResistedFinding():
            return _resisted(finding)
        case Scar():
            touch = {"normal": "normal", "less": "less felt", "more": "more felt"}
            feels = touch.get(finding.sensitivity.value, "painful")
            return f"{finding.mobility.value} on the layer below, touch {feels}"
    return ", ".join(word.replace("_", " ") for word in finding.words)


def changed(change: Change) -> str:
    """Before and after, the difference, and what it weighs against the measurement error."""
    if change.was is None or change.now is None or change.difference is None:
        return f"{shows(change.before)}, then {shows(change.after)}"
    figures = f"{change.was:.0f} to {change.now:.0f}{change.unit} ({change.difference:+.0f})"
    return f"{figures}{_weight(change)}"


def _weight(change: Change) -> str:
    match change.weight, change.error:
        case Weight.BEYOND_ERROR, MeasurementError() as error:
            return f", more than the measurement error of {error.value:g}{error.unit}"
        case Weight.WITHIN_ERROR, MeasurementError() as error:
            return f", within the measurement error of {error.value:g}{error.unit}"
        case Weight.UNCERTAIN, _:
            return ", uncertain: no verified measurement error is known"
    return ""


def _sentence(finding: ExamFinding, atlas: Atlas) -> str:
    return f"{_capital(measure_name(finding, atlas))}: {shows(finding)}."


def _rom(finding: RomFinding) -> str:
    words = [_ROM_WORDS[finding.result]]
    if finding.degrees is not None:
        words.insert(0, f"{finding.degrees:.0f}°")
    if finding.other_side is not None:
        words.append(f"{_OTHER.get(finding.side, 'other side')} {finding.other_side:.0f}°")
    return ", ".join(words)


def _ppt(finding: PptFinding) -> str:
    own, ratio = summary(finding.kpa), side_ratio(finding)
    words = [f"{own.mean:.0f} kPa ({_readings(own.readings)}, spread {own.spread:.0f})"]
    if ratio is not None:
        other = summary(finding.other_side_kpa)
        words.append(f"other side {other.mean:.0f} kPa ({_readings(other.readings)})")
        words.append(f"ratio {ratio:.2f}")
    return ", ".join(words)


def _readings(count: int) -> str:
    return "one reading" if count == 1 else f"mean of {count}"


def _resisted(finding: ResistedFinding) -> str:
    found = [word for word in ("painful", "weak") if getattr(finding, word)]
    return " and ".join(found) or "strong and free of pain"


def _muscle(finding: Palpation | PptFinding | ResistedFinding, atlas: Atlas) -> str:
    name = atlas.muscles[finding.muscle].name
    side = "" if finding.side is Side.MIDLINE else f"{finding.side.value} "
    return f"{side}{name[:1].lower() + name[1:] if name[1:2].islower() else name}"


def _place(name: str) -> str:
    return name.replace("_", " ").lower()


def _sided(side: Side) -> str:
    return "" if side is Side.MIDLINE else f", {side.value}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
