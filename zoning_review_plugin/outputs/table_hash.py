"""A hash over what a result table holds, whichever file it was read from."""

from __future__ import annotations

import hashlib
import json

import numpy as np
import shapely

from .plain import plain_columns

_AT_ONCE = 50_000  # rows


def table_hash(frame):
    """SHA-256 in hexadecimal over the columns of a result table: their names, values and geometry, in order."""
    digest = hashlib.sha256()
    for name in frame.columns:
        contents = _contents(frame[name])
        digest.update(f"{name}\0{len(frame)}\0{sum(map(len, contents))}\0".encode("utf-8", "replace"))
        for content in contents:
            digest.update(content)
    return digest.hexdigest()


def _contents(values):
    """The bytes of one column, in pieces; a province's as one text would fill the memory."""
    if values.dtype.kind == "f":
        figures = values.to_numpy(dtype="<f8", copy=True)
        figures[np.isnan(figures)] = np.nan  # of all the ways to write it, one
        return [(figures + 0.0).tobytes()]  # no negative zero
    parts = [values.iloc[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE)]
    if values.name == "geom":
        told = [_shapes(part) for part in parts]
        return [lengths for lengths, _ in told] + [wkb for _, wkb in told]
    texts = [json.dumps(plain_columns(part.to_frame())[0], ensure_ascii=False, default=str)[1:-1] for part in parts]
    inside = [text.encode("utf-8", "replace") for text in texts]  # as files store it
    return [b"[", *[piece for text in inside for piece in (b", ", text)][1:], b"]"]


def _shapes(values):
    """(lengths, bytes) of the WKB of geometries; -1 for none."""
    wkbs = shapely.to_wkb(values.to_numpy(dtype=object), byte_order=1, output_dimension=2).tolist()
    lengths = np.fromiter((-1 if wkb is None else len(wkb) for wkb in wkbs), "<i8", len(wkbs))
    return lengths.tobytes(), b"".join(wkb for wkb in wkbs if wkb is not None)
