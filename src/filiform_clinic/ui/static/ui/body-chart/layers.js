// From strokes to painted cells, across views; the server does the same (drawing/layers.py).
// Paint is kept pixel by pixel on the view where the hand made it; cells carry it to the others.
// A label is a kind + 1, or 0; FILLED marks pixels filled because their cell is painted elsewhere.

import { emptyFrame, widen } from "./frame.js";
import { eachSpan, eachSpanOf } from "./raster.js";

const PAINTED_FROM = 0.5;
const NOTHING = 1e-6;
const FILLED = 0x8000;
const KIND = 0x7fff;

export class Layers {
  constructor(body) {
    this.body = body;
    this.kinds = [];
    this.labels = new Map(); // view id -> Uint16Array
    this.maps = new Map();
    this.shares = [];
    this.changed = new Map();
    this.run = null;
  }

  // Make the strokes' views ready; call before apply() and before picture().
  async prepare(views) {
    for (const view of new Set(views)) {
      if (!this.maps.has(view)) this.maps.set(view, await this.body.load(view));
    }
  }

  // Apply a whole stroke. Gives the frame of pixels it may have changed.
  apply(stroke) {
    this.enter(stroke.view);
    const frame = emptyFrame();
    const kind = this.#numberOf(stroke);
    const { map, labels } = this.#target(stroke.view);
    eachSpanOf(stroke, map.width, map.height, (row, first, last) => {
      fill(labels, map, row, first, last, kind);
      widen(frame, row, first, last);
    });
    return frame;
  }

  // Apply one segment of a stroke under way; a and b are in picture pixels.
  applySegment(stroke, a, b) {
    this.enter(stroke.view);
    const frame = emptyFrame();
    const kind = this.#numberOf(stroke);
    const { map, labels } = this.#target(stroke.view);
    eachSpan(a, b, stroke.radius * map.width, map.width, map.height, (row, first, last) => {
      fill(labels, map, row, first, last, kind);
      widen(frame, row, first, last);
    });
    return frame;
  }

  // The kind of paint on a pixel of a view, or null.
  kindAt(view, pixel) {
    return this.kinds[kindOf(this.labels.get(view)[pixel]) - 1] ?? null;
  }

  // Pixel labels of a view; kindOf() reads them.
  picture(view) {
    if (this.run?.view !== view) this.#bringUpToDate(view);
    return this.labels.get(view);
  }

  // Painted share of each cell by kind, with the run under way.
  current() {
    if (!this.run) return this.shares;
    const { view, before } = this.run;
    return blend(this.shares, before, this.#shown(view), this.#byHand(view), this.body);
  }

  // Every cell with paint: Map(cell -> { coverage, quality, intensity }).
  paint() {
    const shares = this.current();
    const found = new Map();
    for (let cell = 0; cell < this.body.cells; cell++) {
      const { total, kind } = leading(shares, cell);
      const coverage = Math.round(Math.min(total, 1) * 1e4) / 1e4;
      if (total > NOTHING && coverage > 0) found.set(cell, { coverage, ...this.kinds[kind] });
    }
    return found;
  }

  cells() {
    return [...this.paint()].filter(([, entry]) => entry.coverage >= PAINTED_FROM).map(([id]) => id);
  }

  #numberOf({ erase, quality, intensity }) {
    if (erase) return 0;
    quality ??= null;
    intensity ??= null;
    let index = this.kinds.findIndex((k) => k.quality === quality && k.intensity === intensity);
    if (index < 0) {
      index = this.kinds.push({ quality, intensity }) - 1;
      this.shares.push(new Float64Array(this.body.cells));
    }
    return index + 1;
  }

  // Strokes on one view in a row are a run; the cells are brought up to date between runs.
  enter(view) {
    if (this.run?.view === view) return;
    if (this.run) this.#close();
    this.#bringUpToDate(view);
    this.run = { view, before: this.#shown(view) };
  }

  #close() {
    const { view, before } = this.run;
    const after = this.#shown(view);
    const shares = blend(this.shares, before, after, this.#byHand(view), this.body);
    const touched = differing([before, this.shares], [after, shares], this.body.cells);
    this.shares = shares;
    for (const other of this.body.views.keys()) {
      if (other !== view) this.#markChanged(other, touched);
    }
    this.run = null;
  }

  #markChanged(view, touched) {
    if (!this.changed.has(view)) this.changed.set(view, new Set());
    for (const cell of touched) this.changed.get(view).add(cell);
  }

  #target(view) {
    return { map: this.maps.get(view), labels: this.labels.get(view) };
  }

  // Painted skin of each cell in this view by kind, cm2.
  #shown(view) {
    const { map, labels } = this.#target(view);
    const sums = this.kinds.map(() => new Float64Array(this.body.cells));
    for (let i = 0; i < labels.length; i++) {
      if (labels[i]) sums[(labels[i] & KIND) - 1][map.ids[i] - 1] += map.surface[i];
    }
    return sums.map((sum) => scaled(sum, map.cm2));
  }

  // Skin of each cell that the hand painted in this view, cm2.
  #byHand(view) {
    const { map, labels } = this.#target(view);
    const sum = new Float64Array(this.body.cells);
    for (let i = 0; i < labels.length; i++) {
      if (labels[i] && !(labels[i] & FILLED)) sum[map.ids[i] - 1] += map.surface[i];
    }
    return scaled(sum, map.cm2);
  }

  #bringUpToDate(view) {
    const map = this.maps.get(view);
    if (!this.labels.has(view)) this.labels.set(view, new Uint16Array(map.ids.length));
    if (this.run && this.run.view !== view) this.#close();
    const changed = this.changed.get(view);
    this.changed.delete(view);
    if (!changed?.size) return;
    const wanted = new Map();
    const shown = this.#shown(view);
    for (const cell of changed) {
      const { total, kind } = leading(this.shares, cell);
      const want = Math.min(total, 1) >= PAINTED_FROM ? kind + 1 : 0;
      const drawn = leading(shown, cell);
      const half = PAINTED_FROM * Math.max(map.whole[cell], 1e-9);
      const now = drawn.total >= half ? drawn.kind + 1 : 0;
      const wiped = total <= NOTHING && drawn.total > 0;
      if (now !== want || wiped) wanted.set(cell, want);
    }
    refill(map, this.labels.get(view), wanted);
  }
}

function refill(map, labels, wanted) {
  for (const [cell, label] of wanted) {
    const [x0, y0, x1, y1] = map.boxes.subarray(4 * cell, 4 * cell + 4);
    if (x0 < 0) continue;
    for (let y = y0; y <= y1; y++) {
      for (let i = y * map.width + x0; i <= y * map.width + x1; i++) {
        if (map.ids[i] === cell + 1) labels[i] = label && label | FILLED;
      }
    }
  }
}

// A cell is painted as far as the hand painted it in the view that shows most of the paint, never
// twice; what was erased is taken off.
function blend(shares, before, after, byHand, body) {
  const blended = after.map((_, kind) => Float64Array.from(shares[kind] ?? body.visible.map(() => 0)));
  for (let cell = 0; cell < body.cells; cell++) {
    const whole = Math.max(body.visible[cell], 1e-9);
    let had = 0;
    let was = 0;
    let is = 0;
    for (let kind = 0; kind < after.length; kind++) {
      had += shares[kind]?.[cell] ?? 0;
      was += (before[kind]?.[cell] ?? 0) / whole;
      is += after[kind][cell] / whole;
    }
    if (!had && !was && !is) continue;
    let now = 0;
    for (let kind = 0; kind < after.length; kind++) {
      const delta = (after[kind][cell] - (before[kind]?.[cell] ?? 0)) / whole;
      blended[kind][cell] = Math.max(blended[kind][cell] + delta, 0);
      now += blended[kind][cell];
    }
    const lost = Math.min(is - was, 0);
    let total = Math.max(had + lost, byHand[cell] / whole);
    // Who erases all that a view shows of a cell means the cell, unless most of it is left.
    if (lost < 0 && is <= NOTHING && total < PAINTED_FROM) total = 0;
    const scale = now > 0 ? Math.min(1, Math.max(0, total)) / now : 0;
    for (let kind = 0; kind < after.length; kind++) blended[kind][cell] *= scale;
  }
  return blended;
}

function leading(shares, cell) {
  let total = 0;
  let kind = 0;
  for (let i = 0; i < shares.length; i++) {
    total += shares[i][cell];
    if (shares[i][cell] > shares[kind][cell]) kind = i;
  }
  return { total, kind };
}

// Cells for which any of the tables (kinds x cells) differs.
function differing(before, after, cells) {
  const touched = [];
  const differs = (cell) =>
    after.some((table, i) => table.some((row, kind) => row[cell] !== (before[i][kind]?.[cell] ?? 0)));
  for (let cell = 0; cell < cells; cell++) if (differs(cell)) touched.push(cell);
  return touched;
}

function scaled(sum, factor) {
  for (let i = 0; i < sum.length; i++) sum[i] *= factor;
  return sum;
}

// The kind + 1 in a label, 0 for none.
export function kindOf(label) {
  return label & KIND;
}

function fill(labels, map, row, first, last, kind) {
  const start = row * map.width;
  for (let i = start + first; i <= start + last; i++) if (map.ids[i]) labels[i] = kind;
}
