"""The nearest feature of a layer: which, how far, in which direction.

Looked for in a plane where distances look alike in all directions (the analysis CRS itself, or a zone
in metres under a geographic one), measured between the two nearest points by the rule of lengths.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyproj
import shapely

from .tiles import tiled


class Nearest(NamedTuple):
    """For each asked row: row of the nearest feature (-1: none within reach), m, degrees from north (NaN at 0 m)."""

    feature: np.ndarray
    distance: np.ndarray
    bearing: np.ndarray


class Near(NamedTuple):
    """Pairs that lie within some distance: rows, m, degrees from north."""

    left: np.ndarray
    right: np.ndarray
    distance: np.ndarray
    bearing: np.ndarray


class Ground:
    """How distances are looked for and measured under one analysis CRS.

    measure: the `Measure` of lengths in that CRS. to_plane: analysis CRS → the plane in which to look, None
    where the analysis CRS is one itself. to_lonlat: that plane → radians. unit_m: the length of its unit.
    stretch: the most by which a length in the plane exceeds the ground.
    """

    def __init__(self, measure, ellipsoid, to_lonlat, to_plane=None, unit_m=1.0, stretch=1.01):
        self._measure, self._to_lonlat, self._to_plane = measure, to_lonlat, to_plane
        self._geod = pyproj.Geod(a=ellipsoid.a, f=ellipsoid.f)
        self._unit_m, self._stretch = unit_m, stretch

    def reach(self, metres):
        """A distance in the plane that surely holds `metres` on the ground."""
        return metres * self._stretch / self._unit_m

    def plane(self, geometry):
        """Geometries of the analysis CRS in the plane of looking."""
        return geometry if self._to_plane is None else shapely.transform(geometry, self._to_plane)

    def between(self, from_, to):
        """(m, degrees from north) between points (n, 2) of the plane; the bearing is NaN where they coincide."""
        begin, end = np.degrees(self._to_lonlat(from_)), np.degrees(self._to_lonlat(to))
        azimuth, _, geodesic = self._geod.inv(begin[:, 0], begin[:, 1], end[:, 0], end[:, 1])
        metres = self._measure.edge_lengths(from_, to) if self._to_plane is None else geodesic
        apart = (from_ != to).any(axis=1)
        return np.where(apart, metres, 0.0), np.where(apart, np.mod(azimuth, 360.0), np.nan)


class NearIndex:
    """The features of a layer, asked for the nearest. Large polygons are looked at tile by tile."""

    def __init__(self, features, ground):
        self._ground = ground
        shapes = ground.plane(features)
        polygons = shapely.get_dimensions(shapes) == 2
        tiles = tiled(np.where(polygons, shapes, None))
        others = np.flatnonzero(~polygons & ~np.equal(shapes, None))
        self._shapes = np.concatenate([tiles.geometry, shapes[others]])
        self._owner = np.concatenate([tiles.owner, others])
        self._tree = shapely.STRtree(self._shapes)

    def nearest(self, asked, within_m):
        """The `Nearest` of each geometry in `asked` (analysis CRS; None gets none), up to `within_m` metres."""
        feature = np.full(len(asked), -1, dtype=np.int64)
        distance, bearing = np.full(len(asked), np.nan), np.full(len(asked), np.nan)
        shapes = self._ground.plane(asked)
        if len(self._shapes) and len(asked):
            row, tile = self._tree.query_nearest(
                shapes, max_distance=self._ground.reach(within_m) or None, all_matches=True
            )
            best = np.lexsort((tile, self._owner[tile], row))
            row, tile = row[best], tile[best]
            first = np.append(True, np.diff(row) != 0) if len(row) else np.zeros(0, bool)
            row, tile = row[first], tile[first]
            metres, degrees = self._ground.between(*_ends(shapes[row], self._shapes[tile]))
            near = metres <= within_m
            feature[row[near]] = self._owner[tile[near]]
            distance[row[near]], bearing[row[near]] = metres[near], degrees[near]
        return Nearest(feature, distance, bearing)

    def within(self, asked, within_m):
        """The `Near` pairs of geometries in `asked` and features up to `within_m` metres apart."""
        shapes = self._ground.plane(asked)
        row, tile = self._tree.query(shapes, predicate="dwithin", distance=self._ground.reach(within_m))
        metres, degrees = self._ground.between(*_ends(shapes[row], self._shapes[tile]))
        owner = self._owner[tile]
        order = np.lexsort((tile, metres, owner, row))
        row, owner, metres, degrees = row[order], owner[order], metres[order], degrees[order]
        first = np.append(True, (np.diff(row) != 0) | (np.diff(owner) != 0)) if len(row) else np.zeros(0, bool)
        keep = first & (metres <= within_m)
        return Near(row[keep], owner[keep], metres[keep], degrees[keep])


def _ends(a, b):
    """The two nearest points of each pair of geometries: (n, 2) on `a`, (n, 2) on `b`."""
    xy = shapely.get_coordinates(shapely.shortest_line(a, b)).reshape(-1, 2, 2)
    return xy[:, 0], xy[:, 1]
