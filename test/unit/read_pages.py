"""A page read from its file alone: its JSON, the rows of its tables, its texts."""

import json
from html.parser import HTMLParser


class Seen(HTMLParser):
    """JSON by id; texts of the cells of each row, by table; all text outside scripts and styles; attributes."""

    def __init__(self, page):
        super().__init__()
        self.data, self.rows, self.text, self.attributes = {}, {}, [], []
        self._id = self._table = self._quiet = None
        self._in_cell = False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        self.attributes += [(tag, name, value) for name, value in attributes]
        if tag in ("script", "style"):
            self._quiet, self._id = tag, named.get("id")
        elif tag == "table":
            self._table = self.rows.setdefault(named["id"], [])
        elif tag == "tr":
            self._table.append([])
        elif tag in ("td", "th"):
            self._table[-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag):
        if tag == self._quiet:
            self._quiet = self._id = None
        if tag in ("td", "th"):
            self._in_cell = False

    def handle_data(self, data):
        if self._id:
            self.data[self._id] = json.loads(data)
        elif not self._quiet:
            self.text.append(data)
            if self._in_cell:
                self._table[-1][-1] += data


def cells_of(seen, key):
    """The rows of a table as they come out of the packed data, each cell as text."""
    packed, texts = seen.data[f"data-{key}"], seen.data["texts"]
    columns = []
    for column, cells in zip(packed["columns"], packed["cells"]):
        if isinstance(cells, dict):
            cells = [v for v, n in zip(cells["runs"][::2], cells["runs"][1::2]) for _ in range(n)]
        if column["text"]:
            columns.append([texts[place] for place in cells])
        else:
            shown = ["—" if v is None else v if isinstance(v, str) else f"{v:.{column['decimals']}f}" for v in cells]
            columns.append(shown)
    return [list(row) for row in zip(*columns)]
