"""The safety check in the note: what was answered, the verdict, and what held."""

from __future__ import annotations

from filiform.screening import Outcome, Reason, Verdict, name_of

_WORDS = {
    Outcome.CLEAR: "nothing spoke against needling",
    Outcome.CAUTION: "caution",
    Outcome.CLEARANCE: "medical clearance first",
    Outcome.STOP: "stop",
}
# Told by the sentence on open questions.
_TOLD = "open_questions"
NO_VERDICT = "Screening for contraindications is not part of this record."


def safety(verdict: Verdict | None) -> str:
    """One paragraph; without a verdict it says that none was made."""
    if verdict is None:
        return NO_VERDICT
    held = [_held(reason) for reason in verdict.reasons if reason.id != _TOLD]
    what = f" {'; '.join(dict.fromkeys(held))}." if held else ""
    return f"Safety check. {_answered(verdict)} Verdict: {_WORDS[verdict.session]}.{what}"


def verdict_in_words(verdict: Verdict | None) -> str:
    """The verdict alone, for the procedure note; the reasons stand in the assessment."""
    if verdict is None:
        return NO_VERDICT
    return f"Verdict before needling: {_WORDS[verdict.session]}."


def _answered(verdict: Verdict) -> str:
    blocking = {question.id for question in verdict.questions if question.blocking}
    if not blocking:
        return "Health history and the questions of the day were answered."
    one = len(blocking) == 1
    return f"{len(blocking)} question{' was' if one else 's were'} open."


def _held(reason: Reason) -> str:
    name = name_of(reason.id)
    word = name[:1].upper() + name[1:]
    if reason.cleared and reason.note:
        return f"{word}: {reason.note.rstrip('.')}"
    return f"{word} ({_WORDS[reason.outcome]}{', unconfirmed' if reason.provisional else ''})"
