"""Columns of a result table as plain Python values, unknown as None."""

from __future__ import annotations


def plain_columns(frame):
    """A list of columns, each a list of str, int, float, bool, geometry or None."""
    return [_plain(frame[name]) for name in frame.columns]


def plain_rows(frame):
    """The rows as tuples of plain values."""
    return zip(*plain_columns(frame))


def _plain(values):
    if values.dtype.kind == "f":
        return [None if value != value else value for value in values.tolist()]
    if values.dtype.kind == "b" and values.dtype != object:
        return values.tolist()
    return values.astype(object).where(values.notna(), None).tolist()
