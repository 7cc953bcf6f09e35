"""Arrays of geometries as flat coordinates with offsets, the form in which figures are computed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely


class Rings(NamedTuple):
    """Rings: coordinates (v, 2), first vertex of each (r,), row of its geometry (r,), whether it is a hole (r,)."""

    xy: np.ndarray
    start: np.ndarray
    owner: np.ndarray
    hole: np.ndarray


class Lines(NamedTuple):
    """Edges of lines: ends (e, 2) each, and the geometry of each edge (e,)."""

    from_: np.ndarray
    to: np.ndarray
    owner: np.ndarray


def simple_parts(geometry):
    """(points, lines and polygons, the row of each); collections are opened, None and empty left out."""
    kind = shapely.get_type_id(geometry)
    if (kind <= 3).all():  # nothing to open, nothing to copy
        row = np.flatnonzero((kind >= 0) & ~shapely.is_empty(geometry))
        return geometry[row], row
    # Of a copy: shapely makes an array read-only while it works on it, also for other threads, and opens none that is.
    parts, row = shapely.get_parts(np.array(geometry, dtype=object), return_index=True)
    while (shapely.get_type_id(parts) > 3).any():
        parts, inner = shapely.get_parts(parts, return_index=True)
        row = row[inner]
    keep = ~shapely.is_empty(parts)
    return parts[keep], row[keep]


def parts_of(geometry, dimension):
    """(simple parts of one dimension, the row of each)."""
    parts, row = simple_parts(geometry)
    keep = shapely.get_dimensions(parts) == dimension
    return parts[keep], row[keep]


def only_parts(shape, dimension):
    """The parts of one dimension of a geometry, as one geometry; None where there are none."""
    parts, _ = parts_of(np.array([shape]), dimension)
    if len(parts) < 2:
        return parts[0] if len(parts) else None
    return (shapely.multipoints, shapely.multilinestrings, shapely.multipolygons)[dimension](parts)


def rings_of(geometry):
    """The `Rings` of all polygons in an object array of geometries (None allowed)."""
    polygons, row = parts_of(geometry, 2)
    if len(polygons) == 0:
        empty = np.empty(0, np.int64)
        return Rings(np.empty((0, 2)), empty, empty, np.empty(0, bool))
    xy, ring, polygon = flat_polygons(polygons)
    start = ring[:-1]
    hole = np.ones(len(start), dtype=bool)
    hole[polygon[:-1]] = False
    owner = np.repeat(row, np.diff(polygon))
    return Rings(xy, start, owner, hole)


def flat_polygons(polygons):
    """(coordinates (v, 2), first vertex of each ring, first ring of each polygon) of simple polygons, none empty.

    Both lists of places end with the number of all.
    """
    rings = shapely.get_num_interior_rings(polygons) + 1
    polygon = _places(rings)
    size, holed = np.empty(polygon[-1], np.int64), rings > 1
    size[polygon[:-1]] = shapely.get_num_coordinates(polygons)
    if holed.any():  # taking rings copies them
        size[np.repeat(holed, rings)] = shapely.get_num_coordinates(shapely.get_rings(polygons[holed]))
    return shapely.get_coordinates(polygons), _places(size), polygon


def _places(count):
    return np.concatenate([[0], np.cumsum(count, dtype=np.int64)])


def edges_of(geometry):
    """The `Lines` of all line parts in an object array of geometries (None allowed)."""
    lines, row = parts_of(geometry, 1)
    xy, line = shapely.get_coordinates(lines, return_index=True)
    inner = np.flatnonzero(line[1:] == line[:-1])
    return Lines(xy[inner], xy[inner + 1], row[line[inner]])
