"""The points of shapes, ring after ring, named as surveys name them."""

from __future__ import annotations

import numpy as np
import shapely


class Corners:
    """Points of shapes, ring after ring. Arrays of one length: xy (n, 2), owner, ring (1 is the first of its shape),
    kind: 0 point, 1 line, 2 hole, 3 outer ring. names: J1, J2 …, on through all rings of a shape; a ring ends with the
    name that it began with.
    """

    def __init__(self, shapes):
        parts, owner = shapely.get_parts(shapes, return_index=True)
        parts, inner = shapely.get_parts(parts, return_index=True)  # of collections
        polygon = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
        of_polygons, within = shapely.get_rings(parts[polygon], return_index=True)
        place = np.concatenate([np.flatnonzero(polygon)[within], np.flatnonzero(~polygon)])
        order = np.argsort(place, kind="stable")
        rings, place = np.concatenate([of_polygons, parts[~polygon]])[order], place[order]
        outer = np.append(True, place[1:] != place[:-1])[: len(place)]  # the first ring of a polygon
        kinds = np.where(polygon[place], np.where(outer, 3, 2), shapely.get_dimensions(rings))
        owners = owner[inner][place]
        self.xy, of = shapely.get_coordinates(rings, return_index=True)
        self.owner, self.kind = owners[of], kinds[of]
        ring_number = np.arange(len(rings)) - np.searchsorted(owners, owners) + 1
        self.ring = ring_number[of]
        self.names = _names(of, owners, kinds)


def _names(of, owners, kinds):
    """Names of the points. of: the ring of each; owners, kinds: of the rings."""
    size = np.bincount(of, minlength=len(owners))
    closed = kinds >= 2
    new = size - closed  # a ring's last point is its first
    before = np.cumsum(new) - new
    first_of_shape = np.searchsorted(owners, owners)
    start = before - before[first_of_shape]
    place = np.arange(len(of)) - (np.cumsum(size) - size)[of]
    number = start[of] + np.where(closed[of], place % np.maximum(new[of], 1), place) + 1
    return np.char.add("J", number.astype(str)).astype(object)
