"""The state of a training, so that an interrupted one goes on as if nothing had happened."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from filiform.inference.world import Floats

STATE = "state.npz"
_GROUPS = 3

Arrays = tuple[Floats, ...]


@dataclass(frozen=True, eq=False)
class State:
    """The next block, steps so far, losses so far; weights and their first and second moments."""

    block: int
    step: int
    losses: tuple[float, ...]
    arrays: tuple[Arrays, Arrays, Arrays]


def save_state(folder: Path, key: str, state: State) -> None:
    """Written beside and then moved, so that an interruption leaves the old one whole."""
    folder.mkdir(parents=True, exist_ok=True)
    named: dict[str, Any] = {
        f"{group}_{n}": array
        for group, arrays in enumerate(state.arrays)
        for n, array in enumerate(arrays)
    }
    beside = folder / f"new.{STATE}"
    counts = np.array([state.block, state.step])
    np.savez(beside, key=np.array(key), counts=counts, losses=np.array(state.losses), **named)
    beside.replace(folder / STATE)


def read_state(folder: Path, key: str) -> State | None:
    """The state of the training with this key; None when there is none, or of another one."""
    try:
        with (folder / STATE).open("rb") as file, np.load(file, allow_pickle=False) as held:
            found = {name: held[name] for name in held.files}
    except (OSError, ValueError, zipfile.BadZipFile):
        return None
    if str(found["key"]) != key:
        return None
    groups = [_group(found, group) for group in range(_GROUPS)]
    block, step = (int(count) for count in found["counts"])
    losses = tuple(float(loss) for loss in found["losses"])
    return State(block, step, losses, (groups[0], groups[1], groups[2]))


def _group(found: dict[str, Floats], group: int) -> Arrays:
    count = sum(name.startswith(f"{group}_") for name in found)
    return tuple(found[f"{group}_{n}"] for n in range(count))
