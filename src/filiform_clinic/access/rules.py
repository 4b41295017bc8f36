"""Who may do what, each rule as a pair: `check_can_x` refuses, `why_not_x` tells the reason.

Pages show the reason beside a disabled button; actions call the check. What the state of the record
allows (for instance: every needle out before signing) is decided by `filiform.journey`.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from filiform_clinic.access.actor import Actor
from filiform_clinic.ui.problems import Refused


def why_not_see_clinical(actor: Actor) -> str:
    """Empty when the actor may read findings, drawings and notes."""
    if actor.is_practitioner:
        return ""
    return _("Only practitioners see the clinical record.")


def why_not_treat(actor: Actor) -> str:
    """Empty when the actor may record findings and needles, and sign."""
    if actor.is_practitioner:
        return ""
    return _("Only a practitioner can record treatment.")


def why_not_supervise(actor: Actor) -> str:
    """Empty when the actor may watch over a colleague's visit and sign its note too.

    What the place asks of a supervisor is told by `filiform.screening.why_not_supervise`.
    """
    if actor.is_supervisor:
        return ""
    return _("Only a supervisor can do this.")


def why_not_own(actor: Actor) -> str:
    """Empty when the actor may decide the clinic's rules, passports and settings."""
    if actor.is_owner:
        return ""
    return _("Only the clinic owner can do this.")


def check_can_see_clinical(actor: Actor) -> None:
    _refuse(why_not_see_clinical(actor))


def check_can_treat(actor: Actor) -> None:
    _refuse(why_not_treat(actor))


def check_can_supervise(actor: Actor) -> None:
    _refuse(why_not_supervise(actor))


def check_is_owner(actor: Actor) -> None:
    _refuse(why_not_own(actor))


def _refuse(reason: str) -> None:
    if reason:
        raise Refused(reason)
