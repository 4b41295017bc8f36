// Copies of what was typed, in this browser, for as long as the server does not have it.
// A copy: {place, token, base, fields, submitted}. Signing out clears all of them.

const PREFIX = "filiform-typed:";

// False when the browser has no room, or forbids it.
export function keep(person, copy) {
  try {
    localStorage.setItem(key(person, copy), JSON.stringify(copy));
    return true;
  } catch {
    return false;
  }
}

export function forget(person, copy) {
  try {
    localStorage.removeItem(key(person, copy));
  } catch {
    // Nothing could be kept either.
  }
}

// The person's copies, newest last; of one form only when `place` is given.
export function copies(person, place = null) {
  const mine = keys().filter((one) => one.startsWith(`${PREFIX}${person}:`));
  const found = mine.map((one) => JSON.parse(localStorage.getItem(one)));
  return found.filter((one) => !place || one.place === place).sort((a, b) => a.at - b.at);
}

export function clear() {
  for (const one of keys()) localStorage.removeItem(one);
}

function key(person, copy) {
  return `${PREFIX}${person}:${copy.place}:${copy.token}`;
}

function keys() {
  try {
    return Object.keys(localStorage).filter((one) => one.startsWith(PREFIX));
  } catch {
    return [];
  }
}
