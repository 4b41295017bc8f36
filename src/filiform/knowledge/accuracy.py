"""How much a finding tells: how often it is there when a trigger point is active, and when not.

Reads data/finding_accuracy.toml, gives the frozen `Accuracy`. No study has measured these shares;
each says whether it is sourced or the model's own choice, how much it is worth, and which published
agreement between examiners bounds it. Form of the file: docs/reference/finding-accuracy.md.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources.abc import Traversable
from types import MappingProxyType

from filiform.errors import InvalidInput
from filiform.knowledge.atlas import DATA
from filiform.knowledge.load import Entry, read_file
from filiform.knowledge.muscles import read_review
from filiform.knowledge.prevalence import Palpation
from filiform.knowledge.sources import Confidence
from filiform.knowledge.values import Review

FILE = "finding_accuracy.toml"
# Half of the width of a 90 % interval in standard deviations.
_NINETY = 1.645


class ShareBasis(StrEnum):
    """A study counted it; nobody did, and the model chooses; a clinic counted it itself."""

    SOURCED = "sourced"
    OWN_CHOICE = "own_choice"
    OWN_RECORDS = "own_records"


class FindingKind(StrEnum):
    """How the finding is made."""

    PALPATION = "palpation"
    ROM = "rom"
    RESISTED = "resisted"


@dataclass(frozen=True, slots=True)
class Share:
    """A share between 0 and 1, known as if `worth` points had been examined (a beta law)."""

    share: float
    worth: float

    def __post_init__(self) -> None:
        if not 0 < self.share < 1:
            raise InvalidInput("share", "a number between 0 and 1", got=self.share)
        if not (math.isfinite(self.worth) and self.worth > 0):
            raise InvalidInput("worth", "a number over 0", got=self.worth)

    def counted(self, found: float, examined: float) -> Share:
        """The share after `found` of `examined` further points (expected counts may be parts)."""
        if not 0 <= found <= examined or not math.isfinite(examined):
            raise InvalidInput("found", "0 up to the number examined", got=found)
        worth = self.worth + examined
        return Share((self.share * self.worth + found) / worth, worth)

    @property
    def log_variance(self) -> float:
        """Variance of the log of the share, by its first order."""
        return (1 - self.share) / (self.share * (self.worth + 1))


@dataclass(frozen=True, slots=True)
class FindingAccuracy:
    """One finding: P(found | active) and P(found | not active), where from, and how sure.

    `agreement`: published statements of palpation.toml that bound it.
    """

    id: str
    kind: FindingKind
    words: str
    active: Share
    inactive: Share
    basis: ShareBasis
    grade: Confidence
    agreement: tuple[str, ...]
    reason: str

    @property
    def ratio(self) -> float:
        """Likelihood ratio: over 1 speaks for an active point."""
        return self.active.share / self.inactive.share

    @property
    def range(self) -> tuple[float, float]:
        """The ratio's 90 % interval, from what the shares are worth."""
        spread = math.sqrt(self.active.log_variance + self.inactive.log_variance)
        return self.ratio * math.exp(-_NINETY * spread), self.ratio * math.exp(_NINETY * spread)

    def implied_agreement(self, active: float) -> float:
        """Kappa of two examiners with these shares whose errors are independent, where a share
        `active` of the points is active. Real examiners' errors are not independent, so measured
        agreement is at least as high: where it is lower, the shares promise too much."""
        found = active * self.active.share + (1 - active) * self.inactive.share
        spread = active * (1 - active) * (self.active.share - self.inactive.share) ** 2
        return spread / (found * (1 - found))


@dataclass(frozen=True)
class Accuracy:
    """All findings by id. `version` is a digest of the file; `bound` the share of palpated points
    taken as active when shares are compared with agreement."""

    version: str
    findings: Mapping[str, FindingAccuracy]
    bound: float
    bound_reason: str
    review: Review

    @classmethod
    def load(cls) -> Accuracy:
        """The shares that ship with the product, read once per process."""
        return _shipped()


@cache
def _shipped() -> Accuracy:
    return read_accuracy(DATA, Palpation.load())


def read_accuracy(folder: Traversable, palpation: Palpation) -> Accuracy:
    """The file in `folder`, or `BrokenKnowledge` naming the finding and the key."""
    document = read_file(folder, FILE)
    bound = document.table("bound")
    found = Accuracy(
        version=hashlib.sha256(folder.joinpath(FILE).read_bytes()).hexdigest()[:12],
        findings=MappingProxyType({e.name: _finding(e) for e in document.entries("finding")}),
        bound=bound.number("active"),
        bound_reason=bound.text("reason"),
        review=read_review(document.table("review")),
    )
    bound.choice("basis", ShareBasis)
    bound.close()
    for finding in found.findings.values():
        _check(finding, found.bound, palpation, document)
    document.close()
    return found


def _finding(entry: Entry) -> FindingAccuracy:
    finding = FindingAccuracy(
        id=entry.text("id"),
        kind=entry.choice("kind", FindingKind),
        words=entry.text("words"),
        active=_share(entry.table("active")),
        inactive=_share(entry.table("inactive")),
        basis=entry.choice("basis", ShareBasis),
        grade=entry.choice("grade", Confidence),
        agreement=entry.texts("agreement"),
        reason=entry.text("reason"),
    )
    entry.close()
    return finding


def _share(entry: Entry) -> Share:
    try:
        share = Share(entry.number("share"), entry.number("worth"))
    except InvalidInput as error:
        entry.fail(error.field, error.expected, error.got)
    entry.close()
    return share


def _check(finding: FindingAccuracy, bound: float, palpation: Palpation, document: Entry) -> None:
    for name in finding.agreement:
        if name not in palpation.evidence:
            document.fail(f"{finding.id}.agreement", "ids of palpation.toml", name)
    measured = best_agreement(finding, palpation)
    implied = finding.implied_agreement(bound)
    if measured is not None and implied > measured:
        expected = f"shares that need no more agreement than {measured:g}, the best measured"
        document.fail(f"{finding.id}.active", expected, round(implied, 3))


def best_agreement(finding: FindingAccuracy, palpation: Palpation) -> float | None:
    """The highest kappa measured for the finding; None when nobody measured it."""
    kappas = [
        value
        for name in finding.agreement
        for value in palpation.evidence[name].values
        if palpation.evidence[name].statistic.startswith("kappa")
    ]
    return max(kappas, default=None)
