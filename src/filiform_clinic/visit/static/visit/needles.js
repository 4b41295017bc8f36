// Acts on needles without leaving the page, and needles placed by tapping the body.
// Server markup: form[data-act] (needling/needle_step.html, _copy.html, _marker.html); without this
// module the forms work by themselves.

import { uuid7 } from "./ids.js";

const SETTINGS = ["gauge_mm", "length_mm", "mode", "depth", "handling"];
const NEAREST = "nearest";
const ON_THE_DOT = 9; // CSS pixels: so near to a needle means that one, not the skin beside it
const TELLS_APART_CM = 0.5; // muscles nearer to each other than this are asked about

export class Needles {
  #outbox;
  #page;
  #target = null; // the choice under Muscle that the hand made; it stays while the step is drawn anew
  #asked = 0; // the newest question about a tap
  #typed = {}; // settings changed by hand and not used yet

  // `page` has changed(), refused(refusal), placed(marker, name), placedAll(undo), word(name).
  constructor(outbox, page) {
    this.#outbox = outbox;
    this.#page = page;
    document.addEventListener("submit", (event) => this.#submit(event), true);
    document.addEventListener("change", (event) => this.#change(event));
    this.restore();
  }

  // After the step was drawn anew: what the hand had chosen is chosen again.
  restore() {
    const form = document.getElementById("place-form");
    if (!form) return;
    const nearest = form.querySelector("[data-nearest]");
    if (nearest) nearest.hidden = false;
    const wanted = this.#target ?? (nearest ? NEAREST : null);
    const radio = wanted && form.querySelector(`[name=target][value="${CSS.escape(wanted)}"]:enabled`);
    if (radio) radio.checked = true;
    fill(form, this.#typed);
    caution(form);
  }

  // A tap on the body: a planned needle goes in, another is selected, bare skin gets a new one.
  mark(detail) {
    const { marker } = detail;
    if (marker?.kind === "needle" && (marker.planned || marker.way < ON_THE_DOT)) {
      const planned = document.querySelector(`#marker-${CSS.escape(marker.id)} form[data-act=planned_placed]`);
      if (planned) planned.requestSubmit();
      else select(marker.id);
      return;
    }
    const form = document.getElementById("place-form");
    if (!form || detail.cell < 0) return;
    keep(form, detail);
    if (this.#found(form, detail)) form.requestSubmit();
  }

  // The muscle that the tap is for, or the question which one it is.
  #found(form, detail) {
    const near = unique(detail.sites ?? []);
    if (form.elements.target.value === NEAREST) {
      const listed = near.filter((site) => quickChoice(form, site.id));
      const alike = listed.filter((site) => site.cm - listed[0].cm < TELLS_APART_CM);
      // A muscle that is held back never hands the needle on to its neighbour: the hand decides.
      const sure = alike.length === 1 && !quickChoice(form, alike[0].id).disabled;
      if (sure) this.#choose(form, alike[0].id);
      else this.#ask(form, alike.length ? alike : near, this.#page.word("whichMuscle"));
      return sure;
    }
    const [muscle, side] = chosen(form);
    if (side === "midline" || side === detail.side) {
      this.#remember(form, muscle);
      return true;
    }
    this.#ask(form, near, side ? this.#page.word("otherSide") : this.#page.word("whichMuscle"));
    return false;
  }

  // The nearest muscles with what lies in reach there and what speaks against them.
  async #ask(form, near, question) {
    const box = form.querySelector("[data-near]");
    const query = near.slice(0, 5).map((site) => `target=${encodeURIComponent(site.id)}`);
    const asked = (this.#asked += 1);
    const html = await read(`${form.dataset.nearUrl}?${query.join("&")}`, this.#page.word("failed"));
    if (asked !== this.#asked) return; // another tap came meanwhile
    box.querySelector("p").textContent = question;
    box.querySelector("div").innerHTML = html;
    box.hidden = false;
    for (const button of box.querySelectorAll("[data-near-target]")) {
      button.addEventListener("click", () => {
        this.#choose(form, button.dataset.nearTarget);
        box.hidden = true;
        form.requestSubmit();
      });
    }
    (box.querySelector("button:enabled") ?? form.querySelector("[name=target]")).focus();
  }

  #choose(form, key) {
    const [muscle, side] = key.split(":");
    const quick = quickChoice(form, key);
    (quick?.disabled === false ? quick : form.querySelector("[name=target][value=other]")).checked = true;
    form.elements.muscle.value = muscle;
    form.elements.side.value = side;
    this.#remember(form, muscle);
  }

  // The settings that this muscle had last today, unless the hand has just set others.
  #remember(form, muscle) {
    if (Object.keys(this.#typed).length) return;
    fill(form, JSON.parse(form.dataset.remembered)[muscle] ?? {});
  }

  #change({ target: field }) {
    const form = field.form;
    if (form?.id !== "place-form") return;
    if (SETTINGS.includes(field.name)) this.#typed[field.name] = field.value;
    if (field.name === "target") {
      this.#target = field.value;
      this.#remember(form, chosen(form)[0]);
    }
    caution(form, this.#page.word("failed"));
  }

  #submit(event) {
    const form = event.target.closest("form[data-act]");
    if (!form) return;
    event.preventDefault();
    event.stopPropagation();
    // Several answers about one needle may be on their way; any other act waits for its answer.
    const answering = form.dataset.act === "answered";
    if (form.dataset.sending && !answering) return;
    form.dataset.sending = "yes";
    const fields = new FormData(form, event.submitter);
    if (answering) press(event.submitter);
    this.#send(form, fields, answering);
  }

  async #send(form, fields, answering) {
    const { act, undoUrl } = form.dataset;
    const placed = act === "placed";
    if (placed || answering) fields.set("id", uuid7());
    // A fresh pair for each needle: the form stays when the same muscle is needled again.
    if (placed) fields.set("marker", uuid7());
    const name = placed ? nameOf(form) : (form.dataset.name ?? "");
    try {
      await this.#outbox.send(form.action, fields);
      if (placed) this.#typed = {};
      if (placed || act === "planned_placed") this.#page.placed(fields.get("marker"), name);
      if (undoUrl) this.#page.placedAll(() => this.#takeBack(undoUrl, fields));
    } catch (refusal) {
      this.#page.refused(refusal);
    }
    delete form.dataset.sending;
    keep(form, null);
    this.#page.changed();
  }

  async #takeBack(url, done) {
    const fields = new FormData();
    fields.set("csrfmiddlewaretoken", done.get("csrfmiddlewaretoken"));
    fields.set("id", uuid7());
    fields.set("of", done.get("id"));
    fields.set("not_in_skin", "on");
    await this.#outbox.send(url, fields).catch((refusal) => this.#page.refused(refusal));
    this.#page.changed();
  }
}

function quickChoice(form, key) {
  return form.querySelector(`[name=target][value="${CSS.escape(key)}"]`);
}

function fill(form, settings) {
  for (const [name, value] of Object.entries(settings)) form.elements[name].value = value;
}

function press(chip) {
  for (const one of chip.parentElement.querySelectorAll("[aria-pressed]")) {
    one.setAttribute("aria-pressed", String(one === chip));
  }
}

// Only what lies in reach of the chosen muscle is shown; of all of them while the tap decides.
async function caution(form, failed) {
  const choice = form.elements.target.value;
  const parts = [...form.querySelectorAll("[data-caution]")];
  for (const part of parts) part.hidden = !(choice === NEAREST ? part.dataset.caution !== "other" : part.dataset.caution === choice);
  const [muscle, side] = chosen(form);
  const other = parts.find((part) => part.dataset.caution === "other");
  const about = choice === "other" && muscle && side ? `${muscle}:${side}` : "";
  other.dataset.about = about;
  other.replaceChildren(); // never the words about another muscle
  if (!about || !failed) return;
  const html = await read(`${form.dataset.nearUrl}?target=${encodeURIComponent(about)}&about=1`, failed);
  if (other.dataset.about !== about) return; // another muscle was chosen meanwhile
  other.innerHTML = html;
  other.hidden = false;
}

// A fragment of the server's own templates.
async function read(url, failed) {
  const answer = await fetch(url, { credentials: "same-origin" }).catch(() => null);
  if (answer?.ok && !answer.redirected) return answer.text();
  const words = document.createElement("p");
  words.textContent = failed;
  return words.outerHTML;
}

function nameOf(form) {
  const quick = form.querySelector("[name=target]:checked");
  if (quick?.value.includes(":")) return quick.closest("label").textContent.trim();
  return form.elements.muscle.selectedOptions[0].textContent.trim();
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

function unique(sites) {
  return [...new Map(sites.map((site) => [site.id, site]).reverse()).values()].sort((a, b) => a.cm - b.cm);
}

function select(marker) {
  const row = document.getElementById(`marker-${marker}`);
  if (!row) return;
  row.scrollIntoView({ block: "nearest" });
  row.querySelector("button, summary")?.focus();
}
