"""A pack → our workbook: one clause a row, words in the cells, lists to choose from."""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import Workbook

from ..faults import PackFault, raised_together
from ..pack import Pack
from .cell_text import longer_than_a_cell
from .dressing import dress_head, dress_rules, put_text
from .guide import write_guide
from .layout import head_rows, layout, room, rule_columns, sheet_names
from .places import cell_place
from .records import cells_of


def write_workbook(pack: Pack, path):
    """Write `pack.document` as an .xlsx at `path`. Raises PackFault as `workbook_bytes` does, and OSError."""
    Path(path).write_bytes(workbook_bytes(pack, str(path)))


def workbook_bytes(pack: Pack, file):
    """The .xlsx of `pack.document`; file: its path, for faults.

    Raises PackFault where a cell would not hold its text, by sheet, row and column.
    """
    book = Workbook()
    faults = _fill_rules(book.active, pack.document, file)
    faults += _fill_head(book.create_sheet(), pack.document, file)
    write_guide(book.create_sheet())
    if faults:
        raise raised_together(faults)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _fill_rules(sheet, document, file):
    """The clauses; returns faults for texts that are too long for a cell."""
    sheet.title = sheet_names("rules")[0]
    columns = rule_columns(*room(document["rules"]))
    for number, column in enumerate(columns, 1):
        put_text(sheet, 1, number, column.title)
    numbers = {column: number for number, column in enumerate(columns, 1)}
    faults = []
    for row, rule in enumerate(document["rules"], 2):
        for column, text in cells_of(rule, columns).items():
            faults += _put(sheet, row, numbers[column], column, text, file)
    dress_rules(sheet, columns, len(document["rules"]))
    return faults


def _fill_head(sheet, document, file):
    """What the pack says of itself, one line each."""
    sheet.title = sheet_names("head")[0]
    for number, (title, _) in enumerate(layout()["head_columns"], 1):
        put_text(sheet, 1, number, title)
    head = {key: value for key, value in document.items() if key != "rules"}
    cells = cells_of(head, head_rows(), whole=2)
    faults = []
    for row, line in enumerate(head_rows(), 2):
        put_text(sheet, row, 1, line.title)
        put_text(sheet, row, 3, line.note["zh"])
        if line in cells:
            faults += _put(sheet, row, 2, line, cells[line], file)
    dress_head(sheet, head_rows())
    return faults


def _put(sheet, row, number, column, text, file):
    if longer_than_a_cell(text):
        place = cell_place(file, sheet.title, row, number, column.title)
        return [PackFault("cell_too_long", place, count=len(text))]
    put_text(sheet, row, number, text)
    return []
