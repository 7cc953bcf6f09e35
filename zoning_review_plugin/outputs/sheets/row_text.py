"""Rows of a long sheet as XML, made from values without an object for each cell: a province has tens of millions.

openpyxl writes head, foot and whatever row is special; the rows between go into its stream as they stand here. How a
cell looks is asked of `cells` once for each look, so that both kinds of rows look the same.
"""

from __future__ import annotations

import math
from html import escape

from openpyxl.utils import get_column_letter
from openpyxl.xml.functions import fromstring

from ...tables.figures import shown
from ..safe_text import without_controls
from . import cells

_MOST_KEPT = 20_000  # texts of a column whose XML is kept
_RETURN = "&#13;"  # what reading XML would else take for a line feed


class RowText(list):
    """The XML of one row, in the form in which openpyxl takes rows."""


def take_row_texts(sheet):
    """Let a write-only sheet take `RowText`s, too; to be called before its first row."""
    sheet._get_writer()
    values_of, write = sheet._values_to_row, sheet._writer.write_row

    def write_row(stream, row, number):
        if isinstance(row, RowText):
            stream.write(fromstring(row[0]))
        else:
            write(stream, row, number)

    sheet._values_to_row = lambda row, number: row if isinstance(row, RowText) else values_of(row, number)
    sheet._writer.write_row = write_row


class RowTexts:
    """Makes the `RowText`s of a table on one sheet."""

    def __init__(self, sheet, columns):
        self._columns = [_Cells(sheet, column) for column in columns]
        self._letters = [get_column_letter(number) for number in range(1, len(columns) + 1)]

    def row(self, number, values, height):
        """The row of this number. height: in points, None for the common one; cells of taller ones begin above."""
        tall = height is not None
        made = [f'<row r="{number}" ht="{height}" customHeight="1">' if tall else f'<row r="{number}">']
        for letter, column, value in zip(self._letters, self._columns, values):
            cell = column.text(value, tall)
            if cell:
                made.append(f'<c r="{letter}{number}"{cell}')
        made.append("</row>")
        return RowText(["".join(made)])


class _Cells:
    """The cells of one column: their XML behind the place."""

    def __init__(self, sheet, column):
        self._sheet, self._column, self._kept, self._styles = sheet, column, {}, {}
        self._is_text = column.kind == "text"
        self._unit = 10.0**-column.decimals

    def text(self, value, tall):
        """What stands behind the place of a cell in its XML; "" for no cell."""
        if not self._is_text and value is not None and math.isfinite(value):
            return self._number(value, tall)
        key = value, type(value), tall
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._kept[key] = self._told(value, tall)
        return found

    def _number(self, value, tall):
        style = self._style((self._false(value), tall), value, tall)
        figure = int(value) if self._column.kind == "integer" else float(value)
        return f'{style} t="n"><v>{figure!r}</v></c>'

    def _false(self, value):
        """What is shown in place of a value that would round to a false 0 or 100 %, None for every other."""
        percent = self._column.kind == "percent"
        size = abs(value) * 100.0 if percent else abs(value)
        near = 0 < size < self._unit or percent and 100 - self._unit < size < 100
        return shown(value, self._column) if near and self._column.kind != "integer" else None

    def _told(self, value, tall):
        """A text, or what is told in place of a number."""
        if self._is_text:
            text = "" if value is None else without_controls(str(value))[: cells.LONGEST_TEXT]
            look = text.startswith("="), cells.lines_of(text, self._column.width) > 1, tall
        else:
            text, look = shown(value, self._column), ("told", tall)
        if not text:
            return ""
        kept = ' xml:space="preserve"' if text != text.strip() else ""
        return f'{self._style(look, value, tall)} t="inlineStr"><is><t{kept}>{_escaped(text)}</t></is></c>'

    def _style(self, look, value, tall):
        """The style of all values of one look, as `cells` dresses this one."""
        style = self._styles.get(look)
        if style is None:
            cell = cells.value_cell(self._sheet, value, self._column, {})
            number = getattr(cells.topped(self._sheet, cell) if tall else cell, "style_id", 0)
            style = self._styles[look] = f' s="{number}"' if number else ""
        return style


def _escaped(text):
    return escape(text, quote=False).replace("\r", _RETURN)
