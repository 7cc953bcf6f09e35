"""Bounding boxes of all vertices: shapely's own are those of the outer rings, and a damaged hole may reach anywhere."""

from __future__ import annotations

import numpy as np
import shapely
from shapely import GeometryType


def full_boxes(geometry):
    """(n, 4) min_x, min_y, max_x, max_y of all vertices of each geometry; NaN where there is none."""
    boxes = shapely.bounds(geometry)
    rows = np.flatnonzero(_has_holes(geometry))
    if len(rows):
        xy, owner = shapely.get_coordinates(geometry[rows], return_index=True)
        first = np.searchsorted(owner, np.arange(len(rows)))
        boxes[rows] = np.hstack([np.minimum.reduceat(xy, first), np.maximum.reduceat(xy, first)])
    return boxes


def _has_holes(geometry):
    """bool (n,): polygons, also within others, that have inner rings."""
    kinds = shapely.get_type_id(geometry)
    found = shapely.get_num_interior_rings(geometry) > 0
    several = np.flatnonzero(np.isin(kinds, (GeometryType.MULTIPOLYGON, GeometryType.GEOMETRYCOLLECTION)))
    parts, owner = shapely.get_parts(geometry[several], return_index=True)
    found[several[owner[_has_holes(parts) if len(parts) else np.zeros(0, bool)]]] = True
    return found
