"""The last session taken over: which of its markers, and what of each."""

from __future__ import annotations

from dataclasses import replace

from filiform.needling.state import MarkerState, Needling
from filiform.needling.values import Marker


def left_to_copy(last: Needling, now: Needling) -> tuple[MarkerState, ...]:
    """The markers of the last session that went in and are not taken over yet."""
    taken = {marker.copied_from for marker in now.markers if not marker.withdrawn}
    return tuple(marker for marker in last.current if marker.id not in taken)


def copied(marker: Marker) -> Marker:
    """The marker for another day: place, needle and technique.

    Electrical stimulation is judged and set anew.
    """
    return replace(marker, settings=replace(marker.settings, stimulation=None))
