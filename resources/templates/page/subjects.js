// The subject that is chosen, shown alike on the map and in every table.

const subjects = { chosen: -1, rows: null, shapes: null };

// The row of a subject in the table of subjects, -1 where there is none of that id.
function subjectRow(id) {
  if (!subjects.rows) {
    const data = tableData("subjects");
    subjects.rows = new Map();
    for (let row = 0; row < data.size; row++) subjects.rows.set(data.text(row, data.subject), row);
  }
  return subjects.rows.has(id) ? subjects.rows.get(id) : -1;
}

function subjectId(row) {
  const data = tableData("subjects");
  return data.text(row, data.subject);
}

function shapesOf(row) {
  if (!subjects.shapes) {
    subjects.shapes = new Map();
    document.querySelectorAll("#view [data-s]").forEach((shape) => {
      const number = Number(shape.dataset.s);
      if (!subjects.shapes.has(number)) subjects.shapes.set(number, []);
      subjects.shapes.get(number).push(shape);
    });
  }
  return subjects.shapes.get(row) || [];
}

function markSubject(line, id) {
  const row = subjectRow(id);
  if (row < 0) return;
  line.dataset.s = row;
  if (row === subjects.chosen) line.classList.add("chosen");
}

function marked(row, name) {
  document.querySelectorAll("." + name).forEach((old) => old.classList.remove(name));
  if (row < 0) return;
  shapesOf(row).forEach((shape) => shape.classList.add(name));
  document.querySelectorAll('tr[data-s="' + row + '"]').forEach((line) => line.classList.add(name));
}

// Choose a subject by its row; `from` is the key of the table where that was done, or "map".
function choose(row, from) {
  if (row < 0) return;
  subjects.chosen = row;
  const table = pageTable("subjects");
  if (from !== "subjects") {
    const line = table.turnTo(row), scroll = table.table.parentNode;
    scroll.scrollTop = line.offsetTop - (scroll.clientHeight - line.offsetHeight) / 2;
  }
  marked(row, "chosen");
  tellChosen(row);
}

function tellChosen(row) {
  const line = document.getElementById("chosen");
  if (!line) return;
  const data = tableData("subjects"), name = data.columns.findIndex((column) => column.key === "name");
  const subject = [subjectId(row), name < 0 ? "" : data.text(row, name)].filter(Boolean).join(" ");
  line.replaceChildren(filled(say.chosen, { subject: subject }));
  if (data.verdict >= 0) line.append(" ", badge(data.text(row, data.verdict)));
  const links = ["findings", "overlaps", "exposure"].map((key) => linkTo(key, subjectId(row))).filter(Boolean);
  if (shapesOf(row).length) {
    const button = made("button", { type: "button" }, [say.zoom_to]);
    button.addEventListener("click", () => plan.zoomTo(row));
    links.unshift(button);
  }
  document.getElementById("chosen-links").replaceChildren(...links);
}

// A button that shows the rows of one subject in another table, null where it has none there.
function linkTo(key, id) {
  const data = tableData(key), title = document.getElementById("h-" + key);
  if (!data || data.subject < 0 || !title) return null;
  const place = data.cells(data.subject);
  const count = place.filter((text) => texts()[text] === id).length;
  if (!count) return null;
  const name = filled(say.tables_of_subject, { table: title.firstChild.textContent.trim(), count: count });
  const button = made("button", { type: "button" }, [name]);
  button.addEventListener("click", () => {
    const table = pageTable(key);
    table.ofSubject(id);
    table.box.scrollIntoView({ block: "start" });
    table.table.parentNode.focus({ preventScroll: true });
  });
  return button;
}
