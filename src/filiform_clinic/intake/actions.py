"""The patient's writes: save an answer, send all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from filiform.body import Body
from filiform.drawing import DrawnScar, read_scars
from filiform.errors import InvalidInput
from filiform.intake import (
    Activities,
    Intake,
    Onset,
    PainScores,
    check_complaint,
    check_group,
    check_hopes,
    check_story,
)
from filiform.knowledge.instruments import Instruments
from filiform.knowledge.screening import load_rules
from filiform.screening.interview import Box, PatientWords, check_field, check_today
from filiform.screening.written import write_answer, write_day_answer, write_evidence
from filiform_clinic.access.audit import audit_visit
from filiform_clinic.intake.queries import (
    UNDERSTOOD,
    Health,
    Standing,
    health_of,
    standing,
    today_answers,
    today_of,
)
from filiform_clinic.records.models import (
    DayEntry,
    DrawingEntry,
    HistoryDraft,
    HistoryEntry,
    IntakeDraft,
    IntakeEntry,
    PatientLink,
    ScarEntry,
    ScoreEntry,
    Visit,
)
from filiform_clinic.records.scars import newest_scars
from filiform_clinic.records.visit_state import signing_of
from filiform_clinic.ui.problems import Conflict, Gone

MAX_VERSION = 40


def _check_version(value: object) -> object:
    """The version of the education page that was read to the end."""
    if not isinstance(value, str) or not 0 < len(value) <= MAX_VERSION:
        raise InvalidInput("about", "the version of the page", got=value)
    return value


_CHECKS: dict[str, Callable[[object], object]] = {
    "complaint": check_complaint,
    "group": check_group,
    "onset": Onset.from_json,
    "scars": read_scars,
    "pain": PainScores.from_json,
    "activities": Activities.from_json,
    "hopes": check_hopes,
    "story": check_story,
    "about": _check_version,
}


class AnswersChanged(Conflict):
    """The answers are not those the patient was shown: another window has changed them."""


@transaction.atomic
def save_answers(*, link: PatientLink, answers: Mapping[str, Any]) -> int:
    """Keep some answers in the draft, by field; returns the draft's revision.

    The last answer counts, so that going back and choosing again always works. Errors:
    `InvalidInput` naming the field.
    """
    visit = _locked(link)
    for field, value in answers.items():
        _check(field, value, today_of(visit))
    draft, begun = IntakeDraft.objects.get_or_create(visit=visit)
    if draft.answers | answers != draft.answers:
        draft.answers = draft.answers | answers
        draft.revision += 1
        draft.save()
    if begun:
        audit_visit(None, "intake.begun", link.visit)
    return draft.revision


def _check(field: str, value: object, today: date) -> None:
    if field not in _CHECKS:
        raise InvalidInput("field", f"one of {', '.join(_CHECKS)}", got=field)
    _CHECKS[field](value)
    if field == "onset":
        Onset.from_json(value).check(today=today)
    if field == "scars":
        for scar in read_scars(value):
            if scar.on:
                scar.on.check("scars.on", today=today)


class StaleHealth(Conflict):
    """Another window has changed these `fields` since; `stored` is what stands now."""

    def __init__(self, fields: tuple[str, ...], stored: Health) -> None:
        self.fields, self.stored = fields, stored
        super().__init__(_("Your answers were changed in another window. Please check them."))


@transaction.atomic
def save_health(
    *,
    link: PatientLink,
    changes: Mapping[str, Any],
    base: int,
    window: str = "",
    done: str = "",
) -> Health:
    """Keep some of the health answers in the draft; returns it as it now stands.

    `base` is the revision the window was shown. A field that another `window` has changed since,
    to something else, is refused with `StaleHealth` and nothing is stored. `done`: a page that was
    left with everything on it said. Errors: `InvalidInput` naming the field.
    """
    visit = _locked(link)
    before = health_of(visit)
    for name, value in changes.items():
        check_field(name, value, before.on)
    news = {name: value for name, value in changes.items() if before.fields.get(name) != value}
    stale = tuple(name for name in news if _changed_since(before, name, base, window))
    if stale:
        raise StaleHealth(stale, before)
    return _store(visit, before, news, window, done)


def _changed_since(stored: Health, name: str, base: int, window: str) -> bool:
    revision, by = stored.at.get(name, (0, ""))
    return revision > base and by != window


def _store(visit: Visit, before: Health, news: Mapping[str, Any], window: str, done: str) -> Health:
    """The draft with the news, in a new revision when there are any."""
    kept = before.done - {UNDERSTOOD} if any(box in news for box in Box) else before.done
    kept -= {page.id for page in PatientWords.load().pages if page.rules & set(news)}
    pages = kept | {done} if done else kept
    revision = before.revision + bool(news or pages != before.done)
    at = {**before.at, **dict.fromkeys(news, (revision, window))}
    fields = {**before.fields, **news}
    written = {"fields": fields, "at": at, "done": sorted(pages)}
    _row, begun = HistoryDraft.objects.update_or_create(
        visit=visit, defaults={"history": written, "revision": revision}
    )
    if begun:
        audit_visit(None, "history.begun", visit)
    return health_of(visit)


@transaction.atomic
def send(*, link: PatientLink, entry: UUID, version: str) -> bool:
    """Turn the drafts into entries of the record; a repeated send of `entry` changes nothing.

    `version` is that of the answers the patient was shown. Sending again makes new entries, which
    supersede the earlier ones; both stay readable. Returns whether something was sent. Errors:
    `AnswersChanged` when another window has changed them since, `Gone` after the visit was signed,
    `InvalidInput` naming the field when an answer is missing.
    """
    visit = _locked(link)
    if _sent_already(entry, visit):
        return False
    if signing_of(visit.pk).signed:
        raise Gone(
            _("Your visit has taken place, so this can no longer be sent. Please tell the clinic.")
        )
    said = standing(link)
    if said.version != version:
        raise AnswersChanged(_("Your answers were changed in another window. Please check them."))
    intake = _complete(said)
    drawing = said.read_drawing()
    if drawing.empty:
        raise InvalidInput("drawing", "at least one painted or listed place")
    IntakeEntry.objects.create(
        id=entry,
        visit=visit,
        complaint=intake.complaint,
        group=intake.group,
        story=intake.story,
        strongest_pain=intake.strongest_pain,
        began=str(intake.onset.began) if intake.onset else "",
        began_on=str(intake.onset.on or "") if intake.onset else "",
        hopes=intake.hopes,
        sent_by="patient",
    )
    _send_scores(visit, said)
    DrawingEntry.objects.create(
        visit=visit,
        drawing=drawing.to_json(),
        body_version=drawing.body.version,
        sent_by="patient",
    )
    _send_scars(visit, said.scars or ())
    _send_history(visit, said.health)
    read = str(said.answers.get("about", ""))
    audit_visit(None, "intake.sent", link.visit, again=said.sent_at is not None, read=read)
    return True


def _send_scores(visit: Visit, said: Standing) -> None:
    """Each instrument in its version; activities only when some were named, then or before."""
    sent = {"nprs": said.pain, "psfs": said.activities}
    named = said.activities and said.activities.each
    before = ScoreEntry.objects.filter(visit=visit, instrument="psfs").exists()
    for instrument, scores in sent.items():
        if scores is None or (instrument == "psfs" and not (named or before)):
            continue
        ScoreEntry.objects.create(
            visit=visit,
            instrument=instrument,
            version=Instruments.load()[instrument].version,
            answers=scores.to_json(),
            sent_by="patient",
        )


def _send_scars(visit: Visit, scars: Sequence[DrawnScar]) -> None:
    """Each scar that is new or changed, and those taken away. What staff said since stands."""
    mine = {
        key: row
        for key, row in newest_scars(visit.episode.patient_id).items()
        if row.visit_id == visit.pk
    }
    told = {scar.id: scar.to_json() for scar in scars}
    gone = {key: None for key, row in mine.items() if key not in told and row.scar is not None}
    for key, scar in {**told, **gone}.items():
        before = mine.get(key)
        if before and (before.recorded_by_id or before.scar == scar):
            continue
        ScarEntry.objects.create(
            visit=visit,
            key=key,
            scar=scar,
            body_version=Body.load().version,
            sent_by="patient",
        )


def _send_history(visit: Visit, health: Health) -> None:
    """The health answers as screening reads them, and the patient's own words."""
    answers = health.saying.to_answers(health.on)
    history = {
        "answers": [write_answer(answer) for answer in answers],
        "evidence": [write_evidence(item) for item in health.understood.evidence],
        "unread": list(health.understood.unread),
        "texts": dict(health.saying.texts),
    }
    HistoryEntry.objects.create(
        visit=visit, history=history, rules_version=load_rules().version, sent_by="patient"
    )


class StaleDay(Conflict):
    """Today's questions were answered meanwhile, in another window or by the clinic."""


@transaction.atomic
def answer_today(
    *, link: PatientLink, entry: UUID, answers: Mapping[str, Mapping[str, Any]], seen: str
) -> bool:
    """Keep the answers of the treatment day, all of them; a repeated `entry` changes nothing.

    `seen` is the id of the newest answers that the page knew. Changed answers void the clearances
    they touch, which screening sees by itself. Returns whether something was stored. Errors:
    `InvalidInput` naming the question, `StaleDay`, and `Conflict` on any other day.
    """
    visit = _locked(link)
    said = {name: check_today(name, value) for name, value in answers.items()}
    for question in PatientWords.load().today.questions:
        if question.rule not in said:
            raise InvalidInput(question.rule, "an answer")
    earlier = DayEntry.objects.filter(pk=entry).first()
    if earlier is not None:
        if earlier.visit_id != visit.pk:
            raise InvalidInput("entry", "a fresh id")
        return False
    _check_day(visit, seen)
    written = [write_day_answer(one.to_day_answer(name)) for name, one in said.items()]
    DayEntry.objects.create(id=entry, visit=visit, answers=written)
    audit_visit(None, "day.answered", visit)
    return True


def _check_day(visit: Visit, seen: str) -> None:
    day = today_answers(visit)
    if not day.is_today:
        raise Conflict(_("These questions are for the day of your visit."))
    if day.latest != seen:
        raise StaleDay(_("These questions were answered meanwhile. Please check them once more."))


def _locked(link: PatientLink) -> Visit:
    """The visit, locked so that two windows or taps come one after the other."""
    return Visit.objects.select_for_update().get(pk=link.visit_id)


def _sent_already(entry: UUID, visit: Visit) -> bool:
    earlier = IntakeEntry.objects.filter(pk=entry).first()
    if earlier is not None and earlier.visit_id != visit.pk:
        raise InvalidInput("entry", "a fresh id")
    return earlier is not None


def _complete(said: Standing) -> Intake:
    if said.pain is None:
        raise InvalidInput("pain", "answers from 0 to 10")
    if said.health.missing:
        raise InvalidInput(str(said.health.missing), "an answer to every question")
    return Intake(said.complaint, said.group, said.pain.worst, said.story, said.onset, said.hopes)
