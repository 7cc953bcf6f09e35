"""Polygons that should lie side by side: the ground that several of them cover, and the ground they enclose but leave.

Edges out of balance are cut into faces, and of each face the polygons are counted. No pair of polygons is looked at
but those on doubled faces.
"""

from __future__ import annotations

import numpy as np
import shapely

from . import shapely_engine
from .areas import shared_areas
from .balance import unbalanced
from .pairs import LEAST_AREA_M2
from .shapes import Shapes


class Mosaic:
    """Faces among the polygons of some `Shapes`, each of more than `LEAST_AREA_M2`.

    doubled, empty: object arrays of polygons. empty_area: m2. empty_point: a point in each.
    """

    def __init__(self, shapes):
        self.shapes = shapes
        self._tree = shapely.STRtree(shapes.geometry)
        faces = _faces(unbalanced(shapes.geometry))
        points = shapely.point_on_surface(faces)
        point, _ = self._tree.query(points, predicate="intersects")
        times = np.bincount(point, minlength=len(faces))
        wanted = np.flatnonzero(times != 1)
        area = shapes.measure.area(faces[wanted])
        wanted, area = wanted[area > LEAST_AREA_M2], area[area > LEAST_AREA_M2]
        empty = times[wanted] == 0
        self.doubled, self.empty = faces[wanted[~empty]], faces[wanted[empty]]
        self.empty_area, self.empty_point = area[empty], points[wanted[empty]]

    def around(self, face):
        """Rows of the polygons that meet a face, those with the longest border within its box first."""
        rows = np.sort(self._tree.query(face, predicate="intersects"))
        x0, y0, x1, y1 = shapely.bounds(face)
        more = 0.01 * min(x1 - x0, y1 - y0)  # what lies along the side of a box is not clipped into it
        box = x0 - more, y0 - more, x1 + more, y1 + more
        borders = shapely.clip_by_rect(shapely.boundary(self.shapes.geometry[rows]), *box)
        return rows[np.argsort(-np.round(shapely.length(borders), 9), kind="stable")]

    def pairs(self, faces):
        """(row, later row, m2) of all polygons on some doubled faces that share ground with one another."""
        rows = np.unique(self._tree.query(faces, predicate="intersects")[1])
        some = Shapes(self.shapes.geometry[rows], self.shapes.measure)
        pieces = Shapes(some.parts.geometry, self.shapes.measure)
        if not len(pieces):
            return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0)
        a, b = pieces.cover_index.pairs(pieces.cover)
        once = some.part_owner[a] < some.part_owner[b]
        a, b = a[once], b[once]
        area = shared_areas(pieces, pieces, a, b, shapely_engine, self.shapes.measure)
        key, back = np.unique(some.part_owner[a] * len(rows) + some.part_owner[b], return_inverse=True)
        area = np.bincount(back, area, minlength=len(key))
        keep = ~(area <= LEAST_AREA_M2)  # NaN stays: nobody can tell
        return rows[key[keep] // len(rows)], rows[key[keep] % len(rows)], area[keep]


def _faces(edges):
    """The polygons that edges (e, 2, 2) bound once they are cut where they meet."""
    if not len(edges):
        return np.empty(0, dtype=object)
    lines = shapely.get_parts(shapely.union_all(shapely.linestrings(edges)))
    return shapely.get_parts(shapely.polygonize(lines))
