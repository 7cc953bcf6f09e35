"""Tilings whose cells share their borders to the last digit: natural ones, and partitions of what overlaps."""

from __future__ import annotations

import numpy as np
import shapely

from .place import GRID_M, on_grid, rectangle, snapped

_SHORTEST = 70.0  # m: edges are not broken any finer


def wild_cells(points, box, generator, roughness=0.15):
    """One polygon around each point (n, 2), their common edges broken at random like natural borders.

    box: (x0, y0, x1, y1) that holds all points. roughness: how far an edge strays, as a share of its length.
    """
    plain = shapely.voronoi_polygons(shapely.multipoints(points), extend_to=rectangle(*box), ordered=True)
    arcs = {}
    return np.array([_wild(cell, arcs, generator, roughness) for cell in shapely.get_parts(plain)], dtype=object)


def _wild(cell, arcs, generator, roughness):
    corners = [tuple(xy) for xy in snapped(shapely.get_coordinates(cell))]
    ring = []
    for a, b in zip(corners, corners[1:]):
        if a == b:
            continue
        key = min(a, b), max(a, b)
        if key not in arcs:
            arcs[key] = broken(key, generator, roughness)
        ring += arcs[key][:-1].tolist() if a == key[0] else arcs[key][:0:-1].tolist()
    return shapely.polygons(ring)


def broken(line, generator, roughness, shortest=_SHORTEST):
    """A line (n, 2) with each piece halved and its middle moved aside, again and again; ends stay. On the grid."""
    line = np.asarray(line, dtype=float)
    while True:
        step = np.diff(line, axis=0)
        length = np.hypot(*step.T)
        if length.max() < 2 * shortest:
            return snapped(line)
        aside = (
            np.column_stack([-step[:, 1], step[:, 0]]) * generator.uniform(-roughness, roughness, len(step))[:, None]
        )
        halved = np.empty((2 * len(line) - 1, 2))
        halved[0::2], halved[1::2] = line, line[:-1] + 0.5 * step + aside
        line = halved


def partition(polygons):
    """Polygons that may overlap → polygons that do not, an earlier one first; common borders have common vertices.

    What they cover together stays the same but for the coordinate grid. None where nothing is left.
    """
    polygons = [on_grid(polygon) for polygon in polygons]
    lines = shapely.union_all([shapely.boundary(polygon) for polygon in polygons], grid_size=GRID_M)
    faces = shapely.get_parts(shapely.polygonize([lines]))
    inside = shapely.point_on_surface(faces)
    owner = np.full(len(faces), -1)
    for number in range(len(polygons) - 1, -1, -1):
        shapely.prepare(polygons[number])
        owner[shapely.contains(polygons[number], inside)] = number
    return [together(faces[owner == number]) for number in range(len(polygons))]


def together(cells):
    """The union of cells of one tiling; vertices on its outline stay as they are. None of no cells."""
    if len(cells) == 0:
        return None
    return shapely.normalize(shapely.coverage_union_all(cells))
