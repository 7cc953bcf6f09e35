"""The nearest feature of a layer: which, how far, in which direction.

Looked for in a plane where edges are straight and distances look alike in all directions: the analysis CRS
itself or, where that is geographic, strips of latitude scaled to metres. Measured between the two nearest
points by the rule of lengths.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyproj
import shapely

from .tiles import tiled

_STRIP = np.radians(0.05)  # height of a strip of latitude: the scale across it is true to 1e-3 up to 60 degrees
_UNEVEN = 1.002  # by so much two distances that look alike within reach may differ on the ground


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


class Strip(NamedTuple):
    """Rows asked together, and the factors (2,) that make the coordinates there metres alike in all directions.

    window: y from, y to of the analysis CRS that hold all within reach. reach: in the scaled plane.
    """

    rows: np.ndarray
    factors: np.ndarray
    window: tuple[float, float]
    reach: float


class PlaneGround:
    """Distances under a projected analysis CRS: one plane for all.

    measure: the `Measure` of lengths there. to_lonlat: (n, 2) of that CRS → radians. unit_m: the length of its
    unit. stretch: the most by which a length in the plane exceeds the ground.
    """

    def __init__(self, measure, ellipsoid, to_lonlat, unit_m=1.0, stretch=1.01):
        self._measure, self._to_lonlat = measure, to_lonlat
        self._geod = pyproj.Geod(a=ellipsoid.a, f=ellipsoid.f)
        self._unit_m, self._stretch = unit_m, stretch

    def reach(self, metres):
        """A distance in the plane that surely holds `metres` on the ground."""
        return metres * self._stretch / self._unit_m

    def metric(self, geometry):
        """Geometries in metres of the plane."""
        return _scaled(geometry, np.full(2, self._unit_m))

    def strips(self, asked, metres):
        """The `Strip`s in which to look about geometries of the analysis CRS, `metres` around."""
        rows = np.flatnonzero(shapely.get_num_coordinates(asked) > 0)
        if len(rows):
            yield Strip(rows, np.ones(2), (-np.inf, np.inf), self.reach(metres))

    def between(self, from_, to):
        """(m, degrees from north) between points (n, 2) of the analysis CRS; no bearing where they coincide."""
        begin, end = np.degrees(self._to_lonlat(from_)), np.degrees(self._to_lonlat(to))
        azimuth = self._geod.inv(begin[:, 0], begin[:, 1], end[:, 0], end[:, 1])[0]
        return _apart(from_, to, self._measure.edge_lengths(from_, to), azimuth)


class LonLatGround:
    """Distances under a geographic analysis CRS: strips of latitude, each scaled by its middle parallel.

    Scaling keeps edges straight in longitude and latitude, so that contact stays contact. radians: the CRS's unit.
    """

    def __init__(self, ellipsoid, radians=np.pi / 180.0):
        self._ellipsoid, self._radians = ellipsoid, radians
        self._geod = pyproj.Geod(a=ellipsoid.a, f=ellipsoid.f)

    def metric(self, geometry):
        """Geometries in metres, each scaled by the parallel through its own middle."""
        bounds = shapely.bounds(geometry)
        factors = self._factors((bounds[:, 1] + bounds[:, 3]) / 2 * self._radians)
        xy, row = shapely.get_coordinates(geometry, return_index=True)
        return shapely.set_coordinates(geometry.copy(), xy * factors[row])

    def strips(self, asked, metres):
        """The `Strip`s in which to look about geometries of the analysis CRS, `metres` around."""
        bounds = shapely.bounds(asked) * self._radians
        south, north = bounds[:, 1], bounds[:, 3]
        rows = np.flatnonzero(~np.isnan(south))
        number = np.floor((south[rows] + north[rows]) / 2 / _STRIP)
        for strip in np.unique(number):
            inside = rows[number == strip]
            yield self._strip(inside, (strip + 0.5) * _STRIP, south[inside].min(), north[inside].max(), metres)

    def between(self, from_, to):
        """(m, degrees from north) between points (n, 2) of the analysis CRS; no bearing where they coincide."""
        begin, end = np.degrees(from_ * self._radians), np.degrees(to * self._radians)
        azimuth, _, metres = self._geod.inv(begin[:, 0], begin[:, 1], end[:, 0], end[:, 1])
        return _apart(from_, to, metres, azimuth)

    def _strip(self, rows, latitude, south, north, metres):
        around = 1.01 * metres / (self._ellipsoid.a * (1.0 - self._ellipsoid.e2))
        window = south - around, north + around
        steepest = min(np.radians(89.99), max(map(abs, window)))
        latitude = float(np.clip(latitude, -steepest, steepest))
        stretch = 1.01 * max(1.0, np.cos(latitude) / np.cos(steepest))
        window = window[0] / self._radians, window[1] / self._radians
        return Strip(rows, self._factors(latitude), window, metres * stretch)

    def _factors(self, latitude):
        """Metres per unit of longitude and of latitude, (…, 2)."""
        across, along = self._ellipsoid.radii(latitude)
        return np.stack([across * np.cos(latitude), along], axis=-1) * self._radians


class NearIndex:
    """The features of a layer, asked for the nearest. Large polygons are looked at tile by tile."""

    def __init__(self, features, ground):
        self._ground = ground
        polygons = shapely.get_dimensions(features) == 2
        tiles = tiled(np.where(polygons, features, None))
        others = np.flatnonzero(~polygons & (shapely.get_num_coordinates(features) > 0))
        self._shapes = np.concatenate([tiles.geometry, features[others]])
        self._owner = np.concatenate([tiles.owner, others])
        self._y = shapely.bounds(self._shapes).reshape(-1, 4)[:, [1, 3]]

    def nearest(self, asked, within_m):
        """The `Nearest` of each geometry in `asked` (analysis CRS; None gets none), up to `within_m` metres."""
        feature = np.full(len(asked), -1, dtype=np.int64)
        distance, bearing = np.full(len(asked), np.nan), np.full(len(asked), np.nan)
        for strip in self._ground.strips(asked, within_m):
            near = self._measured(strip, asked, _nearest_pairs)
            order = np.lexsort((near.right, near.distance, near.left))
            rows, first = np.unique(near.left[order], return_index=True)
            best = order[first]
            keep = near.distance[best] <= within_m
            rows, best = rows[keep], best[keep]
            feature[rows], distance[rows], bearing[rows] = near.right[best], near.distance[best], near.bearing[best]
        return Nearest(feature, distance, bearing)

    def within(self, asked, within_m):
        """The `Near` pairs of geometries in `asked` and features up to `within_m` metres apart."""
        parts = [self._measured(strip, asked, _pairs_within) for strip in self._ground.strips(asked, within_m)]
        none = np.empty(0, np.int64)
        found = Near(*(np.concatenate(column) for column in zip(Near(none, none, np.empty(0), np.empty(0)), *parts)))
        order = np.lexsort((found.distance, found.right, found.left))
        found = Near(*(column[order] for column in found))
        new = (np.diff(found.left, prepend=-1) != 0) | (np.diff(found.right, prepend=-1) != 0)
        keep = new & (found.distance <= within_m)
        return Near(*(column[keep] for column in found))

    def _measured(self, strip, asked, pairs_of):
        """The `Near` pairs that `pairs_of` finds in a strip, measured; several tiles of one feature may be there."""
        held = np.flatnonzero((self._y[:, 1] >= strip.window[0]) & (self._y[:, 0] <= strip.window[1]))
        shapes, there = _scaled(asked[strip.rows], strip.factors), _scaled(self._shapes[held], strip.factors)
        row, tile = pairs_of(shapely.STRtree(there), shapes, strip.reach)
        xy = shapely.get_coordinates(shapely.shortest_line(shapes[row], there[tile])).reshape(-1, 2, 2)
        metres, degrees = self._ground.between(xy[:, 0] / strip.factors, xy[:, 1] / strip.factors)
        return Near(strip.rows[row], self._owner[held[tile]], metres, degrees)


def _nearest_pairs(tree, shapes, reach):
    """Rows and tiles that may be the nearest: all that look as near as the nearest, but for the plane's scale."""
    if len(tree) == 0:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    (row, _), distance = tree.query_nearest(shapes, max_distance=reach or None, return_distance=True, all_matches=False)
    pair, tile = tree.query(shapes[row], predicate="dwithin", distance=distance * _UNEVEN)
    return row[pair], tile


def _pairs_within(tree, shapes, reach):
    return tree.query(shapes, predicate="dwithin", distance=reach)


def _scaled(shapes, factors):
    return shapes if (factors == 1.0).all() else shapely.transform(shapes, lambda xy: xy * factors)


def _apart(from_, to, metres, azimuth):
    apart = (from_ != to).any(axis=1)
    return np.where(apart, metres, 0.0), np.where(apart, np.mod(azimuth, 360.0), np.nan)
