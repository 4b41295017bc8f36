"""A measure that could not be recorded: its fields once more, as typed, with the reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from filiform.body import Body, Side
from filiform.errors import InvalidInput, shorten
from filiform.knowledge.atlas import Atlas
from filiform.locating.vocabulary import movements_of
from filiform_clinic.access.actor import Actor
from filiform_clinic.exam.forms import MeasureForm
from filiform_clinic.exam.measured import measured
from filiform_clinic.exam.measures import Measure, Sent, Subject
from filiform_clinic.ui.problems import Conflict

# Readings of the algometer are told by place; on the page each has a field of its own.
_READING = re.compile(r"(other_side_)?kpa(?:\[(\d+)\])?")


@dataclass(frozen=True, slots=True)
class Again:
    """The measure to show once more, and the address of the step it belongs to."""

    measure: Measure
    step: str


def measure_again(
    actor: Actor, visit_id: UUID, form: MeasureForm, problem: InvalidInput | Conflict
) -> Again | None:
    """The page to try again; None where the form does not even say what was measured."""
    fields = {name: str(form.data.get(name, "")) for name in form.data}
    try:
        form.is_valid()
        about = form.about()
    except (InvalidInput, KeyError, ValueError):
        return None
    if not _known(about):
        return None
    retest = bool(form.cleaned_data.get("retest"))
    measure = measured(actor, visit_id, retest=retest).of(about)
    sent = Sent(fields, _wrong(problem, fields), _why(problem))
    step = "retest" if retest else f"examine&measure={measure.kind}"
    return Again(replace(measure, sent=sent), step)


def _known(about: Subject) -> bool:
    """Whether there is such a thing to measure; muscles are looked up by their form."""
    match about:
        case ("rom", joint, movement, _):
            return (joint, movement) in movements_of(Atlas.load())
        case ("scar", str(name), Side() as side):
            area = Body.load().areas.get(name)
            return area is not None and side in area.side_rule.accepts
    return True


def _why(problem: InvalidInput | Conflict) -> str:
    if isinstance(problem, Conflict):
        return problem.message
    said = {"expected": problem.expected.rstrip("."), "got": shorten(problem.got)}
    if problem.got in (None, ""):
        return _("Not recorded. Needed: %(expected)s.") % said
    return _("Not recorded. Needed: %(expected)s. You gave: %(got)s.") % said


def _wrong(problem: InvalidInput | Conflict, fields: Mapping[str, str]) -> str:
    """The name of the field at fault, as the page has it."""
    if isinstance(problem, Conflict):
        return ""
    reading = _READING.fullmatch(problem.field)
    if reading is None:
        return problem.field
    names = [f"{'other' if reading[1] else 'kpa'}_{number}" for number in (1, 2, 3)]
    filled = [name for name in names if fields.get(name, "").strip()] or names
    return filled[min(int(reading[2] or 0), len(filled) - 1)]
