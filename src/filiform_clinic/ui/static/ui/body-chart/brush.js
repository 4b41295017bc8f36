// The stroke under way: from points under the finger to points on the picture.

import { MAX_POINTS_PER_STROKE } from "./sketch.js";

const LEAST_STEP = 1.5; // picture pixels between two kept points
const LARGEST_RADIUS = 0.25;

export class Brush {
  #stage;
  #tools;
  stroke = null;

  constructor(stage, tools) {
    this.#stage = stage;
    this.#tools = tools;
  }

  // Start a stroke at a place on the stage.
  begin(point) {
    const { map, camera } = this.#stage;
    const { quality, erasing, radius } = this.#tools;
    this.stroke = {
      id: strokeId(),
      view: map.id,
      points: [this.#share(point)],
      radius: Math.min(LARGEST_RADIUS, round(radius / (camera.scale * map.width))),
      quality: erasing ? null : quality,
      intensity: null,
      erase: erasing,
    };
    return this.#pixels(this.stroke.points[0], this.stroke.points[0]);
  }

  // Go on to a place; gives the new segment in picture pixels, or null if it is too short.
  extend(point) {
    const { points } = this.stroke;
    const next = this.#share(point);
    const [a, b] = this.#pixels(points.at(-1), next);
    const tooShort = Math.hypot(b[0] - a[0], b[1] - a[1]) < LEAST_STEP;
    if (tooShort || points.length >= MAX_POINTS_PER_STROKE) return null;
    points.push(next);
    return [a, b];
  }

  // Lift: gives the stroke and forgets it.
  lift() {
    const { stroke } = this;
    this.stroke = null;
    return stroke;
  }

  #share(point) {
    const { map, camera } = this.#stage;
    const [x, y] = camera.toPicture(point.x, point.y);
    return [clamp(round(x / map.width)), clamp(round(y / map.height))];
  }

  #pixels(...shares) {
    const { map } = this.#stage;
    return shares.map(([x, y]) => [x * map.width, y * map.height]);
  }
}

function strokeId() {
  return `${Date.now().toString(36)}-${crypto.getRandomValues(new Uint32Array(1))[0].toString(36)}`;
}

// Four digits: a tenth of a pixel.
function round(share) {
  return Math.round(share * 1e4) / 1e4;
}

function clamp(share) {
  return Math.min(1.9, Math.max(-0.9, share));
}
