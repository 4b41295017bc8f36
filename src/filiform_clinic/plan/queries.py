"""Plans of an episode, ready to be shown, changed and given to the patient."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404

from filiform.body.values import Side
from filiform.journey import may_place, may_record
from filiform.plan import (
    Audience,
    Care,
    Goal,
    GroupChange,
    Plan,
    PlanKnowledge,
    PlannedTarget,
    Rhythm,
    Topic,
    suggest_activities,
    suggest_goals,
    suggest_targets,
    to_json,
    write_letter,
)
from filiform.screening import Target, Verdict
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.audit import audit_visit
from filiform_clinic.access.rules import check_can_see_clinical, why_not_treat
from filiform_clinic.access.scope import visit_of
from filiform_clinic.plan.reading import care_row, goal_row, main_fields, target_row
from filiform_clinic.plan.shown import PlanShown, changed_parts, shown, target_words
from filiform_clinic.records.findings import examined
from filiform_clinic.records.ids import new_id
from filiform_clinic.records.models import (
    CareEntry,
    IntakeEntry,
    LetterEntry,
    PatientLink,
    PlanEntry,
    Visit,
)
from filiform_clinic.records.past import Needled, past_of
from filiform_clinic.records.plans import (
    care_given,
    newest_number,
    plans_after,
    plans_up_to,
)
from filiform_clinic.records.progress import letter_record
from filiform_clinic.records.scored import scored
from filiform_clinic.records.screened import verdict_of
from filiform_clinic.records.verdicts import planned, unique
from filiform_clinic.records.visit_state import signing_of, state_of
from filiform_clinic.ui.reasons import why_not


@dataclass(frozen=True, slots=True)
class Mark:
    """The verdict of screening on one muscle, and why no needle may go in (empty: it may)."""

    outcome: str
    why_not: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkedTarget:
    """A planned muscle in words with today's verdict."""

    words: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Given:
    """Care that was given at the visit."""

    entry: CareEntry
    name: str
    fresh_id: UUID


@dataclass(frozen=True, slots=True)
class PlanStep:
    """The plan step of a visit. `entry`: the newest plan up to this visit, None without one.

    `own`: it was kept at this visit. `locked`: why nothing may be changed; `done`: why no care may
    be recorded any more.
    """

    visit: Visit
    entry: PlanEntry | None
    shown: PlanShown | None
    targets: tuple[MarkedTarget, ...]
    history: tuple[PlanEntry, ...]
    given: tuple[Given, ...]
    choices: tuple[Care, ...]
    letters: tuple[LetterEntry, ...]
    locked: str
    done: list[str]
    fresh_id: UUID

    @property
    def own(self) -> bool:
        return self.entry is not None and self.entry.visit_id == self.visit.pk


def plan_step(actor: Actor, visit_id: UUID) -> PlanStep:
    """What is planned, what was given today, and every earlier version."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    entries = plans_up_to(visit)
    entry = entries[0] if entries else None
    plan = entry.to_value() if entry else None
    return PlanStep(
        visit=visit,
        entry=entry,
        shown=shown(plan, actor.today, activities=scored(visit)[1]) if plan else None,
        targets=tuple(_marked(actor, visit, plan.targets)) if plan else (),
        history=entries,
        given=tuple(_given(visit)),
        choices=_choices(plan, group_of(visit)),
        letters=_letters(visit),
        locked=why_not_treat(actor),
        done=why_not(may_record(signing_of(visit.pk))),
        fresh_id=new_id(),
    )


def planned_muscles(actor: Actor, visit_id: UUID) -> list[tuple[str, Side]]:
    """The muscles of the plan that stands at a visit, each side once, in the plan's order."""
    check_can_see_clinical(actor)
    entries = plans_up_to(visit_of(actor, visit_id))
    targets = entries[0].to_value().targets if entries else ()
    return list(dict.fromkeys((one.muscle, one.side) for one in targets))


def group_of(visit: Visit) -> GroupChange | None:
    """What the patient's group changes; None before the patient has told it."""
    row = _intake(visit)
    return PlanKnowledge.load().groups.get(row.group) if row else None


def _intake(visit: Visit) -> IntakeEntry | None:
    """The newest answers of the episode up to this visit."""
    rows = IntakeEntry.objects.filter(
        visit__episode=visit.episode_id, visit__starts_at__lte=visit.starts_at
    )
    return rows.order_by("created_at", "id").last()


def _choices(plan: Plan | None, group: GroupChange | None) -> tuple[Care, ...]:
    """Kinds of care to record, planned ones first, then those of the group, then the others."""
    known = PlanKnowledge.load().care
    first = [known[one.care] for one in plan.care] if plan else []
    return tuple(dict.fromkeys([*first, *(group.care if group else ()), *known.values()]))


def _given(visit: Visit) -> Iterable[Given]:
    known = PlanKnowledge.load().care
    for row in care_given([visit.pk]):
        name = known[row.care].name if row.care in known else row.care
        yield Given(row, name, new_id())


def _letters(visit: Visit) -> tuple[LetterEntry, ...]:
    rows = LetterEntry.objects.filter(visit=visit).select_related("signed_by")
    return tuple(rows.order_by("-version"))


def verdict_on(visit: Visit, on: datetime.date, targets: Iterable[Target]) -> Verdict:
    return verdict_of(visit, on, unique(targets))


def outcomes_of(verdict: Verdict) -> dict[Target, str]:
    return {Target(one.muscle, one.side): one.outcome.word for one in verdict.muscles}


def _marked(actor: Actor, visit: Visit, targets: Iterable[PlannedTarget]) -> Iterable[MarkedTarget]:
    marks = marks_on(actor, visit, [(one.muscle, one.side) for one in targets])
    for one in targets:
        yield MarkedTarget(target_words(one), marks[f"{one.muscle}:{one.side}"])


def marks_on(actor: Actor, visit: Visit, muscles: list[tuple[str, Side]]) -> dict[str, Mark]:
    """Today's verdict on each muscle, by `muscle:side`; asked only when there is one."""
    if not muscles:
        return {}
    asked = {f"{muscle}:{side}": planned(muscle, side) for muscle, side in muscles}
    verdict = verdict_on(visit, actor.today, asked.values())
    outcomes, state = outcomes_of(verdict), state_of(visit.pk)
    return {
        key: Mark(outcomes[target], tuple(why_not(may_place(state, verdict, target))))
        for key, target in asked.items()
    }


@dataclass(frozen=True, slots=True)
class EditPage:
    """What the page to change a plan starts with. `facts` stand beside their fields, by topic.

    `story` are the patient's own words, to take goals from; `past` is what was seen after muscles
    were needled before, to choose by.
    """

    visit: Visit
    initial: dict[str, Any]
    marks: dict[str, Mark]
    group: GroupChange | None
    story: str
    past: list[Needled]
    facts: dict[str, tuple[Any, ...]]
    locked: str


def edit_page(actor: Actor, visit_id: UUID) -> EditPage:
    """The newest plan, or what findings and the patient's words suggest for a first one."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    audit_visit(actor, "plan.read", visit)
    entries = plans_up_to(visit)
    plan = entries[0].to_value() if entries else _first_plan(actor, visit)
    found, hard = examined(visit.pk).before, scored(visit)[1]
    targets = _target_rows(plan, suggest_targets(found), fresh=not entries)
    group, told = group_of(visit), _intake(visit)
    return EditPage(
        visit=visit,
        initial={
            "main": main_fields(plan) | {"id": new_id(), "seen": newest_number(visit)},
            "target": targets,
            "goal": _goal_rows(plan, (*suggest_activities(hard), *suggest_goals(found))),
            "away": [{"first": one.first, "last": one.last} for one in plan.away],
            "event": [{"on": one.on, "title": one.title} for one in plan.events],
            "care": _care_rows(plan, group),
        },
        marks=marks_on(actor, visit, [(row["muscle"], Side(row["side"])) for row in targets]),
        group=group,
        story=" ".join(filter(None, (told.hopes, told.story))) if told else "",
        past=past_of(visit, actor.zone).each,
        facts={topic.value: PlanKnowledge.load().about(topic) for topic in Topic},
        locked=why_not_treat(actor),
    )


@dataclass(frozen=True, slots=True)
class Since:
    """A version that somebody kept since, and which parts of the plan it changed."""

    entry: PlanEntry
    parts: tuple[str, ...]


def changed_since(actor: Actor, visit_id: UUID, seen: int) -> list[Since]:
    """Every version after number `seen`, oldest first; of a visit by the same episode alone."""
    check_can_see_clinical(actor)
    entries = plans_after(visit_of(actor, visit_id), seen - 1)
    before = entries[0].plan if entries and entries[0].number == seen else to_json(Plan())
    found = []
    for entry in entries:
        if entry.number > seen:
            found.append(Since(entry, changed_parts(before, entry.plan)))
            before = entry.plan
    return found


def _first_plan(actor: Actor, visit: Visit) -> Plan:
    """Empty but for the day of the visit."""
    return Plan(rhythm=Rhythm(first=visit.starts_at.astimezone(actor.zone).date()))


def _target_rows(plan: Plan, suggested: Iterable[Any], *, fresh: bool) -> list[dict[str, Any]]:
    """Planned muscles, then those with a finding; for a first plan familiar pain is ticked."""
    rows = [target_row(target, pick=True) for target in plan.targets]
    known = {target.place for target in plan.targets}
    for one in suggested:
        if one.target.place not in known:
            rows.append(target_row(one.target, pick=fresh and one.familiar))
    return rows


def _goal_rows(plan: Plan, suggested: Iterable[Goal]) -> list[dict[str, Any]]:
    known = {goal.text for goal in plan.goals}
    more = (goal for goal in suggested if goal.text not in known)
    return [goal_row(goal) for goal in (*plan.goals, *more)]


def _care_rows(plan: Plan, group: GroupChange | None) -> list[dict[str, Any]]:
    chosen = {one.care: one for one in plan.care}
    return [care_row(care.id, chosen.get(care.id)) for care in _choices(plan, group)]


@dataclass(frozen=True, slots=True)
class Version:
    """A plan as it was kept; `expect` is what the patient's group may expect, in plain words."""

    entry: PlanEntry
    shown: PlanShown
    expect: tuple[str, ...]
    clinic_name: str
    clinic_phone: str


def read_version(actor: Actor, visit_id: UUID, number: int | None = None) -> Version | None:
    """One version of the visit's episode, the newest up to the visit without a number."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    audit_visit(actor, "plan.read", visit)
    entries = plans_up_to(visit)
    row = next((one for one in entries if number in (None, one.number)), None)
    return _version(row, actor.today, patient=False) if row else None


def read_by_patient(link: PatientLink, today: datetime.date) -> Version | None:
    """The newest plan of the episode of an opened link."""
    audit_visit(None, "plan.read", link.visit)
    rows = PlanEntry.objects.filter(episode=link.visit.episode_id).select_related("kept_by")
    row = rows.order_by("-number").first()
    return _version(row, today, patient=True) if row else None


def _version(row: PlanEntry, today: datetime.date, *, patient: bool) -> Version:
    clinic, group = row.visit.organisation, group_of(row.visit) if patient else None
    notes = group.notes if group else ()
    expect = tuple(note.plain for note in notes if note.plain and note.verified)
    plan = shown(row.to_value(), today, patient=patient)
    return Version(row, plan, expect, clinic.name, clinic.phone)


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A letter to edit and sign. `locked`: why it may not be signed."""

    visit: Visit
    audience: Audience
    draft: str
    locked: str
    fresh_id: UUID


def letter_page(actor: Actor, visit_id: UUID, audience: Audience) -> LetterPage:
    """The draft as the record writes it: a read of the record, so it leaves an audit row."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    audit_visit(actor, "letter.drafted", visit, audience=audience.value)
    draft = write_letter(letter_record(visit, audience, actor.today, actor.zone))
    return LetterPage(visit, audience, draft, why_not_treat(actor), new_id())


@dataclass(frozen=True, slots=True)
class Letter:
    """A signed letter with the clinic's name, the day in the clinic's zone."""

    entry: LetterEntry
    at: datetime.datetime

    @property
    def paragraphs(self) -> list[str]:
        return self.entry.text.split("\n\n")


def read_letter(actor: Actor, visit_id: UUID, version: int) -> Letter:
    """A signed letter; 404 for one that is not there."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    rows = LetterEntry.objects.select_related("signed_by", "visit__organisation")
    row = rows.filter(visit=visit, version=version).first()
    if row is None:
        raise Http404("no such letter")
    audit_visit(actor, "letter.read", visit, version=version)
    return Letter(row, row.created_at.astimezone(ZoneInfo(visit.organisation.time_zone)))
