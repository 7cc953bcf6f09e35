"""Rows of a long sheet as XML, column by column, without an object for each cell: a province has tens of millions.

openpyxl writes head, foot and whatever row has a link; the rows between go into its file as they stand here. How a
cell looks is asked of `cells` once for each look, so that both kinds of rows look the same.
"""

from __future__ import annotations

import math
from html import escape
from typing import NamedTuple

from openpyxl.utils import get_column_letter

from ...tables.figures import shown
from ...tables.table import BODY
from ..safe_text import without_controls
from . import cells
from .row_stream import RowBlock

_MOST_KEPT = 20_000  # texts of a column whose XML is kept
_RETURN = "&#13;"  # what reading XML would else take for a line feed


class Dress(NamedTuple):
    """How a cell stands out. tall: it begins at the top of a higher row. kind: of the row. marked: rounded the other
    way."""

    tall: bool = False
    kind: str = BODY
    marked: bool = False


class RowTexts:
    """Makes the `RowBlock`s of a table on one sheet."""

    def __init__(self, sheet, columns):
        self._columns = [_Cells(sheet, column) for column in columns]
        self._letters = [get_column_letter(number) for number in range(1, len(columns) + 1)]
        self._places = {column.key: place for place, column in enumerate(columns)}

    def block(self, first, columns, heights, kinds, marks):
        """The rows from number `first` on of the sheet.

        columns: lists of values. heights: of the rows in points, None for the common one. kinds: of the rows.
        marks: {key of a column: places in the block} of adjusted figures.
        """
        numbers = range(first, first + len(heights))
        worn = {}
        dresses = [worn.setdefault(one, Dress(one[0] is not None, one[1])) for one in zip(heights, kinds)]
        parts = [[_row(number, height) for number, height in zip(numbers, heights)]]
        marked = {self._places[key]: places for key, places in marks.items()}
        for place, (letter, column, values) in enumerate(zip(self._letters, self._columns, columns)):
            mine = _with_marks(dresses, marked[place]) if place in marked else dresses
            found = column.texts(values, mine)
            parts.append([f'<c r="{letter}{number}"{text}' if text else "" for number, text in zip(numbers, found)])
        parts.append(["</row>"] * len(heights))
        return RowBlock("".join(map("".join, zip(*parts))), len(heights))


def _row(number, height):
    return f'<row r="{number}">' if height is None else f'<row r="{number}" ht="{height}" customHeight="1">'


def _with_marks(dresses, places):
    dresses = list(dresses)
    for place in places:
        dresses[place] = dresses[place]._replace(marked=True)
    return dresses


class _Cells:
    """The cells of one column: their XML behind the place."""

    def __init__(self, sheet, column):
        self._sheet, self._column, self._kept, self._styles = sheet, column, {}, {}
        self._text = self._told if column.kind == "text" else self._figure
        # what is nearer to 0 or to the whole than this may be shown as less than, or more than, a figure
        self._near = 10.0**-column.decimals / (100.0 if column.kind == "percent" else 1.0)
        self._as_plain = int if column.kind == "integer" else float

    def texts(self, values, dresses):
        """What stands behind the place of each cell in its XML; "" for no cell."""
        return list(map(self._text, values, dresses))

    def _figure(self, value, dress):
        if value is None or not math.isfinite(value):
            return self._told(value, dress)
        size = abs(value)
        false = 0 < size < self._near or 1 - self._near < size < 1 and self._column.kind == "percent"
        look = (self._false(value) if false else None), dress
        style = self._styles.get(look)
        if style is None:
            style = self._style(look, value, dress)
        return f"{style}><v>{self._as_plain(value)!r}</v></c>"

    def _false(self, value):
        """What is shown in place of a value that would round to a false 0 or 100 %."""
        return shown(value, self._column) if self._column.kind != "integer" else None

    def _told(self, value, dress):
        """A text, or what is told in place of a number."""
        key = value, type(value), dress
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._kept[key] = self._made(value, dress)
        return found

    def _made(self, value, dress):
        if self._column.kind == "text":
            text = "" if value is None else without_controls(str(value))[: cells.LONGEST_TEXT]
            look = (text.startswith("="), cells.lines_of(text, self._column.width) > 1), dress
        else:
            text, look = shown(value, self._column), ("told", dress)
        if not text and dress.kind == BODY:
            return ""
        style = self._styles.get(look)
        if style is None:
            style = self._style(look, value, dress)
        if not text:
            return f"{style}/>"
        kept = ' xml:space="preserve"' if text != text.strip() else ""
        return f'{style} t="inlineStr"><is><t{kept}>{_escaped(text)}</t></is></c>'

    def _style(self, look, value, dress):
        """The style of all values of one look, as `cells` dresses this one."""
        cell = cells.value_cell(self._sheet, value, self._column)
        if dress.tall:
            cell = cells.topped(self._sheet, cell)
        if dress.kind != BODY:
            cell = cells.summed(self._sheet, cell, dress.kind)
        if dress.marked:
            cell = cells.adjusted(cell)
        number = getattr(cell, "style_id", 0)
        style = self._styles[look] = f' s="{number}"' if number else ""
        return style


def _escaped(text):
    return escape(text, quote=False).replace("\r", _RETURN)
