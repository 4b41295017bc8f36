"""CDS Hooks 2.0: safety of dry needling for the record systems that ask. Dict in, dict out.

Reads a service request with its prefetched FHIR R4 records, gives cards. No network, no clock, no
storage: the caller fetches what is missing and says which day it is. Errors: `InvalidInput` with
the path of the element.
"""

from filiform.cds_hooks.answer import answer
from filiform.cds_hooks.config import Config
from filiform.cds_hooks.feedback import Feedback, read_feedback
from filiform.cds_hooks.prefetch import fill, lacking, missing
from filiform.cds_hooks.request import Request, read_request
from filiform.cds_hooks.services import SERVICES, Service, discovery

__all__ = [
    "SERVICES",
    "Config",
    "Feedback",
    "Request",
    "Service",
    "answer",
    "discovery",
    "fill",
    "lacking",
    "missing",
    "read_feedback",
    "read_request",
]
