// Acts on needles without leaving the page, and needles placed by tapping the body.
// Server markup: form[data-act] (needling/needle_step.html, _marker.html); without this module the
// forms work by themselves.

import { uuid7 } from "./ids.js";

export class Needles {
  #outbox;
  #page;

  // `page` has changed(), refused(refusal), say(text, undo), word(name).
  constructor(outbox, page) {
    this.#outbox = outbox;
    this.#page = page;
    document.addEventListener("submit", (event) => this.#submit(event), true);
  }

  // A tap on the body: select the marker under the finger, or place a needle there.
  mark(detail) {
    if (detail.marker?.kind === "needle") {
      select(detail.marker.id);
      return;
    }
    const form = document.getElementById("place-form");
    if (!form || detail.cell < 0) return;
    keep(form, detail);
    if (this.#target(form, detail)) form.requestSubmit();
  }

  // The muscle that the tap is for, or the question which one it is.
  #target(form, detail) {
    const [, side] = chosen(form);
    if (side === "midline" || side === detail.side) return true;
    const near = unique(detail.sites ?? []).slice(0, 5);
    this.#ask(form, near, side ? this.#page.word("otherSide") : this.#page.word("whichMuscle"));
    return false;
  }

  #ask(form, near, question) {
    const box = form.querySelector("[data-near]");
    const buttons = near.map((site) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "chip" });
      button.textContent = site.label;
      button.addEventListener("click", () => {
        choose(form, site);
        box.hidden = true;
        form.requestSubmit();
      });
      return button;
    });
    box.querySelector("p").textContent = question;
    box.querySelector("div").replaceChildren(...buttons);
    box.hidden = false;
    (buttons[0] ?? form.querySelector("[name=target]")).focus();
  }

  #submit(event) {
    const form = event.target.closest("form[data-act]");
    if (!form) return;
    event.preventDefault();
    event.stopPropagation();
    if (form.dataset.sending) return;
    form.dataset.sending = "yes";
    this.#send(form, new FormData(form, event.submitter));
  }

  async #send(form, fields) {
    const placed = form.dataset.act === "placed";
    if (placed) {
      // A fresh pair for each needle: the form stays when the same muscle is needled again.
      fields.set("id", uuid7());
      fields.set("marker", uuid7());
    }
    try {
      await this.#outbox.send(form.action, fields);
      if (placed) this.#page.placed(fields.get("marker"));
    } catch (refusal) {
      this.#page.refused(refusal);
    }
    delete form.dataset.sending;
    keep(form, null);
    this.#page.changed();
  }
}

function keep(form, detail) {
  for (const name of ["view", "x", "y", "cell"]) {
    if (form.dataset.act === "placed") form.elements[name].value = detail?.[name] ?? "";
  }
}

// [muscle, side] as chosen, empty strings when not.
function chosen(form) {
  const quick = form.elements.target.value;
  if (quick.includes(":")) return quick.split(":");
  return [form.elements.muscle.value, form.elements.muscle.value && form.elements.side.value];
}

function choose(form, site) {
  const [muscle, side] = site.id.split(":");
  const quick = form.querySelector(`[name=target][value="${CSS.escape(site.id)}"]`);
  (quick ?? form.querySelector("[name=target][value=other]")).checked = true;
  form.elements.muscle.value = muscle;
  form.elements.side.value = side;
}

function unique(sites) {
  return [...new Map(sites.map((site) => [site.id, site]).reverse()).values()].sort((a, b) => a.cm - b.cm);
}

function select(marker) {
  const row = document.getElementById(`marker-${marker}`);
  if (!row) return;
  row.scrollIntoView({ block: "nearest" });
  row.querySelector("button, summary")?.focus();
}
