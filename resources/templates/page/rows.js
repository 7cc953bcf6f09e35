// Which rows of a table are shown, and in which order. Holds no element of the page.

class Rows {
  constructor(data) {
    this.data = data;
    this.sorted = { column: -1, down: false };
    this.wanted = "";
    this.verdict = "";
    this.onlySubject = "";
    this.renew();
  }

  get isFiltered() {
    return this.wanted !== "" || this.verdict !== "" || this.onlySubject !== "";
  }

  renew() {
    const fits = this._fits();
    const found = [];
    for (let row = 0; row < this.data.size; row++) {
      if (fits(row)) found.push(row);
    }
    this.order = this.sorted.column < 0 ? found : this._sorted(found);
    this.bodies = this.order.filter((row) => !this.data.kinds.has(row)).length;
  }

  _fits() {
    const data = this.data, asked = [];
    if (!this.isFiltered) return () => true;
    asked.push((row) => !data.kinds.has(row)); // a sum of what is not shown would mislead
    if (this.verdict) asked.push((row) => data.text(row, data.verdict) === this.verdict);
    if (this.onlySubject) asked.push((row) => data.text(row, data.subject) === this.onlySubject);
    this.wanted.toLowerCase().split(/\s+/).filter(Boolean).forEach((word) => asked.push(this._holds(word)));
    return (row) => asked.every((ask) => ask(row));
  }

  // Whether a row holds a word, told by the shared texts that do: each is looked through once.
  _holds(word) {
    const data = this.data, places = data.columns.map((_, place) => place);
    const hits = texts().map((text) => text.toLowerCase().includes(word));
    return (row) => places.some((place) => data.columns[place].text
      ? hits[data.cells(place)[row]] : data.text(row, place).includes(word));
  }

  // Sums stay where they are: rows are sorted between them.
  _sorted(rows) {
    const by = this.data.order(this.sorted.column), down = this.sorted.down ? -1 : 1;
    const compare = (a, b) => {
      const x = by[a], y = by[b];
      if (x === null || y === null) return (x === null) - (y === null) || a - b;
      return (x < y ? -down : x > y ? down : 0) || a - b;
    };
    let found = [], block = [];
    rows.forEach((row) => {
      if (!this.data.kinds.has(row)) {
        block.push(row);
        return;
      }
      found = found.concat(block.sort(compare), [row]);
      block = [];
    });
    return found.concat(block.sort(compare));
  }
}
