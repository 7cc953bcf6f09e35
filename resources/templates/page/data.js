// What the page holds as JSON, read when it is first asked for.

function json(id) {
  const element = document.getElementById(id);
  return element ? JSON.parse(element.textContent) : null;
}

const page = json("page");
const say = page.say;
const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
const read = {};

function texts() {
  if (!read.texts) read.texts = json("texts");
  return read.texts;
}

// A sentence with its {parameters} filled in; what they hold is never markup.
function filled(sentence, parameters) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in parameters ? String(parameters[name]) : whole));
}

// A list, from itself or from {runs: [value, how often, …]}.
function unpacked(cells) {
  if (Array.isArray(cells)) return cells;
  const found = [];
  for (let k = 0; k < cells.runs.length; k += 2) {
    for (let n = 0; n < cells.runs[k + 1]; n++) found.push(cells.runs[k]);
  }
  return found;
}

// One table: its columns, and its cells as a reader sees them.
class TableData {
  constructor(packed) {
    this.key = packed.key;
    this.size = packed.size;
    this.columns = packed.columns;
    this.subject = packed.subject;
    this.verdict = packed.verdict;
    this.kinds = new Map(packed.kinds);
    this.evidence = packed.evidence || null;
    this._cells = packed.cells;
  }

  cells(column) {
    const cells = this._cells[column];
    if (!Array.isArray(cells)) this._cells[column] = unpacked(cells);
    return this._cells[column];
  }

  text(row, column) {
    const value = this.cells(column)[row];
    if (this.columns[column].text) return texts()[value];
    if (value === null) return "—";
    return typeof value === "number" ? value.toFixed(this.columns[column].decimals) : value;
  }

  // What a column is sorted by: numbers, null for unknown.
  order(column) {
    const cells = this.cells(column), head = this.columns[column];
    if (!head.text) return cells.map((value) => figureOf(value, head.beyond));
    const used = Array.from(new Set(cells)).sort((a, b) => collator.compare(texts()[a], texts()[b]));
    const rank = new Map(used.map((place, number) => [place, texts()[place] === "" ? null : number]));
    return cells.map((place) => rank.get(place));
  }

  // [[what was asked, what was found], …] of a row.
  facts(row) {
    const held = this.evidence;
    if (!held) return [];
    return held.lists[held.rows[row]].map((fact) => [texts()[held.facts[2 * fact]], texts()[held.facts[2 * fact + 1]]]);
  }
}

// The number behind a figure as it is shown: `<0.01` lies just below 0.01, `0.4000*` is 0.4, `> 5 km` is beyond all.
function figureOf(value, beyond) {
  if (value === null || typeof value === "number") return value;
  if (value === beyond) return Infinity;
  const number = parseFloat(value.replace(/^[<>]/, ""));
  if (Number.isNaN(number)) return null;
  if (value[0] === "<") return number * 0.5;
  return value[0] === ">" ? number * (1 + 1e-9) : number;
}

function tableData(key) {
  const id = "data-" + key;
  if (!(id in read)) {
    const packed = json(id);
    read[id] = packed && new TableData(packed);
  }
  return read[id];
}
