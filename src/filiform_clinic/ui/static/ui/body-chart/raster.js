// Which pixels a stroke covers: a disc drawn along its points, row by row.
// The server fills the same spans (filiform/drawing/raster.py), so both paint the same pixels.

// An edge that rises less, or a segment that is shorter, is met by the discs at its ends alone.
const FLAT = 1e-9;

// Call paint(row, first, last) for every span of pixels whose centres lie within `radius` of the
// segment a-b. Points and radius are in pixels of a picture of `width` x `height`.
export function eachSpan(a, b, radius, width, height, paint) {
  const top = Math.max(0, Math.ceil(Math.min(a[1], b[1]) - radius - 0.5));
  const bottom = Math.min(height - 1, Math.floor(Math.max(a[1], b[1]) + radius - 0.5));
  const edges = longEdges(a, b, radius);
  for (let row = top; row <= bottom; row++) {
    const [low, high] = span(a, b, edges, row + 0.5, radius);
    const first = Math.max(0, Math.ceil(low - 0.5));
    const last = Math.min(width - 1, Math.floor(high - 0.5));
    if (first <= last) paint(row, first, last);
  }
}

// All segments of a stroke with normalised points; a single point is a disc.
export function eachSpanOf(stroke, width, height, paint) {
  const points = stroke.points.map(([x, y]) => [x * width, y * height]);
  const radius = stroke.radius * width;
  if (points.length === 1) eachSpan(points[0], points[0], radius, width, height, paint);
  for (let i = 1; i < points.length; i++) {
    eachSpan(points[i - 1], points[i], radius, width, height, paint);
  }
}

function longEdges(a, b, radius) {
  const x = b[0] - a[0];
  const y = b[1] - a[1];
  const length = Math.hypot(x, y);
  const scale = radius / (length > FLAT ? length : 1);
  const normal = [-y * scale, x * scale];
  return [
    [a[0] + normal[0], a[1] + normal[1], b[0] + normal[0], b[1] + normal[1]],
    [a[0] - normal[0], a[1] - normal[1], b[0] - normal[0], b[1] - normal[1]],
  ];
}

// The shape is convex: a row ends on one of the two discs or on one of the two long edges.
function span(a, b, edges, y, radius) {
  let low = Infinity;
  let high = -Infinity;
  for (const centre of [a, b]) {
    const left = radius ** 2 - (y - centre[1]) ** 2;
    if (left >= 0) {
      const half = Math.sqrt(left);
      low = Math.min(low, centre[0] - half);
      high = Math.max(high, centre[0] + half);
    }
  }
  for (const [x0, y0, x1, y1] of edges) {
    const rise = y1 - y0;
    const share = Math.abs(rise) <= FLAT ? -1 : (y - y0) / rise;
    if (share >= 0 && share <= 1) {
      const x = x0 + share * (x1 - x0);
      low = Math.min(low, x);
      high = Math.max(high, x);
    }
  }
  return [low, high];
}
