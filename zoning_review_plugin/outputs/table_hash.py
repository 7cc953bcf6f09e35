"""A hash over what a result table holds, whichever file it was read from."""

from __future__ import annotations

import hashlib
import json

import numpy as np
import shapely

from .plain import is_one_value, plain_column

_ROWS = 16_384  # at once: a column of long texts need not stand in memory twice. The hash depends on it.


def table_hash(frame):
    """SHA-256 in hexadecimal over the columns of a result table: their names, values and geometry, in order."""
    digest = hashlib.sha256()
    for name in frame.columns:
        digest.update(f"{name}\0{len(frame)}\0".encode("utf-8", "replace"))
        for content in _contents(frame[name]):
            digest.update(f"{len(content)}\0".encode("ascii"))
            digest.update(content)
    return digest.hexdigest()


def _contents(values):
    """The content of a column, `_ROWS` rows at once; of one that says one thing throughout it is made once."""
    same = {} if is_one_value(values) else None
    for start in range(0, len(values), _ROWS):
        part = values.iloc[start : start + _ROWS]
        if same is None:
            yield _content(part)
            continue
        if len(part) not in same:
            same[len(part)] = _content(part)
        yield same[len(part)]


def _content(values):
    if values.dtype.kind == "f":
        figures = values.to_numpy(dtype="<f8", copy=True)
        figures[np.isnan(figures)] = np.nan  # of all the ways to write it, one
        return (figures + 0.0).tobytes()  # no negative zero
    if values.name == "geom":
        wkbs = shapely.to_wkb(values.to_numpy(dtype=object), byte_order=1, output_dimension=2).tolist()
        lengths = np.fromiter((-1 if wkb is None else len(wkb) for wkb in wkbs), "<i8", len(wkbs))
        return lengths.tobytes() + b"".join(wkb for wkb in wkbs if wkb is not None)
    found = _plain_json(values.to_numpy(dtype=object).tolist()) if values.dtype == object else None
    if found is None:
        found = json.dumps(plain_column(values), ensure_ascii=False, default=str)
        found = found.encode("utf-8", "replace")  # as files store it
    return found


def _plain_json(texts):
    """What `json.dumps` makes of texts of which none is unknown and none needs an escape; None of all others."""
    try:
        found = ('["' + '", "'.join(texts) + '"]').encode("utf-8", "replace")
    except TypeError:
        return None
    plain = found.count(b'"') == 2 * len(texts) and b"\\" not in found
    return found if plain and np.frombuffer(found, np.uint8).min() >= ord(" ") else None
