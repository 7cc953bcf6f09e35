"""Columns of a GDAL Arrow batch where they lie in memory, by the Arrow C data interface: no object for each value.

https://arrow.apache.org/docs/format/CDataInterface.html
"""

from __future__ import annotations

import ctypes
from typing import NamedTuple

import numpy as np


class WkbColumn(NamedTuple):
    """WKB of features in one piece. data: (b,) uint8. start: (n + 1,) int64, where each begins; none where empty."""

    data: np.ndarray
    start: np.ndarray

    def __len__(self):
        return len(self.start) - 1

    def objects(self):
        """(n,) bytes or None."""
        raw, found, ends = self.data.tobytes(), np.empty(len(self), dtype=object), self.start.tolist()
        found[:] = [raw[a:b] if b > a else None for a, b in zip(ends, ends[1:])]
        return found

    @classmethod
    def joined(cls, columns):
        """One of several."""
        ends = [column.start[1:] for column in columns]
        sizes = [len(column.data) for column in columns]
        start = np.concatenate([[0], *(end + before for end, before in zip(ends, np.cumsum(sizes) - sizes))])
        data = np.concatenate([column.data for column in columns])
        data.setflags(write=False)
        return cls(data, start.astype(np.int64))


class _Schema(ctypes.Structure):
    pass


_Schema._fields_ = [
    ("format", ctypes.c_char_p),
    ("name", ctypes.c_char_p),
    ("metadata", ctypes.c_void_p),
    ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(_Schema))),
]


class _Array(ctypes.Structure):
    pass


_Array._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(_Array))),
]

_NUMBERS = {b"i": np.int32, b"l": np.int64}
_BYTES = {b"z": np.int32, b"Z": np.int64}  # the type of offsets


def formats(schema):
    """{name of a column: its Arrow format} of a GDAL schema."""
    return {child.name.decode("utf-8", "replace"): child.format for child in _children(_at(schema, _Schema))}


def readable(format_):
    """Whether `column_of` reads columns of an Arrow format."""
    return format_ in _NUMBERS or format_ in _BYTES


def column_of(array, schema, name):
    """A column of a GDAL Arrow batch, copied: int64 (n,), or a `WkbColumn` of bytes. None where numbers have gaps."""
    batch, known = _at(array, _Array), formats(schema)
    child, format_ = _children(batch)[list(known).index(name)], known[name]
    begin = batch.offset + child.offset
    if format_ in _NUMBERS:
        gaps = child.null_count != 0 and child.buffers[0] is not None
        return None if gaps else _buffer(child, 1, _NUMBERS[format_], begin + batch.length)[begin:].astype(np.int64)
    if batch.length == 0:
        return WkbColumn(np.empty(0, np.uint8), np.zeros(1, np.int64))
    start = _buffer(child, 1, _BYTES[format_], begin + batch.length + 1)[begin:].astype(np.int64)
    data = _buffer(child, 2, np.uint8, int(start[-1]))[start[0] :].copy()
    data.setflags(write=False)
    return WkbColumn(data, start - start[0])


def _at(held, kind):
    return kind.from_address(held._getPtr())


def _children(struct):
    return [struct.children[k].contents for k in range(struct.n_children)]


def _buffer(array, number, dtype, count):
    """The first `count` values of a buffer, where they lie."""
    if count == 0:
        return np.empty(0, dtype)
    raw = (ctypes.c_char * (count * np.dtype(dtype).itemsize)).from_address(array.buffers[number])
    return np.frombuffer(raw, dtype)
