"""Where the invented city lies, and the few conventions that all its parts share.

Lengths are metres of EPSG:4547, unless a name ends in `_km`: those count from the south-west corner of the city's box.
"""

from __future__ import annotations

import numpy as np
import shapely

EPSG = 4547
EPSG_LONLAT = 4490
SEED = 20261122
ORIGIN = np.array([500000.0, 3640000.0])
SIZE_KM = (40.0, 30.0)

# Coordinates lie on this grid, so that what two features share is shared to the last digit.
GRID_M = 0.001
_STEPS = 1000.0  # to a metre: a division gives the same number that GEOS writes, a product might not


def at(*points_km):
    """Points given in km from the corner → (n, 2) metres."""
    return ORIGIN + 1000.0 * np.asarray(points_km, dtype=float)


def random(part):
    """The generator of one part of the city; parts do not disturb each other's numbers."""
    return np.random.default_rng([SEED, sum(part.encode()) * 1009 + len(part)])


def snapped(xy):
    """Coordinates on the grid."""
    return np.round(np.asarray(xy, dtype=float) * _STEPS) / _STEPS


def on_grid(geometry):
    """Geometries with their vertices on the grid and valid. They do not carry the grid on into later overlays."""
    return shapely.set_precision(shapely.set_precision(geometry, GRID_M), 0.0)


def rectangle(x0, y0, x1, y1):
    """An upright rectangle, corners in metres, counter-clockwise from the south-west."""
    return shapely.polygons([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])


def parts_of(geometry):
    """The polygons of a geometry, largest first."""
    parts = shapely.get_parts(geometry)
    parts = parts[shapely.get_dimensions(parts) == 2]
    return parts[np.argsort(-shapely.area(parts), kind="stable")]


def cleaned(geometry, least_part, least_hole):
    """A multipolygon without parts and holes smaller than these (m2)."""
    kept = [_holes_filled(part, least_hole) for part in parts_of(geometry) if part.area >= least_part]
    return shapely.multipolygons(kept)


def _holes_filled(polygon, least):
    holes = [ring for ring in polygon.interiors if shapely.area(shapely.polygons(ring)) >= least]
    return shapely.polygons(polygon.exterior, holes=holes or None)
