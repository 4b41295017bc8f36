"""From a code to the groups it belongs to: prefixes for ATC and ICD-10-CM, whole codes else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from filiform.screening.matching.values import Coding, System

# What codes of each system look like; anything else in their place cannot be trusted.
_FORMS = {
    System.ATC: re.compile(r"[A-Z]\d\d[A-Z]{2}\d\d|[A-Z]\d\d(?:[A-Z]{1,2})?"),
    System.RXNORM: re.compile(r"\d{1,8}"),
    System.ICD10CM: re.compile(r"[A-Z]\d[0-9A-Z](?:\.?[0-9A-Z]{1,4})?"),
    System.ICD10: re.compile(r"[A-Z]\d\d(?:\.?\d{1,2})?"),
    System.SNOMED: re.compile(r"\d{6,18}"),
}
_CATEGORY = 3


@dataclass(frozen=True)
class CodeBook:
    """Codes and prefixes of each group.

    `names` tells what a whole code is called; an ATC or ICD code of no group is still understood,
    because the prefixes are complete; a RxNorm or SNOMED CT code of no group is not, because it may
    be a narrower thing inside one.
    """

    prefixes: dict[tuple[System, str], list[str]] = field(default_factory=dict)
    ranges: dict[System, list[tuple[str, str]]] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)
    whole: dict[tuple[System, str], list[str]] = field(default_factory=dict)
    names: dict[tuple[System, str], str] = field(default_factory=dict)

    def add_prefixes(self, system: System, group: str, prefixes: Iterable[str]) -> None:
        self.order.setdefault(group, len(self.order))
        for prefix in prefixes:
            if "-" in prefix:
                self.ranges.setdefault(system, []).append((prefix, group))
            else:
                self.prefixes.setdefault((system, _plain(prefix)), []).append(group)

    def add_codes(self, system: System, group: str, codes: Mapping[str, str]) -> None:
        self.order.setdefault(group, len(self.order))
        for code, name in codes.items():
            self.whole.setdefault((system, code), []).append(group)
            self.names.setdefault((system, code), name)

    def groups(self, coding: Coding) -> list[str]:
        """The groups of a code, each once, in the order of the files."""
        system = System.ICD10CM if coding.system is System.ICD10 else coding.system
        code = normal(coding)
        found = {*self._by_prefix(system, code), *self.whole.get((system, code), ())}
        return sorted(found, key=self.order.__getitem__)

    def understood(self, coding: Coding) -> bool:
        """Whether nothing about the code is left open, also when it belongs to no group."""
        if not well_formed(coding):
            return False
        complete = coding.system in (System.ATC, System.ICD10CM)
        return complete or bool(self.groups(coding))

    def name(self, coding: Coding) -> str:
        """What the code itself is called in the files, or nothing."""
        return self.names.get((coding.system, normal(coding)), "")

    def _by_prefix(self, system: System, code: str) -> Iterator[str]:
        plain = _plain(code)
        for length in range(1, len(plain) + 1):
            yield from self.prefixes.get((system, plain[:length]), ())
        for categories, group in self.ranges.get(system, ()):
            if within(code, categories):
                yield group


def normal(coding: Coding) -> str:
    """The code without spaces around it, in capitals."""
    return coding.code.strip().upper()


def well_formed(coding: Coding) -> bool:
    return _FORMS[coding.system].fullmatch(normal(coding)) is not None


def within(code: str, prefix: str) -> bool:
    """Whether a code lies under a prefix, or in an inclusive range of categories (C00-C96)."""
    first, dash, last = prefix.partition("-")
    if dash:
        return first <= code[:_CATEGORY] <= last
    return _plain(code).startswith(_plain(prefix))


def _plain(code: str) -> str:
    return code.replace(".", "")
