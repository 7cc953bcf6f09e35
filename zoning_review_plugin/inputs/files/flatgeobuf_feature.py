"""The values of one feature of a FlatGeobuf file: do they follow each other as the columns say?"""

from __future__ import annotations

import struct

from .flatgeobuf_header import root_of

# Bytes of a value by the kind of its column; None where its length stands before it.
_WIDTHS = (1, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8, None, None, None, None)
_VALUES, _OWN_COLUMNS = 1, 2


def properties_fit(buffer, columns):
    """Whether the values in the bytes of a feature fill their place exactly, each column at most once and in order.

    columns: kinds, by number.
    """
    try:
        root = root_of(buffer)
        if root.place(_OWN_COLUMNS) is not None:
            return True  # with columns of its own: no writer that is known here makes them
        at, length = root.vector(_VALUES)
        end, before = at + length, -1
        if end > len(buffer):
            return False
        while at < end:
            number = struct.unpack_from("<H", buffer, at)[0]
            if number <= before or number >= len(columns) or columns[number] >= len(_WIDTHS):
                return False
            width = _WIDTHS[columns[number]]
            at, before = at + 2 + (4 + struct.unpack_from("<I", buffer, at + 2)[0] if width is None else width), number
    except struct.error:
        return False
    return at == end
