// From the layers a page hands over to what the painter draws.
//
// layers = {
//   drawing: { label?, strokes?, listed?, cells?: [{cell, coverage, intensity, quality}] },
//   before:  the same, of an earlier date: shown as an outline to compare with,
//   zones: [{ label, essential: [cell], spillover: [cell] }],
//   hypotheses: [{ label, cells: [cell], level: "likely" | "possible" | "less_likely",
//     held?: no needle may go in }],
//   shares: { cells: [cell], parts: [{ letter, label, cells: [cell], at: cell }] }   which muscle
//     explains most of which painted skin,
//   scars: [{ label, cells: [cell], lines: [{ view, points: [[x, y]] }] }]   named places have no line,
//   findings: [{ id?, cell | view, x, y, result: "familiar_pain" | "tender" | "nothing", label? }],
//   needles: [{ id?, cell | view, x, y, removed, planned?, count, label? }],
//   sites: [{ id, label, side, cell }]   candidates that a mark names when they are near
// }

import { lookOf } from "./look.js";
import { Layers } from "./layers.js";

const PAINTED_FROM = 0.5;
const HELD = "#b42318";
const DENSITY = { likely: 3, possible: 2, less_likely: 1 };
export const LAYER_NAMES = ["drawing", "before", "zones", "hypotheses", "shares", "scars", "findings", "needles"];

// Cells that count as painted in a stored drawing.
export async function cellsOfDrawing(body, drawing) {
  return new Set((await paintOfDrawing(body, drawing)).filter((p) => p.coverage >= PAINTED_FROM).map((p) => p.cell));
}

// Its paint: [{ cell, coverage, quality, intensity }], from cells, or from strokes and names.
export async function paintOfDrawing(body, { cells, strokes = [], listed = [] }) {
  if (cells) return cells;
  const layers = new Layers(body);
  await layers.prepare(strokes.map((stroke) => stroke.view));
  strokes.forEach((stroke) => layers.apply(stroke));
  const paint = layers.paint();
  return withListed(body, paint, listed);
}

// Listed areas fill what the hand left bare.
export function withListed(body, paint, listed) {
  for (const { area, side, intensity = null, quality = null } of listed) {
    for (const cell of body.cellsOf(area, side)) {
      const old = paint.get(cell);
      if (!old || old.coverage < PAINTED_FROM) paint.set(cell, { coverage: 1, intensity, quality });
    }
  }
  return [...paint].map(([cell, entry]) => ({ cell, ...entry }));
}

// Groups of cells that look the same: [{ look, cells }].
export function fillsOf(paint) {
  const groups = new Map();
  for (const { cell, coverage, quality, intensity } of paint) {
    if (coverage < PAINTED_FROM) continue;
    const look = lookOf(quality, intensity);
    if (!groups.has(look)) groups.set(look, []);
    groups.get(look).push(cell);
  }
  return [...groups].map(([look, cells]) => ({ look, cells }));
}

// Everything but the paint itself. `shown` tells which layers are on, `painted` the painted cells.
export function overlays(layers, shown, { painted, before }) {
  const fills = [];
  const outlines = [];
  const markers = [];
  if (shown("before") && before?.size) outlines.push({ cells: [...before], width: 2, dash: [2, 4], halo: true });
  if (shown("hypotheses")) for (const one of layers.hypotheses ?? []) addHypothesis(one, fills, outlines);
  if (shown("zones")) for (const zone of layers.zones ?? []) addZone(zone, painted, outlines);
  if (shown("shares")) for (const one of layers.shares.parts ?? []) addShare(one, fills, outlines, markers);
  if (shown("findings")) for (const one of layers.findings ?? []) markers.push({ kind: "finding", ...one });
  if (shown("needles")) for (const one of layers.needles ?? []) markers.push({ kind: "needle", ...one });
  const lines = shown("scars") ? layers.scars.flatMap((scar) => scar.lines) : [];
  if (shown("scars")) for (const { lines: drawn, cells } of layers.scars) if (!drawn.length) outlines.push({ cells, width: 1.5, dash: [1, 3], halo: true });
  return { fills, outlines, markers, lines };
}

// A muscle in which no needle may go has a dashed outline in the colour of stop; its label says so.
function addHypothesis({ cells, level, held = false }, fills, outlines) {
  fills.push({ cells, density: DENSITY[level] ?? 1, opacity: 0.8 });
  if (held) outlines.push({ cells, width: 3, dash: [4, 4], halo: true, colour: HELD });
  else outlines.push({ cells, width: level === "likely" ? 2 : 1.5, halo: true });
}

// Told apart by letter and line, never by colour alone.
function addShare({ cells, letter, at }, fills, outlines, markers) {
  const nth = letter.charCodeAt(0) - 65;
  fills.push({ cells, density: Math.max(1, 3 - nth), opacity: 0.7 });
  outlines.push({ cells, width: 2, dash: [[], [8, 4], [3, 3], [1, 4]][nth % 4], halo: true });
  markers.push({ kind: "letter", cell: at, letter });
}

// What was painted as expected has a firm outline; what was expected and is bare a dashed one.
function addZone({ essential = [], spillover = [] }, painted, outlines) {
  const met = essential.filter((cell) => painted.has(cell));
  const missing = essential.filter((cell) => !painted.has(cell));
  if (spillover.length) outlines.push({ cells: spillover, width: 1.25, dash: [1, 4], halo: true });
  if (missing.length) outlines.push({ cells: missing, width: 2, dash: [7, 5], halo: true });
  if (met.length) outlines.push({ cells: met, width: 2.25, halo: true });
}
