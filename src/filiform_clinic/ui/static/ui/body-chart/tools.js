// The patient's tools, within a thumb's reach: how it feels, brush, undo, how strong.

import { iconButton, make, newId } from "./dom.js";
import { drawSwatch, QUALITIES } from "./look.js";

export const BRUSHES = { thin: 7, medium: 13, thick: 22 }; // radius in CSS pixels
const PEN = 2.5;

export class Tools {
  #say;
  #on;
  quality = "ache";
  brush = "medium";
  erasing = false;

  // `on` has undo(), redo(), clear(), intensity(n). With `lines` there is one thin pen, and nothing
  // to say of how it feels.
  constructor(say, on, { lines = false } = {}) {
    this.#say = say;
    this.#on = on;
    this.lines = lines;
    if (lines) this.quality = "stiff";
    const [qualities, row, intensities] = [this.#qualities(), this.#row(), this.#intensities()];
    this.element = make(
      "div",
      { class: "body-chart__tools", role: "group", "aria-label": say("tools") },
      ...(lines ? [row] : [qualities, row, intensities]),
    );
    this.#show();
  }

  get radius() {
    return this.lines ? PEN : BRUSHES[this.brush];
  }

  #qualities() {
    const name = newId("quality");
    const row = make("fieldset", { class: "body-chart__qualities" }, make("legend", { class: "body-chart__hidden" }, this.#say("quality")));
    for (const quality of QUALITIES) {
      const swatch = make("canvas", { class: "body-chart__swatch", "aria-hidden": "true" });
      const input = make("input", { type: "radio", class: "body-chart__hidden", name, value: quality, form: "", onchange: () => this.#pick(quality) });
      input.checked = quality === this.quality;
      row.append(make("label", { class: "body-chart__quality" }, input, swatch, make("span", {}, this.#say(quality))));
      requestAnimationFrame(() => drawSwatch(swatch, quality));
    }
    return row;
  }

  #pick(quality) {
    this.quality = quality;
    this.erasing = false;
    this.#show();
  }

  #row() {
    const say = this.#say;
    this.brushButton = iconButton("brush", say("brush"), () => this.#erase(false));
    this.eraserButton = iconButton("eraser", say("eraser"), () => this.#erase(true));
    this.undoButton = iconButton("undo", say("undo"), () => this.#on.undo());
    this.redoButton = iconButton("redo", say("redo"), () => this.#on.redo());
    this.clearButton = iconButton("clear", say("clear"), () => this.#on.clear());
    const sizes = this.#sizes();
    for (const hand of [this.brushButton, this.eraserButton, sizes]) hand.hidden = this.lines;
    return make("div", { class: "body-chart__row" }, this.brushButton, this.eraserButton, sizes, make("span", { class: "body-chart__gap" }), this.undoButton, this.redoButton, this.clearButton);
  }

  #sizes() {
    this.sizeButton = make("button", { type: "button", class: "body-chart__tool", onclick: () => this.#nextSize() }, make("span", { class: "body-chart__dot" }));
    return this.sizeButton;
  }

  #nextSize() {
    const sizes = Object.keys(BRUSHES);
    this.brush = sizes[(sizes.indexOf(this.brush) + 1) % sizes.length];
    this.#show();
  }

  #erase(on) {
    this.erasing = on;
    this.#show();
  }

  #show() {
    const say = this.#say;
    this.brushButton.setAttribute("aria-pressed", String(!this.erasing));
    this.eraserButton.setAttribute("aria-pressed", String(this.erasing));
    const label = `${say("brush_size")}: ${say(this.brush)}`;
    this.sizeButton.setAttribute("aria-label", label);
    this.sizeButton.title = label;
    this.sizeButton.dataset.size = this.brush;
  }

  // Eleven numbers side by side; a finger may also slide along them.
  #intensities() {
    const say = this.#say;
    const name = newId("intensity");
    this.scale = make("div", { class: "body-chart__scale" });
    for (let n = 0; n <= 10; n++) {
      const input = make("input", { type: "radio", class: "body-chart__hidden", name, value: n, form: "", onchange: () => this.#on.intensity(n) });
      this.scale.append(make("label", { class: "body-chart__number" }, input, make("span", {}, String(n))));
    }
    this.#slide(this.scale);
    this.hint = make("span", { class: "body-chart__hint" });
    this.intensity = make(
      "fieldset",
      { class: "body-chart__intensity", disabled: true },
      make("legend", {}, say("strongest"), " ", this.hint),
      this.scale,
    );
    return this.intensity;
  }

  #slide(scale) {
    const pick = (event) => {
      const box = scale.getBoundingClientRect();
      const n = Math.floor(((event.clientX - box.left) / box.width) * 11);
      const input = scale.querySelectorAll("input")[Math.max(0, Math.min(10, n))];
      if (input.checked || input.matches(":disabled")) return;
      input.checked = true;
      input.dispatchEvent(new Event("change"));
    };
    scale.addEventListener("pointermove", (event) => event.buttons && pick(event));
  }

  // What the tools can do now: { canUndo, canRedo, empty, patch: null | {name, intensity} }.
  update({ canUndo, canRedo, empty, patch }) {
    this.undoButton.disabled = !canUndo;
    this.redoButton.disabled = !canRedo;
    this.clearButton.disabled = empty;
    this.intensity.disabled = !patch;
    this.hint.textContent = patch ? patch.name : this.#say(empty ? "strongest_hint" : "strongest_again");
    for (const input of this.scale.querySelectorAll("input")) {
      input.checked = patch?.intensity !== null && Number(input.value) === patch?.intensity;
    }
  }
}
