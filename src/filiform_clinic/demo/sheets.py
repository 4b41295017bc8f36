"""The aftercare sheet in the demo: given after the last needle is out, with a word of advice."""

from __future__ import annotations

from uuid import UUID

from filiform_clinic.access.actor import Actor
from filiform_clinic.aftercare.actions import give_sheet
from filiform_clinic.aftercare.queries import aftercare_step
from filiform_clinic.records.ids import new_id

WORDS = "Do the stretches we practised, slowly, three times a day."


def give_aftercare(actor: Actor, visit: UUID) -> None:
    """Give the sheet; nothing for a visit without a needle."""
    step = aftercare_step(actor, visit)
    shown = [one.key for one in step.sheet.needled]
    if not step.sheet.empty:
        give_sheet(
            actor=actor, visit_id=visit, id=new_id(), seen=step.seen, words=WORDS, stretch=shown
        )
