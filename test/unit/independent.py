"""Figures by other means than the program's, and shapes to ask them of; for the tests of the numeric core."""

import math
from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np
import shapely

_DIGITS = 40
_PI = Decimal("3.141592653589793238462643383279502884197169")


class Tdt1055:
    """The area series of TD/T 1055-2019 for an ellipsoid, as domain.md section 3.7 states it.

    Each edge counts as a trapezoid between a fixed meridian and its mean longitude: exact along meridians
    and parallels, and as good as wanted for other edges once they are cut into short ones.
    """

    def __init__(self, a, flattening):
        self.e2 = flattening * (2 - flattening)
        self.b2 = float(Fraction(a) * (1 - flattening)) ** 2
        self.constants = self._constants()

    def _constants(self):
        """A to E as exact fractions."""
        e = [self.e2**power for power in range(5)]
        rows = (
            (1, Fraction(3, 6), Fraction(30, 80), Fraction(35, 112), Fraction(630, 2304)),
            (0, Fraction(1, 6), Fraction(15, 80), Fraction(21, 112), Fraction(420, 2304)),
            (0, 0, Fraction(3, 80), Fraction(7, 112), Fraction(180, 2304)),
            (0, 0, 0, Fraction(1, 112), Fraction(45, 2304)),
            (0, 0, 0, 0, Fraction(5, 2304)),
        )
        return [sum(factor * power for factor, power in zip(row, e)) for row in rows]

    def area(self, lonlat):
        """Signed m2 of a closed ring of degrees (n, 2), counter-clockwise positive."""
        lon, lat = np.asarray(lonlat, dtype=float).T
        height, middle = np.radians(np.diff(lat)), np.radians(0.5 * (lat[1:] + lat[:-1]))
        width = np.radians(0.5 * ((lon[1:] - lon[0]) + (lon[:-1] - lon[0])))
        terms = sum(
            (-1) ** k * float(factor) * np.sin((2 * k + 1) * height / 2) * np.cos((2 * k + 1) * middle)
            for k, factor in enumerate(self.constants)
        )
        return float(2 * self.b2 * (width * terms).sum())

    def area_of_cut(self, ring, pieces):
        """The same after each edge is cut into equal pieces, straight in longitude and latitude."""
        return self.area(cut_edges(ring, pieces))

    def zone(self, south, north, width=360.0):
        """m2 between two parallels over `width` degrees of longitude, by the closed form in 40 digits."""
        with localcontext() as context:
            context.prec = _DIGITS
            between = self._authalic(north) - self._authalic(south)
            return float(Decimal(self.b2) * between * Decimal(width) * _PI / 180)

    def _authalic(self, degrees):
        """(sin B / (1 - e2 sin2 B) + artanh(e sin B) / e) / 2."""
        sine = _sine(degrees)
        if not self.e2:
            return sine
        e2 = Decimal(self.e2.numerator) / Decimal(self.e2.denominator)
        e = e2.sqrt()
        return (sine / (1 - e2 * sine * sine) + ((1 + e * sine) / (1 - e * sine)).ln() / (2 * e)) / 2


def _sine(degrees):
    """sin of an angle in degrees, in 40 digits."""
    x = Decimal(degrees) * _PI / 180
    total, term, n = x, x, 1
    while abs(term) > Decimal(10) ** -_DIGITS:
        term *= -x * x / ((2 * n) * (2 * n + 1))
        total += term
        n += 1
    return total


# The series on the ellipsoid of CGCS2000, by the parameters of the standard, and on a sphere.
ON_CGCS2000 = Tdt1055(6378137, 1 / Fraction(298257222101, 10**9))
ON_SPHERE = Tdt1055(6371000, Fraction(0))


def cut_edges(ring, pieces):
    """A closed ring (n, 2) with each edge cut into equal pieces."""
    ring = np.asarray(ring, dtype=float)
    share = np.arange(pieces)[:, None] / pieces
    parts = [a + share * (b - a) for a, b in zip(ring, ring[1:])]
    return np.vstack([*parts, ring[:1]])


def star(seed, centre, radius, vertices):
    """A closed star-shaped ring (n + 1, 2): random radii at random angles, one in each equal sector."""
    random = np.random.default_rng(seed)
    angles = 2 * math.pi * (np.arange(vertices) + random.uniform(0.1, 0.9, vertices)) / vertices
    radii = radius * random.uniform(0.4, 1.0, vertices)
    ring = np.asarray(centre) + np.column_stack([radii * np.cos(angles), radii * np.sin(angles)])
    return np.vstack([ring, ring[:1]])


def array_of(geometry):
    """An object array of a list of geometries."""
    array = np.empty(len(geometry), dtype=object)
    array[:] = geometry
    return array


class Lattice:
    """A plane of whole squares, each halved along its rising diagonal: what shapes share is told by counting.

    Halves are (x, y, 0) below the diagonal from (x, y) to (x + 1, y + 1) and (x, y, 1) above it. A region is a
    set of halves, a path a list of corners one step apart: along x, along y or along the diagonal.
    """

    def __init__(self, step=1.0, origin=(0.0, 0.0)):
        self.step, self.origin = step, np.array(origin)

    def place(self, shape):
        """A shape drawn in lattice numbers, put where the lattice lies."""
        return shapely.transform(shape, lambda xy: xy * self.step + self.origin)

    def region(self, halves, every_corner=False):
        """The polygon of a set of halves, with or without the corners that lie on straight edges."""
        shape = shapely.union_all([shapely.Polygon(self.corners(half)) for half in sorted(halves)])
        return self.place(shape if every_corner else shapely.simplify(shape, 0.0))

    def path(self, corners):
        """The line through a list of corners."""
        return self.place(shapely.LineString(corners))

    def point(self, xy):
        """A point at lattice numbers."""
        return self.place(shapely.Point(xy))

    @staticmethod
    def corners(half):
        """The three corners of a half."""
        x, y, upper = half
        return ((x, y), (x + 1, y + 1), (x, y + 1)) if upper else ((x, y), (x + 1, y), (x + 1, y + 1))

    @staticmethod
    def beside(edge):
        """The two halves on both sides of an edge between neighbouring corners."""
        (x, y), (u, v) = sorted(edge)
        if (u - x, v - y) == (1, 0):
            return {(x, y, 0), (x, y - 1, 1)}
        return {(x, y, 1), (x - 1, y, 0)} if u == x else {(x, y, 0), (x, y, 1)}

    @staticmethod
    def around(corner):
        """The six halves that meet in a corner."""
        x, y = corner
        return {(x, y, 0), (x, y, 1), (x - 1, y, 0), (x - 1, y - 1, 0), (x - 1, y - 1, 1), (x, y - 1, 1)}

    def area(self, halves):
        """m2 of a set of halves."""
        return 0.5 * len(halves) * self.step**2

    def length(self, edges):
        """m of a list of edges."""
        return sum(self.step * math.dist(*edge) for edge in edges)

    @staticmethod
    def edges(corners):
        """The edges of a path, each as a frozenset of its ends."""
        return [frozenset(ends) for ends in zip(corners, corners[1:])]
