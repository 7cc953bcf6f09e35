"""Columns of a result table as plain Python values, unknown as None."""

from __future__ import annotations


def plain_columns(frame):
    """A list of columns, each a list of str, int, float, bool, geometry or None."""
    return [_plain(frame[name]) for name in frame.columns]


def plain_rows(frame):
    """The rows as tuples of plain values."""
    return zip(*plain_columns(frame))


def any_known(values):
    """Whether a column of plain values holds anything but None."""
    return values.count(None) < len(values)


def _plain(values):
    if values.dtype.kind == "f":
        plain = values.to_numpy().astype(object)
        plain[values.isna().to_numpy()] = None
        return plain.tolist()
    if values.dtype.kind == "b" and values.dtype != object:
        return values.tolist()
    plain = values.to_numpy(dtype=object, na_value=None) if values.dtype != object else values.to_numpy().copy()
    plain[values.isna().to_numpy()] = None
    return plain.tolist()
