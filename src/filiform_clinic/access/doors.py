"""Which rooms a role may enter at all, before anything that it sent is looked at.

A second line: every query and action checks for itself (`rules`). This one keeps a form's faults
from being told to somebody who may not send it, and holds where a room forgets.
"""

from __future__ import annotations

from collections.abc import Callable

from filiform_clinic.access import rules
from filiform_clinic.access.actor import Actor

Rule = Callable[[Actor], str]
# Rooms by the namespace of their addresses, pages by name.
ROOMS: dict[str, Rule] = {
    **dict.fromkeys(("exam", "needling", "sharps", "drafts"), rules.why_not_treat),
    **dict.fromkeys(
        ("visit", "screening", "plan", "consent", "note", "incidents", "aftercare", "chart"),
        rules.why_not_see_clinical,
    ),
    "supervision": rules.why_not_supervise,
}
PAGES: dict[str, Rule] = {
    "chart:patients": lambda actor: "",
    "day:safety": rules.why_not_see_clinical,
    "practice:rules": rules.why_not_own,
    "practice:screen": rules.why_not_own,
}


def why_not_enter(actor: Actor, view: str) -> str:
    """Empty when the actor may open the view of this name; whose rows it shows is not asked."""
    rule = PAGES.get(view) or ROOMS.get(view.partition(":")[0])
    return rule(actor) if rule else ""
