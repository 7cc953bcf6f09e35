"""The texts of a dBASE table as the bytes they are: names of fields and values of text fields."""

from __future__ import annotations

import numpy as np

from ..files.dbf_table import dbf_header

NAME_BYTES = 10  # of a field's name at most
_BLOCK = 4_000_000


def dbf_texts(content, most):
    """Yield (bytes, whether they fill their place) of up to `most` texts that are not plain ASCII, names first.

    content: of a `.dbf`, uint8. Padding is taken off. A table that is damaged yields what can be found.
    """
    header = dbf_header(content)
    if header is None:
        return
    for field in header.fields:
        if not field.name.isascii() and most > 0:
            most -= 1
            yield field.name, len(field.name) >= NAME_BYTES
    yield from dbf_values(content, most)


def dbf_values(content, most):
    """Yield what `dbf_texts` does of the values alone."""
    header = dbf_header(content)
    if header is None:
        return
    places = [(f.at, f.width) for f in header.fields if f.kind in b"Cc" and f.at + f.width <= header.width]
    rows = header.rows(content) if header.width else []
    step = max(1, _BLOCK // max(header.width, 1))
    for start in range(0, len(rows), step):
        block = rows[start : start + step]
        if not places or most <= 0:
            return
        if block.max() < 128:
            continue
        for text in _values(block, places):
            most -= 1
            yield text
            if most <= 0:
                return


def _values(rows, places):
    """(bytes, whether they fill the field) of the values in some rows that are not ASCII."""
    for at, size in places:
        column = rows[:, at : at + size]
        for row in np.flatnonzero((column > 127).any(axis=1)):
            value = column[row].tobytes().split(b"\x00")[0].rstrip(b" ")
            if not value.isascii():
                yield value, len(value) == size
