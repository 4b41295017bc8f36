"""What is measured. Calibration never over all muscles: there everything looks perfect."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from filiform.inference.world import Bools, Floats

TOLD_FROM = 0.02
SURE_FROM = 0.9
_BINS = 15


@dataclass(frozen=True, slots=True)
class Ranking:
    """Shares 0..1 over people: the first is active; of the active ones, among the first 3."""

    people: int
    top1: float
    top1_error: float
    recall3: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Of predictions over `TOLD_FROM`: expected calibration error, and how often those over
    `SURE_FROM` are right (None where there are none). `log_loss` by person, over all muscles."""

    ece: float
    sure: int
    sure_right: float | None
    log_loss: float


def ranking(score: Floats, active: Bools) -> Ranking:
    order = np.argsort(-score, axis=1, kind="stable")[:, :3]
    hit = np.take_along_axis(active, order, axis=1)
    first = hit[:, 0].mean()
    found = hit.sum(axis=1) / np.minimum(3, active.sum(axis=1))
    error = np.sqrt(first * (1 - first) / len(hit))
    return Ranking(len(hit), float(first), float(error), float(found.mean()))


def calibration(chance: Floats, active: Bools) -> Calibration:
    sure = chance > SURE_FROM
    safe = np.clip(chance, 1e-9, 1 - 1e-6)
    loss = -np.where(active, np.log(safe), np.log1p(-safe)).sum(axis=1).mean()
    right = float(active[sure].mean()) if sure.any() else None
    bins = reliability(chance, active)
    total = sum(count for _, _, count in bins)
    ece = sum(count * abs(said - found) for said, found, count in bins) / max(1, total)
    return Calibration(float(ece), int(sure.sum()), right, float(loss))


def reliability(chance: Floats, active: Bools) -> list[tuple[float, float, int]]:
    """Said, found and how many, in bins of equal count."""
    told = chance > TOLD_FROM
    said, found = chance[told], active[told]
    order = np.argsort(said, kind="stable")
    bins = [part for part in np.array_split(order, _BINS) if len(part)]
    return [(float(said[b].mean()), float(found[b].mean()), len(b)) for b in bins]


def by_tenth(chance: Floats, active: Bools) -> list[tuple[float, float]]:
    """Said and found in bins of a tenth, for a plot: few predictions are high, and they matter."""
    tenth = np.minimum((chance * 10).astype(np.intp), 9)
    told = chance > TOLD_FROM
    bins = [told & (tenth == n) for n in range(10)]
    return [(float(chance[b].mean()), float(active[b].mean())) for b in bins if b.any()]
