"""Validity of geometries and their repair: by structure, then by linework, never by a zero buffer."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely
from shapely.errors import GEOSException

from .validity import valid


class Repair(NamedTuple):
    """What was done to one invalid geometry; `geometry` is None where nothing of its kind was left."""

    row: int
    reason: str
    method: str
    before: object
    geometry: object


def not_finite(geometry):
    """bool (n,): geometries that hold a NaN or infinite coordinate."""
    coordinates, row = shapely.get_coordinates(geometry, return_index=True)
    bad = np.zeros(len(geometry), dtype=bool)
    bad[row[~np.isfinite(coordinates).all(axis=1)]] = True
    return bad


def repairs(geometry, threads=1):
    """A `Repair` for each geometry of an array that is not valid. None and finite coordinates are presumed."""
    for row in np.flatnonzero(~valid(geometry, threads) & ~np.equal(geometry, None)):
        before = geometry[row]
        method, after = _repaired(before)
        yield Repair(int(row), shapely.is_valid_reason(before), method, before, after)


def _repaired(shape):
    """(method, valid geometry of the same dimension or None)."""
    dimension = shapely.get_dimensions(shape)
    for method, options in (("structure", {"method": "structure", "keep_collapsed": False}), ("linework", {})):
        try:
            after = of_dimension(shapely.make_valid(shape, **options), dimension)
        except (GEOSException, TypeError):  # TypeError: shapely 2.0 knows no method
            continue
        if after is not None and shapely.is_valid(after):
            return method, after
    return "none", None


def of_dimension(shape, dimension):
    """The parts of `shape` that have `dimension` (0, 1 or 2), as one geometry; None where there are none."""
    parts = _flat_parts(shape)
    parts = parts[(shapely.get_dimensions(parts) == dimension) & ~shapely.is_empty(parts)]
    if len(parts) == 0:
        return None
    if len(parts) == 1:
        return parts[0]
    kind = (shapely.multipoints, shapely.multilinestrings, shapely.multipolygons)[dimension]
    return kind(parts)


def _flat_parts(shape):
    parts = shapely.get_parts([shape])
    while (shapely.get_type_id(parts) > 3).any():
        parts = shapely.get_parts(parts)
    return parts
