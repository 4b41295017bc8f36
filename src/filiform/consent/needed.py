"""When consent is asked (again): a pure rule over the latest decision."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from filiform.consent.library import ConsentTexts, law_version
from filiform.consent.values import Decided, Decision


class Need(StrEnum):
    """Why consent does not stand for a plan."""

    MISSING = "missing"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REGION = "region"
    INTERVAL = "interval"
    LAW = "law"
    HEALTH = "health"


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands of a patient's consent today: `needs` is empty when it does, for `parts`."""

    needs: tuple[Need, ...] = (Need.MISSING,)
    parts: frozenset[str] = frozenset()

    @property
    def stands(self) -> bool:
        return not self.needs

    def why_not(self, part: str) -> tuple[Need, ...]:
        """Why no needle may go into this part; empty when it may."""
        return self.needs if self.needs or part in self.parts else (Need.REGION,)


def needed(
    previous: Decided | None,
    plan: Collection[str],
    health: str,
    jurisdiction: str | None,
    on: date,
) -> tuple[Need, ...]:
    """Why consent has to be asked for needles in the parts of `plan`; empty when it stands.

    `health` is the version of what is known about the patient's health. A no (refused, withdrawn)
    stands until the patient says yes to a new text; nothing else can end it.
    """
    if previous is None:
        return (Need.MISSING,)
    if previous.decision is not Decision.AGREED:
        return (Need(previous.decision.value),)
    place = jurisdiction or ""
    law_changed = (previous.jurisdiction, previous.law) != (place, law_version(place))
    found = {
        Need.REGION: not {*plan} <= previous.parts,
        Need.INTERVAL: not previous.on <= on < ends(previous),
        Need.LAW: law_changed,
        Need.HEALTH: previous.health != health,
    }
    return tuple(need for need, applies in found.items() if applies)


def standing(previous: Decided | None, health: str, jurisdiction: str | None, on: date) -> Standing:
    """The same for no plan in particular, with the parts that consent covers."""
    needs = needed(previous, (), health, jurisdiction, on)
    agreed = previous is not None and previous.decision is Decision.AGREED
    return Standing(needs, previous.parts if previous and agreed else frozenset())


def ends(agreed: Decided) -> date:
    """The day on which consent has to be asked again."""
    return agreed.on + timedelta(days=ConsentTexts.load().terms.renew_after_days)
