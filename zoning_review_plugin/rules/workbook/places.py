"""Where in a workbook a value stands: sheet, row and column."""

from __future__ import annotations

from openpyxl.utils import get_column_letter

from ...model.errors import CellPlace
from ..faults import PackFault


def cell_place(file, sheet, row=None, column=None, heading=None, key=None):
    """The place of a cell. row, column: from 1; None where the fault is of more than one."""
    field = None
    if column is not None:
        field = get_column_letter(column) + (f" {heading}" if heading else "")
    return CellPlace(file, sheet, None if row is None else str(row), field, key)


def placed(fault, place):
    """The same fault, at `place`."""
    return PackFault(fault.code, place, **fault.params)
