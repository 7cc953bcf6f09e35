"""Geometries as flat vertices, for checks that look at all of them at once."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import shapely


class Paths:
    """The points, lines and rings of an array of geometries, one after another; None and empty ones have none.

    parts: (p,) points, lines and polygons. row: (p,) the geometry of each, ascending. x, y: (v,) vertices of all.
    start: (m + 1,) where each path begins, and the end. part: (m,) of each path.
    """

    def __init__(self, parts, row, x, y, start, part):
        self.parts, self.row, self.x, self.y, self.start, self.part = parts, row, x, y, start, part

    @cached_property
    def steps(self):
        """(dx (v,), dy (v,)) from each vertex to the next one of its path; 0 from the last."""
        return self._to_next(self.x), self._to_next(self.y)

    @cached_property
    def repeated(self):
        """(v,) bool: vertices that lie where the next one of their path lies."""
        dx, dy = self.steps
        found = (dx == 0.0) & (dy == 0.0)
        found[self.start[1:] - 1] = False
        return found

    @cached_property
    def distinct(self):
        """These `Paths` without repeated vertices."""
        if not self.repeated.any():
            return self
        keep = ~self.repeated
        before = np.concatenate([[0], np.cumsum(keep)])
        return Paths(self.parts, self.row, self.x[keep], self.y[keep], before[self.start], self.part)

    @property
    def closed(self):
        """(m,) bool: paths that end where they begin."""
        first, last = self.start[:-1], self.start[1:] - 1
        return (self.x[first] == self.x[last]) & (self.y[first] == self.y[last]) & (last > first)

    def row_of(self, vertices):
        """The geometry that each of some vertices belongs to."""
        return self.row[self.part[np.searchsorted(self.start, vertices, side="right") - 1]]

    def _to_next(self, values):
        found = np.empty_like(values)
        np.subtract(values[1:], values[:-1], out=found[:-1])
        found[self.start[1:] - 1] = 0.0
        return found


def paths_of(geometry, xy):
    """The `Paths` of an array of geometries, whose vertices are `xy` (v, 2)."""
    parts, row = _parts(geometry)
    size, part = shapely.get_num_coordinates(parts), np.arange(len(parts))
    holes = shapely.get_num_interior_rings(parts)
    if holes.any():
        part = np.repeat(part, holes + 1)
        of_ring = (holes > 0)[part]
        sizes = np.empty(len(part), dtype=size.dtype)
        sizes[~of_ring] = size[holes == 0]
        sizes[of_ring] = shapely.get_num_coordinates(shapely.get_rings(parts[holes > 0]))
        size = sizes
    start = np.concatenate([[0], np.cumsum(size, dtype=np.int64)])
    x, y = xy.T.copy()  # each by itself: much is asked of them
    return Paths(parts, row, x, y, start, part)


def _parts(geometry):
    """(points, lines and polygons, the row of each), empty ones left out."""
    parts, row = geometry, np.arange(len(geometry))
    while (shapely.get_type_id(parts) > shapely.GeometryType.POLYGON).any():
        # Of a copy: shapely makes an array read-only while it works on it, and opens none that is.
        parts, of = shapely.get_parts(np.array(parts, dtype=object), return_index=True)
        row = row[of]
    keep = (shapely.get_type_id(parts) >= 0) & ~shapely.is_empty(parts)
    return (parts, row) if keep.all() else (parts[keep], row[keep])
