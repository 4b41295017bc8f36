// Keeps the keyboard where it was when the step is drawn anew, and says what became of the needles.

export class Focus {
  #step;
  #said;
  #count = "";
  #was = null;

  // `step` is what is drawn anew, `said` a live region that stays.
  constructor(step, said) {
    this.#step = step;
    this.#said = said;
    this.#count = counted();
  }

  // Before the swap: where the keyboard is. It may stand in the step, or on something that is about
  // to go, such as the undo of the toast.
  leave() {
    const at = document.activeElement;
    const inside = this.#step.contains(at);
    this.#was = inside ? { id: at.id, row: rows(this.#step).indexOf(at.closest("[data-marker]")), marker: at.closest("[data-marker]")?.id } : null;
  }

  // After it: back to the same control; if it is gone, to its row, the next row, the first choice.
  arrive() {
    if (this.#was && !this.#step.contains(document.activeElement)) this.#place()?.focus();
    this.#was = null;
    const now = counted();
    if (now !== this.#count) this.#said.textContent = now;
    this.#count = now;
  }

  #place() {
    const { id, row, marker } = this.#was;
    const there = rows(this.#step);
    const open = there.map(outOf);
    return (
      usable(id && document.getElementById(id)) ??
      outOf(document.getElementById(marker)) ??
      open.slice(Math.max(row, 0)).find(Boolean) ??
      open.find(Boolean) ??
      usable(document.getElementById("place-submit")) ??
      this.#step.querySelector("h2[tabindex], h2")
    );
  }
}

function rows(step) {
  return [...step.querySelectorAll("[data-marker]")];
}

// The button that takes the needles of a row out, if any are in.
function outOf(row) {
  return usable(row?.querySelector("form[data-act=removed] button.button--primary"));
}

function usable(control) {
  return control && !control.disabled && control.getClientRects().length ? control : undefined;
}

function counted() {
  const count = document.getElementById("needle-count");
  return count ? count.innerText.replace(/\s+/g, " ").trim() : "";
}
