"""The Gauss-Krüger zones in use in China: what EPSG calls them, and which of them a CRS or an easting belongs to.

Zones are 3 or 6 degrees wide. Zone `n` of 3 degrees lies around 3n degrees, of 6 degrees around 6n - 3. With the zone's
number in front, eastings have eight digits (39 500 000 on the central meridian of zone 39), without it six.
Numbers run from 25 to 45 and from 13 to 23, so that they tell the width, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

FALSE_EASTING = 500_000.0
NUMBER_M = 1_000_000.0  # what a zone number adds to eastings, in m
NUMBERS = {3: range(25, 46), 6: range(13, 24)}
# Geographic CRS → EPSG code of its first zone: by width, with the number in front and without.
_FIRST = {
    "EPSG:4490": {(3, True): 4513, (3, False): 4534, (6, True): 4491, (6, False): 4502},
    "EPSG:4610": {(3, True): 2349, (3, False): 2370, (6, True): 2327, (6, False): 2338},
    "EPSG:4214": {(3, True): 2401, (3, False): 2422, (6, True): 21413, (6, False): 21453},
}
DATUMS = tuple(_FIRST)
_SAYS_GAUSS = re.compile("GK|Gauss|高斯", re.IGNORECASE)
_SAYS_THREE = re.compile("(3|三)[ _-]?(deg|度)", re.IGNORECASE)


@dataclass(frozen=True)
class GaussZone:
    """A zone of `width` degrees: its number, and whether eastings begin with that."""

    width: int
    number: int
    numbered: bool

    @property
    def meridian(self):
        """Longitude of the central meridian in degrees."""
        return 3 * self.number if self.width == 3 else 6 * self.number - 3

    @property
    def false_easting(self):
        """Easting of the central meridian in m."""
        return FALSE_EASTING + self.numbered * NUMBER_M * self.number

    def code(self, datum):
        """The authority code of this zone on a geographic CRS (`EPSG:4490` …), None where it has none."""
        first = _FIRST.get(datum, {}).get((self.width, self.numbered))
        return first and f"EPSG:{first + self.number - NUMBERS[self.width][0]}"


@lru_cache(maxsize=1)
def zones():
    """Every `GaussZone`: of 3 degrees before those of 6, from west to east, without number first."""
    kinds = [(width, numbered) for width in (3, 6) for numbered in (False, True)]
    return tuple(GaussZone(width, number, numbered) for width, numbered in kinds for number in NUMBERS[width])


def numbers_of(eastings):
    """The zone number that all of some eastings (m) begin with; None where they have none, or not the same."""
    numbers = {int(value // NUMBER_M) for value in eastings}
    number = numbers.pop() if len(numbers) == 1 else None
    return number if any(number in row for row in NUMBERS.values()) else None


def zone_of(crs):
    """The `GaussZone` that a pyproj CRS is by its parameters, None where it is none.

    A central meridian that both widths have is one of 3 degrees, unless the CRS has the name of a Gauss-Krüger zone
    that does not say so: those of 6 degrees are called just that.
    """
    own = crs.source_crs if crs.is_bound else crs
    conversion = own.coordinate_operation if own.is_projected else None
    if conversion is None or conversion.method_name not in ("Transverse Mercator", "Gauss Kruger"):
        return None
    if own.axis_info[0].unit_conversion_factor != 1.0:
        return None
    values = {param.name.lower(): param.value for param in conversion.params}
    if values.get("scale factor at natural origin", 1.0) != 1.0:
        return None
    if values.get("latitude of natural origin", 0.0) or values.get("false northing", 0.0):
        return None
    place = values.get("longitude of natural origin"), values.get("false easting")
    found = [zone for zone in zones() if (zone.meridian, zone.false_easting) == place]
    wide = bool(_SAYS_GAUSS.search(own.name)) and not _SAYS_THREE.search(own.name)
    return next((zone for zone in found if (zone.width == 6) == wide), found[0] if found else None)
