"""Attribute values of any type → text or None, the same text by every way in.

Codes are text: 12, 12.0 and "12" are one id, so whole numbers lose their ".0".
"""

from __future__ import annotations

import codecs
import datetime
import math

import numpy as np


def as_text(column):
    """(array of text or None, how many values could not be decoded) of a numpy column, masked or not."""
    values = np.ma.getdata(column)
    if values.dtype.kind == "M":
        whole_days = np.datetime_data(values.dtype)[0] == "D"
        values = values.astype("datetime64[D]" if whole_days else "datetime64[s]").astype(object)
    found, lost = np.empty(len(values), dtype=object), 0
    if values.dtype.kind in "iu":
        found[:] = list(map(str, values.tolist()))
    elif set(map(type, values.tolist())) <= {str, type(None)}:
        found[:] = values.tolist()
    else:
        for row, value in enumerate(values.tolist()):
            if isinstance(value, bytes):
                value, failed = decoded(value)
                lost += failed
            found[row] = one_text(value)
    found[np.ma.getmaskarray(column)] = None
    return found, lost


def one_text(value):
    """One attribute value as text; None stays None."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return value.isoformat()
    return str(value)


def decoded(value):
    """(text, 1 where something was lost) of bytes that should be UTF-8."""
    try:
        return value.decode("utf-8"), 0
    except UnicodeDecodeError:
        return value.decode("utf-8", errors="replace"), 1


def number(text):
    """The number that `text` states, NaN if none. No thousands separators, no decimal comma, no full width."""
    try:
        return float(text) if text is not None and text.isascii() and "_" not in text else math.nan
    except ValueError:
        return math.nan


def readable_name(name):
    """The name of a field as GDAL hands it out, without what is left of a character that was cut at its end.

    Bytes elsewhere that are no text become U+FFFD.
    """
    if name.isascii():
        return name
    raw = name.encode("utf-8", "surrogateescape")
    return codecs.getincrementaldecoder("utf-8")("replace").decode(raw)


def numbers(texts):
    """(n,) the `number` of each of some texts (a list of text or None), the faster way where all are what they seem."""
    stated = [text or "nan" for text in texts]
    joined = "".join(stated)
    if joined.isascii() and "_" not in joined:
        try:
            return np.fromiter(map(float, stated), float, len(stated))
        except ValueError:
            pass  # one by one: those that are numbers count
    return np.array([number(text) for text in texts], dtype=float)
