"""Area and length on an ellipsoid of edges that are straight in longitude and latitude.

Notation: phi latitude and lam longitude in radians, a the equatorial radius, b the polar one,
e2 = f (2 - f). The authalic function is

    q(phi) = b^2 * integral_0^phi cos(t) / (1 - e2 sin^2 t)^2 dt

so that the region between the equator and a curve lam -> phi(lam) has the area integral q(phi) dlam,
and a closed ring encloses -(sum over its edges of dlam * mean of q along the edge).
(Snyder, Map Projections: A Working Manual, USGS 1987, eq. 3-12; the same integral is the basis of the
series of TD/T 1055-2019.)
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

_TERMS = 9  # of the power series of q in e2: the first one left out is below 1e-18 of q
_MAX_DLAT = np.deg2rad(0.5)  # an edge that spans more latitude is cut: keeps the mean of q good to 1e-12

# Gauss-Legendre nodes and weights on [0, 1], five points: exact for polynomials of degree 9.
_NODES, _WEIGHTS = (lambda xw: ((xw[0] + 1) / 2, xw[1] / 2))(np.polynomial.legendre.leggauss(5))


@dataclass(frozen=True)
class Ellipsoid:
    """An ellipsoid of revolution: equatorial radius `a` in metres, flattening `f` (0 for a sphere)."""

    a: float
    f: float

    @classmethod
    def of(cls, crs):
        """The ellipsoid of a pyproj CRS."""
        inverse = crs.ellipsoid.inverse_flattening
        return cls(crs.ellipsoid.semi_major_metre, 1.0 / inverse if inverse else 0.0)

    @property
    def e2(self):
        """The first eccentricity squared."""
        return self.f * (2.0 - self.f)

    def radii(self, latitude):
        """Radii of curvature (m) across and along the meridian at a latitude (radians). Snyder eq. 4-20, 4-18."""
        w2 = 1.0 - self.e2 * np.sin(latitude) ** 2
        return self.a / np.sqrt(w2), self.a * (1.0 - self.e2) / w2**1.5

    def density(self, latitude):
        """m2 of ground per square radian of longitude and latitude, at latitudes in radians: dq/dphi."""
        w2 = 1.0 - self.e2 * np.sin(latitude) ** 2
        return (self.a * (1.0 - self.f)) ** 2 * np.cos(latitude) / w2**2

    @cached_property
    def _series(self):
        k = np.arange(_TERMS)
        return (self.a * (1.0 - self.f)) ** 2 * (k + 1) / (2 * k + 1) * self.e2**k

    def authalic(self, sine):
        """q(phi) in m2 per radian of longitude, for `sine` = sin(phi)."""
        square = sine * sine
        total = np.full_like(sine, self._series[-1])
        for term in self._series[-2::-1]:
            total = total * square + term
        return total * sine

    def mean_authalic(self, phi0, phi1):
        """The mean of q over the latitudes from `phi0` to `phi1`: value at the middle and two even derivatives.

        With h = phi1 - phi0 the error is of the order of h^4 / 1920 * q''''; edges are cut to
        `_MAX_DLAT` first, which keeps it below 1e-12 of q.
        """
        middle, height = 0.5 * (phi0 + phi1), phi1 - phi0
        sine = np.sin(middle)
        cos2, e = 1.0 - sine * sine, 1.0 - self.e2 * sine * sine
        b2 = (self.a * (1.0 - self.f)) ** 2
        second = b2 * sine * (4.0 * self.e2 * cos2 / e**3 - 1.0 / e**2)
        return self.authalic(sine) + second * height * height / 24.0

    def ring_areas(self, lonlat, start):
        """Signed areas in m2 of closed rings, counter-clockwise positive, edges straight in lon/lat.

        lonlat: (v, 2) radians, the rings one after another, each closed. start: (r,) index of the first
        vertex of each ring. Returns (r,). The value of q at a ring's first vertex is taken off, so that
        small rings lose no digits.
        """
        edge, ring = _edges_of_rings(len(lonlat), start)
        from_, to, ring = _cut_by_latitude(lonlat[edge], lonlat[edge + 1], ring)
        means = self.mean_authalic(from_[:, 1], to[:, 1])
        means -= self.authalic(np.sin(lonlat[start, 1]))[ring]
        return -np.bincount(ring, (to[:, 0] - from_[:, 0]) * means, minlength=len(start))

    def edge_lengths(self, from_, to):
        """Lengths in m of edges that are straight in lon/lat; `from_`, `to`: (e, 2) radians. Returns (e,).

        Five-point Gauss-Legendre quadrature of ds = sqrt((M dphi)^2 + (N cos(phi) dlam)^2).
        """
        dlam, dphi = to[:, 0] - from_[:, 0], to[:, 1] - from_[:, 1]
        total = np.zeros(len(dlam))
        for node, weight in zip(_NODES, _WEIGHTS):
            sine = np.sin(from_[:, 1] + node * dphi)
            e = 1.0 - self.e2 * sine * sine
            prime = self.a / np.sqrt(e)
            meridional = prime * (1.0 - self.e2) / e
            total += weight * np.hypot(meridional * dphi, prime * np.sqrt(1.0 - sine * sine) * dlam)
        return total


def _edges_of_rings(vertices, start):
    """(index of the first vertex of each edge, ring of each edge) for closed rings."""
    counts = np.diff(np.append(start, vertices))
    ring = np.repeat(np.arange(len(start)), counts)
    last = np.append(start[1:], vertices) - 1
    is_edge = np.ones(vertices, dtype=bool)
    is_edge[last] = False
    edge = np.flatnonzero(is_edge)
    return edge, ring[edge]


def _cut_by_latitude(from_, to, ring):
    """Edges that span more than `_MAX_DLAT` cut into equal parts (exact: they stay straight in lon/lat)."""
    parts = np.maximum(1, np.ceil(np.abs(to[:, 1] - from_[:, 1]) / _MAX_DLAT)).astype(np.int64)
    if (parts == 1).all():
        return from_, to, ring
    step = (to - from_) / parts[:, None]
    owner = np.repeat(np.arange(len(parts)), parts)
    number = np.arange(len(owner)) - np.repeat(np.cumsum(parts) - parts, parts)
    begin = from_[owner] + step[owner] * number[:, None]
    end = np.where((number + 1 == parts[owner])[:, None], to[owner], begin + step[owner])
    return begin, end, ring[owner]
