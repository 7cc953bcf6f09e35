"""The Gauss-Krüger systems of China as survey texts name them: datum, width of the zones, zone, number in eastings."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

import pyproj

from ..places.gauss_zones import NUMBER_M, NUMBERS, GaussZone, zones

_DEGREES = {"cgcs2000": "EPSG:4490", "xian80": "EPSG:4610", "beijing54": "EPSG:4214"}
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
        return _crs(GaussZone(self.width, self.zone, self.numbered).code(_DEGREES[self.datum]))


@lru_cache(maxsize=64)
def _crs(code):
    return pyproj.CRS.from_user_input(code)


def geographic(datum):
    """The pyproj CRS of longitude and latitude on a datum."""
    return _crs(_DEGREES[datum])


def datum_named(text):
    """The datum that a text names (2000国家大地坐标系, 西安80, 北京54 …), None where it names none or several."""
    found = [datum for datum, mark in _MARKS.items() if re.search(mark, text or "")]
    return found[0] if len(found) == 1 else None


def width_of(zone):
    """3 or 6, the width of the zones that have the number `zone`; None where none have."""
    return next((width for width, numbers in NUMBERS.items() if zone in numbers), None)


def zone_in(easting):
    """The zone's number that an easting (m) carries, None where it carries none."""
    zone = math.floor(easting / NUMBER_M)
    return zone if width_of(zone) else None


def zone_at(longitude, width=3):
    """The zone that a longitude (degrees) lies in."""
    return math.floor(longitude / 3 + 0.5) if width == 3 else math.floor(longitude / 6) + 1


@lru_cache(maxsize=1)
def _systems():
    return {
        zone.code(code): GaussKruger(datum, zone.width, zone.number, zone.numbered)
        for datum, code in _DEGREES.items()
        for zone in zones()
    }


def system_of(crs):
    """The `GaussKruger` system that a pyproj CRS is, None where it is none of them."""
    return _systems().get(":".join(crs.to_authority(min_confidence=70) or ()))


def datum_of(crs):
    """The datum of a pyproj CRS as a key of `NAMES`, None where it is another."""
    base = crs.geodetic_crs.to_authority(min_confidence=70) if crs.geodetic_crs else None
    return next((datum for datum, code in _DEGREES.items() if code == ":".join(base or ())), None)
