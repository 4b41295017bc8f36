"""What a progress letter is written from: the course of an episode as recorded.

Callers have checked who asks (`access.scope`).
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from filiform.exam import changes, rater
from filiform.knowledge.atlas import Atlas
from filiform.needling import Needling, Target, changed, measure_name, named
from filiform.plan import Audience, Course, LetterRecord, PlanKnowledge, PlannedTarget
from filiform_clinic.records.findings import examined_in
from filiform_clinic.records.models import IntakeEntry, Visit
from filiform_clinic.records.plans import care_given, plans_up_to
from filiform_clinic.records.scored import scored_in
from filiform_clinic.records.visit_state import needlings_of

Scored = tuple[Visit, str, int]


def letter_record(
    visit: Visit, audience: Audience, on: datetime.date, zone: datetime.tzinfo
) -> LetterRecord:
    """What was recorded in the episode up to this visit; days in `zone`."""
    visits = _visits(visit)
    keys = [one.pk for one in visits]
    needles = needlings_of(keys)
    plan = next((entry.to_value() for entry in plans_up_to(visit)), None)
    patient = visit.episode.patient
    return LetterRecord(
        audience=audience,
        patient=patient.name,
        born=patient.birth_date,
        on=on,
        complaint=_complaint(keys),
        visits=tuple(_day(one, zone) for one in visits if needles[one.pk].inserted),
        pain=tuple(_courses(_pain(visits), zone)),
        activities=tuple(_courses(_activities(visits), zone)),
        measures=tuple(_measures(keys)),
        needled=_needled(needles[key] for key in keys),
        care=_care(keys),
        targets=_targets(plan.targets) if plan else (),
        plan=plan,
    )


def _visits(visit: Visit) -> list[Visit]:
    rows = Visit.objects.filter(episode=visit.episode_id, starts_at__lte=visit.starts_at)
    return list(rows.order_by("starts_at", "id"))


def _day(visit: Visit, zone: datetime.tzinfo) -> datetime.date:
    return visit.starts_at.astimezone(zone).date()


def _told(keys: list[UUID]) -> dict[UUID, IntakeEntry]:
    """The newest answers of each visit."""
    rows = IntakeEntry.objects.filter(visit__in=keys).order_by("created_at", "id")
    return {row.visit_id: row for row in rows}


def _complaint(keys: list[UUID]) -> str | None:
    told = _told(keys)
    last = next((told[key] for key in reversed(keys) if key in told), None)
    return Atlas.load().complaints[last.complaint].name if last else None


def _pain(visits: list[Visit]) -> Iterable[Scored]:
    """The strongest pain of each visit, and the others where they were asked."""
    told, scores = _told([one.pk for one in visits]), scored_in(one.pk for one in visits)
    for one in visits:
        if one.pk in told:
            yield one, "strongest", told[one.pk].strongest_pain
        if pain := scores[one.pk][0]:
            yield one, "on average", pain.average
            yield one, "now", pain.now


def _activities(visits: list[Visit]) -> Iterable[Scored]:
    scores = scored_in(one.pk for one in visits)
    for one in visits:
        for activity in scores[one.pk][1].each:
            yield one, activity.name, activity.score


def _courses(scores: Iterable[Scored], zone: datetime.tzinfo) -> Iterable[Course]:
    """Each score over time, in the order in which it was first told."""
    found: defaultdict[str, list[tuple[datetime.date, int]]] = defaultdict(list)
    for visit, name, score in scores:
        found[name].append((_day(visit, zone), score))
    return (Course(name, tuple(points)) for name, points in found.items())


def _measures(keys: list[UUID]) -> Iterable[tuple[str, str]]:
    """The measures of the first visit that were taken again, beside the latest of each."""
    found = examined_in(keys)
    measured = [found[key] for key in keys if found[key].before]
    if len(measured) < 2:
        return
    first, last = measured[0], measured[-1]
    who = rater(first.examiners | last.examiners)
    for one in changes(first.before, last.before, who):
        if one.difference is not None:
            yield measure_name(one.before, Atlas.load()), changed(one)


def _needled(needles: Iterable[Needling]) -> tuple[str, ...]:
    targets = (
        replace(marker.value.target, site=None)
        for one in needles
        for marker in one.current
        if marker.inserted
    )
    return tuple(dict.fromkeys(named(target, Atlas.load()) for target in targets))


def _care(keys: list[UUID]) -> tuple[str, ...]:
    known = PlanKnowledge.load().care
    given = dict.fromkeys(row.care for row in care_given(keys))
    return tuple(known[care].name.lower() for care in given if care in known)


def _targets(targets: Iterable[PlannedTarget]) -> tuple[str, ...]:
    atlas = Atlas.load()
    named_ = (named(Target(one.muscle, one.side), atlas) for one in targets)
    return tuple(dict.fromkeys(named_))
