"""Two statements of a file on its CRS: do they put places where the other does?"""

from __future__ import annotations

import numpy as np
import pyproj

from ...model.codes import Severity
from ..layer import ReadFault

_TOLERANCE_M = 1e-3
_FROM_CENTRAL_MERIDIAN = ((0.0, 30.0), (0.7, 31.0), (-0.9, 42.0))


def same_crs(code, definition):
    """Whether a code of EPSG and a definition in WKT put places where the other does; True where one is unknown."""
    try:
        one, other = pyproj.CRS.from_epsg(int(code)), pyproj.CRS.from_wkt(definition)
    except (pyproj.exceptions.CRSError, TypeError, ValueError):
        return False
    if one.is_geographic != other.is_geographic or one.ellipsoid is None or other.ellipsoid is None:
        return False
    axes = [(crs.ellipsoid.semi_major_metre, crs.ellipsoid.inverse_flattening) for crs in (one, other)]
    if not np.allclose(*axes, rtol=1e-9):
        return False
    if one.is_geographic:
        return True
    area = one.area_of_use
    middle = 0.5 * (area.west + area.east) if area else 0.0
    try:
        places = [[pyproj.Proj(crs)(middle + lon, lat) for lon, lat in _FROM_CENTRAL_MERIDIAN] for crs in (one, other)]
    except pyproj.exceptions.ProjError:
        return False
    return bool(np.allclose(*places, rtol=0, atol=_TOLERANCE_M))


def crs_differs(one, other):
    """The `ReadFault` of two statements that contradict each other, as text."""
    return ReadFault("srs_definitions_differ", {"one": one, "other": other}, Severity.WARNING)
