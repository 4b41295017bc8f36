// Draws one frame: picture, paint with colour and hatch, outlines, markers.

import { kindOf } from "./layers.js";
import { lookOf, tile } from "./look.js";
import { outlineOf } from "./outline.js";

const INK = "#1d1b18";

export class Painter {
  #canvas;
  #pen;
  #scratch = document.createElement("canvas");
  #masks = new Map(); // view id -> Map(look -> mask canvas)
  #outlines = new Map();
  #dimmed = new WeakMap();

  constructor(canvas) {
    this.#canvas = canvas;
    this.#pen = canvas.getContext("2d");
    this.ratio = 1;
  }

  resize(width, height) {
    this.ratio = Math.min(3, window.devicePixelRatio || 1);
    for (const canvas of [this.#canvas, this.#scratch]) {
      canvas.width = Math.round(width * this.ratio);
      canvas.height = Math.round(height * this.ratio);
    }
  }

  forgetPaint() {
    this.#masks.clear();
  }

  // Take over changed labels of a view within a frame of picture pixels (all of it by default).
  updateMasks(map, layers, frame = { x0: 0, y0: 0, x1: map.width - 1, y1: map.height - 1 }) {
    const x0 = Math.max(0, frame.x0);
    const y0 = Math.max(0, frame.y0);
    const width = Math.min(map.width - 1, frame.x1) - x0 + 1;
    const height = Math.min(map.height - 1, frame.y1) - y0 + 1;
    if (width <= 0 || height <= 0) return;
    const labels = layers.labels.get(map.id);
    const looks = layers.kinds.map(({ quality, intensity }) => lookOf(quality, intensity));
    const used = lookNumbers(labels, map, looks, x0, y0, width, height);
    const masks = this.#masksOf(map);
    for (const look of new Set([...masks.keys(), ...used.names])) {
      putMask(this.#mask(map, look), used, look, x0, y0, width, height);
    }
  }

  #masksOf(map) {
    if (!this.#masks.has(map.id)) this.#masks.set(map.id, new Map());
    return this.#masks.get(map.id);
  }

  #mask(map, look) {
    const masks = this.#masksOf(map);
    if (!masks.has(look)) {
      const canvas = document.createElement("canvas");
      canvas.width = map.width;
      canvas.height = map.height;
      masks.set(look, canvas);
    }
    return masks.get(look);
  }

  // Draw everything, or only what lies within a frame of picture pixels.
  draw(map, camera, scene, frame) {
    const pen = this.#pen;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.save();
    const box = this.#box(camera, frame);
    pen.beginPath();
    pen.rect(...box);
    pen.clip();
    pen.clearRect(...box);
    this.#drawPicture(map, camera, scene.dark);
    for (const group of scene.fills ?? []) this.#fillCells(map, camera, group, box);
    this.#drawPaint(map, camera, box, scene.paintOpacity ?? 1);
    for (const group of scene.outlines ?? []) this.#strokeCells(map, camera, group);
    for (const line of scene.lines ?? []) this.#drawLine(map, camera, line);
    for (const marker of scene.markers ?? []) this.#drawMarker(map, camera, marker);
    pen.restore();
  }

  #box(camera, frame) {
    if (!frame) return [0, 0, this.#canvas.width, this.#canvas.height];
    const [left, top] = camera.toStage(frame.x0 - 2, frame.y0 - 2);
    const [right, bottom] = camera.toStage(frame.x1 + 3, frame.y1 + 3);
    const edges = [Math.floor(left * this.ratio), Math.floor(top * this.ratio)];
    const far = [Math.ceil(right * this.ratio), Math.ceil(bottom * this.ratio)];
    const x = Math.max(0, edges[0]);
    const y = Math.max(0, edges[1]);
    return [x, y, Math.max(0, Math.min(far[0], this.#canvas.width) - x), Math.max(0, Math.min(far[1], this.#canvas.height) - y)];
  }

  // Put picture coordinates on `pen`.
  #place(pen, camera) {
    const scale = camera.scale * this.ratio;
    const [x, y] = camera.toStage(0, 0);
    pen.setTransform(scale, 0, 0, scale, x * this.ratio, y * this.ratio);
  }

  #drawPicture(map, camera, dark) {
    const pen = this.#pen;
    this.#place(pen, camera);
    pen.imageSmoothingEnabled = true;
    pen.imageSmoothingQuality = "high";
    pen.drawImage(dark ? this.#dim(map) : map.picture, 0, 0);
    pen.setTransform(1, 0, 0, 1, 0, 0);
  }

  // On a dark page the body is a little darker, so that it does not glare.
  #dim(map) {
    if (!this.#dimmed.has(map)) {
      const canvas = document.createElement("canvas");
      canvas.width = map.width;
      canvas.height = map.height;
      const pen = canvas.getContext("2d");
      pen.drawImage(map.picture, 0, 0);
      pen.globalCompositeOperation = "source-atop";
      pen.fillStyle = "rgb(24 22 22 / 22%)";
      pen.fillRect(0, 0, map.width, map.height);
      this.#dimmed.set(map, canvas);
    }
    return this.#dimmed.get(map);
  }

  // Masks are picture-sized; the hatch is laid over them at screen size, so it stays crisp.
  #drawPaint(map, camera, box, opacity) {
    for (const [look, mask] of this.#masks.get(map.id) ?? []) {
      const pen = this.#scratch.getContext("2d");
      pen.setTransform(1, 0, 0, 1, 0, 0);
      pen.globalCompositeOperation = "source-over";
      pen.clearRect(...box);
      pen.save();
      pen.beginPath();
      pen.rect(...box);
      pen.clip();
      this.#place(pen, camera);
      pen.imageSmoothingEnabled = true;
      pen.drawImage(mask, 0, 0);
      pen.setTransform(1, 0, 0, 1, 0, 0);
      pen.globalCompositeOperation = "source-in";
      pen.fillStyle = this.#pattern(pen, camera, tile(look, this.ratio));
      pen.fillRect(...box);
      pen.restore();
      this.#pen.globalAlpha = opacity;
      this.#pen.drawImage(this.#scratch, ...box, ...box);
      this.#pen.globalAlpha = 1;
    }
  }

  // The hatch keeps its size on screen but moves with the body.
  #pattern(pen, camera, hatch) {
    const pattern = pen.createPattern(hatch, "repeat");
    const [x, y] = camera.toStage(0, 0);
    pattern.setTransform(new DOMMatrix([1, 0, 0, 1, Math.round(x * this.ratio), Math.round(y * this.ratio)]));
    return pattern;
  }

  #outline(map, cells) {
    const key = `${map.id} ${[...cells].join()}`;
    if (!this.#outlines.has(key)) {
      if (this.#outlines.size > 400) this.#outlines.clear();
      this.#outlines.set(key, outlineOf(map, cells));
    }
    return this.#outlines.get(key);
  }

  // Fill cells with a look ("ache-2"), or with ink hatching of a given density (1-3).
  #fillCells(map, camera, { cells, look, density, opacity = 1 }, box) {
    const pen = this.#pen;
    pen.save();
    this.#place(pen, camera);
    pen.clip(this.#outline(map, cells));
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.globalAlpha = opacity;
    const hatch = look ? tile(look, this.ratio) : inkTile(density, this.ratio);
    pen.fillStyle = this.#pattern(pen, camera, hatch);
    pen.fillRect(...box);
    pen.restore();
  }

  // Outline cells: { cells, width, dash, colour, halo }, widths in CSS pixels.
  #strokeCells(map, camera, { cells, width = 2, dash = [], colour = INK, halo = false }) {
    const pen = this.#pen;
    pen.save();
    this.#place(pen, camera);
    const unit = 1 / camera.scale;
    pen.lineJoin = pen.lineCap = "round";
    const path = this.#outline(map, cells);
    if (halo) {
      pen.lineWidth = (width + 2.5) * unit;
      pen.strokeStyle = "rgb(255 255 255 / 75%)";
      pen.stroke(path);
    }
    pen.setLineDash(dash.map((length) => length * unit));
    pen.lineWidth = width * unit;
    pen.strokeStyle = colour;
    pen.stroke(path);
    pen.restore();
  }

  // A scar: a firm line with short strokes across, as on paper charts.
  #drawLine(map, camera, { view, points }) {
    if (view !== map.id) return;
    const pen = this.#pen;
    const at = points.map(([x, y]) => camera.toStage(x * map.width, y * map.height));
    pen.save();
    pen.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    pen.lineCap = "round";
    for (const [colour, width] of [["rgb(255 255 255 / 85%)", 5], [INK, 2]]) {
      pen.strokeStyle = colour;
      pen.lineWidth = width;
      pen.stroke(seam(at));
    }
    pen.restore();
  }

  #drawMarker(map, camera, marker) {
    const place = placeOf(map, marker);
    if (!place) return;
    const [x, y] = camera.toStage(...place);
    const pen = this.#pen;
    pen.save();
    pen.setTransform(this.ratio, 0, 0, this.ratio, x * this.ratio, y * this.ratio);
    MARKERS[marker.kind](pen, marker);
    pen.restore();
  }
}

const STITCH = 10; // CSS pixels between two strokes across

// The line with its strokes across, as one path.
function seam(points) {
  const path = new Path2D();
  points.forEach(([x, y], index) => (index ? path.lineTo(x, y) : path.moveTo(x, y)));
  let left = STITCH / 2;
  for (let index = 1; index < points.length; index++) {
    const [[ax, ay], [bx, by]] = [points[index - 1], points[index]];
    const length = Math.hypot(bx - ax, by - ay);
    for (; left < length; left += STITCH) {
      const [x, y] = [ax + ((bx - ax) * left) / length, ay + ((by - ay) * left) / length];
      const [dx, dy] = [(-4 * (by - ay)) / length, (4 * (bx - ax)) / length];
      path.moveTo(x - dx, y - dy);
      path.lineTo(x + dx, y + dy);
    }
    left -= length;
  }
  return path;
}

// Where a marker lies in a view: at its exact point if it was set there, else on its cell.
export function placeOf(map, { view, x, y, cell }) {
  if (view === map.id && x !== undefined) return [x * map.width, y * map.height];
  return cell === undefined || cell === null ? null : map.placeOf(cell);
}

const MARKERS = {
  finding(pen, { result, selected }) {
    if (selected) ring(pen, 15, "#0f766e", 3);
    if (result === "nothing") {
      bar(pen, 8, 5, "rgb(255 255 255 / 90%)");
      bar(pen, 7, 2.5, INK);
      return;
    }
    // The skin shows through a hollow ring; a needle's dot is white.
    ring(pen, 8, "rgb(255 255 255 / 85%)", 5.5);
    ring(pen, 8, INK, 2.5);
    if (result === "familiar_pain") disc(pen, 4.5, INK);
  },
  needle(pen, { removed, count, selected, planned }) {
    if (selected) ring(pen, 15, "#0f766e", 3);
    if (planned) {
      pale(pen);
      return;
    }
    disc(pen, 8.5, "#ffffff");
    ring(pen, 7, INK, 3);
    if (removed) tick(pen);
    else if (count > 1) number(pen, count);
  },
  letter(pen, { letter }) {
    disc(pen, 10, "rgb(255 255 255 / 92%)");
    ring(pen, 10, INK, 1.5);
    write(pen, letter, "600 13px system-ui, sans-serif");
  },
  cross(pen) {
    ring(pen, 14, "rgb(255 255 255 / 90%)", 5);
    ring(pen, 14, INK, 2);
    disc(pen, 2, INK);
  },
};

// Nothing is in yet: a white disc that lets the skin through, and a broken ring.
function pale(pen) {
  disc(pen, 8.5, "rgb(255 255 255 / 65%)");
  pen.setLineDash([3.5, 3]);
  ring(pen, 7, INK, 1.75);
}

function disc(pen, radius, colour) {
  pen.beginPath();
  pen.arc(0, 0, radius, 0, 2 * Math.PI);
  pen.fillStyle = colour;
  pen.fill();
}

function ring(pen, radius, colour, width) {
  pen.beginPath();
  pen.arc(0, 0, radius, 0, 2 * Math.PI);
  pen.lineWidth = width;
  pen.strokeStyle = colour;
  pen.stroke();
}

function bar(pen, half, width, colour) {
  pen.beginPath();
  pen.moveTo(-half, 0);
  pen.lineTo(half, 0);
  pen.lineCap = "round";
  pen.lineWidth = width;
  pen.strokeStyle = colour;
  pen.stroke();
}

function tick(pen) {
  pen.beginPath();
  pen.moveTo(-3.5, 0);
  pen.lineTo(-1, 2.8);
  pen.lineTo(3.8, -2.8);
  pen.lineWidth = 2;
  pen.lineCap = pen.lineJoin = "round";
  pen.strokeStyle = "#067647";
  pen.stroke();
}

function number(pen, count) {
  write(pen, String(count), "600 10px system-ui, sans-serif");
}

function write(pen, text, font) {
  pen.fillStyle = INK;
  pen.font = font;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(text, 0, 0.5);
}

const inkTiles = new Map();

// Thin ink lines; closer lines for what is more probable.
function inkTile(density, ratio) {
  const key = `${density}@${ratio}`;
  if (!inkTiles.has(key)) {
    const side = { 1: 16, 2: 10, 3: 6 }[density] ?? 10;
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = Math.round(side * ratio);
    const pen = canvas.getContext("2d");
    pen.scale(canvas.width / side, canvas.width / side);
    pen.strokeStyle = "rgb(29 27 24 / 62%)";
    pen.lineWidth = 1;
    pen.beginPath();
    for (const shift of [-side, 0, side]) {
      pen.moveTo(shift - 1, -1);
      pen.lineTo(shift + side + 1, side + 1);
    }
    pen.stroke();
    inkTiles.set(key, canvas);
  }
  return inkTiles.get(key);
}

// Number each pixel of a frame by its look (0: bare), and list the looks in use.
function lookNumbers(labels, map, looks, x0, y0, width, height) {
  const names = [...new Set(looks)];
  const numbers = [0, ...looks.map((look) => names.indexOf(look) + 1)];
  const pixels = new Uint8Array(width * height);
  const seen = new Set();
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0, j = (y0 + y) * map.width + x0; x < width; x++, i++, j++) {
      if (!labels[j]) continue;
      pixels[i] = numbers[kindOf(labels[j])];
      seen.add(pixels[i]);
    }
  }
  return { pixels, all: names, names: names.filter((_, i) => seen.has(i + 1)) };
}

function putMask(mask, { pixels, all }, look, x0, y0, width, height) {
  const number = all.indexOf(look) + 1;
  const image = new ImageData(width, height);
  const words = new Uint32Array(image.data.buffer);
  for (let i = 0; i < pixels.length; i++) if (number && pixels[i] === number) words[i] = 0xffffffff;
  mask.getContext("2d").putImageData(image, x0, y0);
}
