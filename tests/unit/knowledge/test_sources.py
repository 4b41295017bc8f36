"""The shared sources are sound, complete and used; a broken one is refused by name."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from filiform.aftercare import Aftercare
from filiform.consent import ConsentTexts
from filiform.education import Education
from filiform.errors import BrokenKnowledge
from filiform.knowledge.instruments import Instruments
from filiform.knowledge.sources import (
    DATA,
    Basis,
    Confidence,
    read_sources,
    shipped_sources,
    verified,
)
from filiform.needling.incidents import Incidents

BROKEN = [
    ('basis = "cited_only"', 'basis = "read"', "anat.basis: one of"),
    ("year = 2013", 'year = "2013"', "apta2013.year: a year"),
    ("year = 2013", "year = 13", "apta2013.year: a year"),
    ('title = "Course', 'titel = "Course', "anat.title: this key is required"),
    ("[anat]", '[anat]\nisbn = "1"', "anat.isbn: no such key"),
]


@pytest.mark.parametrize(("old", "new", "named"), BROKEN)
def test_a_broken_source_is_named(tmp_path: Path, old: str, new: str, named: str) -> None:
    text = (DATA / "sources.toml").read_text(encoding="utf-8")
    start = text.index("[anat]" if "anat" in named else "[apta2013]")
    assert old in text[start:]
    broken = text[:start] + text[start:].replace(old, new, 1)
    (tmp_path / "sources.toml").write_text(broken, encoding="utf-8")
    with pytest.raises(BrokenKnowledge, match=re.escape(named)):
        read_sources(tmp_path)


def test_an_entry_is_verified_only_by_a_source_that_was_read_and_is_not_weak() -> None:
    sources = shipped_sources()
    cited, read = sources["anat"], sources["munoz2022"]
    assert cited.basis is Basis.CITED_ONLY
    assert verified(Confidence.CONSENSUS, (cited, read))
    assert not verified(Confidence.CONSENSUS, (cited,))
    assert not verified(Confidence.WEAK, (read,))


def test_every_source_is_cited_by_an_entry() -> None:
    cited = {source.id for entry in Education.load().entries for source in entry.sources}
    cited |= {source.id for entry in Aftercare.load().entries for source in entry.sources}
    cited |= {source.id for entry in ConsentTexts.load().passages for source in entry.sources}
    by_id = Instruments.load().by_id.values()
    cited |= {source.id for entry in by_id for source in entry.sources}
    incidents = Incidents.load()
    cited |= {source.id for kind in incidents.kinds.values() for source in kind.sources}
    cited |= {source.id for grade in incidents.grades.values() for source in grade.sources}
    for file in (DATA / "screening").iterdir():
        if file.name.endswith(".toml"):
            for value in tomllib.loads(file.read_text(encoding="utf-8")).values():
                entries = value if isinstance(value, list) else []
                cited.update(source for entry in entries for source in entry.get("sources", ()))
    assert cited == set(shipped_sources())
