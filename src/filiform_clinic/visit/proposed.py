"""What to palpate next in a visit: what locating proposes, less what safety rules out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from filiform.knowledge.atlas import Atlas
from filiform.needling import Target, named
from filiform_clinic.locating.queries import ExamineFirst, Suggestion
from filiform_clinic.screening.marks import Mark

# A list that a busy reader takes in.
_NAMED = 4


@dataclass(frozen=True, slots=True)
class Proposed:
    """The test to do next, if any; and the muscles before it that safety stops, by name.

    Safety is no cost to weigh against what a test would tell: a stopped muscle is never proposed,
    whatever it would tell.
    """

    test: Suggestion | None
    left_out: tuple[str, ...]

    @property
    def named(self) -> tuple[str, ...]:
        """The first few of those left out."""
        return self.left_out[:_NAMED]

    @property
    def unnamed(self) -> int:
        """How many more were left out."""
        return len(self.left_out) - len(self.named)


def asked(first: ExamineFirst) -> list[Target]:
    """The muscles on which `proposed` needs a verdict."""
    return [Target(one.muscle, one.side) for one in first.next]


def proposed(first: ExamineFirst, judged: Mapping[str, Mark]) -> Proposed:
    """The best proposal that is not stopped; `judged` by `muscle:side`."""
    stopped: list[Suggestion] = []
    for one in first.next:
        if not judged[one.key].stopped:
            return Proposed(one, _names(stopped))
        stopped.append(one)
    return Proposed(None, _names(stopped))


def _names(stopped: Iterable[Suggestion]) -> tuple[str, ...]:
    return tuple(named(Target(one.muscle, one.side), Atlas.load()) for one in stopped)
