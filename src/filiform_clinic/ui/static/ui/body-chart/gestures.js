// Turns pointers on the stage into painting, tapping, panning and pinching.
// One finger paints (or taps), two fingers zoom and pan, a mouse wheel with Ctrl zooms.

const TAP_MOVE = 6; // CSS pixels a tap may wander
const SECOND_FINGER = 24; // a stroke shorter than this gives way to a pinch

// `hand` gets: begin(point), move(points), end(), cancel(), tap(point), pan(dx, dy),
// pinch(factor, x, y), hover(point|null). `paints()` says whether one finger paints.
export function listen(stage, hand, paints) {
  const fingers = new Map();
  let state = "idle"; // idle | pressed | painting | panning | pinching
  let start = null;
  let primary = null;

  const at = (event) => {
    const box = stage.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  stage.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" && event.button > 1) return;
    stage.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, at(event));
    if (fingers.size === 2) beginPinch();
    else if (fingers.size === 1) beginPress(event);
  });

  function beginPress(event) {
    start = { ...at(event), travelled: 0 };
    primary = event.pointerId;
    const pans = event.button === 1 || event.shiftKey || !paints();
    state = pans ? "pressed-pan" : "pressed";
    if (!pans) hand.begin(start);
  }

  function beginPinch() {
    if (state === "painting" && start.travelled > SECOND_FINGER) return;
    if (state === "painting" || state === "pressed") hand.cancel();
    state = "pinching";
  }

  stage.addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId)) {
      if (event.pointerType !== "touch") hand.hover(at(event));
      return;
    }
    const before = fingers.get(event.pointerId);
    const now = at(event);
    if (state === "pinching") pinch(event.pointerId, before, now);
    else if (event.pointerId !== primary) return;
    else if (state === "panning") hand.pan(now.x - before.x, now.y - before.y);
    else press(event, now);
    fingers.set(event.pointerId, now);
    if (event.pointerType !== "touch") hand.hover(now);
  });

  function press(event, now) {
    start.travelled = Math.max(start.travelled, Math.hypot(now.x - start.x, now.y - start.y));
    if (start.travelled <= TAP_MOVE && state !== "painting") return;
    if (state === "pressed") state = "painting";
    if (state === "pressed-pan") {
      state = "panning";
      hand.pan(now.x - start.x, now.y - start.y);
    }
    if (state === "painting") {
      const all = event.getCoalescedEvents?.() ?? [];
      hand.move((all.length ? all : [event]).map(at));
    }
  }

  function pinch(id, before, now) {
    const other = [...fingers].find(([key]) => key !== id)?.[1];
    if (!other) return;
    const was = Math.hypot(before.x - other.x, before.y - other.y);
    const is = Math.hypot(now.x - other.x, now.y - other.y);
    hand.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
    if (was > 1) hand.pinch(is / was, (now.x + other.x) / 2, (now.y + other.y) / 2);
  }

  const lift = (event, cancelled) => {
    if (!fingers.delete(event.pointerId)) return;
    if (state !== "pinching" && event.pointerId !== primary) return;
    if (state === "painting") cancelled ? hand.cancel() : hand.end();
    else if (state.startsWith("pressed") && !cancelled) hand.tap(start);
    else if (state === "pressed") hand.cancel();
    if (state === "pinching" && fingers.size) return; // the last finger neither paints nor pans
    state = fingers.size ? state : "idle";
  };
  stage.addEventListener("pointerup", (event) => lift(event, false));
  stage.addEventListener("pointercancel", (event) => lift(event, true));
  stage.addEventListener("pointerleave", () => hand.hover(null));

  stage.addEventListener(
    "wheel",
    (event) => {
      const { x, y } = at(event);
      if (event.ctrlKey || event.metaKey) hand.pinch(Math.exp(-event.deltaY / 200), x, y);
      else if (!hand.wheel(-event.deltaX, -event.deltaY)) return;
      event.preventDefault();
    },
    { passive: false },
  );
}
