"""The texts of a dBASE table as the bytes they are: names of fields and values of text fields."""

from __future__ import annotations

import struct

import numpy as np

_HEADER = _DESCRIPTOR = 32
_NAME = 11
_END_OF_FIELDS = b"\x0d"
_BLOCK = 4_000_000


def dbf_texts(path, most):
    """Yield (bytes, whether they fill their place) of up to `most` texts that are not plain ASCII.

    Padding is taken off. A table that is damaged yields what can be found.
    """
    with open(path, "rb") as stream:
        header = stream.read(_HEADER)
        if len(header) < _HEADER:
            return
        start, width = struct.unpack("<HH", header[8:12])
        descriptors = stream.read(max(0, start - _HEADER))
        names, places = _fields(descriptors)
        for name in names:
            most -= 1
            yield name, len(name) >= _NAME - 1
        places = [(at, size) for at, size in places if at + size <= width]
        while places and most > 0:
            block = stream.read(max(1, _BLOCK // width) * width)
            if len(block) < width:
                return
            if block.isascii():
                continue
            for text in _values(block, width, places):
                most -= 1
                yield text
                if most <= 0:
                    return


def _fields(descriptors):
    """(names that are not ASCII, [(offset in the record, width)] of the text fields)."""
    names, places, at = [], [], 1  # a record starts with the sign of deletion
    for k in range(0, len(descriptors) - _DESCRIPTOR + 1, _DESCRIPTOR):
        entry = descriptors[k : k + _DESCRIPTOR]
        if entry[:1] == _END_OF_FIELDS:
            break
        name = entry[:_NAME].split(b"\x00")[0]
        if not name.isascii():
            names.append(name)
        is_text = entry[11:12] in b"Cc"
        size = entry[16] + (256 * entry[17] if is_text else 0)  # texts have no decimals: wide ones use the byte
        if is_text:
            places.append((at, size))
        at += size
    return names, places


def _values(block, width, places):
    """(bytes, whether they fill the field) of the values in a block of whole records that are not ASCII."""
    records = np.frombuffer(block, np.uint8, len(block) // width * width).reshape(-1, width)
    for at, size in places:
        column = records[:, at : at + size]
        for row in np.flatnonzero((column > 127).any(axis=1)):
            value = column[row].tobytes().split(b"\x00")[0].rstrip(b" ")
            if not value.isascii():
                yield value, len(value) == size
