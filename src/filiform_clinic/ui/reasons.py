"""The reasons of `filiform.journey` in the reader's words, and the refusal that carries them."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from filiform.journey import Answer, Reason, Why
from filiform.screening import name_of
from filiform_clinic.ui.problems import Conflict


def in_words(reason: Reason) -> str:
    """One sentence for the person who would like to do it."""
    match reason.why:
        case Why.NEEDLES_IN:
            return ngettext(
                "%(count)d needle is still in. Take it out and tap Out first.",
                "%(count)d needles are still in. Take them out and tap Out first.",
                reason.count,
            ) % {"count": reason.count}
        case Why.NOT_COUNTED | Why.COUNT_CHANGED:
            return _uncounted(reason)
        case Why.OPENED_SHORT | Why.SHARPS_SHORT | Why.SHARPS_OVER:
            return _miscounted(reason)
        case Why.NOTHING_RECORDED:
            return _("Nothing is recorded yet: no finding, no needle, no text.")
        case Why.SIGNED:
            return _("This visit is signed. What is wrong or missing goes into an amendment.")
        case Why.NOT_SIGNED:
            return _("The note is not signed yet: go on writing, then sign.")
        case Why.CONSENT_MISSING:
            return _("No consent yet: ask the patient before any needle.")
        case Why.CONSENT_REFUSED:
            return _("The patient has refused needles. Nothing overrides that.")
        case Why.CONSENT_WITHDRAWN:
            return _("The patient has withdrawn the consent. Take the needles out; place no more.")
        case Why.CONSENT_REGION:
            return _("The consent does not cover this part of the body: ask again first.")
        case Why.CONSENT_INTERVAL:
            return _("The consent is too old: ask again first.")
        case Why.CONSENT_LAW:
            return _("The law that applies here has changed since the consent: ask again first.")
        case Why.CONSENT_HEALTH:
            return _("The patient's health record has changed since the consent: ask again first.")
    return _held(reason)


def _uncounted(reason: Reason) -> str:
    """The second count is not made, or no longer about all needles."""
    if reason.why is Why.NOT_COUNTED:
        return _("The needles are not counted a second time. Count before the patient gets up.")
    return _("Needles have changed since the count. Count again before the patient gets up.")


def _miscounted(reason: Reason) -> str:
    """What the second count does not agree with."""
    match reason.why:
        case Why.OPENED_SHORT:
            return ngettext(
                "%(count)d more needle went in than was opened. Put the record or the count right.",
                "%(count)d more needles went in than were opened. Put the record or count right.",
                reason.count,
            ) % {"count": reason.count}
        case Why.SHARPS_SHORT:
            return ngettext(
                "%(count)d opened needle is not in the sharps box. Look for it, or report it.",
                "%(count)d opened needles are not in the sharps box. Look for them, or report it.",
                reason.count,
            ) % {"count": reason.count}
        case _:
            return ngettext(
                "%(count)d more needle is in the sharps box than was opened. Count again.",
                "%(count)d more needles are in the sharps box than were opened. Count again.",
                reason.count,
            ) % {"count": reason.count}


def _held(reason: Reason) -> str:
    """What screening holds back, with the names of its reasons."""
    about = {"reasons": "; ".join(name_of(one) for one in reason.about)}
    match reason.why:
        case Why.HISTORY_OPEN:
            return ngettext(
                "%(count)d question about health is open. Answer it under Safety first.",
                "%(count)d questions about health are open. Answer them under Safety first.",
                reason.count,
            ) % {"count": reason.count}
        case Why.DAY_OPEN:
            return _("The questions of today are not answered. Answer them under Safety first.")
        case Why.SESSION_STOPPED:
            return _("Stop: no needle today (%(reasons)s).") % about
        case Why.TECHNIQUE_STOPPED:
            return _("Stop: not in this way (%(reasons)s).") % about
        case Why.SESSION_NEEDS_CLEARANCE:
            return _("Written medical clearance first (%(reasons)s).") % about
        case Why.MUSCLE_NEEDS_CLEARANCE:
            return _("Written medical clearance first for this muscle (%(reasons)s).") % about
        case _:
            return _("Stop: no needle in this muscle (%(reasons)s).") % about


def why_not(answer: Answer) -> list[str]:
    """Every reason against, in words; empty when the answer is yes."""
    return [in_words(reason) for reason in answer.reasons]


def refuse_unless(answer: Answer) -> None:
    """Raise `Conflict` (409) with the reasons when the state of the record says no."""
    if not answer.yes:
        raise Conflict(" ".join(why_not(answer)))
