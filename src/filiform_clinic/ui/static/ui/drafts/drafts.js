// Forms with `data-draft` keep what is typed over a reload, a crash, a lost network and the lock.
// The attribute is the address that keeps them on the server (room `drafts`); templates: ui/_drafts.html.

import { clear, copies, forget } from "./copies.js";
import { ask, Typed } from "./typed.js";

const words = document.getElementById("draft-words");
const known = new WeakSet();
let forms = [];

function attach() {
  forms = forms.filter((one) => one.alive);
  for (const form of document.querySelectorAll("form[data-draft]")) {
    if (known.has(form)) continue;
    known.add(form);
    forms.push(new Typed(form, words));
  }
}

// Copies of pages that were sent do not stay in the browser. A patient's are asked for on their own
// page, and gone with the thanks.
async function tidy() {
  const here = new Set(forms.map((one) => one.place));
  const thanked = location.pathname.endsWith("/thanks/");
  for (const copy of copies(words.dataset.person)) {
    const patient = copy.place.startsWith("/drafts/p/");
    const other = !copy.place.startsWith("/drafts/"); // kept by a page's own script
    if (here.has(copy.place) || other || (patient && !thanked)) continue;
    const sent = patient || (await ask(copy.place))?.sent === copy.token;
    if (sent) forget(words.dataset.person, copy);
  }
}

function again() {
  for (const one of forms) one.again();
}

document.addEventListener("htmx:afterSettle", attach);
window.addEventListener("online", again);
window.addEventListener("focus", again);
document.addEventListener("submit", (event) => {
  if (new URL(event.target.action).pathname === "/account/logout/") clear();
});

attach();
tidy();
