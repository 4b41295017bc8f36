"""What a trained network must agree on with atlas and body: which output is which, and zones."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from filiform.body import Body
from filiform.inference.settings import Settings
from filiform.inference.world import Bools, Ints
from filiform.knowledge import Atlas
from filiform.locating.constants import Constants
from filiform.locating.frame import frame_of
from filiform.locating.world import outline_of


@dataclass(frozen=True, eq=False)
class Layout:
    """Rows (R), sites (S) and muscles (M) in the order of the network's outputs.

    `digest` changes with any zone, site or area, with the body, and with the settings of the model:
    with everything that the weights were trained on. `prior` (R,) are log-odds without a drawing.
    """

    muscle_of_row: Ints
    active: npt.NDArray[np.float64]
    row_on: Bools
    midline: Bools
    prior: npt.NDArray[np.float64]
    digest: str

    @property
    def muscles(self) -> int:
        return len(self.midline)

    @property
    def sites(self) -> int:
        return int(self.active.shape[1])

    @cached_property
    def row_starts(self) -> Ints:
        return np.searchsorted(self.muscle_of_row, np.arange(self.muscles))

    @cached_property
    def muscle_of_site(self) -> Ints:
        return np.asarray(self.muscle_of_row[np.argmax(self.active, axis=0)])

    @cached_property
    def single(self) -> Ints:
        """(S,): the row in which each site alone is active."""
        alone = self.active.sum(axis=1) == 1
        return np.asarray(np.argmax(self.active * alone[:, None], axis=0))


def layout_of(atlas: Atlas, body: Body, settings: Settings | None = None) -> Layout:
    """Without distances along the skin, so that it is quick."""
    settings = settings or Settings()
    outline = outline_of(atlas, body, frame_of(body, Constants.load()))
    return Layout(
        muscle_of_row=outline.muscle_of_row,
        active=outline.active.astype(np.float64),
        row_on=outline.row_on,
        midline=outline.midline,
        prior=_prior(outline.muscle_of_row, outline.active, outline.row_on, settings),
        digest=_digest(outline.text, body.version, settings),
    )


def _prior(
    muscle_of_row: Ints, active: Bools, on: Bools, settings: Settings
) -> npt.NDArray[np.float64]:
    """All muscles alike, as many as expected; further sites of a muscle less often."""
    count = int(muscle_of_row[-1]) + 1
    each = settings.expected / (2 * count)
    weight = settings.several_sites ** (active.sum(axis=1) - 1.0)
    total = np.bincount(muscle_of_row, weight * on.all(axis=0))[muscle_of_row]
    return np.asarray(np.log(each / (1 - each) * weight / np.maximum(total, 1e-9)))


def _digest(outline: str, body: str, settings: Settings) -> str:
    content = "\n".join([outline, body, repr(sorted(settings.to_json().items()))])
    return hashlib.sha256(content.encode()).hexdigest()[:16]
