// <signature-pad>: draws a signature into the hidden field `strokes` inside it, as JSON: a list of
// strokes, each a list of points in shares of the field (0 to 1). Without this module the field
// stays empty and the typed name is the signature.

const MOST_POINTS = 5000;
const MOST_STROKES = 100;
const WIDTH = 1000;
const HEIGHT = 300;

class SignaturePad extends HTMLElement {
  #strokes = [];
  #drawing = null;
  #field;
  #svg;
  #note;

  connectedCallback() {
    if (this.#field) return;
    this.#field = this.querySelector("input[name=strokes]");
    this.#strokes = read(this.#field.value);
    this.#build();
    this.#show();
  }

  #build() {
    this.#svg = make("svg", { class: "signature__field", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": this.dataset.label });
    this.#svg.addEventListener("pointerdown", (event) => this.#down(event));
    this.#svg.addEventListener("pointermove", (event) => this.#move(event));
    for (const end of ["pointerup", "pointercancel"]) this.#svg.addEventListener(end, () => this.#up());
    const bar = Object.assign(document.createElement("div"), { className: "cluster" });
    bar.append(
      this.#button(this.dataset.undo, () => this.#strokes.pop()),
      this.#button(this.dataset.clear, () => (this.#strokes = [])),
    );
    this.#note = Object.assign(document.createElement("p"), { className: "small muted" });
    this.#note.setAttribute("role", "status");
    this.append(this.#svg, bar, this.#note);
  }

  #button(text, act) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button button--small" });
    button.textContent = text;
    button.addEventListener("click", () => {
      act();
      this.#keep();
    });
    return button;
  }

  #down(event) {
    if (event.button !== 0 || this.#full()) return;
    event.preventDefault();
    this.#svg.setPointerCapture(event.pointerId);
    this.#drawing = [this.#point(event)];
    this.#strokes.push(this.#drawing);
  }

  #move(event) {
    if (!this.#drawing || this.#full()) return;
    // A quick hand makes several points between two frames.
    const events = event.getCoalescedEvents?.() ?? [];
    for (const one of events.length ? events : [event]) this.#drawing.push(this.#point(one));
    this.#show();
  }

  #up() {
    if (!this.#drawing) return;
    this.#drawing = null;
    this.#keep();
  }

  #full() {
    const points = this.#strokes.reduce((sum, stroke) => sum + stroke.length, 0);
    const full = points >= MOST_POINTS - 50 || this.#strokes.length >= MOST_STROKES;
    this.#note.textContent = full ? this.dataset.full : "";
    return full;
  }

  #point(event) {
    const box = this.#svg.getBoundingClientRect();
    return [share(event.clientX - box.left, box.width), share(event.clientY - box.top, box.height)];
  }

  #keep() {
    // Whatever happened, what is sent stays within what the server takes.
    this.#field.value = this.#strokes.length ? JSON.stringify(this.#strokes) : "";
    this.#full();
    this.#show();
  }

  #show() {
    const paths = this.#strokes.map((stroke) => {
      const points = stroke.map(([x, y]) => `${x * WIDTH} ${y * HEIGHT}`);
      return make("path", { d: `M${points.join(" L")}`, fill: "none", stroke: "currentColor", "stroke-width": 5, "stroke-linecap": "round", "stroke-linejoin": "round" });
    });
    this.#svg.replaceChildren(...paths);
  }
}

function share(part, whole) {
  const value = Math.min(1, Math.max(0, whole ? part / whole : 0));
  return Math.round(value * 10000) / 10000;
}

function read(text) {
  try {
    const held = JSON.parse(text || "[]");
    return Array.isArray(held) ? held.filter((stroke) => Array.isArray(stroke) && stroke.length) : [];
  } catch {
    return [];
  }
}

function make(tag, attributes) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

customElements.define("signature-pad", SignaturePad);
