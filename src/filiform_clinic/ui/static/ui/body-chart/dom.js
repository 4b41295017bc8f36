// Small helpers to build markup without HTML strings (a strict CSP stays easy to keep).

// make("button", { class: "x", type: "button", onclick: fn }, "text", child, ...)
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

let counter = 0;

export function newId(stem) {
  counter += 1;
  return `body-chart-${stem}-${counter}`;
}

const ICONS = {
  brush: "M4 20c3 0 5-1 5-4a2.5 2.5 0 0 0-5 0c0 2-1 3-2 3 .5.7 1.200 1 2 1ZM9.500 13.500 19 4l1.500 1.500-9.500 9.500",
  eraser: "m7 20-4-4 10-11 7 7-7 8H7Zm2-10 7 7M13 20h7",
  undo: "M9 7 4 12l5 5M4 12h10a5 5 0 0 1 0 10h-2",
  redo: "m15 7 5 5-5 5m5-5H10a5 5 0 0 0 0 10h2",
  clear: "M5 7h14M10 7V4h4v3m-7 0 1 13h8l1-13",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  whole: "M8 4H4v4m12-4h4v4M8 20H4v-4m12 4h4v-4",
  chevron: "m6 9 6 6 6-6",
  cross: "m6 6 12 12M18 6 6 18",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "body-chart__icon");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

export function iconButton(name, label, onclick, more = {}) {
  const attributes = { type: "button", class: "body-chart__tool", "aria-label": label, title: label };
  return make("button", { ...attributes, onclick, ...more }, icon(name));
}
