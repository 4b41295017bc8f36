"""The needle sizes that can be recorded, read from data/devices.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from filiform.errors import BrokenKnowledge

_FILE = "devices.toml"


@dataclass(frozen=True, slots=True)
class Devices:
    """Diameters and lengths as printed on packages, in millimetres, smallest first."""

    diameters_mm: tuple[float, ...]
    lengths_mm: tuple[int, ...]
    source: str
    next_review: date

    def __post_init__(self) -> None:
        for key, sizes in (("diameters_mm", self.diameters_mm), ("lengths_mm", self.lengths_mm)):
            if not sizes or list(sizes) != sorted(set(sizes)) or sizes[0] <= 0:
                raise BrokenKnowledge(
                    f"sizes.{key}", "sizes in rising order, each once", got=sizes, where=_FILE
                )

    @classmethod
    def load(cls) -> Devices:
        """The sizes that ship with the product, read once per process."""
        return _shipped()


@cache
def _shipped() -> Devices:
    table = tomllib.loads((files("filiform.needling") / "data" / _FILE).read_text("utf-8"))
    return Devices(
        diameters_mm=tuple(float(size) for size in table["sizes"]["diameters_mm"]),
        lengths_mm=tuple(int(size) for size in table["sizes"]["lengths_mm"]),
        source=table["sizes"]["source"],
        next_review=table["review"]["next"],
    )
