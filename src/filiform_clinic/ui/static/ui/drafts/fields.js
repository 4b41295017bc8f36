// The fields of a form as pairs of name and value, and back again.
// Hidden fields belong to the page, except `id` and those that `data-draft-hidden` names ("*": all).

const NEVER = new Set(["submit", "button", "reset", "file", "password", "image"]);

export function read(form) {
  return fieldsOf(form)
    .filter((field) => !tickable(field) || field.checked)
    .flatMap((field) => valuesOf(field).map((value) => [field.name, value]));
}

// Puts the pairs into the form; returns the names that it has no field for.
export function write(form, pairs) {
  const left = new Map();
  for (const [name, value] of pairs) left.set(name, [...(left.get(name) ?? []), value]);
  const known = new Set();
  for (const field of fieldsOf(form)) {
    known.add(field.name);
    const values = left.get(field.name) ?? [];
    if (tickable(field)) field.checked = values.includes(field.value);
    else if (field.multiple) for (const one of field.options) one.selected = values.includes(one.value);
    else if (values.length) field.value = values.shift();
  }
  return [...left.keys()].filter((name) => !known.has(name));
}

// Whether a form would have to grow or shrink to hold the pairs.
export function fits(form, pairs) {
  const names = new Set(fieldsOf(form).map((field) => field.name));
  return pairs.every(([name]) => names.has(name));
}

// Whether a person would see the same; what is hidden belongs to the page.
export function same(form, one, other) {
  const hidden = new Set([...form.elements].filter((field) => field.type === "hidden").map((field) => field.name));
  const seen = (pairs) => JSON.stringify(pairs.filter(([name]) => !hidden.has(name)));
  return seen(one) === seen(other);
}

function fieldsOf(form) {
  const hidden = (form.dataset.draftHidden ?? "").split(" ");
  const kept = (field) =>
    field.type !== "hidden" || field.name === "id" || hidden.includes("*") || hidden.includes(field.name);
  return [...form.elements].filter(
    (field) => field.name && !NEVER.has(field.type) && kept(field) && !own(field.name),
  );
}

function own(name) {
  return name === "csrfmiddlewaretoken" || name === "_draft";
}

function tickable(field) {
  return field.type === "checkbox" || field.type === "radio";
}

function valuesOf(field) {
  if (!field.multiple) return [field.value.replaceAll("\r\n", "\n")];
  return [...field.selectedOptions].map((one) => one.value);
}
