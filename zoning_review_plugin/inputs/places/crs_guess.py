"""Which CRS would put a layer where it ought to lie? Only ever a suggestion: nothing is applied by itself.

The layer's box is read in every way that occurs in practice: by each Gauss-Krüger zone with and without its number, as
degrees, in UTM zones and Web Mercator, with x and y exchanged, in feet and in kilometres. A reading that puts the box
on the wanted ground is worth saying.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyproj

from .crs import degrees_box, on_earth
from .datums import geographic_crs, listed
from .gauss_zones import DATUMS, FALSE_EASTING, NUMBER_M, numbers_of, zones
from .known_crs import same

AS_IS, SWAPPED, FEET, KILOMETRES = "", "swapped", "feet", "kilometres"
_FACTORS = {AS_IS: 1.0, SWAPPED: 1.0, FEET: 0.3048, KILOMETRES: 1000.0}
_DEGREES = ("EPSG:4490", "EPSG:4326", "EPSG:4610", "EPSG:4214")
_UTM = tuple((f"EPSG:{32600 + number}", 6 * number - 183) for number in range(43, 54))
_WEB_MERCATOR = "EPSG:3857"
# Where a box and the ground are compared, neither is smaller than this (degrees, about 10 m).
_LEAST_DEG = 1e-4


@dataclass(frozen=True)
class Guess:
    """One reading of a layer's coordinates that puts them on the wanted ground.

    crs: pyproj. change: what must be done to the coordinates first, a code of this module. degrees: (west, south,
    east, north) of the layer by this reading. fit: 0 to 1, the part of the smaller of layer and ground that is shared.
    """

    crs: object
    change: str
    degrees: tuple[float, float, float, float]
    fit: float

    @property
    def place(self):
        """Longitude and latitude of the middle, in degrees."""
        west, south, east, north = self.degrees
        return 0.5 * (west + east), 0.5 * (south + north)


def guesses(box, ground, known=()):
    """The `Guess`es for a box (x0, y0, x1, y1) of a layer's coordinates, best first.

    ground: (west, south, east, north) in degrees where the layer ought to lie. known: pyproj CRSs that are likelier
    than others: the layer's own, if it has one, and that of the review.
    """
    found = []
    known = [crs for crs in known if crs is not None and on_earth(crs)]
    datums = _datums(known)
    for rank, change in enumerate(_FACTORS):
        changed = _changed(box, change)
        if not np.isfinite(changed).all():
            continue
        for off_centre, order, crs, degrees in _readings(changed, ground, known, datums):
            fit = _fit(degrees, ground)
            if fit > 0:
                crs = listed(crs) if isinstance(crs, str) else crs
                found.append(((rank, round(1 - fit, 1), off_centre, order), Guess(crs, change, degrees, fit)))
    return _first_of_each([guess for _, guess in sorted(found, key=lambda one: one[0])])


def _changed(box, change):
    x0, y0, x1, y1 = (value * _FACTORS[change] for value in box)
    return (y0, x0, y1, x1) if change == SWAPPED else (x0, y0, x1, y1)


def _datums(known):
    """Geographic CRSs by code, those of the known CRSs first."""
    own = [code for code in map(geographic_crs, known) if code]
    return tuple(dict.fromkeys((*own, *_DEGREES)))


def _readings(box, ground, known, datums):
    """Yield (degrees off the central meridian, order, CRS or its code, box in degrees) of a box by every likely CRS."""
    for order, crs in enumerate(known):
        degrees = degrees_box(crs, box)
        if degrees:
            yield 0.0, order, crs, degrees
    order = len(known)
    if max(abs(box[0]), abs(box[2])) <= 180 and max(abs(box[1]), abs(box[3])) <= 90:
        for code in datums:
            order += 1
            yield 0.0, order, code, box
        return
    middle = 0.5 * (ground[0] + ground[2])
    for meridian, codes, degrees in _in_zones(box, datums):
        for code in codes:
            order += 1
            yield abs(meridian - middle), order, code, degrees
    degrees = degrees_box(listed(_WEB_MERCATOR), box)
    if degrees:
        yield 0.0, order + 1, _WEB_MERCATOR, degrees


def _in_zones(box, datums):
    """Yield (central meridian, codes, box in degrees) of a box of metres by each zone that it may be of."""
    number = numbers_of((box[0], box[2]))
    plain = max(abs(box[0]), abs(box[2])) < NUMBER_M
    for zone in zones():
        if zone.numbered and zone.number != number or not zone.numbered and not plain:
            continue
        degrees = _inverse(box, zone.meridian, zone.false_easting, 1.0)
        codes = [zone.code(datum) for datum in datums if datum in DATUMS]
        if degrees and codes:
            yield zone.meridian, codes, degrees
    for code, meridian in _UTM if plain else ():
        degrees = _inverse(box, meridian, FALSE_EASTING, 0.9996)
        if degrees:
            yield meridian, [code], degrees


@lru_cache(maxsize=64)
def _projection(meridian, false_easting, scale):
    text = f"+proj=tmerc +lat_0=0 +lon_0={meridian} +k={scale} +x_0={false_easting} +ellps=GRS80"
    return pyproj.Proj(text)  # datums lie some 100 m apart at the most: no matter for a guess


def _inverse(box, meridian, false_easting, scale):
    """(west, south, east, north) of a box by a transverse Mercator projection; None where that ends."""
    x, y = np.meshgrid(np.linspace(box[0], box[2], 3), np.linspace(box[1], box[3], 3))
    lon, lat = _projection(meridian, false_easting, scale)(x.ravel(), y.ravel(), inverse=True)
    lon, lat = np.asarray(lon), np.asarray(lat)
    if not (np.isfinite(lon).all() and np.isfinite(lat).all()) or np.abs(lon - meridian).max() > 45:
        return None
    return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())


def _fit(degrees, ground):
    """The part of the smaller of two boxes that they share, 0 where they lie apart."""
    fit = 1.0
    for axis in (0, 1):
        low, high = max(degrees[axis], ground[axis]), min(degrees[axis + 2], ground[axis + 2])
        least = min(degrees[axis + 2] - degrees[axis], ground[axis + 2] - ground[axis])
        if high < low:
            return 0.0
        fit *= min(1.0, max(high - low, _LEAST_DEG) / max(least, _LEAST_DEG))
    return fit


def _first_of_each(found):
    """`found` without readings by a CRS that came before under the same change."""
    kept = []
    for guess in found:
        if not any(guess.change == other.change and same(guess.crs, other.crs) for other in kept):
            kept.append(guess)
    return kept


def grown(ground, metres):
    """(west, south, east, north) in degrees, with a margin of some metres."""
    west, south, east, north = ground
    up = metres / 111_000
    across = up / max(0.02, math.cos(math.radians(min(89.0, max(abs(south), abs(north))))))
    return west - across, south - up, east + across, north + up
