"""Did the patient understand and agree? The text, the questions, and when it is asked again.

Reads the parts of the body on the plan, the jurisdiction and the screening rules that apply, gives
the frozen `ConsentText`; `needed` says from the latest decision why consent must be asked (again).
Pure: no clock, no storage.
"""

from filiform.consent.library import ConsentTexts, Terms, law_version, read_consent
from filiform.consent.needed import Need, Standing, ends, needed, standing
from filiform.consent.signature import MOST_POINTS, Signature, read_signature
from filiform.consent.text import NO_TRAINING, write_text
from filiform.consent.values import (
    Asked,
    ConsentText,
    Decided,
    Decision,
    Passage,
    Question,
    Said,
    Topic,
)

__all__ = [
    "MOST_POINTS",
    "NO_TRAINING",
    "Asked",
    "ConsentText",
    "ConsentTexts",
    "Decided",
    "Decision",
    "Need",
    "Passage",
    "Question",
    "Said",
    "Signature",
    "Standing",
    "Terms",
    "Topic",
    "ends",
    "law_version",
    "needed",
    "read_consent",
    "read_signature",
    "standing",
    "write_text",
]
