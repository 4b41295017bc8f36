// Measures that record themselves: a tap on an answer, a step of a dial, a figure typed. They are sent
// in order, shortly after the hand rests; the list ranks anew after the last.
// Server markup (exam/_rom.html and its siblings): form[data-measure] with `data-needs`: sets of fields,
// parted by spaces, of which one must be filled before there is anything to record.

import { uuid7 } from "./ids.js";

// How long the hand rests before a measure is sent: taps, and figures that are being typed.
const REST = 600;
const TYPING = 1500;

export class Measures {
  #outbox;
  #page;
  // key -> { form, timer, sends, drawn, wrong }: touched forms, until the server's markup has what they
  // say. `wrong`: the server could not take it; the form stays as the hand left it, with the reason.
  #open = new Map();
  #held = null;

  // `page` has changed() and refused(refusal).
  constructor(outbox, page) {
    this.#outbox = outbox;
    this.#page = page;
    document.documentElement.dataset.measures = "live";
    document.addEventListener("input", (event) => {
      this.#touched(formOf(event.target), event.target.type === "number" ? TYPING : REST);
    });
    document.addEventListener("change", (event) => this.#left(event.target));
    document.addEventListener("focusin", (event) => (this.#held = event.target));
    document.addEventListener("click", (event) => this.#click(event));
    document.addEventListener("submit", (event) => this.#submit(event), true);
  }

  // New markup is asked for: it will know every measure that has been answered.
  asked() {
    for (const open of this.#open.values()) open.drawn = !open.sends && !open.timer && !open.wrong;
  }

  // New markup came in: forms that it does not know yet stay as the hand left them.
  restore(root) {
    for (const [key, open] of this.#open) {
      const fresh = root.querySelector(`form[data-measure="${key}"]`);
      if (open.drawn) this.#open.delete(key);
      else if (fresh) this.#keep(fresh, open.form);
    }
  }

  #keep(fresh, form) {
    fresh.replaceWith(form);
    if (form.contains(this.#held)) this.#held.focus({ preventScroll: true });
  }

  #click(event) {
    const step = event.target.closest("[data-step]:is(button), [data-add]");
    const form = formOf(step);
    if (!form) return;
    if (step.dataset.add) add(step);
    else turn(step);
    this.#touched(form, REST);
  }

  // A figure is complete when its field is left; the browser points at one that is out of bounds.
  #left(field) {
    const form = formOf(field);
    if (form && field.type === "number" && form.reportValidity()) this.#touched(form, 0);
  }

  #submit(event) {
    const form = formOf(event.target);
    if (!form) return;
    event.preventDefault();
    event.stopPropagation();
    this.#send(form, event.submitter?.name === "undo");
  }

  #touched(form, rest) {
    if (!form) return;
    const open = this.#of(form);
    clearTimeout(open.timer);
    open.drawn = false;
    open.timer = setTimeout(() => {
      open.timer = 0;
      if (ready(form)) this.#send(form, false);
    }, rest);
  }

  #of(form) {
    const key = form.dataset.measure;
    const open = this.#open.get(key) ?? { form, timer: 0, sends: 0, drawn: false, wrong: false };
    open.form = form;
    this.#open.set(key, open);
    return open;
  }

  async #send(form, undo) {
    const open = this.#of(form);
    clearTimeout(open.timer);
    Object.assign(open, { timer: 0, drawn: false, wrong: false, sends: open.sends + 1 });
    say(form, "");
    const fields = new FormData(form);
    const id = uuid7();
    fields.set("id", id);
    if (undo) fields.set("undo", "1");
    const stood = form.elements.replaces.value;
    form.elements.replaces.value = undo ? "" : id;
    if (undo) empty(form);
    try {
      await this.#outbox.send(form.action, fields);
    } catch (refusal) {
      this.#page.refused(refusal);
      if (refusal.status === 400 && !undo) {
        open.wrong = true;
        // What was refused stands nowhere, unless a later tap has gone out meanwhile.
        if (form.elements.replaces.value === id) form.elements.replaces.value = stood;
        say(form, refusal.message);
      }
    }
    open.sends -= 1;
    if (![...this.#open.values()].some((one) => one.sends)) this.#page.changed();
  }
}

function formOf(target) {
  return target?.closest?.("form[data-measure]") ?? null;
}

// Whether the form says enough and nothing impossible.
function ready(form) {
  const filled = (name) => new FormData(form).get(name)?.trim();
  const enough = form.dataset.needs.split(" ").some((set) => set.split(",").every(filled));
  return enough && form.checkValidity();
}

// Why the measure was not recorded, beside it; "" takes it away.
function say(form, text) {
  let line = form.querySelector("[data-wrong]");
  if (!text) return line?.remove();
  line ??= Object.assign(document.createElement("p"), { className: "errorlist" });
  line.dataset.wrong = "";
  line.textContent = text;
  form.querySelector("h3").after(line);
}

function empty(form) {
  for (const field of form.querySelectorAll("input:not([type=hidden])")) {
    if (field.type === "radio") field.checked = false;
    else field.value = "";
  }
}

// A dial begins where the measure stood before; the first tap only fills that in.
function turn(button) {
  const field = button.closest("[data-dial]").querySelector("input");
  const now = field.value === "" ? Number(field.dataset.start) : Number(field.value) + Number(button.dataset.step);
  field.value = Math.min(Number(field.max), Math.max(Number(field.min), now));
}

// Plus and minus change the reading in hand: the focused one, else the last that is filled in.
function add(button) {
  const fields = [...button.closest("[data-readings]").querySelectorAll("input")];
  const last = fields.filter((field) => field.value !== "").at(-1);
  const field = fields.find((one) => one === document.activeElement) ?? last ?? fields[0];
  if (field.value !== "") field.value = Math.max(Number(field.min), Number(field.value) + Number(button.dataset.add));
  field.focus({ preventScroll: true });
}
