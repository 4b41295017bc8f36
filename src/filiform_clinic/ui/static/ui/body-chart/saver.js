// Saves every change: to the server when it can be reached, on this device until then.
// The copy on the device is removed as soon as the server has it.

const LONGEST_WAIT = 30_000;

export class Saver {
  #url;
  #token;
  #key;
  #pending = null;
  #busy = false;
  #timer = 0;
  #wait = 1000;
  #stopped = false;
  #stored; // the last revision that the server is known to have

  // `report(state, details)`: saving | saved | unsaved | conflict | refused | expired
  constructor({ url, token, revision, report }) {
    this.#url = url;
    this.#token = token;
    this.#key = `body-chart ${url}`;
    this.revision = revision;
    this.#stored = revision;
    this.report = report;
    this.online = () => this.#send();
    this.leave = () => this.#flush();
    window.addEventListener("online", this.online);
    window.addEventListener("pagehide", this.leave);
  }

  close() {
    clearTimeout(this.#timer);
    this.#flush();
    window.removeEventListener("online", this.online);
    window.removeEventListener("pagehide", this.leave);
  }

  get unsaved() {
    return this.#pending !== null;
  }

  // What an earlier page could not save, if it is newer than what the server has.
  restore() {
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(this.#key));
    } catch {
      return null;
    }
    if (!kept || !(kept.revision > this.revision)) return this.#forget();
    return kept;
  }

  save(value) {
    this.revision += 1;
    this.#pending = { ...value, revision: this.revision };
    this.#keep();
    this.#send();
  }

  #keep() {
    try {
      localStorage.setItem(this.#key, JSON.stringify(this.#pending));
    } catch {
      // No room or not allowed: the server copy must do.
    }
  }

  #forget() {
    try {
      localStorage.removeItem(this.#key);
    } catch {
      // Not allowed: nothing was kept either.
    }
    return null;
  }

  async #send() {
    if (!this.#pending || this.#busy || this.#stopped) return;
    clearTimeout(this.#timer);
    this.#busy = true;
    const sent = this.#pending;
    this.report("saving");
    const answer = await this.#post(sent).catch(() => null);
    this.#busy = false;
    await this.#settle(sent, answer);
  }

  #post(document, more = {}) {
    return fetch(this.#url, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.#token() },
      // By `base` the server sees whether another window has saved in between.
      body: JSON.stringify({ ...document, base: this.#stored }),
      ...more,
    });
  }

  async #settle(sent, answer) {
    if (answer?.ok) {
      this.#wait = 1000;
      const { revision = sent.revision } = await answer.json().catch(() => ({}));
      this.#stored = revision;
      this.revision = Math.max(this.revision, revision);
      if (this.#pending === sent) {
        this.#pending = null;
        this.#forget();
        this.report("saved", { revision });
      } else this.#send();
    } else if (!answer || answer.status >= 500 || answer.status === 429) this.#later();
    else await this.#giveUp(answer);
  }

  #later() {
    this.report("unsaved");
    this.#timer = setTimeout(() => this.#send(), this.#wait);
    this.#wait = Math.min(LONGEST_WAIT, this.#wait * 2);
  }

  // The server understood and said no: asking again would not help.
  async #giveUp(answer) {
    if (answer.status === 409) {
      this.#stopped = true;
      this.report("conflict");
    } else if ([401, 403, 404, 410].includes(answer.status)) {
      this.#stopped = true;
      this.report("expired");
    } else this.report("refused", { why: await reason(answer) });
  }

  // The page goes away: one last try that outlives it.
  #flush() {
    if (this.#pending && !this.#busy && !this.#stopped) {
      this.#post(this.#pending, { keepalive: true }).catch(() => {});
    }
  }
}

async function reason(answer) {
  const body = await answer.json().catch(() => ({}));
  return body.detail ?? body.error ?? `HTTP ${answer.status}`;
}
