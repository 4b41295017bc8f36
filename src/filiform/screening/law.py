"""May we do this here: the law of the place, and what the practitioner is trained for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from filiform.errors import InvalidInput
from filiform.knowledge.screening import Act, Level, Pack, Referral, Scope, Status
from filiform.screening.case import Case
from filiform.screening.drafts import Draft
from filiform.screening.outcome import Outcome
from filiform.screening.places import in_order
from filiform.screening.plan import Competence, Target
from filiform.screening.verdict import Change, Reason

JURISDICTION = "jurisdiction"
COMPETENCE = "competence"

_CODE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
_REFERRALS = {
    Referral.REQUIRED: "A referral by a physician is required.",
    Referral.TALK_TO_REFERRER: "Where a physician referred, talk to the physician first.",
    Referral.CONSULTATION: "Consultation with a physician is required.",
}


def check_jurisdiction(jurisdiction: str | None) -> None:
    """Refuse what is not a country or state code."""
    if jurisdiction is not None and not _CODE.fullmatch(jurisdiction):
        raise InvalidInput("jurisdiction", "a code such as US-FL", got=jurisdiction)


def lawful(case: Case) -> Iterable[Draft]:
    """Reasons of the place: forbidden, unclear or unknown stops. No place given: no reason."""
    if case.jurisdiction is None:
        return
    pack = case.rules.packs.get(case.jurisdiction)
    if pack is None:
        yield _stop(JURISDICTION, f"No rules are on file for {case.jurisdiction}.")
    elif pack.status is Status.FORBIDDEN:
        note = f"{pack.name}: dry needling by physical therapists is not allowed. {pack.check}"
        yield _stop(JURISDICTION, note, pack)
    elif pack.status is Status.UNCLEAR:
        yield _stop(JURISDICTION, f"{pack.name}: {pack.check}", pack)


def competent(case: Case) -> Iterable[Draft]:
    """Reasons of training: licence and passport, what the place asks for, advanced muscles."""
    advanced = tuple(t for t in case.targets if case.rules.muscles[t.muscle].advanced)
    if case.competence is None:
        if advanced:
            yield _advanced(advanced, Outcome.CAUTION, provisional=True)
        return
    pack = _pack(case)
    lacking = [*expired(case.competence, case.on), *untrained(case.competence, pack)]
    sessions = sessions_short(case.competence, pack)
    if lacking or (sessions and not case.competence.supervised):
        yield _stop(COMPETENCE, " ".join([*lacking, *filter(None, [sessions])]), pack)
    elif sessions:
        yield _under_supervision(sessions, pack)
    regions = case.competence.advanced
    outside = tuple(t for t in advanced if case.rules.muscles[t.muscle].region not in regions)
    if outside:
        yield _advanced(outside, Outcome.STOP)


def expired(competence: Competence, on: date) -> Iterable[str]:
    """What of licence and passport does not hold on a day, each in a sentence."""
    if competence.licence_until is None:
        yield "No licence is on file."
    elif competence.licence_until < on:
        yield f"The licence ended on {competence.licence_until}."
    if competence.until is not None and competence.until < on:
        yield f"The competence passport ended on {competence.until}."


def untrained(competence: Competence, pack: Pack | None) -> Iterable[str]:
    """What the place asks for beside supervised sessions; supervision does not stand in for it."""
    if pack is None:
        return
    yield from short_of(pack, "years licensed", pack.years_licensed, competence.years_licensed)
    yield from short_of(pack, "training hours", pack.training_hours, competence.training_hours)


def sessions_short(competence: Competence, pack: Pack | None) -> str:
    """Why one needles under supervision only; "" when the sessions that are asked for are done."""
    if pack is None:
        return ""
    asked, has = pack.supervised_sessions, competence.supervised_sessions
    return " ".join(short_of(pack, "supervised sessions", asked, has))


def short_of(pack: Pack, words: str, least: float | None, has: float | None) -> Iterable[str]:
    """A sentence when there is less on file than the place asks for."""
    if least is not None and (has is None or has < least):
        on_file = "none" if has is None else f"{has:g}"
        yield f"{pack.name} asks for {least:g} {words}, on file: {on_file}."


def _pack(case: Case) -> Pack | None:
    return case.rules.packs.get(case.jurisdiction) if case.jurisdiction else None


def _advanced(targets: tuple[Target, ...], outcome: Outcome, *, provisional: bool = False) -> Draft:
    return Draft(
        Reason(
            id=COMPETENCE,
            level=Level.ABSOLUTE if outcome is Outcome.STOP else Level.CAUTION,
            scope=Scope.MUSCLE,
            outcome=outcome,
            muscles=in_order(targets),
            actions=(Act.DO_NOT_NEEDLE if outcome is Outcome.STOP else Act.USE_WITH_CAUTION,),
            provisional=provisional,
            note="Only with advanced training for this region; manual treatment is the default.",
        )
    )


def _under_supervision(sessions: str, pack: Pack | None) -> Draft:
    return Draft(
        Reason(
            id=COMPETENCE,
            level=Level.CAUTION,
            scope=Scope.SESSION,
            outcome=Outcome.CAUTION,
            actions=(Act.USE_WITH_CAUTION,),
            sources=tuple(source.id for source in pack.sources) if pack else (),
            note=f"{sessions} Under supervision: the supervisor signs too.",
        )
    )


def _stop(name: str, note: str, pack: Pack | None = None) -> Draft:
    return Draft(
        Reason(
            id=name,
            level=Level.ABSOLUTE,
            scope=Scope.SESSION,
            outcome=Outcome.STOP,
            actions=(Act.DO_NOT_NEEDLE,),
            sources=tuple(source.id for source in pack.sources) if pack else (),
            unverified=pack is not None and not all(entry.verified for entry in pack.entries),
            note=note,
        )
    )


def lawful_changes(case: Case) -> Iterable[Change]:
    """What the place asks for where it allows needling."""
    pack = _pack(case)
    if pack is None or pack.status is not Status.ALLOWED:
        return
    if pack.referral in _REFERRALS:
        yield Change(JURISDICTION, _REFERRALS[pack.referral])
    if pack.consent_signed:
        yield Change(JURISDICTION, "Consent is signed and kept in the record.")
    if pack.one_insertion:
        yield Change(JURISDICTION, "One needle, one insertion.")
    if pack.check:
        yield Change(JURISDICTION, f"To confirm for {pack.name}: {pack.check}")
