"""The part of the examples page that shows what findings do: before, after, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from filiform.knowledge import Atlas
from filiform.locating.explain import finding_in_words
from filiform.locating.locate import locate
from filiform.locating.values import Belief, Case, MuscleRank

FIRST = 3


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """One case with findings: what was found, and the ranking without and with it."""

    name: str
    found: tuple[str, ...]
    before: Belief
    after: Belief

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why, for each muscle that comes first with the findings; each once."""
        told = {
            f"{one.muscle} {one.side}, {reason.effect}: {reason.text}": None
            for rank in self.after.muscles[:FIRST]
            for one in self.after.hypotheses
            if (one.muscle, one.side) == (rank.muscle, rank.side)
            for reason in one.reasons
        }
        return tuple(told)


def before_and_after(cases: Sequence[tuple[str, Case]]) -> tuple[BeforeAfter, ...]:
    """Every case that has findings, ranked twice."""
    return tuple(_ranked(name, case) for name, case in cases if case.findings)


def _ranked(name: str, case: Case) -> BeforeAfter:
    atlas = Atlas.load()
    found = dict.fromkeys(finding_in_words(one, atlas) for one in case.findings)
    return BeforeAfter(name, tuple(found), locate(replace(case, findings=())), locate(case))


def before_after_rows(shown: Sequence[BeforeAfter]) -> Iterator[tuple[str, str, str, str, str]]:
    """Case, what was found, the first muscles before and after, and what the engine says of it."""
    for one in shown:
        yield (
            one.name,
            "; ".join(one.found),
            _first(one.before.muscles),
            _first(one.after.muscles),
            "; ".join(one.reasons),
        )


def _first(ranks: Sequence[MuscleRank]) -> str:
    return ", ".join(f"{rank.muscle} {rank.side}" for rank in ranks[:FIRST])
