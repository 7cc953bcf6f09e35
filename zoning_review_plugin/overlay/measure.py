"""What an area or a length means: four rules, one interface.

Layers meet in the analysis CRS, where edges are straight; every rule measures regions of that plane, so
that the topology is the same under all of them. Only the geodesic rule bends the edges when it measures.

* plane: the plane itself, in metres.
* straight: exactly the region of the plane, on the ellipsoid of the datum. Additive: pieces sum to the whole.
* geodesic: the vertices joined by geodesics (C. Karney, Algorithms for geodesics, J. Geodesy 2013).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

import numpy as np
import pyproj
import shapely

from .chebyshev import chebyshev_nodes, coefficients_from, derivative_at
from .ellipsoid import Ellipsoid
from .ragged import edges_of, rings_of

# An edge of the plane is cut into pieces of at most this length (m) before it is followed on the
# ellipsoid. On a piece of length L the parabola through its ends and its middle is off by about L^3/R^2.
_MAX_PIECE_M = 1000.0
_MORE_NODES = 4  # than coefficients, where a density is taken from coordinates: their rounding is smoothed
_VERTICES_AT_ONCE = 1_000_000  # bounds the memory of one pass


class Measure:
    """Areas (m2) and lengths (m) of geometries of the analysis CRS. Arrays in, float arrays of that length out."""

    @property
    def straight(self):
        """The additive rule of the same CRS, by which wholes and parts are told: this one, if it is additive."""
        return self

    def rings_area(self, rings):
        """m2 of the polygon that all of the `Rings` make up."""
        areas = np.abs(self._ring_areas(rings))
        return float(areas[~rings.hole].sum() - areas[rings.hole].sum())

    def area(self, geometry):
        """Areas of the polygons in each geometry; 0 for None, lines and points. Holes are taken off."""
        total = np.zeros(len(geometry))
        for rows in _slices(geometry):
            rings = rings_of(geometry[rows])
            if len(rings.start):
                areas = np.abs(self._ring_areas(rings))
                areas[rings.hole] *= -1.0
                total[rows] = np.bincount(rings.owner, areas, minlength=rows.stop - rows.start)
        return total

    def length(self, geometry):
        """Lengths of the lines in each geometry; 0 for None, polygons and points."""
        total = np.zeros(len(geometry))
        for rows in _slices(geometry):
            lines = edges_of(geometry[rows])
            if len(lines.owner):
                total[rows] = np.bincount(
                    lines.owner, self.edge_lengths(lines.from_, lines.to), minlength=rows.stop - rows.start
                )
        return total

    def edge_lengths(self, from_, to):
        """Lengths of straight edges from `from_` to `to`, (e, 2) each in the analysis CRS."""
        raise NotImplementedError

    @property
    def metres_per_unit(self):
        """About how many metres a unit of the analysis CRS is long. Of additive measures only."""
        raise NotImplementedError

    def density(self, middles, reach, degree):
        """m2 per square unit of the plane around each of `middles` (c, 2), as polynomials. Of additive measures only.

        reach: how far (units of the plane) they hold along either axis; degree: in x and in y. Returns
        (c, degree + 1, degree + 1), coefficients of u^k v^m with u, v = (x, y - middle) / reach.
        """
        raise NotImplementedError

    def _ring_areas(self, rings):
        raise NotImplementedError


@dataclass(frozen=True)
class Plane(Measure):
    """The plane of a projected CRS; `metres` is the length of its unit."""

    metres: float = 1.0

    @property
    def metres_per_unit(self):
        return self.metres

    def density(self, middles, reach, degree):
        found = np.zeros((len(middles), degree + 1, degree + 1))
        found[:, 0, 0] = self.metres**2
        return found

    def edge_lengths(self, from_, to):
        return np.hypot(*(to - from_).T) * self.metres

    def _ring_areas(self, rings):
        xy = rings.xy - rings.xy[rings.start][_ring_of_vertex(rings)]
        cross = xy[:-1, 0] * xy[1:, 1] - xy[1:, 0] * xy[:-1, 1]
        cross = np.append(cross, 0.0)
        cross[np.append(rings.start[1:], len(xy)) - 1] = 0.0
        return np.add.reduceat(cross, rings.start) * 0.5 * self.metres**2


@dataclass(frozen=True)
class StraightLonLat(Measure):
    """A geographic analysis CRS: edges straight in longitude and latitude, `radians` the size of its unit."""

    ellipsoid: Ellipsoid
    radians: float = np.pi / 180.0

    @property
    def metres_per_unit(self):
        return self.ellipsoid.a * self.radians

    def density(self, middles, reach, degree):
        nodes = chebyshev_nodes(degree + 1)
        latitude = (middles[:, 1, None] + reach * nodes) * self.radians
        found = np.zeros((len(middles), degree + 1, degree + 1))
        # einsum sums in one order, however many cells there are: a shard has the figures of the whole.
        found[:, 0, :] = np.einsum("ci,mi->cm", self.ellipsoid.density(latitude), coefficients_from(nodes))
        found *= self.radians**2
        return found

    def edge_lengths(self, from_, to):
        return self.ellipsoid.edge_lengths(from_ * self.radians, to * self.radians)

    def _ring_areas(self, rings):
        return self.ellipsoid.ring_areas(rings.xy * self.radians, rings.start)


@dataclass(frozen=True)
class StraightPlane(Measure):
    """A projected analysis CRS: edges straight in the plane, measured on the ellipsoid.

    to_lonlat: (v, 2) coordinates of the plane → (v, 2) longitude and latitude in radians.
    metres: the length of the plane's unit.

    An edge is a curve in longitude and latitude. Its integral is taken as that of the parabola through
    its two ends and its middle: the chord's, and 4/3 of what the two half chords add to it (Archimedes).
    """

    ellipsoid: Ellipsoid
    to_lonlat: Callable
    metres: float = 1.0

    @property
    def metres_per_unit(self):
        return self.metres

    def density(self, middles, reach, degree):
        nodes = chebyshev_nodes(degree + _MORE_NODES)
        u, v = (grid.ravel() for grid in np.meshgrid(nodes, nodes, indexing="ij"))
        places = middles[:, None, :] + reach * np.column_stack([u, v])
        lonlat = self.to_lonlat(places.reshape(-1, 2)).reshape(len(middles), len(nodes), len(nodes), 2)
        ground = self.ellipsoid.density(lonlat[..., 1])
        local = lonlat - lonlat.mean(axis=(1, 2), keepdims=True)  # keeps the digits that differences need
        slope = derivative_at(nodes) / reach
        east, north = np.einsum("ij,cjkd->cikd", slope, local), np.einsum("ij,ckjd->ckid", slope, local)
        turned = east[..., 0] * north[..., 1] - east[..., 1] * north[..., 0]
        fit = coefficients_from(nodes, degree)
        return np.einsum("ki,cij,mj->ckm", fit, np.abs(turned) * ground, fit)

    def edge_lengths(self, from_, to):
        begin, end, edge = _pieces(from_, to, _MAX_PIECE_M / self.metres)
        ends = [self.to_lonlat(xy) for xy in (begin, 0.5 * (begin + end), end)]
        halves = self.ellipsoid.edge_lengths(ends[0], ends[1]) + self.ellipsoid.edge_lengths(ends[1], ends[2])
        return np.bincount(edge, halves, minlength=len(from_))

    def _ring_areas(self, rings):
        xy, start = self._cut(rings)
        lonlat = self.to_lonlat(xy)
        middle = 0.5 * (xy[:-1] + xy[1:])
        between = np.empty((2 * len(xy) - 1, 2))
        between[0::2], between[1::2] = lonlat, self.to_lonlat(middle)
        keep = np.ones(len(between), dtype=bool)
        keep[2 * start[1:] - 1] = False  # no middle between the end of one ring and the start of the next
        fine = self.ellipsoid.ring_areas(between[keep], 2 * start - np.arange(len(start)))
        chords = self.ellipsoid.ring_areas(lonlat, start)
        return chords + 4.0 / 3.0 * (fine - chords)

    def _cut(self, rings):
        """The rings with long edges cut: (vertices, first vertex of each ring)."""
        xy, limit = rings.xy, _MAX_PIECE_M / self.metres
        last = np.append(rings.start[1:], len(xy)) - 1
        parts = np.ones(len(xy), dtype=np.int64)
        parts[:-1] = np.maximum(1, np.ceil(np.hypot(*(xy[1:] - xy[:-1]).T) / limit))
        parts[last] = 1
        if (parts == 1).all():
            return xy, rings.start
        owner = np.repeat(np.arange(len(xy)), parts)
        number = np.arange(len(owner)) - np.repeat(np.cumsum(parts) - parts, parts)
        following = np.append(np.arange(1, len(xy)), len(xy) - 1)
        share = (number / parts[owner])[:, None]
        return xy[owner] + share * (xy[following[owner]] - xy[owner]), (np.cumsum(parts) - parts)[rings.start]


@dataclass(frozen=True)
class Geodesic(Measure):
    """Vertices joined by geodesics of the ellipsoid. `to_lonlat` as in `StraightPlane`.

    Not additive: a vertex put on an edge of the plane bends the figure.
    """

    ellipsoid: Ellipsoid
    to_lonlat: Callable
    additive: Measure

    @property
    def straight(self):
        return self.additive

    @property
    def geod(self):
        """pyproj's geodesic on this ellipsoid."""
        return pyproj.Geod(a=self.ellipsoid.a, f=self.ellipsoid.f)

    def edge_lengths(self, from_, to):
        begin, end = (np.degrees(self.to_lonlat(xy)) for xy in (from_, to))
        return self.geod.inv(begin[:, 0], begin[:, 1], end[:, 0], end[:, 1])[2]

    def _ring_areas(self, rings):
        degrees, geod = np.degrees(self.to_lonlat(rings.xy)), self.geod
        ends = np.append(rings.start[1:], len(degrees)) - 1  # the closing vertex is the first again
        return np.array([geod.polygon_area_perimeter(*degrees[a:b].T)[0] for a, b in zip(rings.start, ends)])


@dataclass(frozen=True)
class Through(Measure):
    """Another measure after the vertices are moved to its CRS: the projected basis under a geographic analysis CRS.

    move: (v, 2) of the analysis CRS → (v, 2) of the plane that is measured. Not additive, as `Geodesic`.
    """

    move: Callable
    plane: Plane
    additive: Measure

    @property
    def straight(self):
        return self.additive

    def edge_lengths(self, from_, to):
        return self.plane.edge_lengths(self.move(from_), self.move(to))

    def _ring_areas(self, rings):
        return self.plane._ring_areas(rings._replace(xy=self.move(rings.xy)))


def _slices(geometry):
    """Slices of the array that hold about `_VERTICES_AT_ONCE` vertices each (one geometry at the least)."""
    block = np.cumsum(shapely.get_num_coordinates(geometry)) // _VERTICES_AT_ONCE
    cuts = [0, *(np.flatnonzero(np.diff(block)) + 1).tolist(), len(geometry)]
    return [slice(a, b) for a, b in zip(cuts, cuts[1:]) if b > a]


def _ring_of_vertex(rings):
    counts = np.diff(np.append(rings.start, len(rings.xy)))
    return np.repeat(np.arange(len(rings.start)), counts)


def _pieces(from_, to, limit):
    """Edges cut into equal pieces of at most `limit`: (begin, end, which edge)."""
    parts = np.maximum(1, np.ceil(np.hypot(*(to - from_).T) / limit)).astype(np.int64)
    edge = np.repeat(np.arange(len(from_)), parts)
    number = np.arange(len(edge)) - np.repeat(np.cumsum(parts) - parts, parts)
    step = ((to - from_) / parts[:, None])[edge]
    begin = from_[edge] + step * number[:, None]
    return begin, np.where((number + 1 == parts[edge])[:, None], to[edge], begin + step), edge
