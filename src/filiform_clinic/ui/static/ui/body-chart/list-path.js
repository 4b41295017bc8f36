// The equal way to say where it hurts: areas by name, for keyboard, screen reader and preference.

import { icon, make, newId } from "./dom.js";
import { findAreas, fold } from "./find-areas.js";
import { drawSwatch, QUALITIES } from "./look.js";

const SIDES = {
  paired: ["left", "right", "both"],
  crosses_midline: ["midline", "left", "right", "both"],
  right_only: ["right"],
};
const SHOWN = 60;

export class ListPath {
  #say;
  #areas;
  #on;
  #found = [];
  #active = -1;
  #area = null;

  // `on` has add(entry), remove(index), announce(text).
  constructor(areas, say, on, { sensitive, open }) {
    this.#say = say;
    this.#areas = [...areas].sort((a, b) => plain(a).localeCompare(plain(b)));
    this.#on = on;
    this.sensitive = sensitive;
    this.element = make("details", { class: "body-chart__list" }, make("summary", {}, say("list_title")), this.#form(), this.#chosen());
    this.element.open = open;
    this.#choose(null);
  }

  #form() {
    const form = make("div", { class: "body-chart__list-form" }, this.#search(), this.#details());
    // Enter in these fields adds an area; it must not send the page's form.
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("input")) {
        event.preventDefault();
        if (event.target !== this.input || !this.#takeActive()) this.#add();
      }
    });
    return form;
  }

  #search() {
    const say = this.#say;
    const [inputId, listId] = [newId("search"), newId("found")];
    this.input = make("input", {
      id: inputId, type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", form: "",
      "aria-expanded": "false", "aria-controls": listId, "aria-autocomplete": "list",
      oninput: () => this.#typed(), onfocus: () => this.#typed(), onkeydown: (event) => this.#key(event),
      onblur: () => setTimeout(() => this.#fold(), 150),
    });
    this.options = make("ul", { id: listId, role: "listbox", "aria-label": say("list_search"), class: "body-chart__found", hidden: true });
    this.help = make("p", { class: "body-chart__hint", id: newId("help") }, say("list_hint"));
    this.input.setAttribute("aria-describedby", this.help.id);
    const box = make("div", { class: "body-chart__combobox" }, this.input, this.options);
    return make("div", { class: "body-chart__field" }, make("label", { for: inputId }, say("list_search")), box, this.help, this.#sensitiveSwitch());
  }

  #sensitiveSwitch() {
    if (!this.#areas.some((area) => area.sensitive)) return null;
    const box = make("input", { type: "checkbox", form: "", onchange: () => (this.sensitive = box.checked) });
    box.checked = this.sensitive;
    return make("label", { class: "body-chart__check" }, box, this.#say("list_sensitive"));
  }

  #typed() {
    const known = this.#areas.filter((area) => this.sensitive || !area.sensitive);
    this.#found = findAreas(known, this.input.value).slice(0, SHOWN);
    this.#active = -1;
    this.options.replaceChildren(...this.#found.map((area, index) => this.#option(area, index)));
    this.#unfold();
    const count = this.#found.length;
    const found = count ? this.#say("list_found", { n: count }) : this.#say("list_none");
    this.help.textContent = this.input.value.trim() ? found : this.#say("list_hint");
  }

  #option(area, index) {
    const second = area.lay && fold(area.lay) !== fold(area.name) ? make("span", { class: "body-chart__second" }, area.name) : null;
    return make("li", {
      id: `${this.options.id}-${index}`, role: "option", "aria-selected": "false",
      onpointerdown: (event) => event.preventDefault(), onclick: () => this.#choose(area),
    }, plain(area), second);
  }

  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && !this.options.hidden) {
      event.preventDefault();
      this.#fold();
    }
    if (!step) return;
    event.preventDefault();
    if (this.options.hidden) this.#typed();
    this.#move(step);
  }

  #move(step) {
    const items = [...this.options.children];
    if (!items.length) return;
    this.#active = (this.#active + step + items.length) % items.length;
    items.forEach((item, index) => item.setAttribute("aria-selected", String(index === this.#active)));
    items[this.#active].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", items[this.#active].id);
  }

  #takeActive() {
    const area = this.#found[this.#active] ?? (this.#found.length === 1 ? this.#found[0] : null);
    if (!area || this.options.hidden) return false;
    this.#choose(area);
    return true;
  }

  #unfold() {
    this.options.hidden = !this.#found.length;
    this.input.setAttribute("aria-expanded", String(!this.options.hidden));
    this.input.removeAttribute("aria-activedescendant");
  }

  #fold() {
    this.options.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  #details() {
    const say = this.#say;
    this.side = make("fieldset", { class: "body-chart__field" });
    this.quality = choices(say("list_quality"), QUALITIES.map((q) => [q, say(q)]), "ache", true);
    this.intensity = make("select", { id: newId("strong"), form: "" }, make("option", { value: "" }, say("list_unsaid")));
    for (let n = 0; n <= 10; n++) this.intensity.append(make("option", { value: n }, String(n)));
    const strong = make("div", { class: "body-chart__field" }, make("label", { for: this.intensity.id }, say("list_intensity")), this.intensity);
    this.addButton = make("button", { type: "button", class: "body-chart__add", onclick: () => this.#add() }, say("list_add"));
    this.problem = make("p", { class: "body-chart__problem", role: "alert" });
    this.more = make("div", { class: "body-chart__details" }, this.side, this.quality, strong);
    return make("div", { class: "body-chart__details-frame" }, this.more, this.problem, this.addButton);
  }

  #choose(area) {
    this.#area = area;
    this.more.hidden = !area;
    this.problem.textContent = "";
    if (!area) return;
    this.input.value = plain(area);
    this.#fold();
    this.help.textContent = fold(area.note ?? "") === fold(area.lay) ? "" : (area.note ?? "");
    const sides = SIDES[area.side];
    const only = sides.length === 1 ? sides[0] : area.side === "crosses_midline" ? "midline" : null;
    this.side.replaceWith((this.side = choices(this.#say("list_side"), sides.map((s) => [s, this.#say(s)]), only)));
    this.side.querySelector("input").focus();
  }

  #add() {
    const side = this.side.querySelector("input:checked")?.value;
    if (!this.#area) return this.#refuse("list_pick", this.input);
    if (!side) return this.#refuse("list_pick_side", this.side.querySelector("input"));
    const strong = this.intensity.value;
    this.#on.add({
      area: this.#area.id,
      side,
      intensity: strong === "" ? null : Number(strong),
      quality: this.quality.querySelector("input:checked")?.value ?? null,
    });
    this.input.value = "";
    this.intensity.value = "";
    this.#choose(null);
    this.input.focus();
    this.#fold();
    return undefined;
  }

  #refuse(word, where) {
    this.problem.textContent = this.#say(word);
    where.focus();
  }

  #chosen() {
    // No heading: the element does not know the level of headings around it.
    const id = newId("chosen");
    this.title = make("p", { id, class: "body-chart__list-title", tabindex: "-1" }, this.#say("list_chosen"));
    this.rows = make("ul", { class: "body-chart__chosen", "aria-labelledby": id });
    return make("div", {}, this.title, this.rows);
  }

  // Show the areas chosen so far.
  update(listed) {
    const rows = listed.map((entry, index) => this.#row(entry, index));
    if (!rows.length) rows.push(make("li", { class: "body-chart__hint" }, this.#say("list_empty")));
    this.rows.replaceChildren(...rows);
    for (const swatch of this.rows.querySelectorAll("canvas")) drawSwatch(swatch, swatch.dataset.quality);
    if (listed.length) this.element.open = true;
  }

  #row(entry, index) {
    const what = this.describe(entry);
    const remove = make("button", { type: "button", class: "body-chart__tool", "aria-label": this.#say("list_remove", { what }), title: this.#say("list_remove", { what }), onclick: () => this.#remove(index) }, icon("cross"));
    const swatch = make("canvas", { class: "body-chart__swatch", "aria-hidden": "true", "data-quality": entry.quality ?? "plain" });
    return make("li", {}, swatch, make("span", {}, what), remove);
  }

  // Keep the keyboard where it was: on the next remove button, else on the heading.
  #remove(index) {
    this.#on.remove(index);
    const buttons = this.rows.querySelectorAll("button");
    (buttons[Math.min(index, buttons.length - 1)] ?? this.title).focus();
  }

  // "right temple, ache, 7 of 10"
  describe({ area, side, quality, intensity }) {
    const known = this.#areas.find(({ id }) => id === area);
    const parts = [nameOn(known ? plain(known) : area, side, this.#say)];
    if (quality) parts.push(this.#say(quality).toLowerCase());
    if (intensity !== null && intensity !== undefined) parts.push(this.#say("of_ten", { n: intensity }));
    return parts.join(", ");
  }
}

// An area's name with its side: "right temple", "shin, upper third (left)", "low back".
export function nameOn(name, side, say) {
  const word = { left: "left_side", right: "right_side", both: "both_sides" }[side];
  if (!word) return name;
  const short = side !== "both" && !/,| of /.test(name);
  return say(short ? "side_of" : "side_after", { side: say(word), area: name });
}

export function plain(area) {
  return area.lay || area.name;
}

function choices(legend, options, chosen, swatches = false) {
  const name = newId("choice");
  const group = make("fieldset", { class: "body-chart__field" }, make("legend", {}, legend));
  const row = make("div", { class: "body-chart__choices" });
  for (const [value, text] of options) {
    const input = make("input", { type: "radio", name, value, form: "", class: "body-chart__hidden" });
    input.checked = value === chosen;
    const swatch = swatches ? make("canvas", { class: "body-chart__swatch", "aria-hidden": "true" }) : null;
    row.append(make("label", { class: "body-chart__choice" }, input, swatch, make("span", {}, text)));
    if (swatch) requestAnimationFrame(() => drawSwatch(swatch, value));
  }
  group.append(row);
  return group;
}
