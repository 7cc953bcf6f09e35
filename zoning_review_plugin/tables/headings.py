"""Titles and headings of the review tables, as a province words them; data, resources/table_headings.json."""

from __future__ import annotations

import json
from functools import lru_cache

from ..model.words import RESOURCES

_NATION, _EVERY_TABLE, _TITLE = "00", "every_table", "title"


def table_title(table, style):
    """The title of a table (its key) in a `ReportStyle`."""
    return heading(table, _TITLE, style)


def heading(table, column, style):
    """The heading of a column (its key) of a table (its key) in a `ReportStyle`.

    What the province says comes before the nation's, what is said of the table before what is said of every table.
    """
    words = _table()
    places = (style.province, table), (style.province, _EVERY_TABLE), (_NATION, table), (_NATION, _EVERY_TABLE)
    found = (words.get(province, {}).get(one, {}).get(column) for province, one in places)
    return next(texts for texts in found if texts)[style.words.language]


@lru_cache(maxsize=1)
def _table():
    return json.loads((RESOURCES / "table_headings.json").read_text(encoding="utf-8"))
