// What every page with htmx needs: show error answers, and keep a double tap from sending twice.

// Answers with an error status carry a sentence for the person: let htmx swap them in.
document.addEventListener("htmx:beforeSwap", (event) => {
  const status = event.detail.xhr.status;
  if (status >= 400 && status < 500 && event.detail.xhr.getResponseHeader("HX-Retarget")) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

document.addEventListener("htmx:sendError", () => {
  showProblem("No connection. Nothing was lost; please try again.");
});

document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status >= 500) {
    showProblem("Something went wrong on our side. Nothing was lost; please try again.");
  }
});

// A plain form is sent once: a second submit within two seconds is a double tap.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const last = Number(form.dataset.sentAt || 0);
  if (Date.now() - last < 2000) {
    event.preventDefault();
    return;
  }
  form.dataset.sentAt = String(Date.now());
});

// Coming back with the browser's back button must not leave a form locked.
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sentAt;
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-dismiss-problem]")) {
    document.getElementById("problem").replaceChildren();
  }
  if (event.target.closest("[data-print]")) window.print();
});

function showProblem(text) {
  const box = document.getElementById("problem");
  if (!box) return;
  const notice = document.createElement("p");
  notice.className = "notice notice--stop";
  notice.textContent = text;
  box.replaceChildren(notice);
}

// A page to hand round offers to print itself; without scripts the browser's own menu does.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
