"""How wide a region is at its widest: the diameter of the largest circle that fits in."""

from __future__ import annotations

import numpy as np
import shapely


def nowhere_wider_than(geometry, limit):
    """bool (n,): polygons in metres that no circle of diameter `limit` (m) fits into. None is False.

    Asked by shrinking: what is nowhere wider than `limit` vanishes when half of it is taken off all around.
    A region of area A and boundary P holds a circle of radius A / P at the least, which settles most.
    """
    limit = np.broadcast_to(np.asarray(limit, dtype=float), len(geometry))
    polygons = shapely.get_dimensions(geometry) == 2
    area, boundary = shapely.area(geometry), shapely.length(geometry)
    with np.errstate(invalid="ignore", divide="ignore"):
        surely_wider = 2.0 * area / boundary > 2.0 * limit
    narrow = np.zeros(len(geometry), dtype=bool)
    asked = np.flatnonzero(polygons & ~surely_wider & (limit > 0))
    narrow[asked] = shapely.is_empty(shapely.buffer(geometry[asked], -0.5 * limit[asked]))
    return narrow
