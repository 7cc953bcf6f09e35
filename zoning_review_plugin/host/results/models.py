"""Findings as Qt models: rows are handed to the view as it scrolls, so that half a million of them stay smooth."""

from __future__ import annotations

import numpy as np
from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, Qt
from qgis.PyQt.QtGui import QColor

from ...tables.findings_view import COLUMNS

ROOT = QModelIndex()  # what stands above all rows of a table
STEP = 500  # rows handed out at once
# Told apart also by those who do not see red and green; the word stands beside it.
_COLOURS = {
    "does_not_conform": "#b00020",
    "needs_justification": "#e07b00",
    "information_missing": "#7a7a7a",
    "to_be_judged": "#7a7a7a",
    "basically_conforms": "#4a90c2",
    "conforms": "#1f6fb2",
    "not_involved": "#c8ced3",
}


class FindingsModel(QAbstractTableModel):
    """The findings at some places of a `FindingsView`, or of a list that answers like one. titles: of the columns."""

    def __init__(self, titles, parent=None, columns=COLUMNS):
        super().__init__(parent)
        self._columns = columns
        self._titles, self._view, self._rows, self._shown = titles, None, np.empty(0, int), 0

    def show(self, view, rows):
        """Show the findings of a view at places `rows`."""
        self.beginResetModel()
        self._view, self._rows, self._shown = view, rows, min(STEP, len(rows))
        self.endResetModel()

    def clear(self):
        """Show nothing."""
        self.show(None, np.empty(0, int))

    def row_of(self, place):
        """The row of a place in the table `finding`, shown; -1 where it is not listed."""
        found = np.flatnonzero(self._rows == place) if place is not None else ()
        return self.bring(int(found[0])).row() if len(found) else -1

    def place(self, index):
        """The place in the table `finding` of a row of the model."""
        return int(self._rows[index.row()])

    def places(self):
        """The places of all findings, shown yet or not."""
        return self._rows

    def bring(self, row):
        """Make sure that a row is shown; returns its index."""
        if self._shown <= row < len(self._rows):
            self._fetch(row + 1 - self._shown)
        return self.index(row, 0)

    def rowCount(self, parent=ROOT):
        return 0 if parent.isValid() else self._shown

    def columnCount(self, parent=ROOT):
        return 0 if parent.isValid() else len(self._columns)

    def canFetchMore(self, parent):
        return not parent.isValid() and self._shown < len(self._rows)

    def fetchMore(self, parent):
        self._fetch(STEP)

    def _fetch(self, more):
        more = min(max(more, STEP), len(self._rows) - self._shown)
        self.beginInsertRows(QModelIndex(), self._shown, self._shown + more - 1)
        self._shown += more
        self.endInsertRows()

    def headerData(self, section, orientation, role=Qt.ItemDataRole.DisplayRole):
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._titles[section] if orientation == Qt.Orientation.Horizontal else str(section + 1)

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if not index.isValid():
            return None
        row, column = self.place(index), self._columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._view.text(row, column)
        if role == Qt.ItemDataRole.DecorationRole and column == "verdict":
            return QColor(_COLOURS.get(self._view.frame["verdict"].iat[row], "#ffffff"))
        return None


class GroupsModel(QAbstractTableModel):
    """Groups of findings with their counts; the first row stands for all. titles: of the two columns."""

    def __init__(self, titles, every, parent=None):
        super().__init__(parent)
        self._titles, self._every, self._groups, self._rows, self._shown = titles, every, [], np.empty(0, int), 0

    def show(self, groups, rows):
        """Show groups, and `rows` as all of them together."""
        self.beginResetModel()
        self._groups, self._rows, self._shown = groups, rows, min(STEP, len(groups) + 1)
        self.endResetModel()

    def rows(self, row):
        """The places of the findings under a row of the model."""
        return self._rows if row <= 0 else self._groups[row - 1].rows

    def key(self, row):
        """The key of the group in a row, None for all."""
        return None if row <= 0 else self._groups[row - 1].key

    def row_of(self, key):
        """The row of the group with a key, -1 where it is not shown."""
        shown = self._groups[: self._shown - 1]
        return next((number for number, one in enumerate(shown, 1) if one.key == key), -1)

    def rowCount(self, parent=ROOT):
        return 0 if parent.isValid() else self._shown

    def columnCount(self, parent=ROOT):
        return 0 if parent.isValid() else 2

    def canFetchMore(self, parent):
        return not parent.isValid() and self._shown < len(self._groups) + 1

    def fetchMore(self, parent):
        more = min(STEP, len(self._groups) + 1 - self._shown)
        self.beginInsertRows(QModelIndex(), self._shown, self._shown + more - 1)
        self._shown += more
        self.endInsertRows()

    def headerData(self, section, orientation, role=Qt.ItemDataRole.DisplayRole):
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return self._titles[section]

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if not index.isValid():
            return None
        row = index.row()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            name = self._every if row == 0 else self._groups[row - 1].label
            return name if index.column() == 0 else str(len(self.rows(row)))
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 1:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None
