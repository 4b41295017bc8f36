"""What now, and when to call? The sheet for the sites that were really needled.

Reads the needles of a visit (`filiform.needling.Needling`) and data files, gives the frozen
`AftercareSheet`: what is usual, what to do at home, warning signs by place with their time, and the
number to call. Statements that permit something without a source that was read stay off.
"""

from filiform.aftercare.library import Aftercare, read_aftercare
from filiform.aftercare.sheet import applies, left_to_say, sheet_for, unconfirmed
from filiform.aftercare.values import (
    Advice,
    AftercareSheet,
    Emergency,
    Kind,
    Needled,
    Sign,
    Told,
    Topic,
    Urgency,
    WarningSign,
)

__all__ = [
    "Advice",
    "Aftercare",
    "AftercareSheet",
    "Emergency",
    "Kind",
    "Needled",
    "Sign",
    "Told",
    "Topic",
    "Urgency",
    "WarningSign",
    "applies",
    "left_to_say",
    "read_aftercare",
    "sheet_for",
    "unconfirmed",
]
