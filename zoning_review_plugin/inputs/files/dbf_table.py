"""A `.dbf` held against its own header: length, widths of its fields, signs of deletion, numbers that are none."""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np

from ...model.codes import Severity
from ..layer import ReadFault

_HEADER = _DESCRIPTOR = 32
_KINDS = b"CNFDLMIOT@YBGPW+V0Q"
_AT_ONCE = 16_000_000
_KEPT, _DELETED = 0x20, 0x2A
_IN_NUMBERS = np.zeros(256, dtype=bool)
_IN_NUMBERS[list(b"0123456789+-.eE* \x00")] = True
_IN_DATES = np.zeros(256, dtype=bool)
_IN_DATES[list(b"0123456789/-*? \x00")] = True
_IN_TRUTH = np.zeros(256, dtype=bool)
_IN_TRUTH[list(b"YyNnTtFf? \x00")] = True
_ALLOWED = {b"N": _IN_NUMBERS, b"F": _IN_NUMBERS, b"D": _IN_DATES, b"L": _IN_TRUTH}
_ODD_IN_TEXT = np.zeros(256, dtype=bool)
_ODD_IN_TEXT[1:32] = True
_ODD_IN_TEXT[list(b"\t\r\n")] = False


@dataclass(frozen=True)
class DbfField:
    """A field: name as bytes, kind (one byte), offset in the record, width and decimals."""

    name: bytes
    kind: bytes
    at: int
    width: int
    decimals: int


@dataclass(frozen=True)
class DbfHeader:
    """count: rows declared. start: bytes before the first. width: bytes of a row. fields: `DbfField`s."""

    count: int
    start: int
    width: int
    fields: tuple

    def rows(self, content):
        """The whole rows that are there, uint8 (n, width)."""
        count = max(0, min(self.count, (len(content) - self.start) // self.width if self.width else 0))
        return content[self.start : self.start + count * self.width].reshape(count, self.width)


def dbf_header(content):
    """The `DbfHeader` of the content (uint8) of a `.dbf`; None where it has none."""
    if len(content) < _HEADER:
        return None
    count, start, width = struct.unpack("<IHH", content[4:12].tobytes())
    fields, at = [], 1  # a record starts with the sign of deletion
    for k in range(_HEADER, min(start, len(content)) - _DESCRIPTOR + 1, _DESCRIPTOR):
        entry = content[k : k + _DESCRIPTOR].tobytes()
        if entry[:1] == b"\r":
            break
        kind = entry[11:12]
        wide = kind in b"Cc" and entry[17]  # texts have no decimals: wide ones use the byte
        size = entry[16] + (256 * entry[17] if wide else 0)
        fields.append(DbfField(entry[:11].split(b"\x00")[0], kind, at, size, 0 if wide else entry[17]))
        at += size
    return DbfHeader(count, start, width, tuple(fields))


def dbf_faults(content, shapes):
    """(`ReadFault`s, how many rows are marked as deleted) of a `.dbf`. shapes: how many the `.shx` lists, or None."""
    header = dbf_header(content)
    if header is None:
        return [ReadFault("file_cut_short", {"file": ".dbf", "declared": _HEADER, "size": len(content)}, "error")], 0
    faults = [*_lengths(header, len(content)), *_widths(header)]
    if shapes is not None and shapes != header.count:
        faults.append(ReadFault("dbf_counts_differ", {"shapes": shapes, "rows": header.count}, Severity.ERROR))
    if not header.width:
        return faults, 0
    rows = header.rows(content)
    found = _Values(header)
    for k in range(0, len(rows), max(1, _AT_ONCE // header.width)):
        found.look(rows[k : k + max(1, _AT_ONCE // header.width)])
    return faults + found.faults(), found.deleted


def _lengths(header, size):
    declared = header.start + header.count * header.width
    params = {"file": ".dbf", "declared": declared, "size": size}
    if size < declared:
        return [ReadFault("file_cut_short", params, Severity.ERROR)]
    # One byte marks the end of the file, where it is marked.
    return [ReadFault("file_too_long", params, Severity.WARNING)] if size > declared + 1 else []


def _widths(header):
    total = 1 + sum(field.width for field in header.fields)
    odd = [field for field in header.fields if field.kind not in _KINDS or not field.name]
    if total == header.width and not odd and _HEADER + _DESCRIPTOR * len(header.fields) < header.start:
        return []
    return [ReadFault("dbf_fields_damaged", {"declared": header.width, "total": total}, Severity.ERROR)]


class _Values:
    """Looks at the rows of a table, some at a time."""

    def __init__(self, header):
        fits = [field for field in header.fields if field.at + field.width <= header.width and field.width]
        self._checked = [(field, _ALLOWED[field.kind]) for field in fits if field.kind in _ALLOWED]
        self._texts = [field for field in fits if field.kind in b"Cc"]
        self._shifted = self.deleted = self._seen = 0
        self._broken, self._odd = {}, {}

    def look(self, rows):
        """rows: uint8 (n, width)."""
        flag = rows[:, 0]
        self._seen += len(rows)
        self.deleted += int((flag == _DELETED).sum())
        self._shifted += int(((flag != _KEPT) & (flag != _DELETED)).sum())
        for field, allowed in self._checked:
            column = rows[:, field.at : field.at + field.width]
            self._note(self._broken, field, column, ~allowed[column].all(axis=1))
            if field.kind in b"NF":
                broken, odd = _no_numbers(column, whole=field.kind == b"N" and not field.decimals)
                self._note(self._broken, field, column, broken)
                self._note(self._odd, field, column, odd)
        if (rows < 32).any():
            for field in self._texts:
                column = rows[:, field.at : field.at + field.width]
                self._note(self._broken, field, column, _ODD_IN_TEXT[column].any(axis=1))
                gone_on = ((column[:, :-1] == 0) & (column[:, 1:] > 0)).any(axis=1)
                self._note(self._odd, field, column, gone_on)

    @staticmethod
    def _note(where, field, column, bad):
        if bad.any():
            count, example = where.get(field.name, (0, column[np.argmax(bad)].tobytes()))
            where[field.name] = count + int(bad.sum()), example

    def faults(self):
        """`ReadFault`s, once all rows have been looked at."""
        found = []
        if self._shifted:
            found.append(ReadFault("dbf_rows_shifted", {"count": self._shifted}, Severity.ERROR))
        if self.deleted:
            found.append(ReadFault("dbf_rows_deleted", {"count": self.deleted}, Severity.WARNING))
        # What is odd is the habit of some programs where it stands in most of the rows, and damage where in a few.
        rare = {name: noted for name, noted in self._odd.items() if 2 * noted[0] < self._seen}
        broken = {**rare, **self._broken}
        if broken:
            name, (_, example) = next(iter(broken.items()))
            params = {
                "count": sum(count for count, _ in broken.values()),
                "fields": len(broken),
                "field": name.decode("ascii", "backslashreplace"),
                "example": example.decode("ascii", "backslashreplace").replace("\x00", "\\x00").strip(),
            }
            found.append(ReadFault("dbf_values_damaged", params, Severity.WARNING))
        return found


def _no_numbers(column, whole):
    """(bool (n,): no numbers, bool (n,): odd ones) of a column of a dBASE table, uint8 (n, width).

    whole: it is read as whole numbers, so that decimals would be lost.
    """
    blank = (column == 32) | (column == 0)
    words = (blank[:, :-1] & ~blank[:, 1:]).sum(axis=1) + ~blank[:, 0]
    dots = (column == ord(".")).sum(axis=1)
    digit = (column >= 48) & (column <= 57)
    sign = (column == ord("+")) | (column == ord("-"))
    within = (sign[:, 1:] & (digit[:, :-1] | (column[:, :-1] == ord(".")))).any(axis=1)
    stars = (column == ord("*")).any(axis=1) & digit.any(axis=1)  # the sign of a number too wide for its field
    power = ((column == ord("e")) | (column == ord("E"))).any(axis=1)
    return (words > 1) | (dots > (0 if whole else 1)) | within | stars, power
