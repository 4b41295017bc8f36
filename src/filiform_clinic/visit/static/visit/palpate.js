// Palpation buttons that toggle at once. Taps are sent in order; the list ranks anew after the last.
// Server markup (exam/palpation.html): form[data-palpation] with hidden fields and one submit button
// for each result.

import { uuid7 } from "./ids.js";

export class Palpation {
  #outbox;
  #changed;
  #refused;
  // key -> { finding, results, sends, drawn }: what was tapped, until the server's markup has it.
  // `drawn` says that markup asked for after the last answer is on its way.
  #open = new Map();

  // `changed` is called when every tap has arrived, `refused` with what the server said.
  constructor(outbox, { changed, refused }) {
    this.#outbox = outbox;
    this.#changed = changed;
    this.#refused = refused;
    document.addEventListener("click", (event) => this.#click(event));
  }

  // New markup is asked for: it will know every tap that has been answered.
  asked() {
    for (const open of this.#open.values()) open.drawn = !open.sends;
  }

  // New markup came in: taps that it does not know are drawn over it.
  restore(root) {
    for (const [key, open] of this.#open) if (open.drawn) this.#open.delete(key);
    for (const form of root.querySelectorAll("form[data-palpation]")) {
      const open = this.#open.get(form.dataset.palpation);
      if (open) draw(form, open);
    }
  }

  #click(event) {
    const chip = event.target.closest("form[data-palpation] button[data-result]");
    if (!chip || chip.disabled) return;
    event.preventDefault();
    this.#tap(chip.form, chip.dataset.result);
  }

  #tap(form, result) {
    const key = form.dataset.palpation;
    const open = this.#open.get(key) ?? { ...shown(form), sends: 0 };
    const id = uuid7();
    const fields = new FormData(form);
    open.results = afterTap(open.results, result);
    fields.set("id", id);
    fields.set("replaces", open.finding);
    fields.set("result", open.results.join(" "));
    open.finding = open.results.length ? id : "";
    open.sends += 1;
    open.drawn = false;
    this.#open.set(key, open);
    draw(form, open);
    this.#send(form.action, fields, key);
  }

  async #send(url, fields, key) {
    try {
      await this.#outbox.send(url, fields);
    } catch (refusal) {
      this.#refused(refusal);
    }
    this.#open.get(key).sends -= 1;
    if (![...this.#open.values()].some((open) => open.sends)) this.#changed();
  }
}

function shown(form) {
  const pressed = [...form.querySelectorAll("button[aria-pressed=true]")];
  return { finding: form.elements.replaces.value, results: pressed.map((chip) => chip.dataset.result) };
}

// The same rule as `after_tap` on the server: nothing excludes everything else.
export function afterTap(results, tapped) {
  if (results.includes(tapped)) return results.filter((result) => result !== tapped);
  if (tapped === "nothing") return ["nothing"];
  return [...results.filter((result) => result !== "nothing"), tapped];
}

function draw(form, { results }) {
  for (const chip of form.querySelectorAll("button[data-result]")) {
    chip.setAttribute("aria-pressed", String(results.includes(chip.dataset.result)));
  }
}
