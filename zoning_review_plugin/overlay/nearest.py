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
_EVEN = 1.001  # by so much two distances that look alike in a plane may differ on the ground
_FAR = 1.003  # where they may differ by more, the nearest points themselves are looked for again, pair by pair
_STEEPEST = np.radians(89.99)
_CONTACT_M = 1e-7  # cutting rounds coordinates by less


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
    """Shapes asked together, and the factors (2,) that make the coordinates there metres alike in all directions.

    rows: of what each shape is a part. window: y from, y to of the analysis CRS that hold all within reach.
    reach: in the scaled plane. uneven: by how much distances may differ on the ground that look alike there.
    """

    rows: np.ndarray
    shapes: np.ndarray
    factors: np.ndarray
    window: tuple[float, float]
    reach: float
    uneven: float


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
            yield Strip(rows, asked[rows], np.ones(2), (-np.inf, np.inf), self.reach(metres), _EVEN)

    def between(self, from_, to):
        """(m, degrees from north) between points (n, 2) of the analysis CRS; no bearing where they coincide."""
        begin, end = np.degrees(self._to_lonlat(from_)), np.degrees(self._to_lonlat(to))
        azimuth = self._geod.inv(begin[:, 0], begin[:, 1], end[:, 0], end[:, 1])[0]
        apart = (from_ != to).any(axis=1)
        return _told_apart(apart, self._measure.edge_lengths(from_, to), azimuth)


class LonLatGround:
    """Distances under a geographic analysis CRS: strips of latitude, each scaled by its middle parallel.

    Scaling keeps edges straight in longitude and latitude, so that contact stays contact. What spans several
    strips is cut. radians: the CRS's unit.
    """

    def __init__(self, ellipsoid, radians=np.pi / 180.0):
        self._ellipsoid, self._radians = ellipsoid, radians
        self._geod = pyproj.Geod(a=ellipsoid.a, f=ellipsoid.f)

    def metric(self, geometry):
        """Geometries in metres, each scaled by the parallel through its own middle."""
        bounds = shapely.bounds(geometry)
        return _scaled(geometry, self.factors((bounds[:, 1] + bounds[:, 3]) / 2))

    def strips(self, asked, metres):
        """The `Strip`s in which to look about geometries of the analysis CRS, `metres` around."""
        rows, shapes, number = self._cut(asked)
        for strip in np.unique(number):
            inside = np.flatnonzero(number == strip)
            yield self._strip(rows[inside], shapes[inside], (strip + 0.5) * _STRIP, metres)

    def between(self, from_, to):
        """(m, degrees from north) between points (n, 2) of the analysis CRS; no bearing where they coincide."""
        begin, end = np.degrees(from_ * self._radians), np.degrees(to * self._radians)
        azimuth, _, metres = self._geod.inv(begin[:, 0], begin[:, 1], end[:, 0], end[:, 1])
        return _told_apart(metres > _CONTACT_M, metres, azimuth)

    def factors(self, y):
        """Metres per unit of longitude and of latitude at `y` of the analysis CRS, (…, 2)."""
        latitude = np.clip(y * self._radians, -_STEEPEST, _STEEPEST)
        across, along = self._ellipsoid.radii(latitude)
        return np.stack([across * np.cos(latitude), along], axis=-1) * self._radians

    def _cut(self, asked):
        """(rows, shapes, strip of each): geometries as they are, those higher than a strip in parts."""
        bounds = shapely.bounds(asked)
        south, north = bounds[:, 1] * self._radians, bounds[:, 3] * self._radians
        low = np.flatnonzero(north - south <= _STRIP)
        rows, shapes, number = [low], [asked[low]], [np.floor((south[low] + north[low]) / 2 / _STRIP)]
        for row in np.flatnonzero(north - south > _STRIP):
            strips = np.arange(np.floor(south[row] / _STRIP), np.floor(north[row] / _STRIP) + 1)
            y = np.append(strips, strips[-1] + 1) * _STRIP / self._radians
            x0, x1 = bounds[row, 0] - 1, bounds[row, 2] + 1
            parts = np.array([shapely.clip_by_rect(asked[row], x0, a, x1, b) for a, b in zip(y, y[1:])], dtype=object)
            held = ~shapely.is_empty(parts)
            rows.append(np.full(held.sum(), row))
            shapes.append(parts[held])
            number.append(strips[held])
        return np.concatenate(rows), np.concatenate(shapes), np.concatenate(number)

    def _strip(self, rows, shapes, latitude, metres):
        around = 1.01 * metres / (self._ellipsoid.a * (1.0 - self._ellipsoid.e2))
        bounds = shapely.total_bounds(shapes) * self._radians
        window = bounds[1] - around, bounds[3] + around
        steepest, flattest = (np.cos(min(_STEEPEST, pick(map(abs, window)))) for pick in (max, min))
        flattest = 1.0 if window[0] * window[1] < 0 else flattest
        reach = 1.01 * metres * max(1.0, np.cos(latitude) / steepest)
        y = window[0] / self._radians, window[1] / self._radians
        return Strip(rows, shapes, self.factors(latitude / self._radians), y, reach, _EVEN * flattest / steepest)


class NearIndex:
    """The features of a layer, asked for the nearest. Large polygons are looked at tile by tile.

    window: (min_x, min_y, max_x, max_y) beyond which nothing will be looked for; None for no such limit.
    """

    def __init__(self, features, ground, window=None):
        self._ground = ground
        polygons = shapely.get_dimensions(features) == 2
        tiles = tiled(np.where(polygons, features, None), window)
        others = np.flatnonzero(~polygons & (shapely.get_num_coordinates(features) > 0))
        self._shapes = np.concatenate([tiles.geometry, features[others]])
        self._owner = np.concatenate([tiles.owner, others])
        self._y = shapely.bounds(self._shapes).reshape(-1, 4)[:, [1, 3]]

    def nearest(self, asked, within_m):
        """The `Nearest` of each geometry in `asked` (analysis CRS; None gets none), up to `within_m` metres."""
        near = self._found(asked, within_m, _nearest_pairs)
        order = np.lexsort((near.right, near.distance, near.left))
        rows, first = np.unique(near.left[order], return_index=True)
        best = order[first]
        found = Nearest(*(np.full(len(asked), unknown) for unknown in (-1, np.nan, np.nan)))
        for column, values in zip(found, (near.right, near.distance, near.bearing)):
            column[rows] = values[best]
        return found

    def within(self, asked, within_m):
        """The `Near` pairs of geometries in `asked` and features up to `within_m` metres apart."""
        found = self._found(asked, within_m, _pairs_within)
        order = np.lexsort((found.distance, found.right, found.left))
        found = Near(*(column[order] for column in found))
        new = (np.diff(found.left, prepend=-1) != 0) | (np.diff(found.right, prepend=-1) != 0)
        return Near(*(column[new] for column in found))

    def _found(self, asked, within_m, pairs_of):
        """The `Near` pairs of all strips that lie no farther than `within_m` m, parts and tiles told one by one."""
        none = np.empty(0, np.int64)
        parts = [self._measured(strip, pairs_of) for strip in self._ground.strips(asked, within_m)]
        found = Near(*(np.concatenate(column) for column in zip(Near(none, none, np.empty(0), np.empty(0)), *parts)))
        return Near(*(column[found.distance <= within_m] for column in found))

    def _measured(self, strip, pairs_of):
        """The `Near` pairs that `pairs_of` finds in a strip, measured; several tiles of one feature may be there."""
        held = np.flatnonzero((self._y[:, 1] >= strip.window[0]) & (self._y[:, 0] <= strip.window[1]))
        shapes, there = _scaled(strip.shapes, strip.factors), _scaled(self._shapes[held], strip.factors)
        row, tile = pairs_of(shapely.STRtree(there), shapes, strip)
        from_, to = _nearest_points(shapes[row], there[tile], strip.factors)
        if strip.uneven > _FAR:
            between = self._ground.factors((from_[:, 1] + to[:, 1]) / 2)
            pairs = (_scaled(of, between) for of in (strip.shapes[row], self._shapes[held[tile]]))
            from_, to = _nearest_points(*pairs, between)
        return Near(strip.rows[row], self._owner[held[tile]], *self._ground.between(from_, to))


def _nearest_pairs(tree, shapes, strip):
    """Rows and tiles that may be the nearest: all that look as near as the nearest, but for the plane's scale."""
    if len(tree) == 0:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    (row, _), distance = tree.query_nearest(
        shapes, max_distance=strip.reach or None, return_distance=True, all_matches=False
    )
    pair, tile = tree.query(shapes[row], predicate="dwithin", distance=distance * strip.uneven)
    return row[pair], tile


def _pairs_within(tree, shapes, strip):
    return tree.query(shapes, predicate="dwithin", distance=strip.reach)


def _nearest_points(a, b, factors):
    """The two nearest points of each pair of scaled geometries, unscaled again: (n, 2) on `a`, (n, 2) on `b`."""
    xy = shapely.get_coordinates(shapely.shortest_line(a, b)).reshape(-1, 2, 2)
    return xy[:, 0] / factors, xy[:, 1] / factors


def _scaled(shapes, factors):
    """Geometries with their coordinates times `factors`: (2,), or (n, 2) for factors of each its own."""
    if (factors == 1.0).all():
        return shapes
    xy, row = shapely.get_coordinates(shapes, return_index=True)
    return shapely.set_coordinates(shapes.copy(), xy * (factors if factors.ndim == 1 else factors[row]))


def _told_apart(apart, metres, azimuth):
    return np.where(apart, metres, 0.0), np.where(apart, np.mod(azimuth, 360.0), np.nan)
