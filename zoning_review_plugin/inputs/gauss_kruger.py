"""The Gauss-Krüger systems of China by their parts: datum, width of the zones, zone, and how eastings are written.

There are 3-degree zones 25 to 45 and 6-degree zones 13 to 23, so that a zone's number tells its width. An easting is
written with the number before it (eight digits before the point) or without (six).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

import pyproj

ZONES = {3: range(25, 46), 6: range(13, 24)}
_MILLION = 1_000_000
# EPSG code of zone n, less n, by datum: (3 degrees with numbers, without, 6 degrees with numbers, without).
_EPSG = {
    "cgcs2000": (4488, 4509, 4478, 4489),
    "xian80": (2324, 2345, 2314, 2325),
    "beijing54": (2376, 2397, 21400, 21440),
}
_DEGREES = {"cgcs2000": 4490, "xian80": 4610, "beijing54": 4214}
_MARKS = {"cgcs2000": r"2000", "xian80": r"(?:19|(?<!\d))80|西安", "beijing54": r"(?:19|(?<!\d))54|北京"}
# How survey texts call the datums.
NAMES = {"cgcs2000": "2000国家大地坐标系", "xian80": "1980西安坐标系", "beijing54": "1954北京坐标系"}


@dataclass(frozen=True)
class GaussKruger:
    """datum: a key of `NAMES`. width: 3 or 6 degrees. numbered: whether eastings carry the zone's number."""

    datum: str
    width: int
    zone: int
    numbered: bool

    @property
    def crs(self):
        """The pyproj CRS."""
        place = 2 * (self.width == 6) + (not self.numbered)
        return _crs(_EPSG[self.datum][place] + self.zone)


@lru_cache(maxsize=64)
def _crs(code):
    return pyproj.CRS.from_epsg(code)


def geographic(datum):
    """The pyproj CRS of longitude and latitude on a datum."""
    return _crs(_DEGREES[datum])


def datum_named(text):
    """The datum that a text names (2000国家大地坐标系, 西安80, 北京54 …), None where it names none or several."""
    found = [datum for datum, mark in _MARKS.items() if re.search(mark, text or "")]
    return found[0] if len(found) == 1 else None


def width_of(zone):
    """3 or 6, the width of the zones that have the number `zone`; None where none have."""
    return next((width for width, zones in ZONES.items() if zone in zones), None)


def zone_in(easting):
    """The zone's number that an easting (m) carries, None where it carries none."""
    zone = math.floor(easting / _MILLION)
    return zone if width_of(zone) else None


def zone_at(longitude, width=3):
    """The zone that a longitude (degrees) lies in."""
    return math.floor(longitude / 3 + 0.5) if width == 3 else math.floor(longitude / 6) + 1


@lru_cache(maxsize=1)
def _systems():
    return {
        codes[2 * (width == 6) + (not numbered)] + zone: GaussKruger(datum, width, zone, numbered)
        for datum, codes in _EPSG.items()
        for width, zones in ZONES.items()
        for zone in zones
        for numbered in (True, False)
    }


def system_of(crs):
    """The `GaussKruger` system that a pyproj CRS is, None where it is none of them."""
    return _systems().get(crs.to_epsg(min_confidence=70))


def datum_of(crs):
    """The datum of a pyproj CRS as a key of `NAMES`, None where it is another."""
    base = crs.geodetic_crs.to_epsg(min_confidence=70) if crs.geodetic_crs else None
    return next((datum for datum, code in _DEGREES.items() if code == base), None)
