// The map: moved and zoomed by wheel, fingers, buttons and keys; its layers switched; its shapes chosen.

const MOST = 400, TENTH = 0.1; // paths are drawn in tenths

class Plan {
  constructor(svg) {
    this.svg = svg;
    this.box = document.getElementById("plan-box");
    this.view = document.getElementById("view");
    this.size = svg.viewBox.baseVal;
    this.patterns = svg.querySelectorAll('pattern[id^="p-"]');
    this.bar = svg.querySelector(".scale");
    this.metres = Number(this.bar.dataset.bar) / this.bar.querySelector("path").getBBox().width;
    this.fingers = new Map();
    this.travelled = 0;
    this.all();
    this._listen();
  }

  all() {
    Object.assign(this, { k: 1, x: 0, y: 0 });
    this.draw();
  }

  draw() {
    this.view.setAttribute("transform", "translate(" + this.x + " " + this.y + ") scale(" + this.k + ")");
    this.patterns.forEach((pattern) => pattern.setAttribute("patternTransform", "scale(" + 1 / (this.k * TENTH) + ")"));
    this._drawBar();
  }

  _drawBar() {
    const unit = this.metres / this.k, wanted = 0.22 * this.size.width * unit;
    const power = Math.pow(10, Math.floor(Math.log10(wanted)));
    const length = [5, 2, 1].map((step) => step * power).find((one) => one <= wanted);
    const across = length / unit, text = this.bar.querySelector("text");
    this.bar.querySelector("path").setAttribute("d", "M0 -6V0H" + across + "V-6");
    text.setAttribute("x", across / 2);
    text.textContent = length >= 1000 ? length / 1000 + " km" : Number(length.toPrecision(1)) + " m";
  }

  at(event) {
    const point = this.svg.createSVGPoint();
    point.x = event.clientX;
    point.y = event.clientY;
    return point.matrixTransform(this.svg.getScreenCTM().inverse());
  }

  zoom(factor, at = { x: this.size.width / 2, y: this.size.height / 2 }) {
    const next = Math.min(MOST, Math.max(1, this.k * factor));
    this.x = at.x - (at.x - this.x) * next / this.k;
    this.y = at.y - (at.y - this.y) * next / this.k;
    this.k = next;
    if (next === 1) this.all();
    else this.draw();
  }

  move(x, y) {
    this.x += x;
    this.y += y;
    this.draw();
  }

  // So that a subject fills a third of the map.
  zoomTo(row) {
    const boxes = shapesOf(row).map((shape) => shape.getBBox());
    if (!boxes.length) return;
    const least = (ends) => Math.min(...ends) * TENTH, most = (ends) => Math.max(...ends) * TENTH;
    const left = least(boxes.map((one) => one.x)), right = most(boxes.map((one) => one.x + one.width));
    const top = least(boxes.map((one) => one.y)), foot = most(boxes.map((one) => one.y + one.height));
    const fits = Math.min(this.size.width / Math.max(right - left, 1), this.size.height / Math.max(foot - top, 1)) / 3;
    this.k = Math.min(MOST, Math.max(1, fits));
    this.x = this.size.width / 2 - this.k * (left + right) / 2;
    this.y = this.size.height / 2 - this.k * (top + foot) / 2;
    this.draw();
    this.box.scrollIntoView({ block: "nearest" });
  }

  _listen() {
    this.svg.addEventListener("wheel", (event) => {
      if (event.deltaY > 0 && this.k === 1) return; // all is shown: the page scrolls on
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? 1.25 : 0.8, this.at(event));
    }, { passive: false });
    this.svg.addEventListener("pointerdown", (event) => {
      this.fingers.set(event.pointerId, this.at(event));
      this.travelled = this.fingers.size > 1 ? Infinity : 0;
    });
    window.addEventListener("pointermove", (event) => this._moved(event));
    ["pointerup", "pointercancel"].forEach((name) =>
      window.addEventListener(name, (event) => this.fingers.delete(event.pointerId)));
    this.svg.addEventListener("click", (event) => {
      const shape = event.target.closest("[data-s]");
      if (shape && this.travelled < 4) choose(Number(shape.dataset.s), "map");
    });
    this.svg.addEventListener("pointerover", (event) => {
      const shape = event.target.closest("[data-s]");
      marked(shape ? Number(shape.dataset.s) : -1, "hovered");
    });
    this.box.addEventListener("keydown", (event) => this._key(event));
    document.querySelectorAll("[data-zoom]").forEach((button) => button.addEventListener("click", () => {
      const factor = Number(button.dataset.zoom);
      if (factor) this.zoom(factor);
      else this.all();
    }));
    document.querySelectorAll("[data-shows]").forEach((tick) => tick.addEventListener("change", () =>
      this.view.querySelector(".subjects").classList.toggle("without-" + tick.dataset.shows, !tick.checked)));
    document.querySelectorAll("[data-shows-layer]").forEach((tick) => tick.addEventListener("change", () =>
      this.view.querySelector('[data-layer="' + tick.dataset.showsLayer + '"]').classList.toggle("off", !tick.checked)));
  }

  _moved(event) {
    const before = this.fingers.get(event.pointerId);
    if (!before) return;
    const now = this.at(event);
    if (this.fingers.size === 2) this._pinched(event.pointerId, before, now);
    else {
      this.travelled += Math.abs(now.x - before.x) + Math.abs(now.y - before.y);
      if (this.travelled >= 4) this.move(now.x - before.x, now.y - before.y);
    }
    this.fingers.set(event.pointerId, now);
  }

  _pinched(id, before, now) {
    const other = Array.from(this.fingers).find((one) => one[0] !== id)[1];
    const was = Math.hypot(before.x - other.x, before.y - other.y);
    if (was > 0) this.zoom(Math.hypot(now.x - other.x, now.y - other.y) / was, other);
  }

  _key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("button")) return;
    const step = 60, next = (by) => () => choose(stepped(by), "map");
    const act = {
      ArrowLeft: () => this.move(step, 0), ArrowRight: () => this.move(-step, 0),
      ArrowUp: () => this.move(0, step), ArrowDown: () => this.move(0, -step),
      "+": () => this.zoom(1.5), "=": () => this.zoom(1.5), "-": () => this.zoom(1 / 1.5), 0: () => this.all(),
      n: next(1), p: next(-1), f: () => this.zoomTo(subjects.chosen),
    }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }
}

// The subject that follows the chosen one in the table of subjects as it is sorted and filtered.
function stepped(by) {
  const order = pageTable("subjects").rows.order;
  if (!order.length) return -1;
  const now = order.indexOf(subjects.chosen);
  return order[now < 0 ? 0 : (now + by + order.length) % order.length];
}

let plan = null;
