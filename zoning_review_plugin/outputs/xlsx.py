"""`review.xlsx`: the tables of a review as a workbook with real numbers, one sheet a table."""

from __future__ import annotations

import zipfile

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

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
_HEADER_FONT = Font(bold=True, color="FFFFFF")
_NOTE_FONT = Font(italic=True, color="555555")
_WRAP = Alignment(wrap_text=True, vertical="top")


def write(result, folder):
    """Write the workbook of a Result into `folder`. Returns the names of the files written."""
    words = Words(result.case.language)
    book = Workbook(write_only=True)
    book.properties.title = without_controls(result.case.title)
    expected = {}
    for table in basic_tables(result):
        for number, start in enumerate(range(0, max(1, len(table.rows)), LONGEST_SHEET), 1):
            name = table.title if start == 0 else f"{table.title} {number}"
            part = table.rows.iloc[start : start + LONGEST_SHEET]
            _sheet(book.create_sheet(name[:31]), table, part, words)
            expected[name[:31]] = len(part) + 1 + len(table.notes) + bool(table.notes)
    path = folder / NAME
    book.save(path)
    _verify(path, expected)
    return [NAME]


def _sheet(sheet, table, rows, words):
    """One sheet: frozen header, filter, widths, rows, notes; ready to print on A4 across."""
    sheet.freeze_panes = "B2"
    last = get_column_letter(len(table.columns))
    sheet.auto_filter.ref = f"A1:{last}{len(rows) + 1}"
    for number, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width + 2
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    sheet.print_title_rows = "1:1"
    sheet.oddFooter.center.text = words.say("print.page", page="&P", pages="&N")
    sheet.append([_header(sheet, column) for column in table.columns])
    for row in plain_rows(rows):
        sheet.append([_cell(sheet, value, column) for value, column in zip(row, table.columns)])
    if table.notes:
        sheet.append([])
    for note in table.notes:
        cell = WriteOnlyCell(sheet, note)
        cell.font = _NOTE_FONT
        sheet.append([cell])


def _header(sheet, column):
    cell = WriteOnlyCell(sheet, column.title)
    cell.fill, cell.font, cell.alignment = _HEADER_FILL, _HEADER_FONT, Alignment(wrap_text=True, vertical="center")
    return cell


def _cell(sheet, value, column):
    """A real number in the format of its column, or text that is never taken for a formula."""
    if value is None:
        return None
    if column.kind == "text":
        return _text_cell(sheet, str(value), column.width)
    cell = WriteOnlyCell(sheet, int(value) if column.kind == "integer" else float(value))
    cell.number_format = _format(value, column)
    return cell


def _text_cell(sheet, text, width):
    text = without_controls(text)[:_LONGEST_TEXT]
    if not text.startswith("=") and len(text) <= width:
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    if text.startswith("="):
        cell.quotePrefix = True
    if len(text) > width:
        cell.alignment = _WRAP
    return cell


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
