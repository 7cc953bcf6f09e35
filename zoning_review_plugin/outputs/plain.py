"""Columns of a result table as plain Python values, unknown as None."""

from __future__ import annotations

import numpy as np


def plain_columns(frame):
    """A list of columns, each a list of str, int, float, bool, geometry or None."""
    return [plain_column(frame[name]) for name in frame.columns]


def plain_rows(frame):
    """The rows as tuples of plain values."""
    return zip(*plain_columns(frame))


def any_known(values):
    """Whether a column of plain values holds anything but None."""
    return values.count(None) < len(values)


def is_one_value(values):
    """Whether a column is known to say one thing throughout: it keeps it once (`review.result.typed`)."""
    return len(values) > 1 and isinstance(values.dtype, np.dtype) and values.to_numpy().strides == (0,)


def plain_column(values):
    """A column of a frame as a list of str, int, float, bool, geometry or None."""
    if is_one_value(values):
        return plain_column(values.iloc[:1]) * len(values)
    if values.dtype.kind == "f":
        plain = values.to_numpy().astype(object)
        plain[values.isna().to_numpy()] = None
        return plain.tolist()
    if values.dtype.kind == "b" and values.dtype != object:
        return values.tolist()
    plain, unknown = values.to_numpy(dtype=object), values.isna().to_numpy()
    if unknown.any():
        plain = plain.copy()
        plain[unknown] = None
    return plain.tolist()
