"""Shapes and distances on a grid, so that they no longer tell where exactly something lies."""

from __future__ import annotations

import numpy as np
import shapely

_LINE, _POLYGON = 1, 2


def on_grid(shapes, grids):
    """Shapes with coordinates on multiples of `grids` (one for each, in units of the CRS; 0: nothing is left).

    What vanishes on its grid is None. Polygons stay valid: where edges cross that were moved, a corner lies between.
    """
    shapes, grids = np.asarray(shapes, dtype=object), np.broadcast_to(np.asarray(grids, dtype=float), len(shapes))
    found = np.full(len(shapes), None, dtype=object)
    for grid in np.unique(grids[grids > 0]):
        mine = np.flatnonzero((grids == grid) & ~shapely.is_missing(shapes))
        moved = shapely.transform(shapes[mine], lambda corners, grid=grid: np.round(corners / grid) * grid)
        found[mine] = _sound(moved, shapely.get_dimensions(shapes[mine]))
    return found


def distances_on_grid(values, grids):
    """Distances (a Series, m) on multiples of `grids` (m, one for each; as they are where that is 0)."""
    steps = np.where(grids > 0, grids, 1.0)
    return values.where(grids <= 0, (values / steps).round() * steps)


def _sound(shapes, dimensions):
    """What is left of moved shapes in their own dimension; None for nothing."""
    for place in np.flatnonzero(~shapely.is_valid(shapes)):
        shapes[place] = _of_dimension(shapely.make_valid(shapes[place]), dimensions[place])
    empty = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    empty |= (dimensions == _LINE) & ~(shapely.length(shapes) > 0)
    empty |= (dimensions == _POLYGON) & ~(shapely.area(shapes) > 0)
    shapes[empty] = None
    return shapes


def _of_dimension(shape, dimension):
    """The parts of a shape in one dimension, None where it has none."""
    parts = shapely.get_parts(shape)
    parts = shapely.get_parts(parts)  # of collections within a collection
    parts = parts[shapely.get_dimensions(parts) == dimension]
    if not len(parts):
        return None
    if dimension == _POLYGON:
        return shapely.union_all(parts)
    return shapely.multilinestrings(parts) if dimension == _LINE else shapely.multipoints(parts)
