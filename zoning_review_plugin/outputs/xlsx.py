"""`review.xlsx`: the tables of a review as a workbook with real numbers, one sheet a table."""

from __future__ import annotations

import math
import zipfile
from contextlib import contextmanager, suppress
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins

from ..model.errors import OutputFault, Place
from ..model.words import Words
from ..tables.basic import basic_tables
from ..tables.figures import shown
from .plain import plain_rows
from .safe_text import without_controls

NAME = "review.xlsx"
LONGEST_SHEET = 1_000_000  # rows; Excel holds 1,048,576
_LONGEST_TEXT = 32_767
_HEADER_FILL = PatternFill("solid", fgColor="1F4E5F")
_HEADER_FONT = Font("Calibri", 11, bold=True, color="FFFFFF")
_NOTE_FONT = Font("Calibri", 11, italic=True, color="555555")
_WRAP, _TOP = Alignment(wrap_text=True, vertical="top"), Alignment(vertical="top")
_A3, _A4 = 8, 9
_LINE_HEIGHT, _MOST_LINES = 16.5, 20  # points, enough for Chinese; Excel holds 409
_WIDEST_ON_A4 = 260  # characters; beyond them A4 would print smaller than some 6 points


def write(result, folder):
    """Write the workbook of a Result into `folder`. Returns the names of the files written."""
    tables = [(table.title, table) for table in basic_tables(result)]
    write_book(folder / NAME, tables, Words(result.case.language), result.case.title)
    return [NAME]


def write_book(path, tables, words, title):
    """Write a workbook to `path` and verify it. tables: (name of its sheet, `Table`). Raises OutputFault."""
    book = Workbook(write_only=True)
    book.properties.title = without_controls(title)
    expected = {}
    with _full_disk_told(book, path):
        for sheet, table in tables:
            for number, start in enumerate(range(0, max(1, len(table.rows)), LONGEST_SHEET), 1):
                name = sheet if start == 0 else f"{sheet} {number}"
                part = table.rows.iloc[start : start + LONGEST_SHEET]
                _sheet(book.create_sheet(name[:31]), table, part, words)
                expected[name[:31]] = len(part) + 1 + len(table.notes) + bool(table.notes)
        book.save(path)
    _verify(path, expected)


@contextmanager
def _full_disk_told(book, path):
    """lxml, where openpyxl writes through it, has an error of its own for a file that cannot be written further.

    Raises OutputFault. Half-written sheets are closed, after Ctrl-C too: left alone, each complains when swept up.
    """
    try:
        yield
    except BaseException as error:
        for sheet in book.worksheets:
            for stream in (sheet._rows, getattr(sheet._writer, "xf", None)):
                with suppress(Exception):
                    stream.close()
        if type(error).__name__ != "SerialisationError":
            raise
        raise OutputFault("disk_full", Place(file=str(path))) from None


def _sheet(sheet, table, rows, words):
    """One sheet: frozen header, filter, widths, rows, notes; ready to print."""
    sheet.freeze_panes = "B2"
    last = get_column_letter(len(table.columns))
    sheet.auto_filter.ref = f"A1:{last}{len(rows) + 1}"
    for number, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width + 2
    sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = _LINE_HEIGHT, True
    _print_setup(sheet, sum(column.width + 2 for column in table.columns), words)
    titles = [_lines(column.title, column.width) for column in table.columns]
    _append(sheet, 1, [_header(sheet, column) for column in table.columns], max(titles))
    told = {}
    texts = [
        (number, column.width)
        for number, column in enumerate(table.columns)
        if column.kind == "text" and not column.folded
    ]
    for number, row in enumerate(plain_rows(rows), 2):
        lines = max([_lines(row[place], width) for place, width in texts if row[place]], default=1)
        cells = [_cell(sheet, value, column, told) for value, column in zip(row, table.columns)]
        _append(sheet, number, [_topped(sheet, cell) for cell in cells] if lines > 1 else cells, lines)
    if table.notes:
        sheet.append([])
    for note in table.notes:
        cell = WriteOnlyCell(sheet, without_controls(note)[:_LONGEST_TEXT])
        cell.data_type, cell.font = "s", _NOTE_FONT
        sheet.append([cell])


def _print_setup(sheet, width, words):
    """Across the paper, all columns on it, headings and numbers on every page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4 if width <= _WIDEST_ON_A4 else _A3
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6, header=0.3, footer=0.3)
    sheet.print_options.gridLines = True
    sheet.print_title_rows = "$1:$1"
    sheet.oddFooter.center.text = words.say("print.page", page="&P", pages="&N")


def _append(sheet, number, cells, lines):
    """Append a row, high enough for its lines of text: not every program fits heights when it opens a workbook."""
    if lines > 1:
        sheet.row_dimensions[number].height = _LINE_HEIGHT * min(lines, _MOST_LINES)
    sheet.append(cells)
    sheet.row_dimensions.pop(number, None)  # written; a million of them would fill the memory


def _header(sheet, column):
    cell = WriteOnlyCell(sheet, column.title)
    side = "left" if column.kind == "text" else "right"
    cell.fill, cell.font = _HEADER_FILL, _HEADER_FONT
    cell.alignment = Alignment(wrap_text=True, horizontal=side, vertical="center")
    return cell


def _cell(sheet, value, column, told):
    """A real number in the format of its column, or text that is never taken for a formula.

    What is no number in a column of numbers is told as in every report: not applicable or unknown, or beyond reach.
    told: the cells of this sheet that do so, by their text; one serves in all places, as rows are written at once.
    """
    if column.kind == "text":
        return None if value is None else _text_cell(sheet, str(value), column.width)
    if value is None or math.isinf(value):
        text = shown(value, column)
        if text not in told:
            told[text] = WriteOnlyCell(sheet, text)
            told[text].alignment = Alignment(horizontal="right", vertical="top")
        return told[text]
    cell = WriteOnlyCell(sheet, int(value) if column.kind == "integer" else float(value))
    cell.number_format = _format(value, column)
    return cell


def _topped(sheet, cell):
    """A cell of a tall row: whatever stands in it begins at the top, beside the first line of long texts."""
    if cell is None or getattr(cell, "has_style", False) and cell.alignment.vertical == "top":
        return cell
    cell = cell if isinstance(cell, Cell) else WriteOnlyCell(sheet, cell)
    cell.alignment = _TOP
    return cell


def _text_cell(sheet, text, width):
    text = without_controls(text)[:_LONGEST_TEXT]
    wide = _lines(text, width) > 1
    if not text.startswith("=") and not wide:
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    if text.startswith("="):
        cell.quotePrefix = True
    if wide:
        cell.alignment = _WRAP
    return cell


def _lines(value, width):
    """How many lines a text takes under `width` characters: Chinese ones are twice as wide as others."""
    text = str(value)
    if 2 * len(text) <= width:
        return 1
    room = len(text) if text.isascii() else sum(2 if east_asian_width(c) in "WF" else 1 for c in text)
    return max(1, math.ceil(room / width))


def _format(value, column):
    """The number format that shows `value` as reports do; a literal where rounding would lie (`<0.01`, `>99.99`)."""
    text = shown(value, column)
    if text[0] in "<>":
        return f'"{text}"' if column.kind != "percent" else f'"{text}%"'
    places = "." + "0" * column.decimals if column.decimals else ""
    return {"integer": "0", "percent": f"0{places}%"}.get(column.kind, f"0{places}")


def _verify(path, expected):
    """Open what was written and count the rows of each sheet."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = [_rows_in(archive, f"xl/worksheets/sheet{number}.xml") for number in range(1, len(expected) + 1)]
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise OutputFault("output_unsound", Place(file=str(path)), problem=str(error)) from None
    wrong = [f"{name}: {got} ≠ {count}" for got, (name, count) in zip(found, expected.items()) if got != count]
    if wrong:
        raise OutputFault("output_unsound", Place(file=str(path)), problem="; ".join(wrong))


def _rows_in(archive, name):
    """How many rows a sheet's XML holds; reading it to its end also proves its checksum."""
    count, tail = 0, b""
    with archive.open(name) as stream:
        for block in iter(lambda: stream.read(1 << 20), b""):
            count += (tail + block).count(b"<row ")
            tail = block[-4:]
    return count
