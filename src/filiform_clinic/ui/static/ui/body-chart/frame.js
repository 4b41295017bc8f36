// A frame of picture pixels that have changed: { x0, y0, x1, y1 }, ends included.

export function emptyFrame() {
  return { x0: Infinity, y0: Infinity, x1: -1, y1: -1 };
}

export function isEmpty(frame) {
  return frame.x1 < 0;
}

// Take in a span of a row.
export function widen(frame, row, first, last) {
  frame.x0 = Math.min(frame.x0, first);
  frame.x1 = Math.max(frame.x1, last);
  frame.y0 = Math.min(frame.y0, row);
  frame.y1 = Math.max(frame.y1, row);
}

// The frame around two; the first may be missing.
export function union(a, b) {
  if (!a) return { ...b };
  return {
    x0: Math.min(a.x0, b.x0),
    y0: Math.min(a.y0, b.y0),
    x1: Math.max(a.x1, b.x1),
    y1: Math.max(a.y1, b.y1),
  };
}
