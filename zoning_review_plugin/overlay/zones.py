"""A plane in metres near a place: Gauss-Krüger zones in China, UTM elsewhere, on the datum at hand."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pyproj

_CHINA = (73.0, 3.0, 135.5, 54.0)  # west, south, east, north in degrees
# Geographic CRS → EPSG code of its 3-degree zone without prefix, as an offset to the zone number.
_THREE_DEGREE = {"EPSG:4490": 4509, "EPSG:4610": 2345, "EPSG:4214": 2397}
_FIRST_ZONE, _LAST_ZONE = 25, 45


class Zone(NamedTuple):
    """A projected CRS, its central meridian in degrees and a name for the report."""

    crs: pyproj.CRS
    central_meridian: float
    name: str


def zone_at(crs, lon, lat):
    """The `Zone` for a place (degrees) on the datum of `crs`.

    In China, or on a Chinese datum: the 3-degree Gauss-Krüger zone `floor(lon / 3 + 0.5)`. Elsewhere: UTM.
    Where the datum has no such CRS of its own, the same projection is built on it, so that no datum step hides here.
    """
    base = crs.geodetic_crs
    authority = ":".join(base.to_authority(min_confidence=100) or ())
    west, south, east, north = _CHINA
    if authority in _THREE_DEGREE or (west <= lon <= east and south <= lat <= north):
        return _gauss_kruger(base, authority, lon)
    return _utm(base, authority, lon, lat)


def _gauss_kruger(base, authority, lon):
    number = math.floor(lon / 3.0 + 0.5)
    meridian = 3.0 * number
    if authority in _THREE_DEGREE and _FIRST_ZONE <= number <= _LAST_ZONE:
        crs = pyproj.CRS.from_epsg(_THREE_DEGREE[authority] + number)
        return Zone(crs, meridian, crs.name)
    return Zone(
        _transverse_mercator(base, meridian, 1.0, 0.0), meridian, f"{base.name} / 3-degree Gauss-Kruger CM {meridian:g}"
    )


def _utm(base, authority, lon, lat):
    number = min(60, int((lon + 180.0) // 6.0) + 1)
    meridian = 6.0 * number - 183.0
    north = lat >= 0
    if authority == "EPSG:4326":
        crs = pyproj.CRS.from_epsg((32600 if north else 32700) + number)
        return Zone(crs, meridian, crs.name)
    name = f"{base.name} / UTM zone {number}{'N' if north else 'S'}"
    return Zone(_transverse_mercator(base, meridian, 0.9996, 0.0 if north else 10_000_000.0), meridian, name)


def _transverse_mercator(base, meridian, scale, false_northing):
    ellipsoid = base.ellipsoid
    flattening = (
        f"+rf={ellipsoid.inverse_flattening!r}"
        if ellipsoid.inverse_flattening
        else f"+b={ellipsoid.semi_major_metre!r}"
    )
    return pyproj.CRS.from_proj4(
        f"+proj=tmerc +lat_0=0 +lon_0={meridian} +k={scale} +x_0=500000 +y_0={false_northing} "
        f"+a={ellipsoid.semi_major_metre!r} {flattening} +units=m +no_defs"
    )


def scales(crs, degrees):
    """(largest linear scale, areal scale) of a projected CRS at longitudes and latitudes (n, 2) in degrees."""
    factors = pyproj.Proj(crs).get_factors(degrees[:, 0], degrees[:, 1])
    return np.maximum(factors.meridional_scale, factors.parallel_scale), np.abs(factors.areal_scale)


def projector(crs, zone):
    """(v, 2) coordinates of `crs` → (v, 2) metres of `zone`. Both have one datum; no datum step is taken."""
    project, to_lonlat = pyproj.Proj(zone.crs), lonlat_of(crs)

    def move(xy):
        degrees = np.degrees(to_lonlat(xy))
        return np.column_stack(project(degrees[:, 0], degrees[:, 1]))

    return move


def lonlat_of(crs):
    """Coordinates of `crs` (x, y) → longitude and latitude in radians on its own datum: a function of (v, 2) arrays."""
    base = crs.geodetic_crs
    factor = base.axis_info[0].unit_conversion_factor or math.pi / 180.0
    if crs.is_geographic:
        return lambda xy: xy * factor
    step = _to_base(crs)
    return lambda xy: np.column_stack(step.transform(xy[:, 0], xy[:, 1])) * factor


@lru_cache(maxsize=64)  # PROJ takes longer to make one than a small layer takes to pass through it
def _to_base(crs):
    return pyproj.Transformer.from_crs(crs, crs.geodetic_crs, always_xy=True)
