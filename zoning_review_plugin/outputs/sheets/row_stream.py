"""Rows of a write-only sheet that come as text: they go straight into its file, between those that openpyxl writes.

A million rows made into XML objects one by one cost more than everything else of a workbook together.
"""

from __future__ import annotations

from openpyxl.worksheet import _writer
from openpyxl.xml import LXML
from openpyxl.xml.functions import fromstring


class RowBlock(list):
    """One text: the XML of several rows, in the form in which openpyxl takes rows. count: how many they are."""

    def __init__(self, text, count):
        super().__init__([text])
        self.count = count


def take_blocks(sheet):
    """Let a write-only sheet take `RowBlock`s, too; to be called before its first row."""
    path = _writer.create_temporary_file()
    stream = open(path, "wb")  # closed with the sheet
    writer = sheet._writer = _writer.WorksheetWriter(sheet, stream)
    writer.write_top()
    rows, close = _Rows(sheet, stream), writer.close
    sheet._values_to_row, writer.write_row = rows.values, rows.write

    def closed():
        close()
        stream.close()
        writer.out = path

    writer.close = closed


class _Rows:
    """Numbers the rows of a sheet itself, as openpyxl counts a block as one."""

    def __init__(self, sheet, stream):
        self._stream, self._next = stream, 1
        self._values_of, self._write = sheet._values_to_row, sheet._writer.write_row
        self._put = self._put_text if LXML else self._put_objects

    def values(self, row, _):
        """What openpyxl makes of a row before it is written."""
        return row if isinstance(row, RowBlock) else self._values_of(row, self._next)

    def write(self, xf, row, _):
        """Write a row, or a block of them. xf: the sheet's own stream of XML."""
        if isinstance(row, RowBlock):
            self._put(xf, row[0])
            self._next += row.count
        else:
            self._write(xf, row, self._next)
            self._next += 1

    def _put_text(self, xf, text):
        xf.flush()
        self._stream.write(text.encode("utf-8"))

    def _put_objects(self, xf, text):
        """Without lxml a sheet is kept until its end, and its file cannot be written between."""
        for row in fromstring(f"<rows>{text}</rows>"):
            xf.write(row)
