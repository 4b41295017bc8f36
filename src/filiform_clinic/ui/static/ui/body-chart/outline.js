// The outline of a group of cells in a view, as a path in picture pixels.
// Borders run between pixels; their corners are cut so that they do not look like stairs.

const SMOOTH_CM = 0.7; // cells are some 3 cm wide: their corners mean nothing

export function outlineOf(map, cells) {
  const inside = new Uint8Array(map.cells + 1);
  const frame = frameOf(map, cells, inside);
  const path = new Path2D();
  if (!frame) return path;
  const reach = Math.max(1, Math.round(SMOOTH_CM * map.view.px_per_cm));
  for (const loop of traceLoops(map, inside, frame)) addLoop(path, smooth(loop, reach));
  return path;
}

function frameOf(map, cells, inside) {
  let frame = null;
  for (const cell of cells) {
    inside[cell + 1] = 1;
    const [x0, y0, x1, y1] = map.boxes.subarray(4 * cell, 4 * cell + 4);
    if (x0 < 0) continue;
    frame ??= [x0, y0, x1, y1];
    frame = [Math.min(frame[0], x0), Math.min(frame[1], y0), Math.max(frame[2], x1), Math.max(frame[3], y1)];
  }
  return frame;
}

// Every border edge is walked with the group on its right; edges are chained into loops.
function traceLoops(map, inside, [x0, y0, x1, y1]) {
  const stride = map.width + 1;
  const next = new Map(); // corner -> corners that an edge from it leads to
  const at = (x, y) => x >= x0 && x <= x1 && y >= y0 && y <= y1 && inside[map.ids[y * map.width + x]];
  const add = (ax, ay, bx, by) => {
    const from = ay * stride + ax;
    const to = by * stride + bx;
    if (next.has(from)) next.get(from).push(to);
    else next.set(from, [to]);
  };
  for (let y = y0; y <= y1; y++) {
    for (let x = x0; x <= x1; x++) {
      if (!at(x, y)) continue;
      if (!at(x, y - 1)) add(x, y, x + 1, y);
      if (!at(x + 1, y)) add(x + 1, y, x + 1, y + 1);
      if (!at(x, y + 1)) add(x + 1, y + 1, x, y + 1);
      if (!at(x - 1, y)) add(x, y + 1, x, y);
    }
  }
  return chain(next, stride);
}

function chain(next, stride) {
  const loops = [];
  for (const [start, ways] of next) {
    while (ways.length) {
      const loop = [];
      let corner = start;
      do {
        loop.push([corner % stride, Math.floor(corner / stride)]);
        corner = next.get(corner).pop();
      } while (corner !== start);
      loops.push(loop);
    }
  }
  return loops;
}

// Middles of the edges, each averaged with its neighbours within `reach`; some of them are kept.
function smooth(loop, reach) {
  const n = loop.length;
  const middles = loop.map(([x, y], i) => [(x + loop[(i + 1) % n][0]) / 2, (y + loop[(i + 1) % n][1]) / 2]);
  const wide = Math.min(reach, Math.floor(n / 8));
  const kept = [];
  for (let i = 0; i < n; i += Math.max(1, Math.floor(wide / 2))) kept.push(mean(middles, i - wide, i + wide));
  return kept;
}

function mean(points, first, last) {
  const n = points.length;
  let [x, y] = [0, 0];
  for (let i = first; i <= last; i++) {
    const point = points[(i + n) % n];
    x += point[0];
    y += point[1];
  }
  return [x / (last - first + 1), y / (last - first + 1)];
}

function addLoop(path, points) {
  points.forEach(([x, y], i) => (i ? path.lineTo(x, y) : path.moveTo(x, y)));
  path.closePath();
}
