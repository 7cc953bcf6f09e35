(function () {
  "use strict";
  function value(row, column) {
    var cell = row.cells[column];
    if (cell.dataset.v !== undefined) return cell.dataset.v === "" ? null : Number(cell.dataset.v);
    return cell.textContent;
  }
  document.querySelectorAll("th button").forEach(function (button) {
    button.addEventListener("click", function () {
      var head = button.parentNode, body = head.closest("table").tBodies[0];
      var column = head.cellIndex, down = head.getAttribute("aria-sort") === "ascending";
      head.parentNode.querySelectorAll("th").forEach(function (other) { other.setAttribute("aria-sort", "none"); });
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      var rows = Array.prototype.slice.call(body.rows);
      rows.sort(function (a, b) {
        var x = value(a, column), y = value(b, column);
        if (x === null || y === null) return (x === null) - (y === null);
        var order = typeof x === "number" ? x - y : x.localeCompare(y, document.documentElement.lang, { numeric: true });
        return down ? -order : order;
      });
      rows.forEach(function (row) { body.appendChild(row); });
    });
  });
  document.querySelectorAll("input[data-table]").forEach(function (input) {
    var body = document.getElementById(input.dataset.table).tBodies[0];
    var output = input.closest("p").querySelector("output");
    input.addEventListener("input", function () {
      var wanted = input.value.trim().toLowerCase(), count = 0;
      Array.prototype.forEach.call(body.rows, function (row) {
        var fits = row.textContent.toLowerCase().indexOf(wanted) >= 0;
        row.hidden = !fits;
        count += fits;
      });
      output.textContent = wanted ? count + " / " + body.rows.length : "";
    });
  });
  function choose(id, scroll) {
    document.querySelectorAll(".chosen").forEach(function (old) { old.classList.remove("chosen"); });
    document.querySelectorAll("[data-id]").forEach(function (part) {
      if (part.dataset.id === id) part.classList.add("chosen");
    });
    var row = document.querySelector("#t-subjects tr.chosen");
    if (scroll && row) row.scrollIntoView({ block: "center" });
  }
  document.querySelectorAll("tr[data-id]").forEach(function (row) {
    row.addEventListener("click", function () { choose(row.dataset.id, false); });
  });
  var plan = document.getElementById("plan");
  if (!plan) return;
  var view = document.getElementById("view"), k = 1, x = 0, y = 0, held = null, moved = false;
  function draw() { view.setAttribute("transform", "translate(" + x + " " + y + ") scale(" + k + ")"); }
  function point(event) {
    var p = plan.createSVGPoint();
    p.x = event.clientX; p.y = event.clientY;
    return p.matrixTransform(plan.getScreenCTM().inverse());
  }
  function zoom(factor, at) {
    var next = Math.min(200, Math.max(1, k * factor));
    x = at.x - (at.x - x) * next / k;
    y = at.y - (at.y - y) * next / k;
    k = next;
    if (k === 1) { x = 0; y = 0; }
    draw();
  }
  plan.addEventListener("wheel", function (event) {
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.25 : 0.8, point(event));
  }, { passive: false });
  plan.addEventListener("pointerdown", function (event) { held = point(event); held.x -= x; held.y -= y; moved = false; });
  window.addEventListener("pointermove", function (event) {
    if (!held) return;
    var at = point(event);
    if (Math.abs(at.x - held.x - x) + Math.abs(at.y - held.y - y) > 3) moved = true;
    if (moved) { x = at.x - held.x; y = at.y - held.y; draw(); }
  });
  window.addEventListener("pointerup", function () { held = null; });
  plan.addEventListener("click", function (event) {
    var part = event.target.closest("[data-id]");
    if (part && !moved) choose(part.dataset.id, true);
  });
  document.querySelectorAll("[data-zoom]").forEach(function (button) {
    button.addEventListener("click", function () {
      var box = plan.viewBox.baseVal, factor = Number(button.dataset.zoom);
      if (factor === 0) { k = 1; x = 0; y = 0; draw(); } else zoom(factor, { x: box.width / 2, y: box.height / 2 });
    });
  });
})();
