"""A plain table for readers: what every writer of reports shares."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from .figures import shown
from .long_rows import LongRows, rows_between

ADJUSTED = "*"  # after a figure that was rounded the other way, so that parts sum to their total


@dataclass(frozen=True)
class TableColumn:
    """A column: its key in the rows, its title, and how its values are shown.

    kind: `text`, `integer`, `number` or `percent` (rows hold 0 to 1). decimals: shown, never applied to
    the rows. width: characters that a reader needs. beyond: what an infinite value means, as a reader sees it.
    folded: long texts that are there to be looked up; they take no room until they are. group: the heading that
    it shares with its neighbours, above their titles; "" for none.
    """

    key: str
    title: str
    kind: str = "text"
    decimals: int = 0
    width: int = 14
    beyond: str = "∞"
    folded: bool = False
    group: str = ""


BODY, SUBTOTAL, TOTAL = "", "subtotal", "total"


@dataclass(frozen=True)
class Table:
    """Rows (a frame or `LongRows`) under titled columns, unrounded but for what was closed. key: stable ASCII name.

    notes: sentences printed below. kinds: of the rows, `BODY`, `SUBTOTAL` or `TOTAL`; () where all are of the body.
    adjusted: (number of the row, key of the column) of cells that were rounded the other way, so that the parts sum to
    the total as printed; their rows hold the rounded value. needs: sentences on what input is missing and how to supply
    it; a table that has some may have no rows.
    """

    key: str
    title: str
    columns: tuple[TableColumn, ...]
    rows: pd.DataFrame | LongRows
    notes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    adjusted: frozenset = frozenset()
    needs: tuple[str, ...] = ()

    def texts(self):
        """Rows as lists of the texts that a reader sees, in order of the columns; adjusted cells with a `*`."""
        shown_columns = [[shown(value, column) for value in self.rows[column.key]] for column in self.columns]
        places = {column.key: place for place, column in enumerate(self.columns)}
        for row, key in self.adjusted:
            shown_columns[places[key]][row] += ADJUSTED
        return [list(row) for row in zip(*shown_columns)]

    def between(self, start, stop):
        """The rows from `start` to before `stop` as a frame with the columns of the table, in their order."""
        return rows_between(self.rows, start, stop)[[column.key for column in self.columns]]

    def kind_of(self, row):
        """The kind of a row by its number."""
        return self.kinds[row] if self.kinds else BODY
