"""What a needling left behind that the next visit begins with."""

from __future__ import annotations

from filiform.knowledge.atlas import Atlas
from filiform.needling.answers import Bleeding, Response
from filiform.needling.note import named
from filiform.needling.state import MarkerState, Needling

_RESPONSES = {Response.PAINFUL: "painful", Response.UNWELL: "felt unwell"}
_BLEEDING = {Bleeding.BRUISE: "a bruise", Bleeding.MORE: "more than a spot of blood"}


def reactions(needling: Needling, atlas: Atlas) -> tuple[str, ...]:
    """What was answered about markers that was not as one hopes, each with its muscle, once each.

    A spot of blood, a twitch and familiar pain are part of needling and no reaction.
    """
    said = (line for marker in needling.current for line in _of(marker, atlas))
    return tuple(dict.fromkeys(said))


def _of(marker: MarkerState, atlas: Atlas) -> list[str]:
    answers = marker.answers
    response = _RESPONSES.get(answers.response) if answers.response else None
    bleeding = _BLEEDING.get(answers.bleeding) if answers.bleeding else None
    name = named(marker.value.target, atlas)
    return [f"{word} ({name})" for word in (response, bleeding) if word]
