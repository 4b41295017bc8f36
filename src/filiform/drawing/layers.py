"""From strokes to painted cells, across views.

Paint is kept pixel by pixel on the view where the hand made it. The cells carry it to the other
views: each knows the share of its skin that is painted, by kind of paint. When the hand moves on
to another view, cells painted meanwhile are filled there and cells erased meanwhile are cleared.
A place painted in two views counts once: the view that shows more of the paint decides. A cell
that was filled for being painted elsewhere may be painted by hand as well: only that paint adds.
The element in the browser does the same, step by step, so that both find the same cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import numpy as np
import numpy.typing as npt

from filiform.drawing.raster import cover
from filiform.drawing.skin import Floats, Skin
from filiform.drawing.values import PAINTED_FROM, CellPaint, Intensity, Quality, Stroke

Kind = tuple[Quality | None, Intensity]
Labels = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]

BARE = -1
# Shares below this are what floating point leaves of nothing.
_NOTHING = 1e-6


def visible_surface(body: Skin) -> Floats:
    """Skin of each cell in the view that shows most of it, cm2 (0: no view shows it).

    To a thousandth, which is how the browser is told.
    """
    most: Floats = np.stack([body.seen_cm2(view) for view in body.views]).max(axis=0)
    return most.round(3)


class Layers:
    """The strokes of a drawing, applied in order."""

    def __init__(self, body: Skin, strokes: Sequence[Stroke]) -> None:
        self._body = body
        self.kinds: list[Kind] = []
        self._whole = np.maximum(_visible(body), 1e-9)
        self._share = np.zeros((0, len(body.cells)))
        self._labels: dict[str, Labels] = {}
        self._by_hand: dict[str, Flags] = {}
        self._changed: dict[str, Flags] = {}
        for view, run in groupby(strokes, key=lambda stroke: stroke.view):
            self._apply(view, list(run))

    def paint(self) -> tuple[CellPaint, ...]:
        """Every cell with paint on it, by cell id."""
        total = self._total()
        best = self._leading()
        return tuple(
            CellPaint(int(cell), round(float(total[cell]), 4), kind[1], kind[0])
            for cell in np.flatnonzero(total > _NOTHING)
            for kind in [self.kinds[best[cell]]]
            if round(float(total[cell]), 4) > 0
        )

    def picture(self, view: str) -> Labels:
        """Index into `kinds` for each pixel of a view, `BARE` where nothing is painted."""
        self._bring_up_to_date(view)
        return self._labels[view]

    def _apply(self, view: str, run: Iterable[Stroke]) -> None:
        self._bring_up_to_date(view)
        strokes = list(run)
        for stroke in strokes:
            if not stroke.erase:
                self._number((stroke.quality, stroke.intensity))
        before = self._shown(view)
        for stroke in strokes:
            self._put(view, stroke)
        self._take_over(view, before, self._shown(view))

    def _take_over(self, view: str, before: Floats, after: Floats) -> None:
        """Bring the cells up to a run that took the view's picture from `before` to `after`."""
        by_hand = self._sums(view, self._by_hand[view])
        share = self._blend(before / self._whole, after / self._whole, by_hand / self._whole)
        touched = ((after != before) | (share != self._share)).any(axis=0)
        self._share = share
        for other in self._body.views:
            if other != view:
                self._changed.setdefault(other, np.zeros(len(self._whole), dtype=bool))
                self._changed[other] |= touched

    def _blend(self, before: Floats, after: Floats, by_hand: Floats) -> Floats:
        """Shares by kind after a run. A cell is painted as far as the hand painted it in the view
        that shows most of the paint, never twice; what was erased is taken off."""
        blended = np.maximum(self._share + after - before, 0)
        lost = np.minimum((after - before).sum(axis=0), 0)
        total = np.maximum(self._share.sum(axis=0) + lost, by_hand)
        # Who erases all that a view shows of a cell means the cell, unless most of it is left.
        wiped = (lost < 0) & (after.sum(axis=0) <= _NOTHING) & (total < PAINTED_FROM)
        total[wiped] = 0
        now = blended.sum(axis=0)
        return blended * np.where(now > 0, total.clip(0, 1) / np.where(now > 0, now, 1), 0)

    def _number(self, kind: Kind) -> int:
        if kind not in self.kinds:
            self.kinds.append(kind)
            self._share = np.vstack([self._share, np.zeros((1, len(self._whole)))])
        return self.kinds.index(kind)

    def _put(self, view: str, stroke: Stroke) -> None:
        labels, ids = self._labels[view], self._body.id_map(view)
        covered = cover(stroke, ids.shape[1], ids.shape[0])
        hit = covered.mask & (ids[covered.window] >= 0)
        kind = BARE if stroke.erase else self._number((stroke.quality, stroke.intensity))
        labels[covered.window][hit] = kind
        self._by_hand[view][covered.window][hit] = not stroke.erase

    def _shown(self, view: str) -> Floats:
        """Painted skin of each cell in this view by kind, (kinds, cells), cm2."""
        labels, cells = self._labels[view], len(self._whole)
        on = labels >= 0
        sums = self._sums(view, on, labels[on].astype(np.int64) * cells, len(self.kinds))
        return sums.reshape(len(self.kinds), cells)

    def _sums(self, view: str, mask: Flags, shift: int | Places = 0, rows: int = 1) -> Floats:
        """Skin of each cell under a mask of the view's pixels, cm2, in `rows` by `shift`."""
        ids, surface = self._body.id_map(view)[mask], self._body.pixel_surface(view)[mask]
        sums = np.bincount(ids + shift, weights=surface, minlength=rows * len(self._whole))
        return sums.astype(np.float64)

    def _bring_up_to_date(self, view: str) -> None:
        """Fill and clear cells that strokes on other views have changed since."""
        ids = self._body.id_map(view)
        labels = self._labels.setdefault(view, np.full(ids.shape, BARE, dtype=np.int32))
        by_hand = self._by_hand.setdefault(view, np.zeros(ids.shape, dtype=bool))
        changed = self._changed.pop(view, None)
        if changed is None or not changed.any():
            return
        wanted = np.where(self._total() >= PAINTED_FROM, self._leading(), BARE)
        shown = self._shown(view)
        wiped = (self._total() <= _NOTHING) & shown.any(axis=0)
        stale = changed & (wiped | (self._drawn(view, shown) != wanted))
        refill = (ids >= 0) & stale[ids]
        labels[refill] = wanted[ids[refill]]
        by_hand[refill] = False

    def _drawn(self, view: str, shown: Floats) -> Labels:
        """The kind each cell shows in this view's picture: painted by half or more, or bare."""
        whole = self._body.seen_cm2(view)
        painted = shown.sum(axis=0) >= PAINTED_FROM * np.maximum(whole, 1e-9)
        return np.where(painted, shown.argmax(axis=0), BARE).astype(np.int32)

    def _total(self) -> Floats:
        total: Floats = self._share.sum(axis=0).clip(0, 1)
        return total

    def _leading(self) -> npt.NDArray[np.int64]:
        """The kind of paint that covers most of each cell."""
        if not self.kinds:
            return np.zeros(len(self._whole), dtype=np.int64)
        leading: npt.NDArray[np.int64] = self._share.argmax(axis=0)
        return leading


_visible_cache: dict[str, Floats] = {}


def _visible(body: Skin) -> Floats:
    if body.version not in _visible_cache:
        _visible_cache[body.version] = visible_surface(body)
    return _visible_cache[body.version]
