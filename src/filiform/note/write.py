"""The document from the record: the SOAP note, then the procedure note."""

from __future__ import annotations

from datetime import tzinfo

from filiform.knowledge.atlas import Atlas
from filiform.note.assessment import assessment
from filiform.note.document import Document, Part, Section, Soap
from filiform.note.objective import objective
from filiform.note.plan import plan
from filiform.note.procedure import procedure
from filiform.note.subjective import subjective
from filiform.note.values import NoteRecord


def write_note(record: NoteRecord, atlas: Atlas, zone: tzinfo) -> Document:
    """The note; times in `zone`. Names the muscles as the atlas does."""
    soap = (
        Section(Soap.SUBJECTIVE.heading, subjective(record.told, record.scars)),
        Section(Soap.OBJECTIVE.heading, objective(record, atlas)),
        Section(Soap.ASSESSMENT.heading, assessment(record, atlas)),
        Section(Soap.PLAN.heading, plan(record, atlas, zone)),
    )
    done = procedure(record, atlas, zone)
    return Document((Part("SOAP note", soap), Part("Procedure note", done)))
