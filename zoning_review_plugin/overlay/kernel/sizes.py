"""The areas of polygons themselves, by the integral that overlaps are found with."""

from __future__ import annotations

import numpy as np

from .compiling import compiled, compiled_lean
from .density import DEGREE, edge_integral, ground_at, too_wide
from .polygons import RING, doubled_area


@compiled
def own_areas(polygons, density, begin, end, area):
    """Fill `area` with m2 of the polygons from `begin` to `end`; NaN for one that is too wide for one polynomial."""
    ground = np.empty((DEGREE + 1, DEGREE + 1))
    for p in range(begin, end):
        area[p] = _own_area(polygons, p, density, ground)


@compiled
def plane_areas(polygons, rows):
    """Square units of the plane of some polygons (p,)."""
    xy, ring, first = polygons.xy, polygons.ring, polygons.first
    found = np.empty(len(rows))
    for k in range(len(rows)):
        begin, end = first[rows[k], RING], first[rows[k] + 1, RING]
        found[k] = 0.0
        for r in range(begin, end):
            found[k] += 0.5 * doubled_area(xy, ring[r], ring[r + 1])
    return found


@compiled_lean
def _own_area(polygons, p, density, ground):
    box, xy, ring, first = polygons.box, polygons.xy, polygons.ring, polygons.first
    if too_wide(density, box[p, 0], box[p, 1], box[p, 2], box[p, 3]):
        return np.nan
    x, y, scale = 0.5 * (box[p, 0] + box[p, 2]), 0.5 * (box[p, 1] + box[p, 3]), 1.0 / density.step
    ground_at(density, x, y, ground)
    total = 0.0
    for r in range(first[p, RING], first[p + 1, RING]):
        for e in range(ring[r], ring[r + 1] - 1):
            u0, v0 = (xy[e, 0] - x) * scale, (xy[e, 1] - y) * scale
            u1, v1 = (xy[e + 1, 0] - x) * scale, (xy[e + 1, 1] - y) * scale
            total += edge_integral(ground, u0, v0, u1, v1)
    return total
