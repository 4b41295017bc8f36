// The body as the browser knows it: views with their id maps, areas with their cells.
// Files are shared by all charts of a page and read when first needed.

import { decodeRgb } from "./png.js";

const opened = new Map();

export function openBody(viewsUrl, areasUrl) {
  const key = `${viewsUrl} ${areasUrl}`;
  if (!opened.has(key)) {
    const body = readJson(areasUrl).then((catalogue) => new Body(viewsUrl, catalogue));
    body.catch(() => opened.delete(key));
    opened.set(key, body);
  }
  return opened.get(key);
}

async function readJson(url) {
  const answer = await fetch(url, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
}

export class Body {
  #base;
  #maps = new Map();

  // `catalogue` is what filiform/drawing/catalogue.py writes.
  constructor(base, catalogue) {
    this.#base = base;
    this.version = catalogue.body;
    this.cells = catalogue.cells;
    this.half = catalogue.cells / 2;
    this.visible = Float64Array.from(catalogue.visible);
    this.views = new Map(catalogue.views.map((view) => [view.id, view]));
    this.areas = new Map(catalogue.areas.map((area) => [area.id, area]));
  }

  // Load a view: { id, width, height, ids, surface, whole, picture, ... } (see ViewMap).
  load(view) {
    if (!this.#maps.has(view)) {
      const map = this.#read(this.views.get(view));
      map.catch(() => this.#maps.delete(view));
      this.#maps.set(view, map);
    }
    return this.#maps.get(view);
  }

  async #read(view) {
    const [picture, ids] = await Promise.all([
      readBlob(`${this.#base}${view.id}.png`).then((blob) => createImageBitmap(blob)),
      readBlob(`${this.#base}${view.id}.ids.png`).then(decodeRgb),
    ]);
    return new ViewMap(view, this.cells, picture, ids);
  }

  sideOf(cell) {
    return cell < this.half ? "left" : "right";
  }

  // Cells of an area on a side: areas hold left cells, the right ones are their mirror.
  cellsOf(area, side) {
    const left = this.areas.get(area)?.cells ?? [];
    const right = left.map((cell) => cell + this.half);
    if (side === "left") return left;
    return side === "right" ? right : [...left, ...right];
  }

  // The area that names a group of cells best: it holds most of them and is the smallest that does.
  nameOf(cells, { sensitive = false } = {}) {
    let best = null;
    for (const area of this.areas.values()) {
      if (!area.cells.length || (area.sensitive && !sensitive)) continue;
      const found = shareIn(cells, area, this.half);
      // A patch across the midline is named after an area that crosses it, if one fits.
      const torn = found.side === "both" && area.side === "paired";
      const share = torn ? found.share - 0.3 : found.share;
      const better = !best || share > best.share + 0.1;
      const tighter = best && share > best.share - 0.1 && area.cells.length < best.size;
      if (share > 0.2 && (better || tighter)) {
        best = { area, share, size: area.cells.length, side: found.side };
      }
    }
    if (best?.side === "both" && best.area.side === "crosses_midline") best.side = "midline";
    return best;
  }
}

function shareIn(cells, area, half) {
  area.set ??= new Set(area.cells);
  let left = 0;
  let right = 0;
  for (const cell of cells) {
    if (cell < half) left += area.set.has(cell);
    else right += area.set.has(cell - half);
  }
  const side = left && right ? "both" : left ? "left" : "right";
  const counts = area.side === "right_only" ? right : left + right;
  return { share: counts / Math.max(1, cells.length), side };
}

async function readBlob(url) {
  const answer = await fetch(url, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.blob();
}

// One view's pixels: `ids` holds cell + 1 (0: no skin), `surface` the skin a pixel shows in
// sixteenths of a flat pixel, `whole` the skin of each cell seen here in cm2.
export class ViewMap {
  constructor(view, cells, picture, { width, height, rgb }) {
    if (picture.width !== width || picture.height !== height) throw new Error("sizes differ");
    Object.assign(this, { id: view.id, view, width, height, picture });
    this.cells = cells;
    this.cm2 = 1 / (16 * view.px_per_cm ** 2);
    this.ids = new Uint16Array(width * height);
    this.surface = new Uint8Array(width * height);
    this.whole = new Float64Array(cells);
    this.#places = new Float64Array(cells * 3);
    this.boxes = new Int16Array(cells * 4).fill(-1);
    this.#read(rgb);
  }

  #places;

  #read(rgb) {
    for (let y = 0, i = 0; y < this.height; y++) {
      for (let x = 0; x < this.width; x++, i++) {
        const id = rgb[3 * i] + 256 * rgb[3 * i + 1];
        if (!id) continue;
        this.ids[i] = id;
        this.surface[i] = rgb[3 * i + 2];
        this.whole[id - 1] += rgb[3 * i + 2];
        this.#note(id - 1, x, y);
      }
    }
    for (let cell = 0; cell < this.cells; cell++) this.whole[cell] *= this.cm2;
  }

  #note(cell, x, y) {
    const place = this.#places;
    place[3 * cell] += x;
    place[3 * cell + 1] += y;
    place[3 * cell + 2] += 1;
    const box = this.boxes.subarray(4 * cell, 4 * cell + 4);
    if (box[0] < 0) box.set([x, y, x, y]);
    box[0] = Math.min(box[0], x);
    box[2] = Math.max(box[2], x);
    box[3] = y;
  }

  // The cell at a picture position, or -1.
  cellAt(x, y) {
    const column = Math.floor(x);
    const row = Math.floor(y);
    if (column < 0 || row < 0 || column >= this.width || row >= this.height) return -1;
    return this.ids[row * this.width + column] - 1;
  }

  // Middle of a cell's pixels in this view, or null where it cannot be seen.
  placeOf(cell) {
    const count = this.#places[3 * cell + 2];
    if (!count) return null;
    return [this.#places[3 * cell] / count + 0.5, this.#places[3 * cell + 1] / count + 0.5];
  }

  shows(cell) {
    return this.#places[3 * cell + 2] > 0;
  }
}
