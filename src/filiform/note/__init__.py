"""The note: what happened at a visit, in clinical prose.

Reads what every stage of a visit left (`NoteRecord`) and writes two parts from it: a SOAP note
(subjective, objective, assessment, plan) and a procedure note that stands by itself. The same
record gives the same text. It states what was recorded and adds no judgement of its own; suggested
billing codes are suggestions, with what to check beside them. Pure: no clock, no storage.
"""

from filiform.note.codes import CodeFact, Codes, CodeSuggestion, suggest
from filiform.note.document import LONGEST_OWN, Document, Part, Section, Soap
from filiform.note.values import (
    Activity,
    Agreed,
    CareGiven,
    IncidentTold,
    NoteRecord,
    PainedPlace,
    PainScore,
    PlanKept,
    SheetGiven,
    Told,
    digest,
)
from filiform.note.write import write_note

__all__ = [
    "LONGEST_OWN",
    "Activity",
    "Agreed",
    "CareGiven",
    "CodeFact",
    "CodeSuggestion",
    "Codes",
    "Document",
    "IncidentTold",
    "NoteRecord",
    "PainScore",
    "PainedPlace",
    "Part",
    "PlanKept",
    "Section",
    "SheetGiven",
    "Soap",
    "Told",
    "digest",
    "suggest",
    "write_note",
]
