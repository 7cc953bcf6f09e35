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

from .closest import Closest
from .enclosing import Enclosing
from .linework import linework

_STRIP = np.radians(0.1)  # height of a strip of latitude: the scale across it is true to 2e-3 up to 60 degrees
_EVEN = 1.001  # by so much two distances that look alike in a plane may differ on the ground
_FAR = 1.004  # where they may differ by more, the nearest points themselves are looked for again, pair by pair
_STEEPEST = np.radians(89.99)
_CONTACT_M = 1e-7  # scaling rounds coordinates by less
_EDGES_THERE, _EDGES_ASKED = 16, 64  # of a piece at most: of features, of what is asked


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
    """Pieces asked about together, and the factors (2,) that make the coordinates there metres alike in all directions.

    rows: of the pieces. window: y from, y to of the analysis CRS that hold all within reach. reach: in the
    scaled plane. uneven: by how much distances may differ on the ground that look alike there.
    """

    rows: np.ndarray
    factors: np.ndarray
    window: tuple[float, float]
    reach: float
    uneven: float


class PlaneGround:
    """Distances under a projected analysis CRS: one plane for all.

    measure: the `Measure` of lengths there. to_lonlat: (n, 2) of that CRS → radians. unit_m: the length of its
    unit. stretch: the most by which a length in the plane exceeds the ground.
    """

    tallest = np.inf  # of a piece: the plane is even

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

    def strips(self, boxes, metres):
        """The `Strip`s in which to look about pieces of the analysis CRS, by their boxes (p, 4), `metres` around."""
        if len(boxes):
            yield Strip(np.arange(len(boxes)), np.ones(2), (-np.inf, np.inf), self.reach(metres), _EVEN)

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
        self.tallest = _STRIP / radians  # of a piece, in units of the CRS

    def metric(self, geometry):
        """Geometries in metres, each scaled by the parallel through its own middle."""
        bounds = shapely.bounds(geometry)
        return _scaled(geometry, self.factors((bounds[:, 1] + bounds[:, 3]) / 2))

    def strips(self, boxes, metres):
        """The `Strip`s in which to look about pieces of the analysis CRS, by their boxes (p, 4), `metres` around."""
        number = np.floor((boxes[:, 1] + boxes[:, 3]) / 2 / self.tallest)
        for strip in np.unique(number):
            inside = np.flatnonzero(number == strip)
            yield self._strip(inside, boxes[inside], (strip + 0.5) * _STRIP, metres)

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

    def _strip(self, rows, boxes, latitude, metres):
        around = 1.01 * metres / (self._ellipsoid.a * (1.0 - self._ellipsoid.e2))
        window = boxes[:, 1].min() * self._radians - around, boxes[:, 3].max() * self._radians + around
        steepest, flattest = (np.cos(min(_STEEPEST, pick(map(abs, window)))) for pick in (max, min))
        flattest = 1.0 if window[0] * window[1] < 0 else flattest
        reach = 1.01 * metres * max(1.0, np.cos(latitude) / steepest)
        y = window[0] / self._radians, window[1] / self._radians
        return Strip(rows, self.factors(latitude / self._radians), y, reach, _EVEN * flattest / steepest)


class NearIndex:
    """The features of a layer, asked for the nearest. What lies apart is told by boundaries, in short pieces."""

    def __init__(self, features, ground, threads=1):
        self._ground, self._threads = ground, threads
        self._enclosing = Enclosing(features)
        self._pieces = linework(features, _EDGES_THERE, ground.tallest)
        self._y = self._pieces.boxes()[:, [1, 3]]

    def nearest(self, asked, within_m):
        """The `Nearest` of each geometry in `asked` (analysis CRS; None gets none), up to `within_m` metres."""
        near = self._found(asked, within_m, Closest.nearest)
        order = np.lexsort((near.right, near.distance, near.left))
        rows, first = np.unique(near.left[order], return_index=True)
        best = order[first]
        found = Nearest(*(np.full(len(asked), unknown) for unknown in (-1, np.nan, np.nan)))
        for column, values in zip(found, (near.right, near.distance, near.bearing)):
            column[rows] = values[best]
        return found

    def within(self, asked, within_m):
        """The `Near` pairs of geometries in `asked` and features up to `within_m` metres apart."""
        found = self._found(asked, within_m, lambda closest, reach, _: closest.within(reach))
        order = np.lexsort((found.distance, found.right, found.left))
        found = Near(*(column[order] for column in found))
        new = (np.diff(found.left, prepend=-1) != 0) | (np.diff(found.right, prepend=-1) != 0)
        return Near(*(column[new] for column in found))

    def _found(self, asked, within_m, pairs_of):
        """The `Near` pairs of all strips that lie no farther than `within_m` m, pieces told one by one."""
        pieces = linework(asked, _EDGES_ASKED, self._ground.tallest)
        left, right = self._enclosing.pairs(asked)
        found = [Near(left, right, np.zeros(len(left)), np.full(len(left), np.nan))]
        found += [
            self._measured(strip, pieces.taken(strip.rows), pairs_of)
            for strip in self._ground.strips(pieces.boxes(), within_m)
        ]
        found = Near(*(np.concatenate(column) for column in zip(*found)))
        return Near(*(column[found.distance <= within_m] for column in found))

    def _measured(self, strip, asked, pairs_of):
        """The `Near` pairs that `pairs_of` finds in a strip, measured; several pieces of one feature may be there."""
        there = self._pieces.taken((self._y[:, 1] >= strip.window[0]) & (self._y[:, 0] <= strip.window[1]))
        closest = Closest(asked, there, strip.factors, self._threads)
        row, piece, points = pairs_of(closest, strip.reach, strip.uneven)
        from_, to = points[:, :2] / strip.factors, points[:, 2:] / strip.factors
        if strip.uneven > _FAR:
            between = self._ground.factors((from_[:, 1] + to[:, 1]) / 2)
            pairs = (_scaled(of.shapes(np.ones(2)), between) for of in (asked.taken(row), there.taken(piece)))
            points = shapely.get_coordinates(shapely.shortest_line(*pairs)).reshape(-1, 4)
            from_, to = points[:, :2] / between, points[:, 2:] / between
        return Near(asked.owner[row], there.owner[piece], *self._ground.between(from_, to))


def _scaled(shapes, factors):
    """Geometries with their coordinates times `factors`: (2,), or (n, 2) for factors of each its own."""
    if (factors == 1.0).all():
        return shapes
    xy, row = shapely.get_coordinates(shapes, return_index=True)
    return shapely.set_coordinates(shapes.copy(), xy * (factors if factors.ndim == 1 else factors[row]))


def _told_apart(apart, metres, azimuth):
    return np.where(apart, metres, 0.0), np.where(apart, np.mod(azimuth, 360.0), np.nan)
