"""Needling: what was done, marker by marker, and the note that says so.

Reads the acts on each marker (placed, adjusted, removed, marked out by mistake, withdrawn), gives
the state they add up to (`replay`), above all how many needles are still in the patient, and says
it in prose for the note (`needled`, `counted`). Pure: no clock, no storage. It suggests no depth
and no setting.
"""

from filiform.knowledge.technique import Depth, Mode
from filiform.needling.answers import ANSWERS, Answers, Bleeding, Response
from filiform.needling.copying import copied, left_to_copy
from filiform.needling.counting import Count, Mismatch, Problem, Tally, tally
from filiform.needling.devices import Devices
from filiform.needling.events import (
    Act,
    Adjusted,
    Answered,
    Event,
    Found,
    Missing,
    NotOut,
    Placed,
    Planned,
    Removed,
    Withdrawn,
    event_from_json,
)
from filiform.needling.measures_note import changed, measure_name, movement_name, shows
from filiform.needling.note import (
    capitalised,
    counted,
    listed,
    mid_sentence,
    named,
    needled,
)
from filiform.needling.reactions import reactions
from filiform.needling.session import (
    Box,
    Gloves,
    Lying,
    SessionDetails,
    SkinPreparation,
    Supervisor,
)
from filiform.needling.state import MarkerState, Needling, apply, replay
from filiform.needling.stimulation import Felt, Stimulation
from filiform.needling.values import (
    MOST_NEEDLES,
    Handling,
    Marker,
    NeedleSettings,
    Position,
    Target,
    check_target,
)

__all__ = [
    "ANSWERS",
    "MOST_NEEDLES",
    "Act",
    "Adjusted",
    "Answered",
    "Answers",
    "Bleeding",
    "Box",
    "Count",
    "Depth",
    "Devices",
    "Event",
    "Felt",
    "Found",
    "Gloves",
    "Handling",
    "Lying",
    "Marker",
    "MarkerState",
    "Mismatch",
    "Missing",
    "Mode",
    "NeedleSettings",
    "Needling",
    "NotOut",
    "Placed",
    "Planned",
    "Position",
    "Problem",
    "Removed",
    "Response",
    "SessionDetails",
    "SkinPreparation",
    "Stimulation",
    "Supervisor",
    "Tally",
    "Target",
    "Withdrawn",
    "apply",
    "capitalised",
    "changed",
    "check_target",
    "copied",
    "counted",
    "event_from_json",
    "left_to_copy",
    "listed",
    "measure_name",
    "mid_sentence",
    "movement_name",
    "named",
    "needled",
    "reactions",
    "replay",
    "shows",
    "tally",
]
