"""One `Table` as a sheet: frozen header, filter, widths, rows, sums, notes; ready to print."""

from __future__ import annotations

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins

from ...tables.marks import marked_between
from ...tables.table import BODY
from ..plain import plain_columns
from ..safe_text import without_controls
from . import cells
from .cells import LONGEST_TEXT, lines_of
from .row_stream import take_blocks
from .row_text import RowTexts

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
    take_blocks(sheet)
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
    """The rows of the table: those with a link as cells of openpyxl's, all others as text, some thousands at once."""
    texts, cell_rows = RowTexts(sheet, table.columns), _LinkedRows(sheet, table, links, linked)
    shift = _head_rows(table) + 1 - start
    for first in range(start, stop, _AT_ONCE):
        last = min(first + _AT_ONCE, stop)
        part = _Part(table, first, last)
        alone = cell_rows.places(part)
        for begin, end in zip([-1, *alone], [*alone, last - first]):
            if end > begin + 1:
                sheet.append(part.block(texts, begin + 1, end, shift))
            if end < last - first:
                append(sheet, first + end + shift, cell_rows.row(part, end), part.lines[end])


class _Part:
    """Some rows of a table as columns of plain values. lines: of text that each row takes. marks: {key: numbers of
    rows, from the first of these on} of adjusted figures."""

    def __init__(self, table, first, last):
        self.first = first
        self.columns = plain_columns(table.between(first, last))
        self.kinds = [*table.kinds[first:last]] if table.kinds else [BODY] * (last - first)
        self.marks = marked_between(table.adjusted, first, last)
        wide = [
            _lines_of_all(values, column.width)
            for values, column in zip(self.columns, table.columns)
            if column.kind == "text" and not column.folded
        ]
        wide = [lines for lines in wide if lines]
        self.lines = list(map(max, zip(*wide))) if len(wide) > 1 else wide[0] if wide else [1] * (last - first)

    def block(self, texts, begin, end, shift):
        """The rows from place `begin` to before `end` as a `RowBlock`. shift: from the rows' numbers to the sheet's."""
        heights = [_height(lines) if lines > 1 else None for lines in self.lines[begin:end]]
        marks = {key: [one - begin for one in places if begin <= one < end] for key, places in self.marks.items()}
        columns = [values[begin:end] for values in self.columns]
        return texts.block(self.first + begin + shift, columns, heights, self.kinds[begin:end], marks)


def _lines_of_all(values, width):
    """How many lines each text takes; None where all take one."""
    known = {value: lines_of(value, width) if value else 1 for value in set(values)}
    return [known[value] for value in values] if any(lines > 1 for lines in known.values()) else None


class _LinkedRows:
    """Rows whose cells in the column `linked` lead to another sheet."""

    def __init__(self, sheet, table, links, linked):
        self._sheet, self._table, self._links = sheet, table, links
        self._places = {column.key: place for place, column in enumerate(table.columns)}
        self._linked = self._places[linked] if links else None

    def places(self, part):
        """Places in a `_Part` of rows that have a link."""
        if self._linked is None:
            return []
        return [place for place, value in enumerate(part.columns[self._linked]) if value in self._links]

    def row(self, part, place):
        """The cells of one of them."""
        sheet, kind = self._sheet, part.kinds[place]
        row = [values[place] for values in part.columns]
        made = [cells.value_cell(sheet, value, column) for value, column in zip(row, self._table.columns)]
        made[self._linked] = cells.link_cell(sheet, row[self._linked], *self._links[row[self._linked]])
        if part.lines[place] > 1:
            made = [cells.topped(sheet, cell) for cell in made]
        if kind != BODY:
            made = [cells.summed(sheet, cell, kind) for cell in made]
        for key, places in part.marks.items():
            if place in places:
                cells.adjusted(made[self._places[key]])
        return made


def _height(lines):
    return _LINE_HEIGHT * min(lines, _MOST_LINES)


def append(sheet, number, made, lines):
    """Append a row, high enough for its lines of text: not every program fits heights when it opens a workbook."""
    if lines > 1:
        sheet.row_dimensions[number].height = _height(lines)
    sheet.append(made)
    sheet.row_dimensions.pop(number, None)  # written; a million of them would fill the memory
