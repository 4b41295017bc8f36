"""Our own codes: what is ordered, by which technique, on which muscle, and why a card was refused.

The systems lie under the canonical base of `Config`. CPT codes are the American Medical
Association's; only their numbers are used.
"""

from __future__ import annotations

from dataclasses import dataclass

PROCEDURES, TECHNIQUES, MUSCLES = "needling-procedures", "needling-techniques", "muscles"
TOPICS, OVERRIDES = "cds-topics", "cds-override-reasons"

DRY_NEEDLING = "dry-needling"
CPT_SYSTEMS = frozenset({"http://www.ama-assn.org/go/cpt", "urn:oid:2.16.840.1.113883.6.12"})
CPT_CODES = frozenset({"20560", "20561"})
SNOMED = "http://snomed.info/sct"
TOPIC = ("needling-safety", "Safety of dry needling")


@dataclass(frozen=True, slots=True)
class OverrideReason:
    """Why a person goes on in spite of a card. `accepts`: the risk stands and is taken."""

    code: str
    display: str
    accepts: bool = False


OVERRIDE_REASONS = (
    OverrideReason("record-wrong", "The record is wrong or out of date"),
    OverrideReason("asked-and-settled", "Asked the patient: it does not apply"),
    OverrideReason("not-needling", "This order is not for dry needling"),
    OverrideReason("clearance-on-file", "A written medical answer is on file", accepts=True),
    OverrideReason("plan-changed", "The plan already takes care of it", accepts=True),
    OverrideReason("risk-accepted", "Benefit outweighs the risk for this patient", accepts=True),
)
