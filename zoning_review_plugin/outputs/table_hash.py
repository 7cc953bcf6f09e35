"""A hash over what a result table holds, whichever file it was read from."""

from __future__ import annotations

import hashlib
import json

import numpy as np
import shapely

from .plain import plain_columns


def table_hash(frame):
    """SHA-256 in hexadecimal over the columns of a result table: their names, values and geometry, in order."""
    digest = hashlib.sha256()
    for name, content in zip(frame.columns, map(_content, (frame[name] for name in frame.columns))):
        digest.update(f"{name}\0{len(frame)}\0{len(content)}\0".encode("utf-8", "replace"))
        digest.update(content)
    return digest.hexdigest()


def _content(values):
    if values.dtype.kind == "f":
        figures = values.to_numpy(dtype="<f8", copy=True)
        figures[np.isnan(figures)] = np.nan  # of all the ways to write it, one
        return (figures + 0.0).tobytes()  # no negative zero
    if values.name == "geom":
        wkbs = shapely.to_wkb(values.to_numpy(dtype=object), byte_order=1, output_dimension=2).tolist()
        lengths = np.fromiter((-1 if wkb is None else len(wkb) for wkb in wkbs), "<i8", len(wkbs))
        return lengths.tobytes() + b"".join(wkb for wkb in wkbs if wkb is not None)
    (plain,) = plain_columns(values.to_frame())
    return json.dumps(plain, ensure_ascii=False, default=str).encode("utf-8", "replace")  # as files store it
