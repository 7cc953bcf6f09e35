"""The header of a FlatGeobuf file, read with every offset held against the length of what is there."""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np

_SIGNATURE, _START = b"fgb\x03fgb", 12  # the eighth byte counts patches of the format
_ENVELOPE, _COLUMNS, _COUNT, _NODE_SIZE, _CRS = 1, 7, 8, 9, 10
_USUAL_NODE_SIZE = 16
_LARGEST = 1 << 24  # bytes of a header


@dataclass(frozen=True)
class FlatHeader:
    """count: features declared, 0 where they were not counted. node_size: children of a node of the index, 0 without
    one. envelope: (4,) or None. columns: kinds of the columns. crs: (authority, code, definition). end: bytes before
    what follows the header."""

    count: int
    node_size: int
    envelope: np.ndarray | None
    columns: tuple
    crs: tuple
    end: int


class Table:
    """A table in a flatbuffer. A value that is not there is None; offsets beyond the buffer raise struct.error."""

    def __init__(self, buffer, at):
        self.buffer, self._at = buffer, at
        table = at - struct.unpack_from("<i", buffer, at)[0]
        if table < 0:
            raise struct.error("offset")
        size = struct.unpack_from("<H", buffer, table)[0]
        count = max(0, size - 4) // 2
        self._offsets = struct.unpack_from(f"<{count}H", buffer, table + 4)

    def place(self, number):
        """Where the value of a field lies, None where it has none."""
        offset = self._offsets[number] if number < len(self._offsets) else 0
        return self._at + offset if offset else None

    def scalar(self, number, form, default):
        """A number of the struct format `form`."""
        place = self.place(number)
        return default if place is None else struct.unpack_from(form, self.buffer, place)[0]

    def beyond(self, number):
        """Where the table, text or vector that a field points to begins, None without one."""
        place = self.place(number)
        return None if place is None else place + struct.unpack_from("<I", self.buffer, place)[0]

    def vector(self, number):
        """(where its items begin, how many) of a vector, (0, 0) without one."""
        place = self.beyond(number)
        return (0, 0) if place is None else (place + 4, struct.unpack_from("<I", self.buffer, place)[0])

    def text(self, number):
        """The text of a field, "" without one."""
        start, length = self.vector(number)
        return bytes(self.buffer[start : start + length]).decode("utf-8", "replace")


def root_of(buffer):
    """The `Table` at the root of a flatbuffer."""
    return Table(buffer, struct.unpack_from("<I", buffer, 0)[0])


def flat_header(content):
    """The `FlatHeader` of the content (uint8) of a file; None where it cannot be read."""
    if len(content) < _START or content[: len(_SIGNATURE)].tobytes() != _SIGNATURE:
        return None
    length = struct.unpack_from("<I", content, 8)[0]
    if length > min(_LARGEST, len(content) - _START):
        return None
    try:
        return _read(content[_START : _START + length].tobytes(), _START + length)
    except (struct.error, ValueError):
        return None


def _read(buffer, end):
    root = root_of(buffer)
    start, count = root.vector(_ENVELOPE)
    envelope = np.array(struct.unpack_from(f"<{count}d", buffer, start)) if count == 4 else None
    start, count = root.vector(_COLUMNS)
    places = [start + 4 * k for k in range(min(count, len(buffer) // 4 + 1))]
    columns = [Table(buffer, place + struct.unpack_from("<I", buffer, place)[0]) for place in places]
    kinds = tuple(column.scalar(1, "<B", 0) for column in columns)
    crs = root.beyond(_CRS)
    crs = Table(buffer, crs) if crs is not None else None
    stated = (crs.text(0), crs.scalar(1, "<i", 0), crs.text(4)) if crs else ("", 0, "")
    count, node_size = root.scalar(_COUNT, "<Q", 0), root.scalar(_NODE_SIZE, "<H", _USUAL_NODE_SIZE)
    if node_size == 1 or count > 1 << 40:
        return None
    return FlatHeader(count, node_size, envelope, kinds, stated, end)
