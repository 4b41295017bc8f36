// Where the picture lies on the stage. Stage positions are CSS pixels, picture positions its pixels.

const MOST = 8;

export class Camera {
  constructor() {
    this.stage = { width: 1, height: 1 };
    this.picture = { width: 1, height: 1 };
    this.margin = { top: 8, right: 8, bottom: 8, left: 8 };
    this.zoom = 1; // 1: the whole picture fits
    this.x = 0; // picture position shown at the middle of the stage
    this.y = 0;
  }

  setPicture(width, height) {
    this.picture = { width, height };
    this.fit();
  }

  setStage(width, height) {
    this.stage = { width: Math.max(1, width), height: Math.max(1, height) };
    this.#settle();
  }

  fit() {
    this.zoom = 1;
    this.x = this.picture.width / 2;
    this.y = this.picture.height / 2;
  }

  // CSS pixels per picture pixel.
  get scale() {
    return this.zoom * this.#fitScale();
  }

  get zoomed() {
    return this.zoom > 1.001;
  }

  toPicture(stageX, stageY) {
    return [
      (stageX - this.stage.width / 2) / this.scale + this.x,
      (stageY - this.stage.height / 2) / this.scale + this.y,
    ];
  }

  toStage(x, y) {
    return [
      (x - this.x) * this.scale + this.stage.width / 2,
      (y - this.y) * this.scale + this.stage.height / 2,
    ];
  }

  // Zoom by a factor and keep the picture position under (stageX, stageY) where it is.
  zoomAt(factor, stageX, stageY) {
    const [x, y] = this.toPicture(stageX, stageY);
    this.zoom = Math.min(MOST, Math.max(1, this.zoom * factor));
    const [nowX, nowY] = this.toPicture(stageX, stageY);
    this.x += x - nowX;
    this.y += y - nowY;
    this.#settle();
  }

  panBy(stageX, stageY) {
    this.x -= stageX / this.scale;
    this.y -= stageY / this.scale;
    this.#settle();
  }

  // Bring a frame of the picture (x0, y0, x1, y1) into sight.
  show([x0, y0, x1, y1]) {
    const need = Math.max((x1 - x0) / this.stage.width, (y1 - y0) / this.stage.height, 1e-6);
    this.zoom = Math.min(4, Math.max(1, 0.5 / (need * this.#fitScale())));
    this.x = (x0 + x1) / 2;
    this.y = (y0 + y1) / 2;
    this.#settle();
  }

  #fitScale() {
    const { stage, picture } = this;
    return Math.min((stage.width - 16) / picture.width, (stage.height - 16) / picture.height);
  }

  // Keep the picture on the stage: no side of it may leave the middle region.
  #settle() {
    if (!this.zoomed) {
      this.fit();
      return;
    }
    this.x = settled(this.x, this.picture.width, this.stage.width / this.scale);
    this.y = settled(this.y, this.picture.height, this.stage.height / this.scale);
  }
}

function settled(centre, size, seen) {
  const slack = seen * 0.25;
  const low = Math.min(size / 2, seen / 2 - slack);
  return Math.min(Math.max(centre, low), size - low);
}
