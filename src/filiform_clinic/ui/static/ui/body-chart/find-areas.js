// Finds areas by what somebody types: the names that mean just that come first.

// Areas that hold every typed word, best first; all of them, in their order, when nothing is typed.
export function findAreas(areas, typed) {
  const meant = meanings(typed);
  if (!meant.length) return [...areas];
  const scored = [];
  for (const area of areas) {
    const scores = meant.flatMap((words) => phrases(area).map(([phrase, behind]) => scoreOf(phrase, words) + behind));
    if (Math.min(...scores) < NONE) scored.push([Math.min(...scores), area]);
  }
  return scored.sort((a, b) => a[0] - b[0]).map(([, area]) => area);
}

const NONE = 100;
const known = new WeakMap();

// What people say, and the word that the areas are told by.
const SAYINGS = {
  "lower back": "low back",
  "upper back": "shoulder blades",
  tummy: "belly",
  stomach: "belly",
  bum: "buttock",
  bottom: "buttock",
  backside: "buttock",
  tooth: "teeth",
};

// The typed words; what they stand for as a saying; and each word without its plural.
function meanings(typed) {
  const words = wordsOf(typed);
  if (!words.length) return [];
  const said = SAYINGS[words.join(" ")];
  const one = words.map((word) => (word.length > 3 && /[^s]s$/.test(word) ? word.slice(0, -1) : word));
  return [words, ...(said ? [wordsOf(said)] : []), ...(one.join() === words.join() ? [] : [one])];
}

// What an area is called, each with how far behind a name it stands: the lay words and the name,
// then the description, then everything together.
function phrases(area) {
  if (!known.has(area)) {
    const names = [area.lay, ...(area.words ?? []), area.name].map((name) => wordsOf(name ?? ""));
    const also = [area.note ?? "", area.id.replaceAll("_", " ")].map(wordsOf);
    known.set(area, [
      ...names.map((name, index) => [name, index && 0.25]),
      ...also.map((words) => [words, 4]),
      [[...names, ...also].flat(), 8],
    ]);
  }
  return known.get(area);
}

// 0: the phrase itself. 1: it ends so, as "middle of the low back" does. 2: it holds the words in a
// row, as "low back dimple" does. 3: it holds them anywhere. 4: it holds words that begin so.
// 6: inside of words. While a word is still being typed, its beginning counts a little less.
function scoreOf(phrase, words) {
  const starts = phrase.map((_, index) => index).filter((index) => rowAt(phrase, words, index));
  const whole = (index) => phrase[index + words.length - 1] === words.at(-1);
  const inRow = starts.map((index) => {
    const ends = index + words.length === phrase.length;
    return (ends ? (index ? 1 : 0) : 2) + (whole(index) ? 0 : 0.5);
  });
  if (inRow.length) return Math.min(...inRow);
  if (words.every((word) => phrase.includes(word))) return 3;
  if (words.every((word) => phrase.some((one) => one.startsWith(word)))) return 4;
  return words.every((word) => phrase.some((one) => one.includes(word))) ? 6 : NONE;
}

// Whether the words stand in the phrase from `index` on, the last perhaps unfinished.
function rowAt(phrase, words, index) {
  const last = words.length - 1;
  return words.every((word, n) => (n < last ? phrase[index + n] === word : phrase[index + n]?.startsWith(word)));
}

function wordsOf(text) {
  return fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

// Lower case, without accents.
export function fold(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
}
