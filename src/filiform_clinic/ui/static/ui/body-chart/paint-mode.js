// Paint mode: the patient shows where it hurts, by hand or by name.

import { Brush } from "./brush.js";
import { make } from "./dom.js";
import { isEmpty, union } from "./frame.js";
import { listen } from "./gestures.js";
import { Layers } from "./layers.js";
import { ListPath, nameOn, plain } from "./list-path.js";
import { SaveStatus } from "./save-status.js";
import { fillsOf } from "./scene.js";
import { Sketch } from "./sketch.js";
import { Tools } from "./tools.js";

export class PaintMode {
  #chart;
  #sketch;
  #layers;
  #brush;
  #pressed = null; // where the finger came down
  #patch = null; // id of the stroke whose patch the intensity is for
  #changedFrame = null; // painted, but not yet on the masks

  constructor(chart) {
    this.#chart = chart;
    this.#sketch = new Sketch(chart.body);
    this.#layers = new Layers(chart.body);
    this.#sketch.maps = this.#layers.maps;
    const say = chart.say;
    this.tools = new Tools(say, {
      undo: () => this.undo(),
      redo: () => this.redo(),
      clear: () => this.clear(),
      intensity: (n) => this.setIntensity(n),
    }, { lines: this.#lines });
    this.#addField();
    this.#brush = new Brush(chart.stage, this.tools);
    this.saving = new SaveStatus(chart);
    this.#addList();
    chart.addPart(this.tools.element);
    chart.addPart(this.saving.element);
    if (!this.#lines) chart.addPart(this.list.element);
    chart.stage.beforeDraw = () => this.#flushMasks();
    listen(chart.stage.canvas, this.#hand(), () => true);
  }

  get #lines() {
    return this.#chart.hasAttribute("lines");
  }

  // The value travels with the form in a hidden field; fields for browsers without script go.
  #addField() {
    this.#chart.querySelector(":scope > [data-plain]")?.remove();
    this.field = make("input", { type: "hidden", name: this.#chart.getAttribute("name") ?? "drawing" });
    this.#chart.addPart(this.field);
  }

  #addList() {
    const chart = this.#chart;
    const on = { add: (entry) => this.#list(entry), remove: (index) => this.#unlist(index) };
    const options = { sensitive: chart.hasAttribute("show-sensitive"), open: chart.hasAttribute("list-open") };
    this.list = new ListPath([...chart.body.areas.values()], chart.say, on, options);
  }

  async start() {
    this.#sketch.load(this.#chart.stored);
    this.#startSaver();
    await this.#replay();
    this.#write();
  }

  #startSaver() {
    this.saver = this.saving.start();
    const kept = this.saver?.restore(this.value);
    if (!kept) return;
    this.#sketch.load(kept);
    this.#chart.announce(this.#chart.say("restored"));
    this.saver.save(kept);
  }

  close() {
    this.saver?.close();
  }

  get value() {
    return { strokes: this.#sketch.strokes, listed: this.#sketch.listed };
  }

  async setValue(value) {
    this.#sketch.load(value);
    this.#patch = null;
    await this.#replay();
    this.#write();
  }

  async viewChanged(map) {
    await this.#layers.prepare([map.id]);
    this.#layers.picture(map.id);
    this.#chart.stage.painter.updateMasks(map, this.#layers);
    this.#showListed();
  }

  // --- by hand --------------------------------------------------------------------------------

  #hand() {
    const { camera } = this.#chart.stage;
    const moved = () => this.#chart.stage.moved();
    return {
      begin: (point) => (this.#pressed = point),
      move: (points) => points.forEach((point) => this.#extend(point)),
      end: () => this.#finish(),
      cancel: () => this.#abandon(),
      tap: (point) => this.#tap(point),
      hover: (point) => this.#chart.stage.hover(point, this.tools.radius, this.tools.erasing),
      pan: (x, y) => (camera.panBy(x, y), moved()),
      pinch: (factor, x, y) => (camera.zoomAt(factor, x, y), moved()),
      wheel: (x, y) => camera.zoomed && (camera.panBy(x, y), moved(), true),
    };
  }

  #begin(point) {
    this.saving.complain(this.#sketch.full ? this.#chart.say("full") : "");
    if (this.#sketch.full || !this.#chart.stage.map) return;
    this.#segment(this.#brush.begin(point));
  }

  #extend(point) {
    if (!this.#brush.stroke) this.#begin(this.#pressed ?? point);
    const segment = this.#brush.stroke && this.#brush.extend(point);
    if (segment) this.#segment(segment);
  }

  #segment([a, b]) {
    const frame = this.#layers.applySegment(this.#brush.stroke, a, b);
    if (isEmpty(frame)) return;
    this.#changedFrame = union(this.#changedFrame, frame);
    this.#chart.stage.redrawFrame(frame);
  }

  #flushMasks() {
    if (!this.#changedFrame) return;
    const { map, painter } = this.#chart.stage;
    painter.updateMasks(map, this.#layers, this.#changedFrame);
    this.#changedFrame = null;
  }

  #finish() {
    const stroke = this.#brush.lift();
    if (!stroke) return;
    const cells = [...this.#sketch.cellsOf(stroke)];
    if (!cells.length) return; // beside the body
    this.#sketch.change({ strokes: [...this.#sketch.strokes, stroke] });
    if (stroke.erase) this.#afterErase(cells);
    else this.#afterPaint(stroke);
    this.#changed();
  }

  // Paint that joins a patch hurts as much as the patch, until said otherwise.
  #afterPaint(stroke) {
    const patch = this.#sketch.patchOf(stroke);
    const known = patch.find((one) => one !== stroke && one.intensity !== null)?.intensity ?? null;
    this.#patch = stroke.id;
    if (known !== null) {
      stroke.intensity = known;
      this.#layersFromStrokes();
    }
    this.#announcePatch();
  }

  #afterErase(cells) {
    this.#patch = null;
    this.#chart.announce(this.#chart.say("erased", { what: this.#nameOf(cells) }));
  }

  // A second finger came: what the first began was no stroke.
  #abandon() {
    if (this.#brush.lift()) this.#layersFromStrokes();
  }

  // A tap on painted skin chooses that patch; elsewhere it paints a spot.
  #tap(point) {
    const { map, camera } = this.#chart.stage;
    if (!map) return;
    const cell = map.cellAt(...camera.toPicture(point.x, point.y));
    const chosen = cell >= 0 && !this.tools.erasing ? this.#paintedStroke(point, cell) : null;
    if (chosen) {
      this.#patch = chosen.id;
      this.#announcePatch();
      this.#updateTools();
      return;
    }
    this.#begin(point);
    this.#finish();
  }

  #paintedStroke(point, cell) {
    const { map, camera } = this.#chart.stage;
    const [x, y] = camera.toPicture(point.x, point.y).map(Math.floor);
    const kind = this.#layers.kindAt(map.id, y * map.width + x);
    return kind && this.#sketch.strokeOn(cell, kind.quality);
  }

  // --- by name --------------------------------------------------------------------------------

  #list(entry) {
    this.#sketch.list(entry);
    this.#chart.announce(this.#chart.say("list_added", { what: this.list.describe(entry) }));
    this.#changed();
  }

  #unlist(index) {
    const what = this.list.describe(this.#sketch.listed[index]);
    this.#sketch.unlist(index);
    this.#chart.announce(this.#chart.say("list_removed", { what }));
    this.#changed();
  }

  #showListed() {
    const { body, stage } = this.#chart;
    const paint = new Map();
    for (const { area, side, intensity, quality } of this.#sketch.listed) {
      for (const cell of body.cellsOf(area, side)) paint.set(cell, { coverage: 1, intensity, quality });
    }
    const entries = [...paint].map(([cell, entry]) => ({ cell, ...entry }));
    const fills = fillsOf(entries).map((fill) => ({ ...fill, opacity: 0.75 }));
    const outlines = fills.map(({ cells }) => ({ cells, width: 1.25, dash: [1, 3] }));
    stage.scene = { fills, outlines };
    stage.redraw();
  }

  // --- steps ----------------------------------------------------------------------------------

  async undo() {
    if (!this.#sketch.canUndo) return;
    this.#sketch.undo();
    await this.#stepped("undone");
  }

  async redo() {
    if (!this.#sketch.canRedo) return;
    this.#sketch.redo();
    await this.#stepped("redone");
  }

  async clear() {
    if (this.#sketch.empty) return;
    this.#sketch.change({ strokes: [], listed: [] });
    await this.#stepped("cleared");
  }

  async #stepped(word) {
    if (!this.#sketch.strokes.some(({ id }) => id === this.#patch)) this.#patch = null;
    await this.#replay();
    this.#chart.announce(this.#chart.say(word));
    this.#changed();
  }

  setIntensity(intensity) {
    const stroke = this.#sketch.strokes.find(({ id }) => id === this.#patch);
    if (!stroke) return;
    this.#sketch.setIntensity(this.#sketch.patchOf(stroke), intensity);
    this.#layersFromStrokes();
    this.#announcePatch();
    this.#changed();
  }

  // --- keeping up -----------------------------------------------------------------------------

  #changed() {
    this.#write();
    this.#showListed();
    this.#chart.emit("change", this.value);
    this.saver?.save(this.value);
  }

  #write() {
    this.field.value = JSON.stringify({ body: this.#chart.body.version, ...this.value });
    this.list.update(this.#sketch.listed);
    this.#chart.markPainted(new Set(this.#sketch.strokes.filter((s) => !s.erase).map((s) => s.view)));
    this.#updateTools();
  }

  #updateTools() {
    const { canUndo, canRedo, empty } = this.#sketch;
    const stroke = this.#sketch.strokes.find(({ id }) => id === this.#patch);
    const patch = stroke ? { name: this.#patchName(stroke), intensity: stroke.intensity } : null;
    this.tools.update({ canUndo, canRedo, empty, patch });
  }

  async #replay() {
    await this.#layers.prepare(this.#sketch.strokes.map((stroke) => stroke.view));
    this.#layersFromStrokes();
  }

  // Paint all strokes anew; the views they are on are loaded.
  #layersFromStrokes() {
    const { body, stage } = this.#chart;
    const maps = this.#layers.maps;
    this.#layers = new Layers(body);
    this.#layers.maps = maps;
    this.#sketch.maps = maps;
    for (const stroke of this.#sketch.strokes) this.#layers.apply(stroke);
    stage.painter.forgetPaint();
    this.#changedFrame = null;
    if (!stage.map) return;
    this.#layers.picture(stage.map.id);
    stage.painter.updateMasks(stage.map, this.#layers);
    stage.redraw();
  }

  #announcePatch() {
    const stroke = this.#sketch.strokes.find(({ id }) => id === this.#patch);
    if (!stroke) return;
    const say = this.#chart.say;
    if (this.#lines) return this.#chart.announce(say("line_drawn", { what: this.#patchName(stroke) }));
    const parts = [this.#patchName(stroke), say(stroke.quality).toLowerCase()];
    if (stroke.intensity !== null) parts.push(say("of_ten", { n: stroke.intensity }));
    this.#chart.announce(say("painted", { what: parts.join(", ") }));
  }

  #patchName(stroke) {
    const touched = new Set(this.#sketch.patchOf(stroke).flatMap((one) => [...this.#sketch.cellsOf(one)]));
    const painted = this.#layers.cells().filter((cell) => touched.has(cell));
    return this.#nameOf(painted.length ? painted : [...touched]);
  }

  #nameOf(cells) {
    const { body, say } = this.#chart;
    const found = body.nameOf(cells, { sensitive: this.list.sensitive });
    return found ? nameOn(plain(found.area), found.side, say) : say("skin");
  }
}
