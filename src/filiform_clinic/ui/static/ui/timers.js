// Shows how long a needle has been in; the server's clock time stays for those without a script.
export function startTimers() {
  show();
  setInterval(show, 1000);
}

export function show() {
  for (const timer of document.querySelectorAll("[data-since]")) {
    const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(timer.dataset.since)) / 1000));
    const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    const time = timer.querySelector("time");
    if (time.textContent !== text) time.textContent = text;
  }
}
