"""Jurisdiction packs: what the law of a place asks for, and where that was found."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from filiform.knowledge.load import Entry
from filiform.knowledge.screening.reader import Backing, File, closed, known
from filiform.knowledge.screening.values import LawEntry, Pack, Referral, Status
from filiform.knowledge.values import Review


def read_law(file: File) -> tuple[Mapping[str, LawEntry], Mapping[str, Pack]]:
    """All entries and packs by id."""
    laws = file.read("entry", _law)
    packs: dict[str, Pack] = {}
    for row in file.document.entries("pack"):
        pack = closed(row, lambda entry: _pack(entry, laws, file.review, packs))
        packs[pack.id] = pack
    file.document.close()
    return laws, MappingProxyType(packs)


def _law(entry: Entry, backing: Backing) -> LawEntry:
    return LawEntry(
        **backing,
        jurisdictions=entry.texts("jurisdictions"),
        topic=entry.text("topic"),
        items=entry.texts("items"),
        note=entry.optional_text("note"),
    )


def _pack(
    entry: Entry, laws: Mapping[str, LawEntry], review: Review, packs: Mapping[str, Pack]
) -> Pack:
    name, cited = entry.text("id"), entry.texts("entries")
    if name in packs:
        entry.fail("id", "each id only once", name)
    known(entry, "entries", cited, laws, "ids of entries of this file")
    if not cited:
        entry.fail("entries", "at least one entry")
    return Pack(
        id=name,
        name=entry.text("name"),
        status=entry.choice("status", Status),
        entries=tuple(laws[law] for law in cited),
        review=review,
        years_licensed=entry.optional_count("years_licensed"),
        training_hours=entry.optional_count("training_hours"),
        supervised_sessions=entry.optional_count("supervised_sessions"),
        supervisor_years=entry.optional_count("supervisor_years"),
        supervisor_sessions=entry.optional_count("supervisor_sessions"),
        attest_days=entry.optional_count("attest_days"),
        incident_days=entry.optional_count("incident_days"),
        referral=entry.optional_choice("referral", Referral) or Referral.NONE,
        consent_signed=entry.flag("consent_signed"),
        one_insertion=entry.flag("one_insertion"),
        check=entry.optional_text("check"),
    )
