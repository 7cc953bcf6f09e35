"""What lies wholly inside a polygon: told by one vertex, as boundaries that meet are found elsewhere."""

from __future__ import annotations

import numpy as np
import shapely

from .ragged import simple_parts


class Enclosing:
    """The features of a layer, asked which of them enclose a part of a shape, or lie inside it with a part."""

    def __init__(self, features):
        self._parts, self._owner = _simple(features)
        self._tree = shapely.STRtree(self._parts)

    def pairs(self, asked):
        """(row in `asked`, row of the feature) of all such pairs; one may be told twice."""
        parts, row = _simple(asked)
        left, right = self._tree.query(parts)
        inner = _inside(parts, self._parts, left, right)
        outer = _inside(self._parts, parts, right, left)
        chosen = np.concatenate([inner, outer])
        return row[left[chosen]], self._owner[right[chosen]]


def _inside(small, large, i, j):
    """Rows of the pairs whose `small[i]` has its box in the box of the polygon `large[j]`, and a vertex in it."""
    a, b = shapely.bounds(small)[i], shapely.bounds(large)[j]
    held = (a[:, :2] >= b[:, :2]).all(axis=1) & (a[:, 2:] <= b[:, 2:]).all(axis=1)
    pairs = np.flatnonzero(held & (shapely.get_dimensions(large)[j] == 2))
    pairs = pairs[np.argsort(j[pairs], kind="stable")]  # a polygon's index is built once and asked in one go
    shapely.prepare(large[np.unique(j[pairs])])
    return pairs[shapely.intersects_xy(large[j[pairs]], *_first_vertices(small[i[pairs]]).T)]


def _simple(geometry):
    """(simple, non-empty parts, row of each)."""
    if (shapely.get_type_id(geometry) <= shapely.GeometryType.POLYGON).all():
        rows = np.flatnonzero(shapely.get_num_coordinates(geometry) > 0)
        return geometry[rows], rows
    return simple_parts(geometry)


def _first_vertices(parts):
    """(n, 2) of simple, non-empty parts."""
    xy, part = shapely.get_coordinates(parts, return_index=True)
    return xy[np.searchsorted(part, np.arange(len(parts)))]
