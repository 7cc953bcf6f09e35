"""Areas on a named datum: the same longitudes and latitudes on another ellipsoid."""

from __future__ import annotations

import numpy as np

from ..inputs.places.datums import ellipsoid_called
from ..model.errors import CaseFault
from ..overlay.ellipsoid import Ellipsoid
from ..overlay.measure import StraightLonLat, StraightPlane
from ..overlay.zones import lonlat_of


def area_on(place, datum):
    """m2 of a `Place` (edges straight in its CRS) on the ellipsoid of `datum`, NaN where it has no area.

    No datum step is taken: the longitudes and latitudes are those that the CRS of the place gives. Raises CaseFault
    for a datum of an unknown name.
    """
    axis_and_flattening = ellipsoid_called(datum)
    if axis_and_flattening is None:
        raise CaseFault("unknown_datum", got=datum)
    axis, inverse = axis_and_flattening
    if place.geometry.geom_type not in ("Polygon", "MultiPolygon"):
        return np.nan
    measure = _measure(place.crs, Ellipsoid(axis, 1.0 / inverse))
    return float(measure.area(np.array([place.geometry], dtype=object))[0])


def _measure(crs, ellipsoid):
    if crs.is_geographic:
        return StraightLonLat(ellipsoid, crs.axis_info[0].unit_conversion_factor)
    return StraightPlane(ellipsoid, lonlat_of(crs), crs.axis_info[0].unit_conversion_factor)
