"""Rings of points → polygons: a ring within another is a hole in it, one in a hole an island, others lie beside."""

from __future__ import annotations

import numpy as np
import shapely


def polygon_of(rings):
    """The polygon or multipolygon of closed rings, (n, 2) arrays with at least four rows each."""
    areas = [shapely.polygons(ring) for ring in rings]
    around = [[k for k, area in enumerate(areas) if k != own and _within(ring, area)] for own, ring in enumerate(rings)]
    for own, others in enumerate(around):  # equal rings lie in one another: the later in the earlier
        around[own] = [k for k in others if not (own in around[k] and own < k)]
    parts = []
    for own, others in enumerate(around):
        if len(others) % 2:
            continue
        holes = [rings[k] for k, outside in enumerate(around) if own in outside and len(outside) == len(others) + 1]
        parts.append(shapely.polygons(rings[own], holes) if holes else areas[own])
    return parts[0] if len(parts) == 1 else shapely.multipolygons(parts)


def closed(points):
    """(ring with its first point at the end, whether it had it already) of an (n, 2) array."""
    if len(points) > 1 and (points[0] == points[-1]).all():
        return points, True
    return np.concatenate([points, points[:1]]), False


def _within(ring, area):
    """Whether all corners of a ring lie in or on an area; counted by crossings, so the area need not be valid."""
    return bool(shapely.intersects_xy(area, ring[:, 0], ring[:, 1]).all())
