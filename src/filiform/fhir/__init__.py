"""FHIR R4 as plain dicts: read a record into what screening knows.

Dict in, values out; no network. `read_bundle` gives a `Record`; what could not be read is listed in
its history, with the path of the element. Errors: `InvalidInput` with that path when nothing can be
trusted: no bundle, another FHIR version, two patients.
"""

from filiform.fhir.read import Record, read_bundle

__all__ = ["Record", "read_bundle"]
