// Saves every change: to the server when it can be reached, on this device until then.
// The copy on the device is removed as soon as the server has it.
//
// Sent as JSON: { strokes, listed, revision, base }. `revision` counts this window's states, `base`
// is the last one known to be stored, so that the server can tell when another window saved since.

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
  #doubtful = []; // sent, but the answer never came

  // `report(state, details)`: saving | saved | unsaved | conflict | refused | expired
  constructor({ url, token, revision, report }) {
    this.#url = url;
    this.#token = token;
    this.#key = `body-chart ${url}`;
    this.revision = revision;
    this.stored = revision;
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

  // What an earlier page could not save, or null. Where another window has saved since, both are
  // kept: nothing that was painted is lost.
  restore(value) {
    const kept = this.#kept();
    if (!kept || same(kept, value)) return this.#forget();
    const newer = kept.base === this.stored && kept.revision > this.stored;
    this.revision = Math.max(this.revision, kept.revision);
    return newer ? { strokes: kept.strokes, listed: kept.listed } : merged(value, kept);
  }

  #kept() {
    try {
      return JSON.parse(localStorage.getItem(this.#key));
    } catch {
      return null;
    }
  }

  save(value) {
    this.revision += 1;
    this.#pending = { ...value, revision: this.revision };
    this.#keep();
    this.#send();
  }

  #keep() {
    try {
      localStorage.setItem(this.#key, JSON.stringify({ ...this.#pending, base: this.stored }));
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

  // One request at a time; what changed meanwhile is sent after it.
  async #send() {
    if (!this.#pending || this.#busy || this.#stopped) return;
    clearTimeout(this.#timer);
    this.#busy = true;
    const sent = this.#pending;
    this.report("saving");
    const answer = await this.#post(sent).catch(() => null);
    const again = await this.#settle(sent, answer);
    this.#busy = false;
    if (again) this.#send();
  }

  #post(document, more = {}) {
    return fetch(this.#url, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.#token() },
      body: JSON.stringify({ ...document, base: this.stored }),
      ...more,
    });
  }

  // Gives true when there is something to send at once.
  async #settle(sent, answer) {
    if (answer?.ok) await this.#note(sent, answer);
    else if (!answer || answer.status >= 500 || answer.status === 429) return this.#later(sent);
    else if (answer.status === 409) return this.#conflict(answer);
    else await this.#giveUp(answer);
    return this.#pending !== null && this.#pending !== sent;
  }

  // The server may count on from what another window stored.
  async #note(sent, answer) {
    const { revision } = await answer.json().catch(() => ({}));
    this.stored = Number.isInteger(revision) ? revision : sent.revision;
    this.revision = Math.max(this.revision, this.stored);
    this.#wait = 1000;
    this.#doubtful = [];
    if (this.#pending !== sent) return;
    this.#pending = null;
    this.#forget();
    this.report("saved", { revision: this.stored });
  }

  #later(sent) {
    this.#doubtful.push(sent);
    this.report("unsaved");
    this.#timer = setTimeout(() => this.#send(), this.#wait);
    this.#wait = Math.min(LONGEST_WAIT, this.#wait * 2);
    return false;
  }

  // The server understood and said no: asking again would not help.
  async #giveUp(answer) {
    if ([401, 403, 404, 410].includes(answer.status)) {
      this.#stopped = true;
      this.report("expired");
    } else this.report("refused", { why: await reason(answer) });
  }

  // Another window has saved since. If what it stored is our own earlier send, whose answer was
  // lost on the way, all is well; otherwise the person decides by reloading.
  async #conflict(answer) {
    const { drawing, revision } = await answer.json().catch(() => ({}));
    if (drawing && this.#doubtful.some((one) => same(one, drawing))) {
      this.#doubtful = [];
      this.stored = revision;
      this.revision = Math.max(this.revision, revision) + 1;
      this.#pending = { ...this.#pending, revision: this.revision };
      return true;
    }
    this.#stopped = true;
    this.report("conflict");
    return false;
  }

  // The page goes away: one last try that outlives it.
  #flush() {
    if (this.#pending && !this.#busy && !this.#stopped) {
      this.#post(this.#pending, { keepalive: true }).catch(() => {});
    }
  }
}

// The same drawing: strokes and names in any order of keys.
function same(one, other) {
  return signature(one) === signature(other);
}

function signature({ strokes = [], listed = [] }) {
  const stroke = ({ id, intensity, quality, erase }) => [id, intensity ?? null, quality ?? null, !!erase];
  const area = ({ area, side, intensity, quality }) => [area, side, intensity ?? null, quality ?? null];
  return JSON.stringify([strokes.map(stroke), listed.map(area)]);
}

// Everything of both; where both hold a stroke or an area, the kept one counts.
function merged(value, kept) {
  const join = (key, name) => [...new Map([...value[key], ...kept[key]].map((one) => [name(one), one])).values()];
  return {
    strokes: join("strokes", ({ id }) => id),
    listed: join("listed", ({ area, side }) => `${area} ${side}`),
  };
}

async function reason(answer) {
  const body = await answer.json().catch(() => ({}));
  return body.detail ?? body.error ?? `HTTP ${answer.status}`;
}
