"""The measures of a visit: what stands in the examination or the re-test, and what was before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from filiform.exam import rater, subject
from filiform.locating import Palpation
from filiform_clinic.access.actor import Actor
from filiform_clinic.access.rules import check_can_see_clinical
from filiform_clinic.access.scope import visit_of, visits_of
from filiform_clinic.exam.measures import Last, Measure, Subject
from filiform_clinic.records.findings import Examined, examined, examined_in
from filiform_clinic.records.ids import new_id


class Measured:
    """What was measured in a visit, in the examination or in the re-test."""

    def __init__(self, now: Examined, earlier: Mapping[Subject, Last], age: int, retest: bool):
        rows = now.retest if retest else now.exam
        self._rows = {subject(row.to_value()): (row.pk, row.to_value()) for row in rows}
        self._baseline = {subject(finding): finding for finding in now.before} if retest else {}
        self._earlier, self._age, self._retest = earlier, age, retest
        self._rater = rater(now.examiners)

    def subjects(self, kind: str = "") -> list[Subject]:
        """What was measured, oldest first; with a kind, only of that kind."""
        return [about for about in self._rows if _is(about, kind)]

    def before(self) -> list[Subject]:
        """What the examination measured and the re-test measures again."""
        return [about for about in self._baseline if _is(about)]

    def earlier(self, kind: str) -> list[Subject]:
        """What was measured at an earlier visit."""
        return [about for about in self._earlier if _is(about, kind)]

    def of(self, about: Subject) -> Measure:
        id, finding = self._rows.get(about, (None, None))
        return Measure(
            about=about,
            id=id,
            finding=finding,
            baseline=self._baseline.get(about),
            last=self._earlier.get(about),
            retest=self._retest,
            rater=self._rater,
            age=self._age,
            fresh_id=new_id(),
        )


def measured(actor: Actor, visit_id: UUID, *, retest: bool = False) -> Measured:
    """The measures that stand in a visit, beside those of the patient's visit before it."""
    check_can_see_clinical(actor)
    visit = visit_of(actor, visit_id)
    day = visit.starts_at.astimezone(actor.zone).date()
    age = visit.episode.patient.age_on(day)
    return Measured(examined(visit.pk), dict(_last(actor, visit_id)), age, retest)


def _last(actor: Actor, visit_id: UUID) -> Iterator[tuple[Subject, Last]]:
    """Each measure as it was when last taken before needling; later visits come last."""
    visit = visit_of(actor, visit_id)
    earlier = visits_of(actor).filter(
        episode__patient=visit.episode.patient, starts_at__lt=visit.starts_at
    )
    days = dict(earlier.order_by("starts_at").values_list("pk", "starts_at"))
    found = examined_in(days)
    for visit_pk, at in days.items():
        for finding in found[visit_pk].before:
            if not isinstance(finding, Palpation):
                yield subject(finding), Last(finding, at.astimezone(actor.zone).date())


def _is(about: Subject, kind: str = "") -> bool:
    return about[0] == kind if kind else about[0] != "palpation"
