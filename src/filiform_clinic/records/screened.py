"""The rows of screening as the values that `filiform.screening.screen` reads.

What a patient sent stands until something newer about the same thing is said. What staff found
stays until staff put it right. Callers have checked who asks (`access.scope`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from filiform.drawing import scar_evidence
from filiform.screening import (
    Answer,
    Clearance,
    Competence,
    Evidence,
    History,
    Observation,
    Override,
    Reply,
    Settings,
    Target,
    Technique,
    Verdict,
    screen,
)
from filiform.screening.words_read import WordsRead, still_unread
from filiform.screening.written import (
    read_answer,
    read_day_answer,
    read_evidence,
    read_observation,
    read_words_read,
)
from filiform_clinic.records.models import (
    ClearanceEntry,
    ClinicRulesEntry,
    DayEntry,
    HistoryEntry,
    Organisation,
    OverrideEntry,
    PassportEntry,
    Visit,
)
from filiform_clinic.records.said import StaffEntry, said_by_staff
from filiform_clinic.records.scars import StandingScar, scars_of
from filiform_clinic.records.supervised import supervision_of

JURISDICTION = "jurisdiction"


def verdict_of(
    visit: Visit,
    on: date,
    targets: Iterable[Target] = (),
    technique: Technique = Technique.MANUAL,
) -> Verdict:
    """The verdict on a visit as of a day: history, settings, place, passport and clearances."""
    clinic = rules_of(visit.organisation)
    return screen(
        history_of(visit, on),
        on=on,
        targets=targets,
        technique=technique,
        settings=settings_of(clinic),
        jurisdiction=(clinic.jurisdiction if clinic else "") or None,
        competence=competence_of(visit, on),
        clearances=clearances_of(visit),
        overrides=overrides_of(visit, clinic, on),
    )


def history_of(visit: Visit, on: date | None = None) -> History:
    """All that is on file about the patient, with the answers of this visit's day.

    With `on`, answers that were given on another day do not count as those of the day.
    """
    sent, said, scars = sent_history(visit), said_by_staff(visit), scars_of(visit)
    return History(
        answers=_answers(sent, said, scars),
        evidence=_evidence(sent, said, scars),
        observations=_observations(said),
        birth_date=visit.episode.patient.birth_date,
        day=_day(visit, on),
        unread=still_unread(unread_of(sent), words_read(sent, said)),
    )


def sent_history(visit: Visit) -> HistoryEntry | None:
    """The newest history that the patient sent, at whichever visit."""
    patient = visit.episode.patient_id
    return (
        HistoryEntry.objects.filter(visit__episode__patient=patient)
        .order_by("-created_at", "-id")
        .first()
    )


def rules_of(organisation: Organisation) -> ClinicRulesEntry | None:
    """What the clinic has decided; None: nothing yet."""
    rows = ClinicRulesEntry.objects.filter(organisation=organisation)
    return rows.order_by("-created_at", "-id").first()


def settings_of(clinic: ClinicRulesEntry | None) -> Settings:
    """The clinic's settings over the defaults."""
    return Settings(**clinic.settings) if clinic else Settings()


def competence_of(visit: Visit, on: date | None = None) -> Competence | None:
    """The passport of the visit's practitioner; None: none on file.

    With `on`, whether a supervisor watches the visit on that day.
    """
    found = passport_of(visit.practitioner_id, visit.organisation_id)
    if found is None or on is None:
        return found
    return replace(found, supervised=supervision_of(visit, on) is not None)


def passport_of(user: UUID, organisation: UUID) -> Competence | None:
    """The newest passport of a person in a clinic."""
    rows = PassportEntry.objects.filter(user=user, organisation=organisation)
    row = rows.order_by("-created_at", "-id").first()
    return row.to_value() if row else None


def clearances_of(visit: Visit) -> tuple[Clearance, ...]:
    """Clearances of the patient that were not withdrawn; the library judges whether they hold."""
    rows = ClearanceEntry.objects.filter(
        patient=visit.episode.patient_id, withdraws=None, withdrawn_by=None
    )
    return tuple(row.to_value() for row in rows.order_by("created_at", "id"))


def overrides_of(visit: Visit, clinic: ClinicRulesEntry | None, on: date) -> tuple[Override, ...]:
    """Overrides of this visit, and the owner's for a place whose law is not settled."""
    rows = OverrideEntry.objects.filter(visit=visit, withdraws=None, withdrawn_by=None)
    found = [Override(row.reason, row.recorded_by.name, on, row.why) for row in _with_names(rows)]
    if clinic and clinic.goes_on_because and clinic.recorded_by:
        owner = clinic.recorded_by.name
        found.append(Override(JURISDICTION, owner, on, clinic.goes_on_because))
    return tuple(found)


def _with_names(rows: Any) -> Any:
    return rows.select_related("recorded_by").order_by("created_at", "id")


Said = Sequence[StaffEntry]


def unread_of(sent: HistoryEntry | None) -> tuple[str, ...]:
    """The patient's words that no program understood, as they were sent."""
    return tuple(sent.history.get("unread", ())) if sent else ()


def words_read(sent: HistoryEntry | None, said: Said) -> tuple[WordsRead, ...]:
    """What staff made of these words. Words that are sent once more are read once more."""
    return tuple(
        read_words_read(one.said["read"])
        for one in said
        if "read" in one.said and sent and one.at > sent.created_at
    )


def _answers(
    sent: HistoryEntry | None, said: Said, scars: Sequence[StandingScar]
) -> tuple[Answer, ...]:
    """One per rule: the newest, whoever said it.

    A no of the patient does not outweigh a scar that has not healed, nor does one that staff gave
    before the scar was told: then the question stands open and staff are asked.
    """
    dated = [(one.at, read_answer(one.said["answer"])) for one in said if "answer" in one.said]
    told = {item.group: one.at for one in _by_time(scars) for item in scar_evidence(one.scar)}
    dated = [(at, one) for at, one in dated if not _no_before(one, at, told)]
    if sent:
        mine = (read_answer(row) for row in sent.history.get("answers", ()))
        dated += [(sent.created_at, one) for one in mine if not _no_before(one, None, told)]
    newest = sorted(dated, key=lambda pair: pair[0])
    return tuple({answer.rule: answer for _at, answer in newest}.values())


def _by_time(scars: Sequence[StandingScar]) -> list[StandingScar]:
    return sorted(scars, key=lambda one: one.at)


def _no_before(answer: Answer, at: datetime | None, told: Mapping[str, datetime]) -> bool:
    """Whether this is a no to what a scar says since; `at` None: the patient's, at any time."""
    since = told.get(answer.rule)
    return since is not None and answer.value is Reply.NO and (at is None or at < since)


def _evidence(
    sent: HistoryEntry | None, said: Said, scars: Sequence[StandingScar]
) -> tuple[Evidence, ...]:
    """What was matched in the patient's words and told of scars, put right by staff.

    What the patient names anew counts again, whatever staff said of it before.
    """
    mine = [read_evidence(row) for row in (sent.history.get("evidence", ()) if sent else ())]
    drawn = (item for one in scars for item in scar_evidence(one.scar))
    found = {_same(item): item for item in (*mine, *drawn)}
    for one in (one for one in said if "evidence" in one.said):
        item = read_evidence(one.said["evidence"])
        named_anew = (
            sent
            and one.at < sent.created_at
            and any(other.current for other in mine if _same(other) == _same(item))
        )
        if not named_anew:
            found[_same(item)] = item
    return tuple(found.values())


def _same(item: Evidence) -> tuple[str, str, str]:
    return (item.kind, item.group, item.name.casefold())


def _observations(said: Said) -> tuple[Observation, ...]:
    rows = (one.said["observation"] for one in said if "observation" in one.said)
    return tuple(read_observation(row) for row in rows)


def _day(visit: Visit, on: date | None) -> tuple[Any, ...]:
    """Answers of the treatment day: none yet is an empty tuple, so that they are asked."""
    row = DayEntry.objects.filter(visit=visit).order_by("-created_at", "-id").first()
    if row is None or (on and on != _local_day(row.created_at, visit)):
        return ()
    return tuple(read_day_answer(one) for one in row.answers)


def _local_day(moment: datetime, visit: Visit) -> date:
    return moment.astimezone(ZoneInfo(visit.organisation.time_zone)).date()
