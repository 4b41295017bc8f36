"""Which trigger points could cause the pain?

Reads: an intake, a drawing and findings (a `Case`). Gives: a `Belief`, every trigger point site
with the probability of a model, what it explains, and which muscle to palpate next. Hypotheses to
palpate, never a diagnosis. What the first engine does and does not claim is in
docs/explanation/pathway/locating.md.
"""

from filiform.locating.explanation import Explained, Explanation, Without, explain
from filiform.locating.findings import (
    Finding,
    Palpation,
    PalpationResult,
    PptFinding,
    ResistedFinding,
    RomFinding,
    RomResult,
)
from filiform.locating.locate import locate
from filiform.locating.parse import case_from_json
from filiform.locating.rank import Order, rank
from filiform.locating.values import (
    Belief,
    Case,
    Effect,
    Hypothesis,
    MuscleRank,
    NextTest,
    PlacedArea,
    Reason,
    Version,
)
from filiform.locating.vocabulary import Vocabulary

__all__ = [
    "Belief",
    "Case",
    "Effect",
    "Explained",
    "Explanation",
    "Finding",
    "Hypothesis",
    "MuscleRank",
    "NextTest",
    "Order",
    "Palpation",
    "PalpationResult",
    "PlacedArea",
    "PptFinding",
    "Reason",
    "ResistedFinding",
    "RomFinding",
    "RomResult",
    "Version",
    "Vocabulary",
    "Without",
    "case_from_json",
    "explain",
    "locate",
    "rank",
]
