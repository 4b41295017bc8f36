// Saves the words of the note while it is typed. Text of another tab is never overwritten.

const PAUSE = 700;

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
    window.addEventListener("beforeunload", (event) => {
      if (dirtyForm()) event.preventDefault();
    });
  }

  #later(form) {
    form.dataset.dirty = "yes";
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(form), PAUSE);
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
    if (answer.status === 423 || answer.status === 429) {
      return this.#again(form, answer.status === 423 ? "locked" : "notSaved");
    }
    const told = await answer.json();
    if (!answer.ok) {
      this.#say(form, told.error);
      return false;
    }
    form.elements.revision.value = told.revision;
    if (words(form) === said) delete form.dataset.dirty;
    this.#say(form, this.#page.word("saved"));
    return true;
  }

  #again(form, why) {
    this.#say(form, this.#page.word(why));
    this.#timer = setTimeout(() => form.isConnected && this.save(form), 3000);
    return false;
  }

  #say(form, text) {
    form.querySelector("[data-draft-state]").textContent = text;
  }
}

function words(form) {
  return JSON.stringify([...form.querySelectorAll("textarea")].map((field) => field.value));
}

function dirtyForm() {
  return document.querySelector("form[data-own-words][data-dirty]");
}
