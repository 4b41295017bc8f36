// One form that keeps what is typed: at once in this browser, a moment later on the server.

import { copies, forget, keep } from "./copies.js";
import { fits, read, same, write } from "./fields.js";

const PAUSE = 800;
const AGAIN = 4000;
const LOCKED = 15_000;

export class Typed {
  #form;
  #words;
  #person;
  #place;
  #token;
  #revision = 0;
  #timer = 0;
  #saving = null;
  #stopped = false;
  #start;
  #bar = null;

  constructor(form, words) {
    this.#form = form;
    this.#words = words;
    this.#person = words.dataset.person;
    // The secret of a patient's link stays out of the browser's store.
    this.#place = form.dataset.draft.replace(/\/p\/[^/]+\//, "/p/");
    this.#know(fresh());
    this.#start = read(form);
    form.addEventListener("input", () => this.#changed());
    form.addEventListener("change", () => this.#changed());
    form.addEventListener("submit", () => clearTimeout(this.#timer));
    this.#begin();
  }

  // After a connection came back, or the screen was unlocked.
  again() {
    if (!this.#stopped && this.#pending()) this.#later(0);
  }

  #pending() {
    return copies(this.#person, this.#place).some((one) => one.token === this.#token);
  }

  get place() {
    return this.#place;
  }

  get url() {
    return this.#form.dataset.draft;
  }

  get alive() {
    return this.#form.isConnected;
  }

  #know(token) {
    this.#token = token;
    this.#mark();
  }

  // --- what was left here -------------------------------------------------------------------

  async #begin() {
    const posted = this.#posted();
    if (posted) this.#know(posted);
    const told = await ask(this.url);
    if (told) this.#forgetSent(told.sent);
    const found = posted ? null : this.#left(told);
    this.#revision = told?.revision ?? found?.base ?? 0;
    if (found) this.#bringBack(found);
    else if (posted || !same(this.#form, read(this.#form), this.#start)) this.#changed();
  }

  // A page that is shown again after it was sent holds the newest words already.
  #posted() {
    const [form, token] = this.#words.dataset.posted.split(":");
    return token && this.#name() === form ? token : "";
  }

  #name() {
    return this.url.split("/").at(-2);
  }

  #forgetSent(token) {
    for (const one of copies(this.#person, this.#place)) {
      if (one.token === token) forget(this.#person, one);
    }
  }

  // A copy in this browser is newer than what the server has, unless another window saved since.
  #left(told) {
    const local = copies(this.#person, this.#place).findLast((one) => one.token !== this.#token);
    const stored = told?.fields ? told : null;
    const found = local && (!stored || local.base >= stored.revision) ? local : stored;
    return found && !same(this.#form, found.fields, this.#start) ? found : null;
  }

  // At once, unless somebody has begun to type or the form would have to grow first.
  #bringBack(found) {
    this.#showBar();
    const grown = !fits(this.#form, found.fields);
    if (grown || !same(this.#form, read(this.#form), this.#start)) return this.#offer(found, grown);
    this.#put(found);
  }

  #put(found) {
    this.#know(found.token);
    this.#stopped = false;
    write(this.#form, found.fields);
    this.#later(0);
  }

  #showBar() {
    this.#bar = this.#words.content.cloneNode(true).querySelector("[data-draft-bar]");
    this.#bar.querySelector("[data-draft-discard]").addEventListener("click", () => this.#discard());
    this.#form.prepend(this.#bar);
    const folded = this.#form.closest("details");
    if (folded) folded.open = true;
  }

  // Until it is decided, nothing overwrites what the server keeps.
  #offer(found, grown) {
    this.#stopped = true;
    const [back, more, open] = ["back", "more", "open"].map((one) => this.#bar.querySelector(`[data-draft-${one}]`));
    back.hidden = true;
    more.hidden = open.hidden = false;
    open.addEventListener("click", () => {
      if (grown) return this.#reopen(found);
      more.hidden = open.hidden = true;
      back.hidden = false;
      this.#put(found);
    });
  }

  // Lines that were added to the form are added again by the server.
  #reopen({ fields, token: page }) {
    const form = this.#form.cloneNode(false);
    const token = this.#form.elements.csrfmiddlewaretoken.value;
    const own = [["csrfmiddlewaretoken", token], ["add", "again"], ["_draft", `${this.#name()}:${page}`]];
    for (const [name, value] of [...fields, ...own]) {
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    form.hidden = true;
    document.body.append(form);
    form.submit();
  }

  async #discard() {
    clearTimeout(this.#timer);
    await this.#saving;
    for (const one of copies(this.#person, this.#place)) forget(this.#person, one);
    const answer = await send(this.#form, { discard: "1", base: this.#revision });
    if (answer?.ok) this.#revision = (await answer.json()).revision;
    write(this.#form, this.#start);
    this.#know(fresh());
    this.#stopped = false;
    this.#bar.remove();
    this.#say("");
    this.#form.querySelector("textarea, input:not([type=hidden]), select")?.focus();
  }

  // --- what is typed now --------------------------------------------------------------------

  #changed() {
    this.#keepHere();
    if (!this.#stopped) this.#later();
  }

  #keepHere() {
    const copy = { ...this.#copy(), fields: read(this.#form) };
    return keep(this.#person, copy);
  }

  #copy() {
    return { place: this.#place, token: this.#token, base: this.#revision, at: Date.now() };
  }

  #later(pause = PAUSE) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.alive && this.save(), pause);
  }

  async save() {
    await this.#saving;
    this.#saving = this.#send();
    await this.#saving;
    this.#saving = null;
  }

  async #send() {
    const typed = read(this.#form);
    this.#say("saving");
    const said = { token: this.#token, base: this.#revision, typed: JSON.stringify(typed) };
    const answer = await send(this.#form, said);
    if (!answer || answer.status >= 500 || answer.status === 429) return this.#waits("offline");
    const told = await answer.json().catch(() => ({}));
    if (answer.ok && !answer.redirected) return this.#saved(typed, told.revision);
    if (answer.status === 423) return this.#waits("kept", told.error, LOCKED);
    this.#keepHere();
    this.#stopped = true;
    this.#say("kept", told.error);
  }

  #saved(typed, revision) {
    this.#revision = revision;
    if (same(this.#form, typed, read(this.#form))) forget(this.#person, this.#copy());
    this.#say("saved");
  }

  #waits(why, more = "", pause = AGAIN) {
    this.#say(this.#keepHere() ? why : "full", more);
    this.#later(pause);
  }

  #say(name, more = "") {
    const words = name ? this.#words.dataset[name] : "";
    this.#line().textContent = [more, words].filter(Boolean).join(" ");
  }

  #line() {
    const known = this.#form.querySelector("[data-draft-said]");
    if (known) return known;
    const line = Object.assign(document.createElement("p"), { className: "help" });
    line.dataset.draftSaid = "";
    line.setAttribute("role", "status");
    this.#form.append(line);
    return line;
  }

  // --- sent ---------------------------------------------------------------------------------

  // Goes with the form, so that the server knows whose words were sent and offers them no more.
  #mark() {
    this.#form.elements._draft?.remove();
    const mark = { type: "hidden", name: "_draft", value: `${this.#name()}:${this.#token}` };
    this.#form.append(Object.assign(document.createElement("input"), mark));
  }
}

function fresh() {
  return crypto.randomUUID?.() ?? String(Math.random()).slice(2);
}

// What the server keeps of a form; null without a connection.
export async function ask(url) {
  const headers = { Accept: "application/json" };
  const answer = await fetch(url, { headers, credentials: "same-origin" }).catch(() => null);
  return answer?.ok && !answer.redirected ? answer.json().catch(() => null) : null;
}

function send(form, said) {
  const body = new FormData();
  const all = { csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value, ...said };
  for (const [name, value] of Object.entries(all)) body.append(name, value);
  const headers = { Accept: "application/json" };
  return fetch(form.dataset.draft, { method: "POST", body, headers, credentials: "same-origin" }).catch(() => null);
}
