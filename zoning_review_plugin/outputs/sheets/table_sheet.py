"""One `Table` as a sheet: frozen header, filter, widths, rows, sums, notes; ready to print."""

from __future__ import annotations

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins

from ...tables.table import BODY
from ..plain import plain_rows
from ..safe_text import without_controls
from . import cells
from .cells import LONGEST_TEXT, lines_of
from .row_text import RowTexts, take_row_texts

_NOTE_FONT = Font("Calibri", 11, italic=True, color="555555")
_NEED_FONT = Font("Calibri", 11, bold=True, color="9C5700")
_A3, _A4 = 8, 9
_LINE_HEIGHT, _MOST_LINES = 16.5, 20  # points, enough for Chinese; Excel holds 409
_WIDEST_ON_A4 = 260  # characters; beyond them A4 would print smaller than some 6 points
_AT_ONCE = 10_000  # rows turned into Python values: all of a province's would fill the memory


def row_count(table, count):
    """How many rows the sheet of a `Table` has for `count` of its rows."""
    below = len(table.needs) + len(table.notes)
    return _head_rows(table) + count + (1 + below if below else 0) + 2


def write_table(sheet, table, start, stop, words, home, links, linked="subject_id"):
    """Write a part of a table: its rows from `start` to before `stop`.

    home: name of the sheet that the last cell leads back to. links: {text of the column `linked`: (sheet, row)} to
    lead to.
    """
    head = _head_rows(table)
    _dress(sheet, table, stop - start, head, words)
    take_row_texts(sheet)
    _write_head(sheet, table)
    _write_rows(sheet, table, start, stop, links, linked)
    if table.needs or table.notes:
        sheet.append([])
    for font, texts in ((_NEED_FONT, table.needs), (_NOTE_FONT, table.notes)):
        for text in texts:
            cell = WriteOnlyCell(sheet, without_controls(text)[:LONGEST_TEXT])
            cell.data_type, cell.font = "s", font
            sheet.append([cell])
    sheet.append([])
    sheet.append([cells.link_cell(sheet, words.say("sheet.back", name=home), home)])


def _head_rows(table):
    return 1 + any(column.group for column in table.columns)


def _dress(sheet, table, count, head, words):
    sheet.freeze_panes = f"B{head + 1}"
    last = get_column_letter(len(table.columns))
    sheet.auto_filter.ref = f"A{head}:{last}{count + head}"
    for number, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width + 2
    sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = _LINE_HEIGHT, True
    print_setup(sheet, sum(column.width + 2 for column in table.columns), words)
    sheet.print_title_rows = f"$1:${head}"


def print_setup(sheet, width, words):
    """Across the paper, all columns on it (width: characters), numbers on every page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4 if width <= _WIDEST_ON_A4 else _A3
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6, header=0.3, footer=0.3)
    sheet.print_options.gridLines = True
    sheet.oddFooter.center.text = words.say("print.page", page="&P", pages="&N")


def _write_head(sheet, table):
    groups = [column.group for column in table.columns]
    if any(groups):
        sheet.append([cells.header_cell(sheet, column, column.group) for column in table.columns])
        for first, last in _runs(groups):
            sheet.merged_cells.add(f"{get_column_letter(first + 1)}1:{get_column_letter(last + 1)}1")
    titles = [lines_of(column.title, column.width) for column in table.columns]
    append(sheet, _head_rows(table), [cells.header_cell(sheet, column) for column in table.columns], max(titles))


def _runs(groups):
    """(first, last) of neighbours that share a heading."""
    first = 0
    for place in range(1, len(groups) + 1):
        if place == len(groups) or groups[place] != groups[first]:
            if groups[first] and place - first > 1:
                yield first, place - 1
            first = place


def _write_rows(sheet, table, start, stop, links, linked):
    head, texts = _head_rows(table), RowTexts(sheet, table.columns)
    wide = [
        (place, column.width)
        for place, column in enumerate(table.columns)
        if column.kind == "text" and not column.folded
    ]
    dressed = _DressedRows(sheet, table, links, linked)
    for number, row in enumerate(_values(table, start, stop), start):
        lines = max([lines_of(row[place], width) for place, width in wide if row[place]], default=1)
        there = head + 1 + number - start
        if dressed.has(number, row):
            append(sheet, there, dressed.row(number, row, lines), lines)
        else:
            sheet.append(texts.row(there, row, _height(lines) if lines > 1 else None))


class _DressedRows:
    """Rows that need cells of their own: with a link, of sums, with an adjusted figure."""

    def __init__(self, sheet, table, links, linked):
        self._sheet, self._table, self._links, self._told = sheet, table, links, {}
        self._places = {column.key: place for place, column in enumerate(table.columns)}
        self._linked = self._places[linked] if links else None
        self._marked = {}
        for number, key in table.adjusted:
            self._marked.setdefault(number, []).append(key)

    def has(self, number, row):
        """Whether the row of this number is one."""
        linked = self._linked is not None and row[self._linked] in self._links
        return linked or number in self._marked or self._table.kind_of(number) != BODY

    def row(self, number, row, lines):
        """Its cells."""
        sheet, kind = self._sheet, self._table.kind_of(number)
        made = [cells.value_cell(sheet, value, column, self._told) for value, column in zip(row, self._table.columns)]
        if self._linked is not None and row[self._linked] in self._links:
            made[self._linked] = cells.link_cell(sheet, row[self._linked], *self._links[row[self._linked]])
        if lines > 1:
            made = [cells.topped(sheet, cell) for cell in made]
        if kind != BODY:
            made = [cells.summed(sheet, cell, kind) for cell in made]
        for key in self._marked.get(number, ()):
            cells.adjusted(made[self._places[key]])
        return made


def _values(table, start, stop):
    """The rows as tuples of plain values in order of the columns, some thousands at once."""
    for first in range(start, stop, _AT_ONCE):
        yield from plain_rows(table.between(first, min(first + _AT_ONCE, stop)))


def _height(lines):
    return _LINE_HEIGHT * min(lines, _MOST_LINES)


def append(sheet, number, made, lines):
    """Append a row, high enough for its lines of text: not every program fits heights when it opens a workbook."""
    if lines > 1:
        sheet.row_dimensions[number].height = _height(lines)
    sheet.append(made)
    sheet.row_dimensions.pop(number, None)  # written; a million of them would fill the memory
