// Keeps the layers of the body up to date, and shows the pain zones of the muscle at hand.

export class BodyLayers {
  #chart;
  #urls;
  #layers = {};
  #points = [];
  #zones = new Map();
  #shown = null;
  #selected = null;

  // `urls`: layersUrl, zonesUrl (with muscle/side to fill in).
  constructor(chart, urls) {
    this.#chart = chart;
    this.#urls = urls;
    this.#layers = { ...chart.layers };
    this.#points = chart.layers.sites;
  }

  // Read findings, needles and hypotheses anew.
  async refresh() {
    const answer = await fetch(this.#urls.layersUrl, {
      headers: { Accept: "application/json" },
      credentials: "same-origin",
    }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    this.#layers = await answer.json();
    this.#draw();
  }

  // Show the zones of `muscle:side`; with `turn` the body turns to where it is palpated.
  async zones(key, { turn = false } = {}) {
    if (key === this.#shown && !turn) return;
    this.#shown = key;
    const zone = await this.#zone(key);
    if (!zone || this.#shown !== key) return;
    this.#draw();
    if (turn) this.#chart.showView(zone.view, zone.local);
  }

  // Ring a needle on the body; with `turn` the body turns to it.
  select(marker, { turn = false } = {}) {
    if (marker !== this.#selected) {
      this.#selected = marker;
      this.#draw();
    }
    const needle = turn && this.#layers.needles?.find((one) => one.id === marker);
    if (needle?.view) this.#chart.showView(needle.view, [needle.cell]);
  }

  #zone(key) {
    if (!this.#zones.has(key)) {
      const url = this.#urls.zonesUrl.replace("muscle/side", key.replace(":", "/"));
      const asked = fetch(url, { credentials: "same-origin" })
        .then((answer) => (answer.ok ? answer.json() : null))
        .catch(() => null)
        .then((zone) => {
          if (zone) this.#zones.set(key, zone);
          else this.#zones.delete(key);
          return zone;
        });
      this.#zones.set(key, asked);
    }
    return this.#zones.get(key);
  }

  #draw() {
    const zone = this.#zones.get(this.#shown);
    const zones = zone && !(zone instanceof Promise) ? [zone] : [];
    const needles = this.#layers.needles?.map((one) => ({ ...one, selected: one.id === this.#selected }));
    this.#chart.layers = { ...this.#layers, needles, zones, sites: this.#points };
  }
}
