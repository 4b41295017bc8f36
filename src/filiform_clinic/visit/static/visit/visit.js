// The visit on one screen: joins the body, the current step and what is sent to the server.
// Everything here enhances forms and links that work without it.

import { BodyLayers } from "./body.js";
import { Draft } from "./draft.js";
import { Focus } from "./focus.js";
import { Measures } from "./measures.js";
import { Needles } from "./needles.js";
import { Outbox } from "./outbox.js";
import { Palpation } from "./palpate.js";
import { show as showTimers, startTimers } from "../ui/timers.js";

const visit = document.getElementById("visit");
const step = document.getElementById("step");
const state = document.getElementById("save-state");
const toast = document.getElementById("toast");
const chart = visit.querySelector("body-chart");
let layers = null;
const asked = { busy: 0, latest: null, again: false };
let touched = null; // the card under the hand, with its place on the screen

const word = (name) => visit.dataset[name] ?? "";

const outbox = new Outbox((now) => {
  const timeZone = document.documentElement.dataset.timeZone; // the clinic's, as on the page
  const time = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
  const saved = `${word("saved")} ${time}`;
  const words = { saving: word("saving"), waiting: word("notSaved"), locked: word("locked"), saved };
  state.textContent = words[now];
  state.classList.toggle("save-state--waiting", now === "waiting" || now === "locked");
});

const page = {
  word,
  changed: () => refresh(),
  refused: (refusal) => {
    problem(refusal.status === 401 ? word("signedOut") : refusal.message || word("failed"));
  },
  placed: (marker, name) => offerUndo(name, () => withdraw(marker)),
  placedAll: (undo) => offerUndo("", undo),
};
const palpation = new Palpation(outbox, page);
const measures = new Measures(outbox, page);
const needles = new Needles(outbox, page);
new Draft(page);
const focus = new Focus(step, document.getElementById("said"));
startTimers();

// --- the current step ----------------------------------------------------------------------

function current() {
  return step.querySelector("[data-step]");
}

function refresh() {
  layers?.refresh();
  if (asked.busy) asked.again = true;
  else load(current().dataset.refresh);
}

function load(url) {
  return window.htmx.ajax("GET", url, { source: step, target: step, swap: "innerHTML" });
}

// Requests for a step never overtake each other: only the answer to the latest is shown, and what
// changed while one was under way is read again after it.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target !== step) return;
  asked.busy += 1;
  asked.latest = event.detail.xhr;
  palpation.asked();
  measures.asked();
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.target !== step) return;
  asked.busy -= 1;
  if (asked.busy || !asked.again || held) return;
  asked.again = false;
  refresh();
});

// A tap that began on a button ends on it: nothing is drawn anew under a finger that is down.
let held = false;
document.addEventListener("pointerdown", () => (held = true), true);
for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, () => setTimeout(release, 0), true);
}

function release() {
  held = false;
  if (asked.busy || !asked.again) return;
  asked.again = false;
  refresh();
}

// What was open stays open, and the card under the finger stays under the finger.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target !== step) return;
  if (event.detail.xhr !== asked.latest) event.detail.shouldSwap = false;
  if (held) {
    event.detail.shouldSwap = false;
    asked.again = true;
    return;
  }
  step.openDetails = [...step.querySelectorAll("details[open] > summary[id]")].map((one) => one.id);
  const card = touched && document.getElementById(touched);
  step.cardTop = card?.getBoundingClientRect().top ?? null;
  focus.leave();
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target !== step) return;
  for (const id of step.openDetails ?? []) {
    const summary = document.getElementById(id);
    if (summary) summary.parentElement.open = true;
  }
  palpation.restore(step);
  measures.restore(step);
  needles.restore();
  showTimers();
  keepCard();
  focus.arrive();
  visit.dataset.step = current().dataset.step;
});

function keepCard() {
  const card = touched && document.getElementById(touched);
  if (!card || step.cardTop === null) return;
  const by = card.getBoundingClientRect().top - step.cardTop;
  scroller().scrollBy({ top: by, behavior: "instant" });
}

// On wide screens the column scrolls, on narrow ones the page.
function scroller() {
  return getComputedStyle(step).overflowY === "auto" ? step : window;
}

// --- cards and the body ---------------------------------------------------------------------

function cardAt(target) {
  return target instanceof Element ? target.closest("[data-card]") : null;
}

step.addEventListener("pointerover", (event) => {
  if (event.pointerType === "mouse") point(event.target);
});
step.addEventListener("focusin", (event) => point(event.target));

step.addEventListener("click", (event) => {
  touched = cardAt(event.target)?.id ?? null;
  if (event.target.closest("[data-show], [data-show-marker]")) point(event.target, { turn: true });
});

// Show on the body what the hand points at in the step.
function point(target, how) {
  const card = cardAt(target);
  const marker = target.closest("[data-marker]");
  if (card) layers?.zones(card.dataset.zones, how);
  if (marker) layers?.select(marker.dataset.marker, how);
}

document.addEventListener("body-chart:mark", (event) => {
  const at = current()?.dataset.step;
  if (at === "needle") needles.mark(event.detail);
  if (at === "examine") examine(event.detail);
});

// A tap on the body while examining leads to the muscle nearest to it.
function examine({ sites }) {
  const key = sites?.[0]?.id;
  if (!key) return;
  const id = `card-${key.replace(":", "-")}`;
  if (document.getElementById(id)) {
    bring(document.getElementById(id));
    return;
  }
  const url = new URL(current().dataset.refresh, location.href);
  url.searchParams.append("also", key);
  load(url.pathname + url.search).then(() => bring(document.getElementById(id)));
}

function bring(card) {
  if (!card) return;
  card.scrollIntoView({ block: "center" });
  card.querySelector("button")?.focus({ preventScroll: true });
}

if (chart) {
  chart.addEventListener("body-chart:ready", () => (layers ??= new BodyLayers(chart, visit.dataset)));
}

// --- words to the person --------------------------------------------------------------------

function problem(text) {
  const box = document.getElementById("problem");
  const notice = document.createElement("p");
  notice.className = "notice notice--stop";
  notice.textContent = text;
  box.replaceChildren(notice);
  clearTimeout(box.timer);
  box.timer = setTimeout(() => box.replaceChildren(), 12000);
}

// A needle is placed by one tap, so one tap takes it back: only while it is not in the skin.
function offerUndo(name, undo) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button button--small" });
  button.textContent = word("undo");
  button.addEventListener("click", () => {
    toast.replaceChildren();
    document.getElementById("place-submit")?.focus({ preventScroll: true });
    undo();
  });
  const text = document.createElement("span");
  text.textContent = name ? `${name}: ${word("placed")}` : word("placedAll");
  toast.replaceChildren(text, button);
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => toast.replaceChildren(), 8000);
}

function withdraw(marker) {
  const form = document.querySelector(`#marker-${CSS.escape(marker)} form[data-act=withdrawn]`);
  if (!form) return;
  form.elements.not_in_skin.checked = true;
  form.requestSubmit();
}
