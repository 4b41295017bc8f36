// Saves the words of the note while it is typed. Text of another tab is never overwritten: both are
// shown. What the server does not have yet stays in this browser too, over a reload or a crash.

import { copies, forget, keep } from "../ui/drafts/copies.js";

const PAUSE = 700;
const COPY = "words"; // one note, one copy

export class Draft {
  #timer = 0;
  #saving = null;
  #page;

  // `page` has word(name).
  constructor(page) {
    this.#page = page;
    document.addEventListener("input", (event) => {
      const form = event.target.closest("form[data-own-words]");
      if (form) this.#later(form);
    });
    document.addEventListener("submit", (event) => this.#submit(event), true);
    document.addEventListener("click", (event) => this.#leave(event), true);
    document.addEventListener("htmx:afterSettle", () => this.#bringBack());
    this.#bringBack();
    window.addEventListener("beforeunload", (event) => {
      if (dirtyForm()) event.preventDefault();
    });
  }

  #later(form) {
    form.dataset.dirty = "yes";
    keepHere(form);
    clearTimeout(this.#timer);
    if (form.querySelector("[data-draft-why]")) return; // first it is said which words stand
    this.#timer = setTimeout(() => this.save(form), PAUSE);
  }

  // Words of this browser that the server did not get: saved unless others were saved since, in
  // which case the server's answer shows both.
  #bringBack() {
    const form = document.querySelector("form[data-own-words]");
    if (!form || form.dataset.dirty || form.dataset.broughtBack) return;
    form.dataset.broughtBack = "yes";
    const copy = copies(person(), form.action).at(-1);
    if (!copy) return;
    fill(form, copy.fields);
    form.elements.revision.value = copy.base;
    form.dataset.dirty = "yes";
    this.save(form);
  }

  #submit(event) {
    const form = event.target.closest("form[data-own-words]");
    if (!form) return;
    event.preventDefault();
    event.stopPropagation();
    form.dataset.dirty = "yes";
    this.save(form);
  }

  // Going on to another step waits until the text has arrived.
  async #leave(event) {
    const link = event.target.closest(".visit__step a");
    const form = dirtyForm();
    if (!link || !form) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (await this.save(form)) link.click();
  }

  // True when the server has what is in the field.
  async save(form) {
    clearTimeout(this.#timer);
    if (this.#saving) await this.#saving;
    this.#saving = this.#send(form);
    return this.#saving.finally(() => (this.#saving = null));
  }

  async #send(form) {
    const said = words(form);
    this.#say(form, this.#page.word("saving"));
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
      credentials: "same-origin",
    }).catch(() => null);
    if (!answer || answer.status >= 500 || answer.redirected) return this.#again(form, "notSaved");
    if (answer.status === 429) return this.#again(form, "notSaved");
    const told = await answer.json();
    if (answer.status === 423) return this.#again(form, "locked", told.error);
    if (!answer.ok) {
      this.#say(form, told.theirs ? "" : told.error);
      if (told.theirs) this.#both(form, told);
      return false;
    }
    form.elements.revision.value = told.revision;
    if (words(form) === said) {
      delete form.dataset.dirty;
      forget(person(), copyOf(form));
    }
    this.#say(form, this.#page.word("saved"));
    return true;
  }

  // Other words were saved meanwhile: the hand decides which stand.
  #both(form, { error, theirs, revision }) {
    const said = form.querySelector("template[data-draft-both]").content.cloneNode(true);
    const box = said.firstElementChild;
    box.querySelector("[data-draft-why]").textContent = error;
    box.querySelector("[data-draft-theirs]").textContent = Object.values(theirs).filter(Boolean).join("\n\n");
    for (const choice of ["mine", "take", "join"]) {
      box.querySelector(`[data-draft-${choice}]`).addEventListener("click", () => {
        if (choice !== "mine") fill(form, Object.entries(choice === "take" ? theirs : joined(form, theirs)));
        form.elements.revision.value = revision;
        box.remove();
        this.save(form);
      });
    }
    form.querySelector("[data-draft-why]")?.closest(".notice").remove();
    form.querySelector("template[data-draft-both]").after(box);
    box.querySelector("button").focus();
  }

  #again(form, why, more = this.#page.word(why)) {
    keepHere(form);
    this.#say(form, more);
    this.#timer = setTimeout(() => form.isConnected && this.save(form), 3000);
    return false;
  }

  #say(form, text) {
    form.querySelector("[data-draft-state]").textContent = text;
  }
}

function person() {
  return document.getElementById("draft-words").dataset.person;
}

function copyOf(form) {
  return { place: form.action, token: COPY, base: Number(form.elements.revision.value), at: Date.now() };
}

function keepHere(form) {
  const fields = [...form.querySelectorAll("textarea")].map((field) => [field.name, field.value]);
  keep(person(), { ...copyOf(form), fields });
}

function fill(form, pairs) {
  for (const [name, text] of pairs) if (form.elements[name]) form.elements[name].value = text;
}

// Their words, mine below where they differ.
function joined(form, theirs) {
  const both = Object.entries(theirs).map(([name, text]) => {
    const mine = form.elements[name]?.value ?? "";
    return [name, [text, mine === text ? "" : mine].filter(Boolean).join("\n")];
  });
  return Object.fromEntries(both);
}

function words(form) {
  return JSON.stringify([...form.querySelectorAll("textarea")].map((field) => field.value));
}

function dirtyForm() {
  return document.querySelector("form[data-own-words][data-dirty]");
}
