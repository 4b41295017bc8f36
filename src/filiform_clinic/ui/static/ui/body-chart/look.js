// How paint looks: a colour and a hatch for each quality, an opacity for each step of intensity.
// The same figures stand in filiform/drawing/look.py; a test compares the two.

export const INKS = {
  ache: { colour: "#c0362c", hatch: "diagonal" },
  sharp: { colour: "#d9730d", hatch: "dots" },
  burning: { colour: "#b7860b", hatch: "cross" },
  tingling: { colour: "#2563c9", hatch: "waves" },
  stiff: { colour: "#7c3aed", hatch: "vertical" },
};
export const PLAIN = { colour: "#5b5650", hatch: "diagonal" };
export const TILE = 8;
export const LINE_OPACITY = 0.9;
export const TINTS = { 1: 0.22, 2: 0.4, 3: 0.58 };
export const QUALITIES = Object.keys(INKS);

export function ink(quality) {
  return INKS[quality] ?? PLAIN;
}

// 1 mild (0-3), 2 moderate (4-6; also not said), 3 severe (7-10).
export function step(intensity) {
  if (intensity === null || intensity === undefined) return 2;
  return intensity < 4 ? 1 : intensity < 7 ? 2 : 3;
}

export function lookOf(quality, intensity) {
  return `${quality ?? "plain"}-${step(intensity)}`;
}

const tiles = new Map();

// A hatch tile (canvas) for a look such as "ache-2", for screens with `ratio` pixels per CSS pixel.
export function tile(look, ratio) {
  const key = `${look}@${ratio}`;
  if (!tiles.has(key)) {
    const [quality, strength] = look.split("-");
    tiles.set(key, drawTile(ink(quality), TINTS[strength], ratio));
  }
  return tiles.get(key);
}

function drawTile({ colour, hatch }, tint, ratio) {
  const side = Math.round(TILE * ratio);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const pen = canvas.getContext("2d");
  pen.scale(side / TILE, side / TILE);
  pen.fillStyle = pen.strokeStyle = colour;
  pen.globalAlpha = tint;
  pen.fillRect(0, 0, TILE, TILE);
  pen.globalAlpha = LINE_OPACITY;
  pen.lineWidth = 1.4;
  HATCHES[hatch](pen, TILE);
  return canvas;
}

// Each hatch meets itself at the tile's borders.
const HATCHES = {
  diagonal(pen, n) {
    lines(pen, [[-1, 1, 1, -1], [-1, n + 1, n + 1, -1], [n - 1, n + 1, n + 1, n - 1]]);
  },
  cross(pen, n) {
    pen.lineWidth = 1;
    HATCHES.diagonal(pen, n);
    lines(pen, [[-1, n - 1, 1, n + 1], [-1, -1, n + 1, n + 1], [n - 1, -1, n + 1, 1]]);
  },
  vertical(pen, n) {
    lines(pen, [[n / 4, 0, n / 4, n], [(3 * n) / 4, 0, (3 * n) / 4, n]]);
  },
  waves(pen, n) {
    pen.beginPath();
    pen.moveTo(0, n / 2);
    pen.bezierCurveTo(n / 4, 0, n / 4, 0, n / 2, n / 2);
    pen.bezierCurveTo((3 * n) / 4, n, (3 * n) / 4, n, n, n / 2);
    pen.stroke();
  },
  dots(pen, n) {
    for (const [x, y] of [[n / 4, n / 4], [(3 * n) / 4, (3 * n) / 4]]) {
      pen.beginPath();
      pen.arc(x, y, 1.35, 0, 2 * Math.PI);
      pen.fill();
    }
  },
};

function lines(pen, segments) {
  pen.beginPath();
  for (const [x0, y0, x1, y1] of segments) {
    pen.moveTo(x0, y0);
    pen.lineTo(x1, y1);
  }
  pen.stroke();
}

// Paint a sample of a quality on a small canvas, for its button.
export function drawSwatch(canvas, quality, strength = 2) {
  const ratio = Math.min(3, window.devicePixelRatio || 1);
  canvas.width = canvas.clientWidth * ratio || 28 * ratio;
  canvas.height = canvas.clientHeight * ratio || 20 * ratio;
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#e9e3db";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = pen.createPattern(tile(`${quality}-${strength}`, ratio), "repeat");
  pen.fillRect(0, 0, canvas.width, canvas.height);
}
