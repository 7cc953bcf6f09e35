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

_NOTE_FONT = Font("Calibri", 11, italic=True, color="555555")
_NEED_FONT = Font("Calibri", 11, bold=True, color="9C5700")
_A3, _A4 = 8, 9
_LINE_HEIGHT, _MOST_LINES = 16.5, 20  # points, enough for Chinese; Excel holds 409
_WIDEST_ON_A4 = 260  # characters; beyond them A4 would print smaller than some 6 points
_AT_ONCE = 10_000  # rows turned into Python values: all of a province's would fill the memory


def row_count(table, rows):
    """How many rows the sheet of a `Table` has for a part of its `rows`."""
    below = len(table.needs) + len(table.notes)
    return _head_rows(table) + len(rows) + (1 + below if below else 0) + 2


def write_table(sheet, table, start, rows, words, home, links, linked="subject_id"):
    """Write a part of a table: `rows`, the first of them number `start` of all.

    home: name of the sheet that the last cell leads back to. links: {text of the column `linked`: (sheet, row)} to
    lead to.
    """
    head = _head_rows(table)
    _dress(sheet, table, len(rows), head, words)
    _write_head(sheet, table)
    _write_rows(sheet, table, start, rows, links, linked)
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


def _write_rows(sheet, table, start, rows, links, linked):
    told, head = {}, _head_rows(table)
    texts = [
        (place, column.width)
        for place, column in enumerate(table.columns)
        if column.kind == "text" and not column.folded
    ]
    marked = {}
    for number, key in table.adjusted:
        marked.setdefault(number, []).append(key)
    places = {column.key: place for place, column in enumerate(table.columns)}
    for number, row in enumerate(_values(rows, table.columns), start):
        lines = max([lines_of(row[place], width) for place, width in texts if row[place]], default=1)
        made = [cells.value_cell(sheet, value, column, told) for value, column in zip(row, table.columns)]
        if links and row[places[linked]] in links:
            place = places[linked]
            made[place] = cells.link_cell(sheet, row[place], *links[row[place]])
        if lines > 1:
            made = [cells.topped(sheet, cell) for cell in made]
        if table.kind_of(number) != BODY:
            made = [cells.summed(sheet, cell, table.kind_of(number)) for cell in made]
        for key in marked.get(number, ()):
            cells.adjusted(made[places[key]])
        append(sheet, head + 1 + number - start, made, lines)


def _values(rows, columns):
    """The rows as tuples of plain values in order of the columns, some thousands at once."""
    rows = rows[[column.key for column in columns]]
    for first in range(0, len(rows), _AT_ONCE):
        yield from plain_rows(rows.iloc[first : first + _AT_ONCE])


def append(sheet, number, made, lines):
    """Append a row, high enough for its lines of text: not every program fits heights when it opens a workbook."""
    if lines > 1:
        sheet.row_dimensions[number].height = _LINE_HEIGHT * min(lines, _MOST_LINES)
    sheet.append(made)
    sheet.row_dimensions.pop(number, None)  # written; a million of them would fill the memory
