"""The verdict on a visit for its pages: reasons, what to do, open questions, what is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from filiform.journey import may_record, may_start_needling
from filiform.knowledge.screening import DayQuestion, load_rules
from filiform.knowledge.screening.words import Scope
from filiform.locating import Palpation
from filiform.screening import (
    DayAnswer,
    Evidence,
    History,
    Question,
    Target,
    Verdict,
    basis_of,
    name_of,
)
from filiform.screening.matching import Found, find
from filiform.screening.screen import OPEN_QUESTIONS
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.audit import audit_visit
from filiform_clinic.access.rules import check_can_see_clinical, why_not_treat
from filiform_clinic.access.scope import visit_of
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import (
    AnswerEntry,
    ClearanceEntry,
    DayEntry,
    HistoryEntry,
    OverrideEntry,
    ScarEntry,
    VerdictEntry,
    Visit,
)
from filiform_clinic.records.said import said_by_staff
from filiform_clinic.records.screened import (
    history_of,
    rules_of,
    sent_history,
    settings_of,
    unread_of,
    verdict_of,
)
from filiform_clinic.records.verdicts import needled_in, planned, unique
from filiform_clinic.records.visit_state import signing_of, standing_findings, state_of
from filiform_clinic.screening.cards import (
    Ask,
    ReasonCard,
    asks,
    cards,
    group_name,
    measured_words,
    where,
)
from filiform_clinic.screening.words import Recorded, Words, recorded, words_in
from filiform_clinic.ui.problems import Conflict
from filiform_clinic.ui.reasons import why_not

# So many reasons stand on the ribbon before it is opened.
SHOWN_FIRST = 3


@dataclass(frozen=True, slots=True)
class Ribbon:
    """The verdict of a visit at a glance. `signed`: as it was when the note was signed."""

    visit: Visit
    outcome: str
    cards: tuple[ReasonCard, ...]
    open: int
    open_today: int
    why_not: tuple[str, ...]
    signed: bool = False

    @property
    def first(self) -> tuple[ReasonCard, ...]:
        return self.cards[:SHOWN_FIRST]

    @property
    def more(self) -> int:
        return max(0, len(self.cards) - SHOWN_FIRST)

    def count(self, outcome: str) -> int:
        return sum(card.outcome == outcome for card in self.cards)

    @property
    def stops(self) -> int:
        return self.count("stop")

    @property
    def clearances(self) -> int:
        return self.count("clearance")

    @property
    def cautions(self) -> int:
        return self.count("caution")


@dataclass(frozen=True, slots=True)
class DayRow:
    """One question of the treatment day and the answer that stands, if any."""

    question: DayQuestion
    answer: DayAnswer | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A clearance or override on file. `holds` False: ended, or void by what came after it."""

    row: ClearanceEntry | OverrideEntry
    where: tuple[str, ...] = ()
    holds: bool = True

    @property
    def name(self) -> str:
        return name_of(self.row.reason)


@dataclass(frozen=True, slots=True)
class Match:
    """What was matched in the patient's words, and with what."""

    evidence: Evidence
    group: str


@dataclass(frozen=True, slots=True)
class Review:
    """Everything of the review page. `locked`: why nothing may be recorded; empty when it may."""

    ribbon: Ribbon
    verdict: Verdict
    history: History
    asks: tuple[Ask, ...]
    day: tuple[DayRow, ...]
    clearances: tuple[Kept, ...]
    overrides: tuple[Kept, ...]
    words: tuple[Words, ...]
    recorded: tuple[Recorded, ...]
    sent: HistoryEntry | None
    seen: str
    locked: list[str]

    @property
    def visit(self) -> Visit:
        return self.ribbon.visit

    @property
    def fresh_id(self) -> UUID:
        """A new id each time it is asked: one for every form."""
        return new_id()

    @property
    def matches(self) -> tuple[Match, ...]:
        return tuple(Match(one, group_name(one.group)) for one in self.history.evidence)

    @property
    def measured(self) -> tuple[str, ...]:
        return tuple(measured_words(one) for one in self.history.observations)


def ribbon(actor: Actor, visit_id: UUID) -> Ribbon:
    """The verdict on the muscles found or needled in this visit."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    state = state_of(visit.pk)
    if state.signed and (kept := _signed_verdict(visit)):
        return kept
    history = history_of(visit, actor.today)
    return _ribbon(actor, visit, history, _verdict(actor, visit))


@dataclass(frozen=True, slots=True)
class Flag:
    """What a list shows of a visit's safety: the verdict, and how many questions are open.

    `reasons`: by name what the session or a whole region must mind, strictest first.
    """

    outcome: str
    open: int
    reasons: tuple[str, ...] = ()


def histories_missing(visits: Iterable[Visit]) -> frozenset[UUID]:
    """The visits whose patient has never sent the health questions."""
    listed = [*visits]
    patients = {visit.episode.patient_id for visit in listed}
    sent = HistoryEntry.objects.filter(visit__episode__patient__in=patients)
    known = set(sent.values_list("visit__episode__patient", flat=True))
    return frozenset(visit.pk for visit in listed if visit.episode.patient_id not in known)


def flag(actor: Actor, visit: Visit) -> Flag:
    """The verdict of a visit in a list, for practitioners."""
    check_can_see_clinical(actor)
    verdict = _verdict(actor, visit)
    open_ = _ids(question for question in verdict.questions if question.blocking)
    minded = [one for one in verdict.reasons if not one.cleared and one.scope is not Scope.MUSCLE]
    names = dict.fromkeys(name_of(one.id) for one in minded if one.id != OPEN_QUESTIONS)
    return Flag(verdict.session.word, len(open_), tuple(names))


def review(actor: Actor, visit_id: UUID) -> Review:
    """The review page: a read of the record, so it leaves an audit row."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    audit_visit(actor, "safety.read", visit)
    verdict, history = _verdict(actor, visit), history_of(visit, actor.today)
    said = {one.question: one for one in history.day or ()}
    sent = sent_history(visit)
    return Review(
        ribbon=_ribbon(actor, visit, history, verdict),
        verdict=verdict,
        history=history,
        asks=asks(verdict, history),
        day=tuple(DayRow(q, said.get(q.id)) for q in load_rules().day_questions),
        clearances=_clearances(actor, visit),
        overrides=_overrides(visit),
        words=words_in(history.unread, _texts(sent)),
        recorded=recorded(said_by_staff(visit)),
        sent=sent,
        seen=record_seen(visit),
        locked=_locked(actor, visit),
    )


@dataclass(frozen=True, slots=True)
class Search:
    """The page on which a medicine or condition is picked by hand.

    `words`: what the patient wrote and no program understood; None when nothing of it is open.
    """

    visit: Visit
    query: str
    found: tuple[Found, ...]
    words: Words | None
    seen: str
    locked: list[str]

    @property
    def fresh_id(self) -> UUID:
        """A new id each time it is asked: one for every form."""
        return new_id()


def search(actor: Actor, visit_id: UUID, query: str, words: str = "") -> Search:
    """What a query may mean, beside the patient's words with the key `words`."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    audit_visit(actor, "safety.read", visit)
    unread = words_in(history_of(visit).unread, _texts(sent_history(visit)))
    found = next((one for one in unread if one.key == words), None)
    return Search(visit, query, find(query), found, record_seen(visit), _locked(actor, visit))


def unread_text(actor: Actor, visit_id: UUID, key: str) -> str:
    """The words with a key, whether or not somebody has read them since."""
    check_can_see_clinical(actor)
    unread = unread_of(sent_history(visit_of(actor, visit_id)))
    text = next((one.unread for one in words_in(unread, {}) if one.key == key), "")
    if not text:
        raise Conflict(_("The patient has sent other words since. You see the newest now."))
    return text


def _texts(sent: HistoryEntry | None) -> Mapping[str, str]:
    """What the patient wrote, by box."""
    return sent.history.get("texts", {}) if sent else {}


def _locked(actor: Actor, visit: Visit) -> list[str]:
    """Why nothing may be recorded; empty when it may."""
    return [*filter(None, [why_not_treat(actor)]), *why_not(may_record(signing_of(visit.pk)))]


def _clearances(actor: Actor, visit: Visit) -> tuple[Kept, ...]:
    rows = ClearanceEntry.objects.filter(
        patient=visit.episode.patient_id, withdraws=None, withdrawn_by=None
    )
    known = basis_of(
        history_of(visit, actor.today),
        on=actor.today,
        settings=settings_of(rules_of(visit.organisation)),
    )
    return tuple(
        Kept(
            row,
            where(row.to_value().places, ()),
            row.given_on <= actor.today <= row.valid_until and known <= set(row.basis),
        )
        for row in rows.order_by("created_at", "id")
    )


def _overrides(visit: Visit) -> tuple[Kept, ...]:
    rows = OverrideEntry.objects.filter(visit=visit, withdraws=None, withdrawn_by=None)
    return tuple(
        Kept(row) for row in rows.select_related("recorded_by").order_by("created_at", "id")
    )


def intended(visit: Visit) -> tuple[Target, ...]:
    """The muscles needled in this visit, and those in which palpation found something."""
    found = (row.to_value() for row in standing_findings().filter(visit=visit))
    felt = [one for one in found if isinstance(one, Palpation) and one.words != ["nothing"]]
    positive = (planned(one.muscle, one.side) for one in felt)
    return unique((*needled_in(visit), *positive))


def record_seen(visit: Visit) -> str:
    """A short fingerprint of all that screening reads about the patient: anything new changes it.

    A page sends back what it showed, so that nobody decides on an older state of the record.
    """
    patient = visit.episode.patient_id
    rows = (
        HistoryEntry.objects.filter(visit__episode__patient=patient),
        AnswerEntry.objects.filter(visit__episode__patient=patient),
        DayEntry.objects.filter(visit=visit),
        ClearanceEntry.objects.filter(patient=patient),
        OverrideEntry.objects.filter(visit=visit),
        ScarEntry.objects.filter(visit__episode__patient=patient),
    )
    newest = [table.order_by("created_at", "id").values_list("pk", flat=True) for table in rows]
    ids = "|".join(f"{ids.count()}:{ids.last()}" for ids in newest)
    return hashlib.sha256(ids.encode()).hexdigest()[:24]


def _verdict(actor: Actor, visit: Visit) -> Verdict:
    return verdict_of(visit, actor.today, intended(visit))


def _ribbon(actor: Actor, visit: Visit, history: History, verdict: Verdict) -> Ribbon:
    blocking = [question for question in verdict.questions if question.blocking]
    today = sum(question.why == "today" for question in blocking)
    return Ribbon(
        visit=visit,
        outcome=verdict.session.word,
        cards=cards(verdict, history),
        open=len(_ids(blocking)),
        open_today=today,
        why_not=tuple(why_not(may_start_needling(state_of(visit.pk), verdict))),
    )


def _ids(questions: Iterable[Question]) -> set[str]:
    return {question.id for question in questions}


def _signed_verdict(visit: Visit) -> Ribbon | None:
    """The verdict that the note was signed with, as it was kept."""
    row = VerdictEntry.objects.filter(visit=visit).order_by("created_at", "id").last()
    if row is None:
        return None
    found = cards_of_document(row)
    return Ribbon(visit, row.verdict["verdict"], found, 0, 0, (), signed=True)


def cards_of_document(row: VerdictEntry) -> tuple[ReasonCard, ...]:
    """The reasons of a kept verdict, by name and with what was to be done."""
    changes = row.verdict["changes"]
    return tuple(
        ReasonCard(
            id=one["id"],
            outcome=one["verdict"],
            changes=tuple(c["text"] for c in changes if c["reason"] == one["id"]),
            cleared=one["cleared"],
            unverified=one["unverified"],
        )
        for one in row.verdict["reasons"]
    )
