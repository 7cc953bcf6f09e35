"""Which cells of a table are adjusted, for tables of a province: numbers of rows by column, not a pair for each."""

from __future__ import annotations

from collections.abc import Set

import numpy as np


class Marks(Set):
    """A set of (number of the row, key of the column). by_column: {key: numbers of rows, ascending}."""

    def __init__(self, by_column):
        arrays = {key: np.asarray(rows, dtype=np.int64) for key, rows in by_column.items()}
        self._rows = {key: rows for key, rows in arrays.items() if len(rows)}

    def __len__(self):
        return sum(map(len, self._rows.values()))

    def __iter__(self):
        return ((row, key) for key, rows in self._rows.items() for row in rows.tolist())

    def __contains__(self, cell):
        row, key = cell
        rows = self._rows.get(key, ())
        place = np.searchsorted(rows, row) if len(rows) else 0
        return place < len(rows) and bool(rows[place] == row)

    def __hash__(self):
        return self._hash()

    @classmethod
    def _from_iterable(cls, cells):
        return frozenset(cells)

    def between(self, first, last):
        """{key: numbers of rows from `first` to before `last`, counted from `first`}."""
        found = {}
        for key, rows in self._rows.items():
            begin, end = np.searchsorted(rows, (first, last))
            if end > begin:
                found[key] = (rows[begin:end] - first).tolist()
        return found


def marked_between(adjusted, first, last):
    """What `Marks.between` tells, of any set of adjusted cells."""
    if isinstance(adjusted, Marks):
        return adjusted.between(first, last)
    found = {}
    for row, key in adjusted:
        if first <= row < last:
            found.setdefault(key, []).append(row - first)
    return found
