"""Columns of tables under their titles, and tables that cannot be filled for want of input."""

from __future__ import annotations

import pandas as pd

from .table import Table, TableColumn


def text(key, words, width=14, group=""):
    """A column of texts under the title `column.<key>`."""
    return TableColumn(key, words.say(f"column.{key}"), width=width, group=group)


def integer(key, words, width=10):
    """A column of whole numbers."""
    return TableColumn(key, words.say(f"column.{key}"), "integer", width=width)


def percent(key, words, width=12):
    """A column of shares, 0 to 1 in the rows."""
    return TableColumn(key, words.say(f"column.{key}"), "percent", 2, width)


def table(key, words, columns, rows, notes=(), needs=()):
    """A `Table` under the title `table.<key>`. rows: a frame or a list of dicts; the columns' keys are picked."""
    frame = pd.DataFrame(rows) if len(rows) else pd.DataFrame({column.key: [] for column in columns}, dtype=object)
    frame = frame[[column.key for column in columns]].reset_index(drop=True)
    return Table(key, words.say(f"table.{key}"), tuple(columns), frame, tuple(notes), needs=tuple(needs))
