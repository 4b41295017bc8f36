"""Read data/screening/ and check it against the atlas."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from types import MappingProxyType

from filiform.knowledge.atlas import Atlas
from filiform.knowledge.load import Entry
from filiform.knowledge.screening.anatomy import (
    UNREAD,
    Regions,
    muscle_safety,
    read_hazard,
    read_pressing,
    read_regions,
)
from filiform.knowledge.screening.law import read_law
from filiform.knowledge.screening.library import ScreeningRules
from filiform.knowledge.screening.reader import Backing, File, N, check_ids, known
from filiform.knowledge.screening.rules import (
    read_coded,
    read_condition,
    read_day_question,
    read_medicine,
    read_observation,
    read_red_flag,
    read_rule,
    read_setting,
)
from filiform.knowledge.screening.values import (
    CodedAnswer,
    DayQuestion,
    MuscleHazard,
    MuscleSafety,
    ObservationKind,
    Rule,
)
from filiform.knowledge.sources import DATA, Source, read_sources

_FILES = (
    "compressibility.csv",
    "conditions.toml",
    "day_of.toml",
    "hazards.toml",
    "jurisdictions.toml",
    "medicines.toml",
    "observations.toml",
    "red_flags.toml",
    "regions.toml",
    "rules.toml",
    "settings.toml",
)


@cache
def load_rules() -> ScreeningRules:
    """The rules that ship with the product, read once per process."""
    return read_screening(DATA, Atlas.load())


def read_screening(folder: Traversable, atlas: Atlas) -> ScreeningRules:
    """Read the files, or raise `BrokenKnowledge` naming file, entry and key."""
    files = _Files(folder, read_sources(folder))
    regions = read_regions(files.open("regions"), atlas.muscles)
    places = {*regions.regions, *regions.zones}
    rules = _rules(files, places)
    settings = files.whole("settings", "setting", lambda e, b: read_setting(e, b, rules))
    observations, coded = _observations(files.open("observations"), rules, settings)
    hazards = _hazards(files, atlas, regions)
    medicines = files.whole("medicines", "medicine", lambda e, b: read_medicine(e, b, rules))
    conditions = files.whole(
        "conditions", "condition", lambda e, b: read_condition(e, b, rules, places)
    )
    laws, packs = read_law(files.open("jurisdictions"))
    check_ids(rules=rules, medicines=medicines, conditions=conditions, hazards=hazards)
    return ScreeningRules(
        version=_digest(folder, files.sources),
        atlas=atlas.version,
        rules=rules,
        medicines=medicines,
        conditions=conditions,
        hazards=hazards,
        muscles=_muscles(folder, atlas, hazards),
        places=regions,
        observations=observations,
        coded=coded,
        day_questions=_day_questions(files.open("day_of"), rules),
        settings=settings,
        laws=laws,
        packs=packs,
        red_flags=files.whole("red_flags", "red_flag", read_red_flag),
        sources=files.sources,
    )


@dataclass(frozen=True)
class _Files:
    folder: Traversable
    sources: Mapping[str, Source]

    def open(self, name: str) -> File:
        return File.open(self.folder, name, self.sources)

    def whole(self, name: str, key: str, make: Callable[[Entry, Backing], N]) -> Mapping[str, N]:
        """A file that holds one kind of entry and nothing else."""
        file = self.open(name)
        found = file.read(key, make)
        file.document.close()
        return found


def _rules(files: _Files, places: Collection[str]) -> Mapping[str, Rule]:
    rules = files.whole("rules", "rule", lambda e, b: read_rule(e, b, places))
    for rule in rules.values():
        entry = Entry({}, "screening/rules.toml", rule.id)
        known(entry, "after", rule.after, rules, "ids of this file")
    return rules


def _observations(
    file: File, rules: Collection[str], settings: Collection[str]
) -> tuple[Mapping[str, ObservationKind], tuple[CodedAnswer, ...]]:
    kinds = file.read("observation", lambda e, b: read_observation(e, b, rules, settings))
    coded = file.rows("coded", lambda row: read_coded(row, rules))
    file.document.close()
    return kinds, coded


def _hazards(files: _Files, atlas: Atlas, regions: Regions) -> Mapping[str, MuscleHazard]:
    hazards = files.whole("hazards", "hazard", lambda e, b: read_hazard(e, b, atlas.muscles))
    for hazard in hazards.values():
        entry = Entry({}, "screening/hazards.toml", hazard.id)
        known(entry, "region", [hazard.region], regions.words, "a word of regions.toml")
        for muscle in hazard.muscles:
            region = atlas.muscles[muscle].region
            known(entry, "muscles", [region], regions.words[hazard.region], "muscles of its region")
    return hazards


def _muscles(
    folder: Traversable, atlas: Atlas, hazards: Mapping[str, MuscleHazard]
) -> Mapping[str, MuscleSafety]:
    pressing = read_pressing(folder, atlas.muscles)
    return MappingProxyType(
        {
            muscle.id: muscle_safety(muscle, hazards.values(), pressing.get(muscle.id, UNREAD))
            for muscle in atlas.muscles.values()
        }
    )


def _day_questions(file: File, rules: Collection[str]) -> tuple[DayQuestion, ...]:
    questions = file.rows("question", lambda row: read_day_question(row, rules))
    file.document.close()
    return questions


def _digest(folder: Traversable, sources: Mapping[str, Source]) -> str:
    digest = hashlib.sha256()
    for name in _FILES:
        digest.update(folder.joinpath("screening", name).read_bytes() + b"\0")
    digest.update(repr(sorted(map(str, sources.values()))).encode())
    return digest.hexdigest()[:12]
