// Which view of the body is shown: tabs for the whole body, a list behind "Close-up".

import { icon, make, newId } from "./dom.js";

export class Tabs {
  #say;
  #choose;
  #tabs = new Map();
  #items = new Map();

  constructor(views, say, choose, panelId) {
    this.#say = say;
    this.#choose = choose;
    this.element = make("div", { class: "body-chart__views" });
    this.element.append(this.#tabList(views, panelId), ...this.#closeUps(views));
  }

  #tabList(views, panelId) {
    const list = make("div", { role: "tablist", "aria-label": this.#say("views"), class: "body-chart__tabs" });
    for (const view of views.filter(({ kind }) => kind === "body")) {
      const tab = make("button", {
        type: "button",
        role: "tab",
        id: newId("tab"),
        "aria-controls": panelId,
        class: "body-chart__tab",
        onclick: () => this.#choose(view.id),
      }, titleOf(view, this.#say));
      this.#tabs.set(view.id, tab);
      list.append(tab);
    }
    list.addEventListener("keydown", (event) => this.#arrow(event));
    return list;
  }

  #arrow(event) {
    const tabs = [...this.#tabs.values()];
    const here = tabs.indexOf(event.target);
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (here < 0 || to === undefined) return;
    event.preventDefault();
    const next = tabs.at(to % tabs.length);
    next.focus();
    next.click();
  }

  #closeUps(views) {
    const close = views.filter(({ kind }) => kind !== "body");
    if (!close.length) return [];
    const id = newId("close-ups");
    this.more = make("button", {
      type: "button",
      class: "body-chart__tab body-chart__tab--more",
      "aria-expanded": "false",
      "aria-controls": id,
      onclick: () => this.#toggle(),
    }, make("span", {}, this.#say("close_up")), icon("chevron"));
    this.menu = make("div", { id, class: "body-chart__close-ups", role: "group", hidden: true, "aria-label": this.#say("close_up") });
    for (const view of close) {
      const item = make("button", { type: "button", class: "body-chart__close-up", onclick: () => this.#pick(view.id) }, titleOf(view, this.#say));
      this.#items.set(view.id, item);
      this.menu.append(item);
    }
    this.menu.addEventListener("keydown", (event) => event.key === "Escape" && this.#toggle(false, true));
    this.more.addEventListener("keydown", (event) => event.key === "Escape" && this.#toggle(false));
    document.addEventListener("pointerdown", this.outside);
    return [this.more, this.menu];
  }

  // A press anywhere else closes the list.
  outside = (event) => {
    if (!this.menu.hidden && !this.element.contains(event.target)) this.#toggle(false);
  };

  close() {
    document.removeEventListener("pointerdown", this.outside);
  }

  #toggle(open = this.menu.hidden, focus = false) {
    this.menu.hidden = !open;
    this.more.setAttribute("aria-expanded", String(open));
    if (open) (this.menu.querySelector("[aria-pressed=true]") ?? this.menu.firstElementChild).focus();
    else if (focus) this.more.focus();
  }

  #pick(view) {
    this.#toggle(false, true);
    this.#choose(view);
  }

  show(view) {
    const first = [...this.#tabs.keys()][0];
    for (const [id, tab] of this.#tabs) {
      tab.setAttribute("aria-selected", String(id === view));
      tab.tabIndex = id === view || (!this.#tabs.has(view) && id === first) ? 0 : -1;
    }
    for (const [id, item] of this.#items) item.setAttribute("aria-pressed", String(id === view));
    if (!this.more) return;
    const chosen = this.#items.get(view);
    const name = chosen ? chosen.textContent : this.#say("close_up");
    this.more.replaceChildren(make("span", {}, name), icon("chevron"));
    this.more.classList.toggle("body-chart__tab--chosen", Boolean(chosen));
  }

  // Mark views that have paint on them, so that none is forgotten.
  markPainted(views) {
    for (const [id, tab] of [...this.#tabs, ...this.#items]) {
      tab.classList.toggle("body-chart__tab--painted", views.has(id));
    }
  }
}

// The page may hand over its own name of a view as the word "view_<id>".
export function titleOf(view, say) {
  const own = say(`view_${view.id}`);
  if (own !== `view_${view.id}`) return own;
  return ["front", "back", "left", "right"].includes(view.id) ? say(view.id) : view.title;
}
