"""Polygons whose outer ring is not the first one."""

from __future__ import annotations

import numpy as np
import shapely

_POLYGON, _MULTIPOLYGON = shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON


def outer_first(shape):
    """`shape` with the largest ring of each of its polygons first; `shape` itself where that is so already."""
    kind = shapely.get_type_id(shape)
    if kind == _POLYGON:
        return _turned(shape)
    if kind != _MULTIPOLYGON:
        return shape
    parts = shapely.get_parts(shape)
    turned = [_turned(part) for part in parts]
    return shape if all(a is b for a, b in zip(parts, turned)) else shapely.multipolygons(turned)


def _turned(polygon):
    if shapely.get_num_interior_rings(polygon) == 0:
        return polygon
    rings = shapely.get_rings(polygon)
    first = int(np.argmax(shapely.area(shapely.polygons(rings))))
    return polygon if first == 0 else shapely.polygons(rings[first], np.delete(rings, first))
