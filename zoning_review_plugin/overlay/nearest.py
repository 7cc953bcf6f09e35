"""The nearest feature of a layer: which, how far, in which direction.

Looked for in a plane where edges are straight and distances look alike in all directions: the analysis CRS
itself or, where that is geographic, the one scaled to metres at the latitude of what is asked about. Measured
between the two nearest points by the rule of lengths.
"""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import numpy as np
import pyproj
import shapely

from .closest import Closest, Scale, There
from .enclosing import Enclosing
from .linework import Linework, scaled
from .nearby import Nearby
from .parallel import in_order

_TALLEST = np.radians(0.05)  # of a piece: the scale across it is true to 1e-3 up to 60 degrees
_EVEN = 1.001  # by so much two distances that look alike in a plane may differ on the ground
_FAR = 1.003  # where they may differ by more, the nearest points themselves are looked for again, pair by pair
_STEEPEST = np.radians(89.99)
_CONTACT_M = 1e-7  # scaling rounds coordinates by less
_MANY = 2048  # geometries from which they are shared out among threads
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
        return scaled(geometry, np.full(2, self._unit_m))

    def scale(self, boxes, metres):
        """The `Scale` about pieces of the analysis CRS, by their boxes (p, 4), `metres` around."""
        return Scale(np.ones((len(boxes), 2)), np.full(len(boxes), self.reach(metres)), np.full(len(boxes), _EVEN))

    def between(self, from_, to):
        """(m, degrees from north) between points (n, 2) of the analysis CRS; no bearing where they coincide."""
        begin, end = np.degrees(self._to_lonlat(from_)), np.degrees(self._to_lonlat(to))
        azimuth = self._geod.inv(begin[:, 0], begin[:, 1], end[:, 0], end[:, 1])[0]
        apart = (from_ != to).any(axis=1)
        return _told_apart(apart, self._measure.edge_lengths(from_, to), azimuth)


class LonLatGround:
    """Distances under a geographic analysis CRS: about each piece, scaled by its middle parallel.

    Scaling keeps edges straight in longitude and latitude, so that contact stays contact. What is tall is
    cut. radians: the CRS's unit.
    """

    def __init__(self, ellipsoid, radians=np.pi / 180.0):
        self._ellipsoid, self._radians = ellipsoid, radians
        self._geod = pyproj.Geod(a=ellipsoid.a, f=ellipsoid.f)
        self.tallest = _TALLEST / radians  # of a piece, in units of the CRS

    def metric(self, geometry):
        """Geometries in metres, each scaled by the parallel through its own middle."""
        bounds = shapely.bounds(geometry)
        return scaled(geometry, self.factors((bounds[:, 1] + bounds[:, 3]) / 2))

    def scale(self, boxes, metres):
        """The `Scale` about pieces of the analysis CRS, by their boxes (p, 4), `metres` around."""
        around = 1.01 * metres / (self._ellipsoid.a * (1.0 - self._ellipsoid.e2))
        south, north = boxes[:, 1] * self._radians - around, boxes[:, 3] * self._radians + around
        steepest = np.cos(np.minimum(_STEEPEST, np.maximum(np.abs(south), np.abs(north))))
        flattest = np.cos(np.minimum(_STEEPEST, np.minimum(np.abs(south), np.abs(north))))
        flattest = np.where(south * north < 0, 1.0, flattest)
        middle = (boxes[:, 1] + boxes[:, 3]) / 2
        reach = 1.01 * metres * np.maximum(1.0, np.cos(middle * self._radians) / steepest)
        return Scale(self.factors(middle), reach, _EVEN * flattest / steepest)

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


class NearIndex:
    """The features of a layer, asked for the nearest. What lies apart is told by boundaries, in short pieces."""

    def __init__(self, features, ground, threads=1):
        self._ground, self._threads = ground, threads
        self._enclosing = Enclosing(features)
        self._pieces = Linework(features, _EDGES_THERE, ground.tallest)

    @cached_property
    def _there(self):
        return There(self._pieces, self._ground.scale(self._pieces.box, 0.0).factors)

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
        found = self._found(asked, within_m, Closest.within)
        order = np.lexsort((found.distance, found.right, found.left))
        found = Near(*(column[order] for column in found))
        new = (np.diff(found.left, prepend=-1) != 0) | (np.diff(found.right, prepend=-1) != 0)
        return Near(*(column[new] for column in found))

    def _found(self, asked, within_m, pairs_of):
        """The `Near` pairs that lie no farther than `within_m` m, pieces told one by one."""
        left, right = self._enclosing.pairs(asked)
        inside = Near(left, right, np.zeros(len(left)), np.full(len(left), np.nan))
        found = Near(*(np.concatenate(column) for column in zip(inside, *self._apart(asked, within_m, pairs_of))))
        return Near(*(column[found.distance <= within_m] for column in found))

    def _apart(self, asked, within_m, pairs_of):
        """`_measured`, some of the geometries at a time, so that threads share the work: no row depends on another."""
        rows = self._in_reach(asked, within_m)
        at_once = self._threads if len(rows) >= _MANY else 1
        there = self._there  # made before there are threads

        def measured(part):
            found = self._measured(Linework(asked[part], _EDGES_ASKED, self._ground.tallest), there, within_m, pairs_of)
            return found._replace(left=part[found.left])

        return list(in_order(measured, np.array_split(rows, at_once), at_once))

    def _in_reach(self, asked, within_m):
        """Rows of the geometries near which, by boxes, a piece lies: all that find any, and few others."""
        boxes = shapely.bounds(asked)
        rows = np.flatnonzero(np.isfinite(boxes).all(axis=1))
        if not len(rows):
            return rows
        scale = self._ground.scale(boxes[rows], within_m)
        margin = (scale.reach[:, None] / scale.factors).max()
        return rows[Nearby(self._there.boxes.geometries, margin).rows(asked[rows])]

    def _measured(self, asked, there, within_m, pairs_of):
        """The `Near` pairs that `pairs_of` finds, measured; several pieces of one feature may be there."""
        scale = self._ground.scale(asked.box, within_m)
        row, piece, points = pairs_of(Closest(asked, there, scale))
        factors = scale.factors[row]
        from_, to = points[:, :2] / factors, points[:, 2:] / factors
        far = np.flatnonzero(scale.uneven[row] > _FAR)
        if len(far):
            between = self._ground.factors((from_[far, 1] + to[far, 1]) / 2)
            shapes = asked.shapes(row[far], between), self._pieces.shapes(piece[far], between)
            points = shapely.get_coordinates(shapely.shortest_line(*shapes)).reshape(-1, 4)
            from_[far], to[far] = points[:, :2] / between, points[:, 2:] / between
        return Near(asked.owner[row], self._pieces.owner[piece], *self._ground.between(from_, to))


def _told_apart(apart, metres, azimuth):
    return np.where(apart, metres, 0.0), np.where(apart, np.mod(azimuth, 360.0), np.nan)
