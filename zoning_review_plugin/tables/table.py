"""A plain table for readers: what every writer of reports shares."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from .figures import shown


@dataclass(frozen=True)
class TableColumn:
    """A column: its key in the rows, its title, and how its values are shown.

    kind: `text`, `integer`, `number` or `percent` (rows hold 0 to 1). decimals: shown, never applied to
    the rows. width: characters that a reader needs. beyond: what an infinite value means, as a reader sees it.
    folded: long texts that are there to be looked up; they take no room until they are.
    """

    key: str
    title: str
    kind: str = "text"
    decimals: int = 0
    width: int = 14
    beyond: str = "∞"
    folded: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under titled columns, unrounded. key: stable ASCII name. notes: sentences printed below."""

    key: str
    title: str
    columns: tuple[TableColumn, ...]
    rows: pd.DataFrame
    notes: tuple[str, ...] = ()

    def texts(self):
        """Rows as lists of the texts that a reader sees, in order of the columns."""
        shown_columns = [[shown(value, column) for value in self.rows[column.key]] for column in self.columns]
        return [list(row) for row in zip(*shown_columns)]
