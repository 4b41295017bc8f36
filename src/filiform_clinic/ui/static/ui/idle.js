// Covers the page when nobody has touched it for a while, and tells the server to lock. What was
// typed stays in the page under the cover; unlocking in another tab takes the cover away.
// Server markup: dialog#lock-cover (ui/staff.html). The server locks by itself without this script.

import { show as showTimers } from "./timers.js";

const PULSE = 60_000;
const cover = document.getElementById("lock-cover");
let touched = Date.now();
let told = Date.now();

if (cover) {
  const limit = Number(cover.dataset.minutes) * 60_000;
  for (const kind of ["pointerdown", "keydown", "scroll"]) {
    document.addEventListener(kind, note, { capture: true, passive: true });
  }
  setInterval(() => !cover.open && Date.now() - touched > limit && close(), 1000);
  setInterval(() => cover.open && showTimers(), 1000);
  cover.addEventListener("cancel", (event) => event.preventDefault());
  for (const kind of ["focus", "pageshow"]) window.addEventListener(kind, look);
  document.addEventListener("visibilitychange", look);
}

// Reading and typing ask nothing of the server, so it is told, at most once a minute.
function note() {
  if (cover.open) return;
  touched = Date.now();
  if (touched - told < PULSE) return;
  told = touched;
  send(cover.dataset.alive).then((answer) => answer?.status === 423 && show());
}

async function close() {
  touched = Date.now();
  await send(cover.dataset.now);
  await show();
}

// The cover shows the needles that are in, with "Out". Without a connection it cannot know them: a
// page that shows needles is then left as it is.
async function show() {
  const needles = await needlesIn();
  if (cover.open || (!needles && document.querySelector("main [data-since]"))) return;
  cover.querySelector("[data-needles]").replaceChildren(...(needles ?? []));
  cover.showModal();
}

// Null when the server does not answer.
async function needlesIn() {
  const answer = await fetch(cover.dataset.face, { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok) return null;
  const face = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = [...face.querySelectorAll("[data-needle]")];
  for (const form of face.querySelectorAll("[data-needle] form")) form.target = "_blank";
  return found.map((one) => document.importNode(one, true));
}

// Back from the tab in which the screen was unlocked.
async function look() {
  if (!cover.open || document.hidden) return;
  const answer = await send(cover.dataset.alive);
  if (answer?.status !== 204) return;
  touched = told = Date.now();
  cover.close();
}

function send(url) {
  const { "X-CSRFToken": token } = JSON.parse(document.body.getAttribute("hx-headers"));
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  return fetch(url, { method: "POST", headers, credentials: "same-origin" }).catch(() => null);
}
