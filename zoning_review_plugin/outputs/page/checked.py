"""A page read back: its data parse, every row is there, and it comes to its end."""

from __future__ import annotations

import json
from html.parser import HTMLParser

from ...model.errors import OutputFault, Place


class _Page(HTMLParser):
    """Gathers the JSON of a page, and counts the rows in the bodies of its tables."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.data, self.rows, self.open = {}, {}, []
        self._script = self._table = None
        self._parts = []

    def handle_starttag(self, tag, attributes):
        if tag in ("html", "body", "table", "tbody", "script", "svg"):
            self.open.append(tag)
        named = dict(attributes)
        if tag == "script" and named.get("type") == "application/json":
            self._script, self._parts = named.get("id"), []
        elif tag == "table":
            self._table = named.get("id")
        elif tag == "tr" and self.open[-1:] == ["tbody"]:
            self.rows[self._table] = self.rows.get(self._table, 0) + 1

    def handle_endtag(self, tag):
        if self.open[-1:] == [tag]:
            self.open.pop()
        if tag == "script" and self._script:
            self.data[self._script] = json.loads("".join(self._parts))
            self._script = None

    def handle_data(self, data):
        if self._script:
            self._parts.append(data)


def verify(path, chapters):
    """Read the page at `path` and compare it with the `Chapter`s that it was made of. Raises OutputFault."""
    page = _Page()
    text = path.read_text(encoding="utf-8")
    try:
        page.feed(text)
        page.close()
    except ValueError as error:
        raise _unsound(path, f"JSON: {error}") from None
    if page.open or not text.rstrip().endswith("</html>"):
        raise _unsound(path, f"</html>: {page.open}")
    for chapter in chapters:
        for view in chapter.views:
            _compare(path, page, view)


def _compare(path, page, view):
    key, size = view.table.key, len(view.table.rows)
    found = page.data.get(f"data-{key}", {})
    lengths = {_length(cells) for cells in found.get("cells", [])}
    if found.get("size") != size or (lengths and lengths != {size}):
        raise _unsound(path, f"{key}: {found.get('size')}, {sorted(lengths)} ≠ {size}")
    here = page.rows.get(f"t-{key}", 0)
    if here != min(size, view.static):
        raise _unsound(path, f"{key}: {here} ≠ {min(size, view.static)}")


def _length(cells):
    return sum(cells["runs"][1::2]) if isinstance(cells, dict) else len(cells)


def _unsound(path, problem):
    return OutputFault("output_unsound", Place(file=str(path)), problem=problem)
