"""Is needling safe, here, today, by us? From a history to a verdict with reasons and sources.

Reads what is known about the patient, what is planned and by whom; gives a frozen `Verdict`. Rules
are data (`filiform.knowledge.screening`). Errors: `InvalidInput` naming the field.
"""

from filiform.screening.values import *  # noqa: F403
from filiform.screening.values import __all__ as __all__
