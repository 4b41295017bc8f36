// <body-chart>: the body in every page that shows or asks where it hurts.
//
// <body-chart mode="paint" name="drawing" views-url="/static/body/" areas-url="/body/areas.json"
//             data-save-url="/d/1/" data-revision="4" view="front">
//   <script type="application/json" data-value>{"strokes": [], "listed": []}</script>
//   <script type="application/json" data-words>{"front": "Front", ...}</script>
//   <script type="application/json" data-layers>{...}</script>   (modes mark and show: scene.js)
//   <fieldset data-plain>... fields that work without this script ...</fieldset>
// </body-chart>
//
// mode       paint: the patient paints; mark: a tap tells where; show: look only
// show-sensitive   list and name intimate areas too
// lines      (paint) thin lines, without quality and number; places are named beside the chart
// Property `value` {strokes, listed}; `strokes`; `layers` (get, set); methods showView(id),
// toggleLayer(name, on), undo(), redo(), clear(), setIntensity(0-10).
// Events (all bubble): body-chart:ready, body-chart:change {strokes, listed},
// body-chart:saved {revision}, body-chart:view {view},
// body-chart:mark {cell, view, x, y, side, areas, sites}.

import { openBody } from "./body.js";
import { make, newId } from "./dom.js";
import { PaintMode } from "./paint-mode.js";
import { LookMode } from "./look-mode.js";
import { Stage } from "./stage.js";
import { Tabs, titleOf } from "./tabs.js";
import { speaker } from "./words.js";

export class BodyChart extends HTMLElement {
  static observedAttributes = ["mode"];

  #body = null;
  #stage;
  #tabs;
  #mode;
  #layers = {};
  #view = null;
  #kept = null; // the value, while the element is moved about the page
  #started = false;

  connectedCallback() {
    if (this.#started) return;
    this.#started = true;
    this.say = speaker(this.#json("data-words") ?? {});
    this.#layers = this.#json("data-layers") ?? {};
    this.#open();
  }

  disconnectedCallback() {
    if (this.#mode) this.#kept = this.value;
    this.#mode?.close();
    this.#mode = null;
    this.#tabs?.close();
    this.#stage?.close();
    for (const part of this.querySelectorAll(":scope > [data-part]")) part.remove();
    this.#started = false;
  }

  attributeChangedCallback(name, before, after) {
    if (this.#mode && before !== after) {
      this.disconnectedCallback();
      this.connectedCallback();
    }
  }

  get mode() {
    return this.getAttribute("mode") ?? "show";
  }

  get body() {
    return this.#body;
  }

  get view() {
    return this.#view;
  }

  get stage() {
    return this.#stage;
  }

  get value() {
    return this.#mode?.value ?? this.stored;
  }

  // The value to start from: the page's, or the element's own after it was moved about the page.
  get stored() {
    return this.#kept ?? this.#json("data-value") ?? { strokes: [], listed: [] };
  }

  set value(value) {
    this.#mode?.setValue?.(value);
  }

  get strokes() {
    return this.value.strokes;
  }

  get layers() {
    return this.#layers;
  }

  set layers(layers) {
    this.#layers = layers ?? {};
    this.#mode?.layersChanged?.(this.#layers);
  }

  toggleLayer(name, on) {
    this.#mode?.toggleLayer?.(name, on);
  }

  undo() {
    this.#mode?.undo?.();
  }

  redo() {
    this.#mode?.redo?.();
  }

  clear() {
    this.#mode?.clear?.();
  }

  setIntensity(intensity) {
    this.#mode?.setIntensity?.(intensity);
  }

  // Show a view; `around` (cells) is brought into sight.
  async showView(id, around) {
    if (!this.#body?.views.has(id)) return;
    this.#view = id;
    this.#tabs.show(id);
    const map = await this.#body.load(id).catch(() => this.#failed(() => this.showView(id)));
    if (!map || this.#view !== id) return;
    this.#stage.setMap(map);
    this.#stage.say(null);
    this.#describe(map.view);
    await this.#mode.viewChanged(map);
    if (around) this.#focusOn(map, around);
    this.emit("view", { view: id });
  }

  emit(name, detail) {
    this.dispatchEvent(new CustomEvent(`body-chart:${name}`, { bubbles: true, detail }));
  }

  // Say something to a screen reader without moving the focus.
  announce(text) {
    this.live.textContent = text;
  }

  async #open() {
    this.#build();
    try {
      this.#body = await openBody(this.getAttribute("views-url"), this.getAttribute("areas-url"));
    } catch {
      this.#failed(() => this.#restart());
      return;
    }
    if (!this.isConnected) return;
    delete this.dataset.failed;
    this.#fill();
    await this.#mode.start();
    const first = this.getAttribute("view") ?? [...this.#body.views.keys()][0];
    await this.showView(this.#body.views.has(first) ? first : [...this.#body.views.keys()][0]);
    this.dataset.ready = "";
    this.emit("ready", {});
  }

  #restart() {
    this.disconnectedCallback();
    this.connectedCallback();
  }

  #build() {
    this.panelId = newId("stage");
    this.#stage = new Stage(this.say, this.panelId);
    this.live = make("p", { class: "body-chart__hidden", "aria-live": "polite", "data-part": "" });
    this.#stage.element.dataset.part = "";
    this.#stage.say(this.say("loading"));
    this.append(this.#stage.element, this.live);
  }

  #fill() {
    const views = [...this.#body.views.values()];
    this.#tabs = new Tabs(views, this.say, (id) => this.showView(id), this.panelId);
    this.#tabs.element.dataset.part = "";
    this.prepend(this.#tabs.element);
    this.#mode = this.mode === "paint" ? new PaintMode(this) : new LookMode(this);
  }

  // The mode's own controls go below the stage.
  addPart(element) {
    element.dataset.part = "";
    this.append(element);
  }

  markPainted(views) {
    this.#tabs.markPainted(views);
  }

  #failed(again) {
    const button = make("button", { type: "button", class: "body-chart__add", onclick: again }, this.say("try_again"));
    if (!this.#mode) this.dataset.failed = "";
    this.#stage.say(this.say("failed"), button);
  }

  #describe(view) {
    const labels = [...(view.labels ?? [])].sort((a, b) => a.x - b.x);
    const first = labels[0]?.text === "R" ? "right_side" : "left_side";
    const word = labels.length > 1 ? "body_image" : "body_image_side";
    const text = this.say(word, { view: titleOf(view, this.say), first: this.say(first) });
    this.#stage.element.setAttribute("aria-label", text);
  }

  #focusOn(map, cells) {
    const boxes = cells.map((cell) => map.boxes.subarray(4 * cell, 4 * cell + 4)).filter((box) => box[0] >= 0);
    if (!boxes.length) return;
    const corner = (axis, pick) => pick(...boxes.map((box) => box[axis]));
    this.#stage.camera.show([corner(0, Math.min), corner(1, Math.min), corner(2, Math.max), corner(3, Math.max)]);
    this.#stage.moved();
  }

  #json(attribute) {
    const holder = this.querySelector(`:scope > script[${attribute}]`);
    return holder ? JSON.parse(holder.textContent) : null;
  }
}

if (!customElements.get("body-chart")) customElements.define("body-chart", BodyChart);
