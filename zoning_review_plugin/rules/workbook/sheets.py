"""The filled cells of a sheet as texts: merged cells filled down, hidden ones told, formulas refused."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from ..faults import PackFault
from .places import cell_place


@dataclass
class Grid:
    """A sheet. cells: {row: {column: text}}, from 1, blank ones left out; faults and remarks: `PackFault`s.

    merged: [(first row, first column, last row, last column)].
    """

    name: str
    file: str
    cells: dict = field(default_factory=dict)
    faults: list = field(default_factory=list)
    remarks: list = field(default_factory=list)
    merged: list = field(default_factory=list)

    def text(self, row, column):
        """The text of a cell, "" where it is blank."""
        return self.cells.get(row, {}).get(column, "")

    def place(self, row=None, column=None, heading=None):
        """The place of a cell of this sheet."""
        return cell_place(self.file, self.name, row, column, heading)


def grid_of(sheet, file):
    """The `Grid` of a worksheet of openpyxl."""
    grid = Grid(sheet.title, file)
    for (row, column), cell in sorted(sheet._cells.items()):  # iter_rows would make every cell up to the last one
        text = _text(cell, row, column, grid)
        if text:
            grid.cells.setdefault(row, {})[column] = text
    last = max(grid.cells, default=0)  # a whole column may be merged: nothing is filled beyond what is there
    ranges = ((m.min_row, m.min_col, min(m.max_row, last), m.max_col) for m in sheet.merged_cells.ranges)
    grid.merged = sorted(one for one in ranges if one[0] <= last)
    _tell_hidden(sheet, grid)
    return grid


def fill_merged(grid, first_row):
    """Fill what is merged downwards within one column from `first_row` on; what spans columns is a fault."""
    for top, left, bottom, right in grid.merged:
        if bottom < first_row:
            continue
        text = grid.text(top, left)
        if not text:
            continue
        if right > left:
            grid.faults.append(
                PackFault("cells_merged", grid.place(top, left), last=f"{get_column_letter(right)}{bottom}")
            )
            continue
        for row in range(top + 1, bottom + 1):
            grid.cells.setdefault(row, {})[left] = text
        grid.remarks.append(PackFault("cells_filled_down", grid.place(top, left), count=bottom - top))


def _text(cell, row, column, grid):
    """The text of a cell, "" of one that is blank or at fault."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f" or not isinstance(value, (str, int, float, datetime.date)) or isinstance(value, bool):
        code = "cell_formula" if cell.data_type == "f" else "cell_kind"
        grid.faults.append(PackFault(code, grid.place(row, column), got=str(value)[:80]))
        return ""
    if cell.data_type == "e":
        grid.faults.append(PackFault("cell_error", grid.place(row, column), got=str(value)[:80]))
        return ""
    return _plain(value)


def _plain(value):
    if isinstance(value, str):
        return value.replace("_x000D_", "").replace("\r\n", "\n").strip()
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(" ")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(int(value)) if value == int(value) else repr(value)


def _tell_hidden(sheet, grid):
    """Hidden sheets, rows and columns are read like all others, and said to be."""
    if sheet.sheet_state != "visible":
        grid.remarks.append(PackFault("sheet_hidden", grid.place()))
    rows = sum(1 for row in grid.cells if row in sheet.row_dimensions and sheet.row_dimensions[row].hidden)
    if rows:
        first = next(row for row in grid.cells if row in sheet.row_dimensions and sheet.row_dimensions[row].hidden)
        grid.remarks.append(PackFault("rows_hidden", grid.place(first), count=rows))
    used = {column for row in grid.cells.values() for column in row}
    for dimension in sheet.column_dimensions.values():
        hidden = dimension.hidden and [one for one in used if dimension.min <= one <= dimension.max]
        if hidden:
            grid.remarks.append(PackFault("columns_hidden", grid.place(None, min(hidden)), count=len(hidden)))
