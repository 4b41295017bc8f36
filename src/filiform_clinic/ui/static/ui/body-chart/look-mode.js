// Show mode (look at layers) and mark mode (a tap tells where on the body).

import { make } from "./dom.js";
import { listen } from "./gestures.js";
import { Layers } from "./layers.js";
import { nameOn, plain } from "./list-path.js";
import { placeOf } from "./painter.js";
import { cellsOfDrawing, fillsOf, LAYER_NAMES, overlays, paintOfDrawing } from "./scene.js";

const NEAR_CM = 6;
const MARKER_REACH = 18; // CSS pixels

export class LookMode {
  #chart;
  #shown = new Map();
  #strokes = null; // Layers of the drawing's strokes, for pixel-exact paint
  #fills = [];
  #painted = new Set();
  #before = new Set();
  #cross = null;

  constructor(chart) {
    this.#chart = chart;
    this.toggles = make("div", { class: "body-chart__layers", role: "group", "aria-label": chart.say("layers") });
    chart.addPart(this.toggles);
    const { stage } = chart;
    stage.element.classList.toggle("body-chart__stage--mark", this.#marks);
    stage.element.classList.toggle("body-chart__stage--show", !this.#marks);
    listen(stage.canvas, this.#hand(), () => false);
    if (this.#marks) this.#keyboard();
  }

  get #marks() {
    return this.#chart.mode === "mark";
  }

  get value() {
    const { strokes = [], listed = [] } = this.#chart.layers.drawing ?? {};
    return { strokes, listed };
  }

  async start() {
    await this.layersChanged(this.#chart.layers);
  }

  close() {}

  async viewChanged(map) {
    this.#cross = null;
    if (this.#strokes) {
      await this.#strokes.prepare([map.id]);
      this.#strokes.picture(map.id);
      this.#chart.stage.painter.updateMasks(map, this.#strokes);
    }
    this.#compose();
  }

  async layersChanged(layers) {
    const { body } = this.#chart;
    const drawing = layers.drawing ?? {};
    const strokes = drawing.strokes ?? [];
    const paint = await paintOfDrawing(body, drawing);
    this.#painted = await cellsOfDrawing(body, { cells: paint });
    this.#before = layers.before ? await cellsOfDrawing(body, layers.before) : new Set();
    this.#strokes = strokes.length ? new Layers(body) : null;
    if (this.#strokes) {
      await this.#strokes.prepare(strokes.map((stroke) => stroke.view));
      strokes.forEach((stroke) => this.#strokes.apply(stroke));
    }
    // With strokes the paint is drawn to the pixel and only named areas are filled by cell.
    const named = strokes.length ? await paintOfDrawing(body, { listed: drawing.listed ?? [] }) : paint;
    this.#fills = fillsOf(named);
    this.#buildToggles(layers);
    this.#chart.stage.painter.forgetPaint();
    if (this.#chart.stage.map) await this.viewChanged(this.#chart.stage.map);
  }

  #buildToggles(layers) {
    const { say } = this.#chart;
    const present = LAYER_NAMES.filter((name) => filled(layers[name]));
    this.toggles.hidden = present.length < 2;
    this.toggles.replaceChildren(
      ...present.map((name) => {
        if (!this.#shown.has(name)) this.#shown.set(name, layers[name].shown !== false);
        const text = layers[name].label ?? say(`layer_${name}`);
        const key = make("span", { class: `body-chart__key body-chart__key--${name}`, "aria-hidden": "true" });
        const press = () => this.toggleLayer(name, !this.#shown.get(name));
        const state = { "aria-pressed": String(this.#shown.get(name)), "data-layer": name };
        return make("button", { type: "button", class: "body-chart__layer", onclick: press, ...state }, key, text);
      }),
    );
  }

  toggleLayer(name, on) {
    this.#shown.set(name, on);
    this.toggles.querySelector(`[data-layer="${name}"]`)?.setAttribute("aria-pressed", String(on));
    this.#compose();
  }

  #compose() {
    const { stage, layers } = this.#chart;
    const shown = (name) => filled(layers[name]) && this.#shown.get(name) !== false;
    const { fills, outlines, markers, lines } = overlays(layers, shown, { painted: this.#painted, before: this.#before });
    const paint = shown("drawing") ? this.#fills : [];
    if (this.#cross) markers.push({ kind: "cross", view: stage.map.id, ...this.#cross });
    stage.scene = { fills: [...paint, ...fills], outlines, markers, lines, paintOpacity: shown("drawing") ? 1 : 0 };
    stage.redraw();
  }

  #hand() {
    const { camera } = this.#chart.stage;
    const moved = () => this.#chart.stage.moved();
    return {
      begin: () => {},
      move: () => {},
      end: () => {},
      cancel: () => {},
      hover: () => {},
      tap: (point) => this.#marks && this.#mark(point),
      pan: (x, y) => (camera.panBy(x, y), moved()),
      pinch: (factor, x, y) => (camera.zoomAt(factor, x, y), moved()),
      wheel: (x, y) => camera.zoomed && (camera.panBy(x, y), moved(), true),
    };
  }

  #mark(point) {
    const { stage } = this.#chart;
    const hit = this.#markerAt(point);
    const [x, y] = stage.camera.toPicture(point.x, point.y);
    this.#tell(x, y, hit);
  }

  // A marker under the finger is told along with its `way` in CSS pixels, so that a page can select it.
  #markerAt(point) {
    const { map, camera, scene } = this.#chart.stage;
    let nearest = null;
    for (const marker of scene.markers ?? []) {
      const place = marker.kind === "cross" ? null : placeOf(map, marker);
      if (!place) continue;
      const [x, y] = camera.toStage(...place);
      const way = Math.hypot(x - point.x, y - point.y);
      if (way < MARKER_REACH && way < (nearest?.way ?? Infinity)) nearest = { way, marker };
    }
    return nearest && { ...nearest.marker, way: nearest.way };
  }

  #tell(x, y, marker = null) {
    const { stage, body, view, say } = this.#chart;
    const cell = stage.map.cellAt(x, y);
    if (cell < 0 && !marker) return;
    const areas = [...body.areas.values()].filter((area) => body.cellsOf(area.id, body.sideOf(cell)).includes(cell));
    areas.sort((a, b) => a.cells.length - b.cells.length);
    this.#chart.emit("mark", {
      cell,
      view,
      x: x / stage.map.width,
      y: y / stage.map.height,
      side: cell < 0 ? null : body.sideOf(cell),
      areas: areas.map(({ id, name, lay }) => ({ id, name, lay })),
      sites: this.#sitesNear(x, y, cell),
      marker,
    });
    if (areas.length) this.#chart.announce(nameOn(plain(areas[0]), body.sideOf(cell), say));
  }

  #sitesNear(x, y, cell) {
    const { stage, layers, body } = this.#chart;
    const found = [];
    for (const site of layers.sites ?? []) {
      const place = stage.map.placeOf(site.cell);
      if (!place || cell < 0 || body.sideOf(cell) !== body.sideOf(site.cell)) continue;
      const cm = Math.hypot(place[0] - x, place[1] - y) / stage.map.view.px_per_cm;
      if (cm <= NEAR_CM) found.push({ ...site, cm: Math.round(cm * 10) / 10 });
    }
    return found.sort((a, b) => a.cm - b.cm);
  }

  // Arrow keys move a cross over the body, Enter marks there.
  #keyboard() {
    const { canvas, element } = this.#chart.stage;
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-label", this.#chart.say("mark_hint"));
    element.addEventListener("keydown", (event) => this.#key(event));
    canvas.addEventListener("blur", () => {
      this.#cross = null;
      this.#compose();
    });
  }

  #key(event) {
    const { canvas, map } = this.#chart.stage;
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.target !== canvas || !map || (!way && event.key !== "Enter")) return;
    event.preventDefault();
    this.#cross ??= { x: 0.5, y: 0.3 };
    if (!way) {
      this.#tell(this.#cross.x * map.width, this.#cross.y * map.height);
      return;
    }
    const step = (event.shiftKey ? 4 : 1) * (map.view.px_per_cm ?? 10);
    const x = Math.min(1, Math.max(0, this.#cross.x + (way[0] * step) / map.width));
    const y = Math.min(1, Math.max(0, this.#cross.y + (way[1] * step) / map.height));
    this.#cross = { x, y };
    this.#compose();
    this.#announceCross(map);
  }

  #announceCross(map) {
    const { body, say } = this.#chart;
    const cell = map.cellAt(this.#cross.x * map.width, this.#cross.y * map.height);
    if (cell < 0) return;
    const found = body.nameOf([cell]);
    if (found) this.#chart.announce(nameOn(plain(found.area), body.sideOf(cell), say));
  }
}

function filled(layer) {
  if (!layer) return false;
  if (Array.isArray(layer)) return layer.length > 0;
  return Boolean(layer.strokes?.length || layer.listed?.length || layer.cells?.length);
}
