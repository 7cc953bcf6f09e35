// One table on the page: sorted by its headings, filtered, in pages, its rows opened in place.

const PAGE = 100, FEW = 15;
const tables = {};

class PageTable {
  constructor(box) {
    this.box = box;
    this.data = tableData(box.dataset.table);
    this.rows = new Rows(this.data);
    this.table = box.querySelector("table");
    this.places = this.data.columns.map((_, place) => place).filter((place) => !this.data.columns[place].aside);
    this.at = 0;
    this.opened = new Set();
    this.opens = canOpen(this.data);
    this._makeHeads();
    this._makeBar();
    const rest = box.querySelector(".note.rest");
    if (rest) rest.remove();
    this.paper = made("p", { class: "note paper" });
    this.table.parentNode.after(this.paper);
    this.table.tBodies[0].addEventListener("click", (event) => this._clicked(event));
    this.show();
  }

  // Headings become buttons: without the script they would be dead ones.
  _makeHeads() {
    this.table.querySelectorAll("thead th[data-column]").forEach((head) => {
      const button = made("button", { type: "button" }, [head.textContent]);
      head.replaceChildren(button);
      head.setAttribute("aria-sort", "none");
      button.addEventListener("click", () => this._sortBy(head, Number(head.dataset.column)));
    });
    if (!this.opens) return;
    const first = this.table.tHead.rows[0];
    first.prepend(made("td", { class: "opener", rowspan: this.table.tHead.rows.length }));
  }

  _makeBar() {
    this.count = made("output", { "aria-live": "polite" });
    this.bar = made("div", { class: "bar" });
    this.only = made("span", { class: "only" });
    this.pager = made("span", { class: "pager" });
    if (this.data.size > FEW) {
      this.input = made("input", { type: "search", autocomplete: "off" });
      this.input.addEventListener("input", () => this._filtered({ wanted: this.input.value.trim() }));
      this.bar.append(made("label", {}, [say.filter + " ", this.input]));
      if (this.data.verdict >= 0) this.bar.append(this._verdicts());
    }
    this.bar.append(this.only, this.count, this.pager);
    this.table.parentNode.before(this.bar);
    this._makePager();
  }

  _verdicts() {
    const found = new Map();
    for (let row = 0; row < this.data.size; row++) {
      const text = this.data.text(row, this.data.verdict);
      found.set(text, (found.get(text) || 0) + 1);
    }
    const known = Object.keys(page.tones).filter((text) => found.has(text));
    const options = known.map((text) => made("option", { value: text }, [text + " (" + found.get(text) + ")"]));
    this.select = made("select", {}, [made("option", { value: "" }, [say.all_verdicts])].concat(options));
    this.select.addEventListener("change", () => this._filtered({ verdict: this.select.value }));
    return made("label", {}, [say.verdict_filter + " ", this.select]);
  }

  _makePager() {
    const to = (label, sign, where) => {
      const button = made("button", { type: "button", "aria-label": label, title: label }, [sign]);
      button.addEventListener("click", () => {
        if (button.getAttribute("aria-disabled") === "true") return;
        this.at = Math.max(0, Math.min(this.last, where()));
        this.show();
        this.table.parentNode.scrollTop = 0;
      });
      return button;
    };
    this.before = [to(say.first_page, "«", () => 0), to(say.previous_page, "‹", () => this.at - 1)];
    this.after = [to(say.next_page, "›", () => this.at + 1), to(say.last_page, "»", () => this.last)];
    this.where = made("span", { "aria-live": "polite" });
    this.pager.append(...this.before, this.where, ...this.after);
  }

  get last() {
    return Math.max(0, Math.ceil(this.rows.order.length / PAGE) - 1);
  }

  _sortBy(head, column) {
    const now = head.getAttribute("aria-sort");
    const next = { none: "ascending", ascending: "descending", descending: "none" }[now];
    this.table.querySelectorAll("th[aria-sort]").forEach((other) => other.setAttribute("aria-sort", "none"));
    head.setAttribute("aria-sort", next);
    this.rows.sorted = { column: next === "none" ? -1 : column, down: next === "descending" };
    this._renew();
  }

  _filtered(changes) {
    Object.assign(this.rows, changes);
    this._renew();
  }

  _renew() {
    this.at = 0;
    this.rows.renew();
    this.show();
    this.table.parentNode.scrollTop = 0;
  }

  // Only the rows of one subject, "" for those of all.
  ofSubject(subject) {
    this._filtered({ onlySubject: subject });
    this.only.replaceChildren();
    if (!subject) return;
    const button = made("button", { type: "button" }, [filled(say.clear_subject, { subject: subject }) + " ✕"]);
    button.addEventListener("click", () => {
      this.ofSubject("");
      (this.input || this.table.parentNode).focus();
    });
    this.only.append(button);
  }

  // Turn to the page that holds a row, with the filters lifted if they hide it. Returns its element.
  turnTo(row) {
    if (!this.rows.order.includes(row)) {
      Object.assign(this.rows, { wanted: "", verdict: "", onlySubject: "" });
      if (this.input) this.input.value = "";
      if (this.select) this.select.value = "";
      this.only.replaceChildren();
      this.rows.renew();
    }
    this.at = Math.floor(this.rows.order.indexOf(row) / PAGE);
    this.show();
    return this.table.tBodies[0].querySelector('tr[data-row="' + row + '"]');
  }

  show(from = this.at * PAGE, count = PAGE) {
    const held = document.activeElement && document.activeElement.dataset.opens;
    const shown = this.rows.order.slice(from, from + count), body = this.table.tBodies[0];
    const found = document.createDocumentFragment();
    shown.forEach((row) => {
      found.append(this._row(row));
      if (this.opened.has(row)) found.append(this._detail(row));
    });
    body.replaceChildren(found);
    const again = held && body.querySelector('[data-opens="' + held + '"]');
    if (again) again.focus();
    this._tell();
  }

  _tell() {
    const many = this.rows.order.length > PAGE;
    this.pager.hidden = !many;
    this.where.textContent = many ? filled(say.page_of, { page: this.at + 1, pages: this.last + 1 }) : "";
    this.before.forEach((button) => button.setAttribute("aria-disabled", String(this.at === 0)));
    this.after.forEach((button) => button.setAttribute("aria-disabled", String(this.at === this.last)));
    const sums = this.data.kinds.size ? "; " + say.filter_hides_sums : "";
    this.count.textContent = this.rows.isFiltered
      ? filled(say.rows_of, { shown: this.rows.bodies, count: this.data.size - this.data.kinds.size }) + sums : "";
  }

  _row(row) {
    const line = made("tr", { "data-row": row });
    const kind = this.data.kinds.get(row);
    if (kind) line.className = kind;
    if (this.opens) line.append(this._opener(row));
    this.places.forEach((place, number) => line.append(this._cell(row, place, number === 0)));
    if (this.data.subject >= 0) markSubject(line, this.data.text(row, this.data.subject));
    return line;
  }

  _opener(row) {
    const open = this.opened.has(row), name = filled(open ? say.close_row : say.open_row, { row: this._name(row) });
    const attributes = { type: "button", "aria-expanded": open, "aria-label": name, "data-opens": this.data.key + row };
    if (open) attributes["aria-controls"] = this._detailId(row);
    return made("td", { class: "opener" }, [made("button", attributes, [open ? "▾" : "▸"])]);
  }

  _name(row) {
    return this.places.slice(0, 2).map((place) => this.data.text(row, place)).filter(Boolean).join(" ");
  }

  _cell(row, place, isFirst) {
    const column = this.data.columns[place], text = this.data.text(row, place);
    const cell = made(isFirst ? "th" : "td", isFirst ? { scope: "row" } : {});
    if (!column.text) cell.className = "n";
    if (place === this.data.subject && subjectRow(text) >= 0) {
      cell.append(made("button", { type: "button", class: "link", "data-chooses": text, title: say.show_on_map }, [text]));
    } else if (column.long && text.length > 24) {
      cell.append(made("span", { class: "clamp" }, [text]));
    } else {
      cell.append(column.tones ? badge(text) : text);
    }
    return cell;
  }

  _detailId(row) {
    return "d-" + this.data.key + "-" + row;
  }

  _detail(row) {
    return detailRow(this.data, row, this.places.length + 1, this._detailId(row));
  }

  _clicked(event) {
    const opener = event.target.closest("[data-opens]"), chooser = event.target.closest("[data-chooses]");
    const line = event.target.closest("tr[data-row]");
    if (opener && line) this._toggle(Number(line.dataset.row), line);
    else if (chooser) choose(subjectRow(chooser.dataset.chooses), this.data.key);
    else if (line && line.dataset.s && !String(window.getSelection())) choose(Number(line.dataset.s), this.data.key);
  }

  _toggle(row, line) {
    const open = !this.opened.has(row);
    if (open) this.opened.add(row);
    else this.opened.delete(row);
    if (!open) line.nextElementSibling.remove();
    line.querySelector(".opener").replaceWith(this._opener(row));
    if (open) line.after(this._detail(row));
    line.querySelector("[data-opens]").focus();
    if (open) this._reveal(line);
  }

  // A row that was opened goes to the top of its box where what it opened would be cut off.
  _reveal(line) {
    const box = this.table.parentNode, detail = line.nextElementSibling;
    const foot = detail.offsetTop + detail.offsetHeight;
    if (foot > box.scrollTop + box.clientHeight) box.scrollTop = line.offsetTop - this.table.tHead.offsetHeight;
  }

  // On paper: the first rows of the order on the screen, and how many more there are.
  print(isOnPaper) {
    const count = this.rows.order.length;
    this.paper.textContent = isOnPaper && count > page.printed ? filled(say.paper, { printed: page.printed, count: count }) : "";
    if (isOnPaper) this.show(0, page.printed);
    else this.show();
  }
}

// The table of that key, made when it is first asked for; null where the page has none.
function pageTable(key) {
  if (!(key in tables)) {
    const box = document.querySelector('[data-table="' + key + '"]');
    tables[key] = box && box.querySelector("table") ? new PageTable(box) : null;
  }
  return tables[key];
}
