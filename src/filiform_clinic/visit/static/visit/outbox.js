// Sends acts one by one, in the order of the taps. While there is no connection it keeps trying:
// every act carries its own id, so that sending it twice does no harm.

const WAITS = [500, 1000, 2000, 4000, 8000];

export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export class Outbox {
  #tail = Promise.resolve();
  #waiting = 0;
  #told;

  // `told` is called with "saving", "waiting" (no connection), "locked" (the screen) or "saved".
  constructor(told) {
    this.#told = told;
    window.addEventListener("beforeunload", (event) => {
      if (this.#waiting) event.preventDefault();
    });
  }

  get busy() {
    return this.#waiting > 0;
  }

  // Resolves with the answer's JSON (or null); rejects with Refused when the server says no.
  send(url, fields) {
    this.#waiting += 1;
    this.#told("saving");
    const sent = this.#tail.then(() => this.#deliver(url, fields));
    this.#tail = sent.catch(() => {}).then(() => this.#done());
    return sent;
  }

  #done() {
    this.#waiting -= 1;
    if (!this.#waiting) this.#told("saved");
  }

  async #deliver(url, fields) {
    for (let tries = 0; ; tries++) {
      const answer = await post(url, fields);
      // 423: the screen is locked, 429: too many at once; the act waits until it is let through.
      if (answer?.status < 500 && answer.status !== 423 && answer.status !== 429) return read(answer);
      this.#told(answer?.status === 423 ? "locked" : "waiting");
      await new Promise((resume) => setTimeout(resume, WAITS[Math.min(tries, WAITS.length - 1)]));
    }
  }
}

// null when nothing answered.
function post(url, fields) {
  const headers = { Accept: "application/json" };
  return fetch(url, { method: "POST", body: fields, headers, credentials: "same-origin" }).catch(() => null);
}

async function read(answer) {
  const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
  const said = isJson ? await answer.json() : null;
  if (answer.ok && !answer.redirected) return said;
  // A redirect leads to the sign-in page: the session has ended.
  throw new Refused(answer.redirected ? 401 : answer.status, said?.error ?? "");
}
