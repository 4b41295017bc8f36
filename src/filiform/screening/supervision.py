"""Who needles under supervision only, and who may supervise: by the place and the passports."""

from __future__ import annotations

from datetime import date

from filiform.knowledge.screening import Pack, ScreeningRules, load_rules
from filiform.screening.law import check_jurisdiction, expired, sessions_short, short_of, untrained
from filiform.screening.plan import Competence


def why_supervised(
    competence: Competence | None, jurisdiction: str | None, rules: ScreeningRules | None = None
) -> str:
    """Why this practitioner needles under supervision only; "" for one who needs none.

    Nothing on file is not judged here: screening says what is missing.
    """
    return sessions_short(competence, _pack(jurisdiction, rules)) if competence else ""


def why_not_supervise(
    competence: Competence | None,
    jurisdiction: str | None,
    on: date,
    rules: ScreeningRules | None = None,
) -> tuple[str, ...]:
    """Every reason why this person may not supervise there on a day, each in a sentence.

    A supervisor holds a licence and all that the place asks of somebody who needles alone. Where
    the place asks more of supervisors, such as years of active needling, that too.
    """
    if competence is None:
        return ("No passport is on file.",)
    pack = _pack(jurisdiction, rules)
    alone = [sessions_short(competence, pack), *_asked_of_supervisors(competence, pack)]
    found = (*expired(competence, on), *untrained(competence, pack), *filter(None, alone))
    return tuple(dict.fromkeys(found))


def _asked_of_supervisors(competence: Competence, pack: Pack | None) -> tuple[str, ...]:
    if pack is None:
        return ()
    years, sessions = pack.supervisor_years, pack.supervisor_sessions
    return (
        *short_of(pack, "years of needling", years, competence.years_needling),
        *short_of(pack, "supervised sessions", sessions, competence.supervised_sessions),
    )


def _pack(jurisdiction: str | None, rules: ScreeningRules | None) -> Pack | None:
    check_jurisdiction(jurisdiction)
    return (rules or load_rules()).packs.get(jurisdiction) if jurisdiction else None
