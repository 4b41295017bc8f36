// What the patient has said so far: strokes and listed areas, with every step undoable.

import { eachSpanOf } from "./raster.js";

export const MAX_STROKES = 500;
export const MAX_POINTS = 20000;
export const MAX_POINTS_PER_STROKE = 2000;
export const MAX_WORK = 250_000_000;
const ROW_WORK = 40;
const EMPTY = { strokes: [], listed: [] };

export class Sketch {
  #past = [];
  #future = [];
  #cells = new Map(); // stroke id -> cells it touches

  constructor(body) {
    this.body = body;
    this.now = EMPTY;
  }

  get strokes() {
    return this.now.strokes;
  }

  get listed() {
    return this.now.listed;
  }

  get empty() {
    return !this.strokes.length && !this.listed.length;
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  get full() {
    const points = this.strokes.reduce((sum, stroke) => sum + stroke.points.length, 0);
    const many = this.strokes.length >= MAX_STROKES || points >= MAX_POINTS - MAX_POINTS_PER_STROKE;
    return many || work(this.strokes, this.body.views) >= MAX_WORK - 4 * largest(this.body.views);
  }

  // Start from a stored value; nothing to undo.
  load({ strokes = [], listed = [] }) {
    this.now = { strokes, listed };
    this.#past = [];
    this.#future = [];
  }

  change(part) {
    this.#past.push(this.now);
    this.#future = [];
    this.now = { ...this.now, ...part };
  }

  undo() {
    if (!this.canUndo) return;
    this.#future.push(this.now);
    this.now = this.#past.pop();
  }

  redo() {
    if (!this.canRedo) return;
    this.#past.push(this.now);
    this.now = this.#future.pop();
  }

  // Listing an area again replaces what was said of it.
  list(entry) {
    const others = this.listed.filter((old) => old.area !== entry.area || old.side !== entry.side);
    this.change({ listed: [...others, entry] });
  }

  unlist(index) {
    this.change({ listed: this.listed.filter((_, i) => i !== index) });
  }

  // The strokes that make one patch with `stroke`: same quality, touching.
  patchOf(stroke) {
    const left = new Set(this.strokes.filter((s) => !s.erase && s.quality === stroke.quality));
    const patch = [];
    const edge = [stroke];
    left.delete(stroke);
    while (edge.length) {
      const one = edge.pop();
      patch.push(one);
      for (const other of left) {
        if (this.#touch(one, other)) {
          left.delete(other);
          edge.push(other);
        }
      }
    }
    return patch;
  }

  // The last stroke that painted a cell, or null.
  strokeOn(cell, quality) {
    const found = this.strokes.filter(
      (stroke) => !stroke.erase && (!quality || stroke.quality === quality) && this.cellsOf(stroke).has(cell),
    );
    return found.at(-1) ?? null;
  }

  setIntensity(patch, intensity) {
    const ids = new Set(patch.map((stroke) => stroke.id));
    this.change({
      strokes: this.strokes.map((stroke) => (ids.has(stroke.id) ? { ...stroke, intensity } : stroke)),
    });
  }

  // Needs the stroke's view in `maps`; a view not yet loaded gives no cells.
  cellsOf(stroke) {
    if (!this.#cells.has(stroke.id)) {
      const map = this.maps?.get(stroke.view);
      if (!map) return new Set();
      this.#cells.set(stroke.id, touched(stroke, map));
    }
    return this.#cells.get(stroke.id);
  }

  #touch(one, other) {
    const [few, many] = [this.cellsOf(one), this.cellsOf(other)].sort((a, b) => a.size - b.size);
    for (const cell of few) if (many.has(cell)) return true;
    return false;
  }
}

// What painting costs, in pixels touched, as the server counts it (filiform/drawing/raster.py).
function work(strokes, views) {
  let [pixels, before] = [0, ""];
  for (const stroke of strokes) {
    const { width, height } = views.get(stroke.view);
    pixels += strokeWork(stroke, width, height);
    pixels += stroke.view === before ? 0 : 2 * width * height;
    before = stroke.view;
  }
  return pixels;
}

function strokeWork({ points, radius }, width, height) {
  const reach = 2 * radius * width;
  const across = Math.min(width, spread(points, 0) * width + reach);
  const along = Math.min(height, spread(points, 1) * height + reach);
  const rise = points.reduce((sum, [, y], i) => sum + (i ? Math.abs(y - points[i - 1][1]) : 0), 0);
  return across * along + ROW_WORK * (rise * height + points.length * reach);
}

function spread(points, axis) {
  const values = points.map((point) => point[axis]);
  return Math.max(...values) - Math.min(...values);
}

function largest(views) {
  return Math.max(...[...views.values()].map(({ width, height }) => width * height));
}

function touched(stroke, map) {
  const cells = new Set();
  eachSpanOf(stroke, map.width, map.height, (row, first, last) => {
    for (let i = row * map.width + first; i <= row * map.width + last; i++) {
      if (map.ids[i]) cells.add(map.ids[i] - 1);
    }
  });
  return cells;
}
