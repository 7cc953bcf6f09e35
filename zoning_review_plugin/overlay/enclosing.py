"""What lies wholly inside a polygon: told by one vertex, as boundaries that meet are found elsewhere."""

from __future__ import annotations

import numpy as np
import shapely

from .ragged import simple_parts


class Enclosing:
    """The features of a layer, asked which of them enclose a part of a shape, or lie inside it with a part."""

    def __init__(self, features):
        parts, owner = simple_parts(features)
        solid = shapely.get_dimensions(parts) == 2
        self._polygons, self._polygon_owner = parts[solid], owner[solid]
        self._spots, self._spot_owner = shapely.points(_first_vertices(parts)), owner

    def pairs(self, asked):
        """(row in `asked`, row of the feature) of all such pairs; one may be told twice."""
        parts, row = simple_parts(asked)
        solid = shapely.get_dimensions(parts) == 2
        spot, polygon = self._around(_first_vertices(parts))
        part, inner = shapely.STRtree(self._spots).query(parts[solid], predicate="intersects")
        left = np.concatenate([row[spot], row[solid][part]])
        return left, np.concatenate([self._polygon_owner[polygon], self._spot_owner[inner]])

    def _around(self, xy):
        """(row of `xy`, polygon that holds it)."""
        spot, polygon = shapely.STRtree(self._polygons).query(shapely.points(xy))
        order = np.argsort(polygon, kind="stable")  # each polygon's index is built once and asked in one go
        spot, polygon = spot[order], polygon[order]
        shapely.prepare(self._polygons[np.unique(polygon)])
        held = shapely.intersects_xy(self._polygons[polygon], *xy[spot].T)
        return spot[held], polygon[held]


def _first_vertices(parts):
    """(n, 2) of simple, non-empty parts."""
    xy, part = shapely.get_coordinates(parts, return_index=True)
    return xy[np.searchsorted(part, np.arange(len(parts)))]
