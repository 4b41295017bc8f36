"""How a needle was used and what was answered about it, in the note's prose."""

from __future__ import annotations

from filiform.needling.answers import Answers
from filiform.needling.stimulation import Felt, Stimulation
from filiform.needling.values import Handling, NeedleSettings

_RESPONSES = {
    "well": "borne well",
    "familiar_pain": "familiar pain felt",
    "painful": "painful",
    "unwell": "felt unwell",
}
_BLEEDING = {
    "none": "no bleeding",
    "spot": "a spot of blood",
    "bruise": "a bruise",
    "more": "more than a spot of blood",
}
_FELT = {Felt.SENSED: "felt by the patient", Felt.VISIBLE: "muscle seen to move"}
_HANDLING = {Handling.ROTATED: "rotated", Handling.REDIRECTED: "redirected"}


def manner(settings: NeedleSettings) -> str:
    """Depth class, handling and current with a leading comma; empty when none was said."""
    moved = _HANDLING.get(settings.handling) if settings.handling else None
    current = settings.stimulation and stimulated(settings.stimulation)
    words = [settings.depth and settings.depth.value, moved, current]
    return "".join(f", {word}" for word in words if word)


def stimulated(current: Stimulation) -> str:
    """The electrical stimulation as the device was set, and its effect."""
    pulse = f", pulse {current.pulse_us} µs" if current.pulse_us is not None else ""
    return (
        f"electrical stimulation {current.hertz:g} Hz for {current.minutes} min{pulse},"
        f" {_FELT[current.felt]}"
    )


def answered(answers: Answers) -> str:
    """What was answered about a marker, with a leading semicolon; empty when nothing was."""
    words = [
        _twitch(answers.twitch),
        _RESPONSES.get(answers.response or ""),
        _BLEEDING.get(answers.bleeding or ""),
        f"pressed for {answers.pressed_min} min" if answers.pressed_min else None,
    ]
    said = [word for word in words if word]
    return f"; {', '.join(said)}" if said else ""


def _twitch(twitch: str | None) -> str | None:
    if twitch in (None, "none"):
        return twitch and "no twitch response"
    if twitch in ("yes", "1"):
        return "local twitch response"
    return f"{twitch} local twitch responses"
