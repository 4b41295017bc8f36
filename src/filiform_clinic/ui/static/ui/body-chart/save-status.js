// Starts saving for a chart and tells how it goes: "saved 12:04", "not saved yet, ...".

import { make } from "./dom.js";
import { Saver } from "./saver.js";

const TROUBLE = ["conflict", "refused", "expired"];

export class SaveStatus {
  #chart;
  #said = "";

  constructor(chart) {
    this.#chart = chart;
    this.status = make("p", { class: "body-chart__status" });
    this.trouble = make("p", { class: "body-chart__problem", role: "alert" });
    this.element = make("div", { class: "body-chart__foot" }, this.status, this.trouble);
  }

  // Gives the saver, or null where the page names no address to save to.
  start() {
    const { saveUrl, revision } = this.#chart.dataset;
    if (!saveUrl) return null;
    return new Saver({
      url: saveUrl,
      token: () => csrfToken(this.#chart),
      revision: Number(revision ?? 0),
      report: (state, more) => this.#report(state, more),
    });
  }

  complain(text) {
    this.trouble.textContent = text;
  }

  #report(state, more = {}) {
    const { say } = this.#chart;
    const text = say(state, { time: clock(), ...more });
    const trouble = TROUBLE.includes(state);
    this.status.textContent = trouble ? "" : text;
    this.status.dataset.state = state;
    this.trouble.textContent = trouble ? text : "";
    // Once per spell of trouble is enough for a screen reader.
    if (state === "unsaved" && this.#said !== "unsaved") this.#chart.announce(text);
    if (state !== "saving") this.#said = state;
    if (state === "saved") this.#chart.emit("saved", more);
  }
}

// The time of day where the clinic is, in the form in which the pages tell times.
function clock() {
  const timeZone = document.documentElement.dataset.timeZone;
  const format = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone };
  return new Intl.DateTimeFormat(undefined, format).format(new Date());
}

function csrfToken(chart) {
  if (chart.dataset.csrf) return chart.dataset.csrf;
  const field = (chart.closest("form") ?? document).querySelector("[name=csrfmiddlewaretoken]");
  return field?.value ?? document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
}
