"""Arrays of texts and of shapes as a few long pieces of bytes, taken apart and put together a stretch at a time.

A pickle of a million texts keeps account of each, and lets go of all of that in one breath at its end: no other thread
has its turn meanwhile. Here an object that stands in many rows goes once, and nothing takes longer than some
milliseconds in one go.
"""

from __future__ import annotations

import ctypes
import time
from pickle import PickleBuffer  # nosec B403: a view of bytes

import numpy as np
import pandas as pd
import shapely

_STRETCH = 1 << 14
_BREATH_S = 1e-4  # long enough for a thread that waits for the interpreter to take it, wherever it sleeps
_SHAPES = {
    shapely.Point,
    shapely.LineString,
    shapely.Polygon,
    shapely.MultiPoint,
    shapely.MultiLineString,
    shapely.MultiPolygon,
    shapely.GeometryCollection,
}


def taken_apart(values):
    """What `put_together` takes, for an array of texts or of shapes, with None among them; None for any other."""
    flat = np.ascontiguousarray(values).ravel()
    codes, first = _repeats(flat)
    kinds = set(map(type, flat[first]))
    if kinds == {str}:
        put, join = _texts, _joined_texts
    elif kinds and kinds <= _SHAPES:
        put, join = _shapes, _joined_shapes
    else:
        return None
    pieces = [join(flat[part]) for part in np.array_split(first, len(first) // _STRETCH + 1)]
    # Not as arrays, each of which a pickle would keep until its end.
    return put, pieces, PickleBuffer(codes), codes.dtype.str, len(first), values.shape


def put_together(cut, pieces, codes, kind, count, shape):
    """The array of objects again. codes: of each its place among `count` distinct ones, integers of dtype `kind`."""
    distinct, end, codes = np.empty(count + 1, dtype=object), 0, np.frombuffer(codes, kind)
    for joined, lengths in pieces:
        lengths = np.frombuffer(lengths, np.int64)
        begin, end = end, end + len(lengths)
        distinct[begin:end] = cut(joined, lengths)
        time.sleep(_BREATH_S)
    flat = np.empty(len(codes), dtype=object)
    for begin in range(0, len(codes), _STRETCH):
        flat[begin : begin + _STRETCH] = distinct[codes[begin : begin + _STRETCH]]
        time.sleep(_BREATH_S)
    return flat.reshape(shape)


def _repeats(flat):
    """For each object its place among the distinct ones, -1 for None; and where each of these stands first."""
    objects = _addresses(flat)
    known = np.flatnonzero(objects != id(None))
    codes = np.full(len(flat), -1, dtype=np.int64)
    codes[known], distinct = pd.factorize(objects[known])
    first = np.empty(len(distinct), dtype=np.intp)
    first[codes[known[::-1]]] = known[::-1]
    return codes.astype(np.min_scalar_type(-len(distinct) - 1)), first


def _addresses(flat):
    """`id` of each object: what numpy keeps of it. Asking Python for each would take longer than all the rest."""
    return np.frombuffer((ctypes.c_ssize_t * len(flat)).from_address(flat.ctypes.data), np.intp)


def _joined_texts(texts):
    whole = "".join(texts).encode("utf-8", "surrogatepass")
    return PickleBuffer(whole), PickleBuffer(np.fromiter(map(len, texts), np.int64, len(texts)))


def _texts(joined, lengths):
    return _slices(str(joined, "utf-8", "surrogatepass"), lengths)


def _joined_shapes(shapes):
    wkb = shapely.to_wkb(shapes, include_srid=True)
    return PickleBuffer(b"".join(wkb)), PickleBuffer(np.fromiter(map(len, wkb), np.int64, len(wkb)))


def _shapes(joined, lengths):
    return shapely.from_wkb(_slices(bytes(joined), lengths))


def _slices(whole, lengths):
    ends = np.cumsum(lengths).tolist()
    return [whole[begin:end] for begin, end in zip([0, *ends], ends)]
