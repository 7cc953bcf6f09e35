"""From the plane to the ground: what an area or a length of EPSG:4547 is on the ellipsoid.

The projection is conformal, with a scale that grows away from the central meridian. An area of the plane is divided
by the areal scale at its middle, a length by the scale at the middle of each piece. This is good to 1e-8 for shapes
of a kilometre, and shares nothing with the boundary integrals of the program that is checked against it.
"""

from __future__ import annotations

import numpy as np
import pyproj
import shapely

from .place import EPSG

_PROJECTION = pyproj.Proj(f"EPSG:{EPSG}")


def _areal_scale(xy):
    lon, lat = _PROJECTION(xy[:, 0], xy[:, 1], inverse=True)
    return np.asarray(_PROJECTION.get_factors(lon, lat).areal_scale)


def area(shape):
    """m2 on the ground of a polygonal shape of the plane, part by part."""
    parts = shapely.get_parts(shape)
    parts = parts[shapely.get_dimensions(parts) == 2]
    if len(parts) == 0:
        return 0.0
    return float((shapely.area(parts) / _areal_scale(shapely.get_coordinates(shapely.centroid(parts)))).sum())


def length(shape):
    """m on the ground of the lines of a shape of the plane."""
    return float(
        sum(
            _line_length(shapely.get_coordinates(part))
            for part in shapely.get_parts(shape)
            if shapely.get_dimensions(part) == 1
        )
    )


def _line_length(xy):
    pieces = np.hypot(*np.diff(xy, axis=0).T)
    return float((pieces / np.sqrt(_areal_scale(0.5 * (xy[:-1] + xy[1:])))).sum())
