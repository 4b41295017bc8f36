// The stage: picture of the body, camera, painter, and frames drawn when something changed.

import { Camera } from "./camera.js";
import { make, iconButton } from "./dom.js";
import { union } from "./frame.js";
import { Painter } from "./painter.js";

export class Stage {
  #say;
  #frame = 0;
  #dirty = null; // null: nothing, "all", or a frame of picture pixels
  #resize;

  constructor(say, panelId) {
    this.#say = say;
    this.camera = new Camera();
    this.scene = {};
    this.map = null;
    this.canvas = make("canvas", { class: "body-chart__canvas" });
    this.painter = new Painter(this.canvas);
    this.brush = make("div", { class: "body-chart__brush", "aria-hidden": "true", hidden: true });
    this.note = make("p", { class: "body-chart__note" });
    this.leftLabel = make("span", { class: "body-chart__side body-chart__side--start", "aria-hidden": "true" });
    this.rightLabel = make("span", { class: "body-chart__side body-chart__side--end", "aria-hidden": "true" });
    this.element = make(
      "div",
      { id: panelId, class: "body-chart__stage", role: "tabpanel" },
      this.canvas, this.leftLabel, this.rightLabel, this.brush, this.note, this.#zoomButtons(),
    );
    this.#resize = new ResizeObserver(() => this.#fitStage());
    this.#resize.observe(this.element);
    this.dark = window.matchMedia("(prefers-color-scheme: dark)");
    this.dark.addEventListener("change", this.redraw);
  }

  close() {
    this.#resize.disconnect();
    this.dark.removeEventListener("change", this.redraw);
    cancelAnimationFrame(this.#frame);
  }

  #zoomButtons() {
    const say = this.#say;
    const zoom = (factor) => {
      this.camera.zoomAt(factor, this.camera.stage.width / 2, this.camera.stage.height / 2);
      this.moved();
    };
    this.out = iconButton("minus", say("zoom_out"), () => zoom(1 / 1.6));
    this.whole = iconButton("whole", say("whole_body"), () => {
      this.camera.fit();
      this.moved();
    });
    this.in = iconButton("plus", say("zoom_in"), () => zoom(1.6));
    return make("div", { class: "body-chart__zoom" }, this.whole, this.out, this.in);
  }

  #fitStage() {
    const { width, height } = this.element.getBoundingClientRect();
    if (!width || !height) return;
    this.camera.setStage(width, height);
    this.painter.resize(width, height);
    // At once, not in the next frame: a resized canvas is blank until it is drawn.
    this.#dirty = "all";
    this.#draw();
  }

  setMap(map) {
    this.map = map;
    this.camera.setPicture(map.width, map.height);
    this.#labelSides(map.view.labels ?? []);
    this.moved();
  }

  // Left and right of the person, always in sight whatever the zoom.
  #labelSides(labels) {
    const [first, last] = [...labels].sort((a, b) => a.x - b.x).reduce(([a], label) => [a ?? label, label], [null, null]);
    this.leftLabel.textContent = labels.length > 1 ? first.text : "";
    this.rightLabel.textContent = last?.text ?? "";
    this.leftLabel.hidden = labels.length < 2;
    this.rightLabel.hidden = !labels.length;
  }

  moved() {
    const lost = !this.camera.zoomed && this.element.querySelector(".body-chart__zoom :focus") !== null;
    if (lost) this.in.focus(); // the other two are about to go
    this.out.disabled = this.whole.disabled = !this.camera.zoomed;
    this.element.classList.toggle("body-chart__stage--zoomed", this.camera.zoomed);
    this.redraw();
  }

  // An arrow function: it is also a listener.
  redraw = () => {
    this.#dirty = "all";
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  };

  // Only a frame of the picture has changed.
  redrawFrame(frame) {
    if (this.#dirty !== "all") this.#dirty = union(this.#dirty, frame);
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const dirty = this.#dirty;
    this.#dirty = null;
    if (!this.map || !dirty) return;
    this.beforeDraw?.(dirty);
    const scene = { ...this.scene, dark: this.dark.matches };
    this.painter.draw(this.map, this.camera, scene, dirty === "all" ? undefined : dirty);
  }

  // Show the brush's ring under a mouse or pen.
  hover(point, radius, erasing) {
    this.brush.hidden = !point;
    if (!point) return;
    this.brush.classList.toggle("body-chart__brush--erase", erasing);
    this.brush.style.width = this.brush.style.height = `${2 * radius}px`;
    this.brush.style.transform = `translate(${point.x - radius}px, ${point.y - radius}px)`;
  }

  say(text, action) {
    this.note.hidden = !text;
    this.note.replaceChildren(text ?? "", ...(action ? [action] : []));
  }
}
