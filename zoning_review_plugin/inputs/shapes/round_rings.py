"""Polygons that are valid for a reason that takes no search: seen from one point inside, their border goes round once.

Where every step along the border turns the same way about that point, and all of them together once round it, no two
steps share more than their ends. Most parcels and patches are so. Of all others nothing is said.
"""

from __future__ import annotations

import numpy as np
import shapely

_TRIED = 1024  # polygons, by which it is seen whether the proof is worth its time
# A difference of two products of doubles has the sign that is computed where it is larger than this part of their sum.
_SURE = 4.0 * np.finfo(float).eps


def goes_round(geometry):
    """bool (n,): polygons without holes, of an array, that are proven valid. Coordinates are finite."""
    proven = np.zeros(len(geometry), dtype=bool)
    rows = np.flatnonzero(
        (shapely.get_type_id(geometry) == shapely.GeometryType.POLYGON)
        & (shapely.get_num_interior_rings(geometry) == 0)
        & ~shapely.is_empty(geometry)
    )
    some, rest = rows[:_TRIED], rows[_TRIED:]
    if len(some):
        proven[some] = _proven(geometry[some])
    if len(rest) and 2 * proven[some].sum() > len(some):  # else most of the layer is of other kinds
        proven[rest] = _proven(geometry[rest])
    return proven


def _proven(polygons):
    """bool (m,) for polygons of one ring each."""
    size = shapely.get_num_coordinates(polygons)
    end = np.cumsum(size)
    first, last = end - size, end - 1
    x, y = shapely.get_coordinates(polygons).T.copy()
    for values in (x, y):  # about the mean of the vertices; differences from it are rounded correctly, whatever it is
        values -= np.repeat(np.add.reduceat(values, first) / size, size)
    with np.errstate(over="ignore", invalid="ignore"):
        forth, back = x[:-1] * y[1:], y[:-1] * x[1:]
        turn = forth - back
        sure = np.abs(turn) > _SURE * (np.abs(forth) + np.abs(back))
    left, right = (np.append(sure & side, True) for side in (turn > 0, turn < 0))
    below = y < 0
    over = np.append(below[:-1] != below[1:], False)  # steps over the line through that point: two of them, once round
    left[last] = right[last] = True
    over[last] = False
    one_way = np.logical_and.reduceat(left, first) | np.logical_and.reduceat(right, first)
    return one_way & (np.add.reduceat(over.view(np.int8), first, dtype=np.int64) == 2)
