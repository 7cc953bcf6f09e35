"""Cells of a workbook: real numbers in the format of their column, and text that is never taken for a formula."""

from __future__ import annotations

import math
from unicodedata import east_asian_width

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink

from ...tables.figures import shown
from ...tables.table import ADJUSTED, SUBTOTAL, TOTAL
from ..safe_text import without_controls

LONGEST_TEXT = 32_767
_HEADER_FILL = PatternFill("solid", fgColor="1F4E5F")
_HEADER_FONT = Font("Calibri", 11, bold=True, color="FFFFFF")
_LINK_FONT = Font("Calibri", 11, underline="single", color="0B5394")
_BOLD = Font("Calibri", 11, bold=True)
_WRAP, _TOP = Alignment(wrap_text=True, vertical="top"), Alignment(vertical="top")
_RIGHT = Alignment(horizontal="right", vertical="top")
_ADJUSTED_FILL = PatternFill("solid", fgColor="FFF2CC")
_FILLS = {SUBTOTAL: PatternFill("solid", fgColor="EEF3F5"), TOTAL: PatternFill("solid", fgColor="D9E4E8")}
_ABOVE_TOTAL = Border(top=Side("thin", color="1F4E5F"))


def header_cell(sheet, column, title=None):
    """The head of a column, or of several that share a `title`."""
    cell = WriteOnlyCell(sheet, without_controls(column.title if title is None else title))
    side = "center" if title is not None else "left" if column.kind == "text" else "right"
    cell.data_type = "s"
    cell.fill, cell.font = _HEADER_FILL, _HEADER_FONT
    cell.alignment = Alignment(wrap_text=True, horizontal=side, vertical="center")
    return cell


def value_cell(sheet, value, column):
    """A real number in the format of its column, or text that is never taken for a formula.

    What is no number in a column of numbers is told as in every report: not applicable or unknown, or beyond reach.
    """
    if column.kind == "text":
        return None if value is None else text_cell(sheet, str(value), column.width)
    if value is None or math.isinf(value):
        cell = WriteOnlyCell(sheet, shown(value, column))
        cell.alignment = _RIGHT
        return cell
    cell = WriteOnlyCell(sheet, int(value) if column.kind == "integer" else float(value))
    cell.number_format = _format(value, column)
    return cell


def text_cell(sheet, text, width):
    """A text; wrapped where it is wider than `width` characters, and safe where it begins like a formula."""
    text = without_controls(text)[:LONGEST_TEXT]
    wide = lines_of(text, width) > 1
    if not text.startswith("=") and not wide:
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    if text.startswith("="):
        cell.quotePrefix = True
    if wide:
        cell.alignment = _WRAP
    return cell


def link_cell(sheet, text, name, row=1):
    """A text that leads to a row of the sheet `name`."""
    cell = WriteOnlyCell(sheet, without_controls(text)[:LONGEST_TEXT])
    cell.data_type = "s"
    quoted = name.replace("'", "''")
    cell.hyperlink = Hyperlink(ref="", location=f"'{quoted}'!A{row}")
    cell.font = _LINK_FONT
    return cell


def topped(sheet, cell):
    """A cell of a tall row: whatever stands in it begins at the top, beside the first line of long texts."""
    if cell is None or getattr(cell, "has_style", False) and cell.alignment.vertical == "top":
        return cell
    cell = cell if isinstance(cell, Cell) else WriteOnlyCell(sheet, cell)
    cell.alignment = _TOP
    return cell


def summed(sheet, cell, kind):
    """A cell of a row of subtotals or totals."""
    cell = cell if isinstance(cell, Cell) else WriteOnlyCell(sheet, cell)
    cell.font, cell.fill = _BOLD, _FILLS[kind]
    if kind == TOTAL:
        cell.border = _ABOVE_TOTAL
    return cell


def adjusted(cell):
    """The cell of a figure that was rounded the other way: marked as in every report."""
    cell.number_format += f'"{ADJUSTED}"'
    cell.fill = _ADJUSTED_FILL
    return cell


def lines_of(value, width):
    """How many lines a text takes under `width` characters: Chinese ones are twice as wide as others."""
    text = str(value)
    if 2 * len(text) <= width and "\n" not in text:
        return 1
    return sum(_lines(part, width) for part in text.split("\n"))


def _lines(text, width):
    room = len(text) if text.isascii() else sum(2 if east_asian_width(c) in "WF" else 1 for c in text)
    return max(1, math.ceil(room / width))


def _format(value, column):
    """The number format that shows `value` as reports do; a literal where rounding would lie (`<0.01`, `>99.99`)."""
    text = shown(value, column)
    if text[0] in "<>":
        return f'"{text}"' if column.kind != "percent" else f'"{text}%"'
    places = "." + "0" * column.decimals if column.decimals else ""
    return {"integer": "0", "percent": f"0{places}%"}.get(column.kind, f"0{places}")
