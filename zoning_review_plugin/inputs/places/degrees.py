"""The steps between a CRS and longitude and latitude on its own datum, made once for each CRS.

PROJ takes milliseconds to make one, longer than a small layer takes to pass through it. They may be used by any thread.
"""

from __future__ import annotations

from functools import lru_cache

import pyproj


@lru_cache(maxsize=64)
def to_degrees(crs):
    """The pyproj `Transformer` from (x, y) of `crs` to (longitude, latitude), in the unit of its own datum's axes."""
    return pyproj.Transformer.from_crs(crs, crs.geodetic_crs, always_xy=True)


@lru_cache(maxsize=64)
def from_degrees(crs):
    """The way back of `to_degrees`."""
    return pyproj.Transformer.from_crs(crs.geodetic_crs, crs, always_xy=True)
