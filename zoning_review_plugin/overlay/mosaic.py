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

_AT_ONCE = 500_000  # vertices of lines that are cut where they meet
_DEEPEST = 20


class Mosaic:
    """Faces among the polygons of some `Shapes`, each of more than `LEAST_AREA_M2`.

    doubled, empty: object arrays of polygons. empty_area: m2. empty_point: a point in each.
    """

    def __init__(self, shapes):
        self.shapes = shapes
        self._tree = shapely.STRtree(shapes.geometry)
        lines = unbalanced(shapes.geometry)
        if shapely.get_num_coordinates(lines).sum() <= _AT_ONCE:
            doubled, empty = self._sorted(_faces(lines))
        else:
            doubled, empty = self._by_blocks(lines)
        self.doubled, _ = self._of_some_size(doubled)
        self.empty, self.empty_area = self._of_some_size(empty)
        self.empty_point = shapely.point_on_surface(self.empty)

    def _sorted(self, faces):
        """(doubled, empty) ones of some faces."""
        face, _ = self._tree.query(shapely.point_on_surface(faces), predicate="intersects")
        times = np.bincount(face, minlength=len(faces))
        return faces[times > 1], faces[times == 0]

    def _by_blocks(self, lines):
        """The same of the faces among lines that are too many to be cut at once; pieces of faces are joined again."""
        whole = _grown(shapely.total_bounds(lines))
        found = [self._sorted(_faces(np.append(part, edge))) for part, edge in _blocks(lines, whole)]
        doubled, empty = (shapely.get_parts(shapely.union_all(np.concatenate(pieces))) for pieces in zip(*found))
        frame = shapely.boundary(shapely.box(*whole))  # what lies outside reaches it
        return doubled, empty[~shapely.intersects(empty, frame)]

    def _of_some_size(self, faces):
        area = self.shapes.measure.area(faces)
        keep = area > LEAST_AREA_M2
        return faces[keep], area[keep]

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


def _faces(lines):
    """The polygons that lines bound once they are cut where they meet."""
    if not len(lines):
        return np.empty(0, dtype=object)
    return shapely.get_parts(shapely.polygonize(shapely.get_parts(shapely.union_all(lines))))


def _blocks(lines, box):
    """Yield (lines in it, its border) of blocks that make up a box, with at most `_AT_ONCE` vertices each."""
    open_ = [(lines, box, 0)]
    while open_:
        part, (x0, y0, x1, y1), depth = open_.pop()
        if shapely.get_num_coordinates(part).sum() <= _AT_ONCE or depth == _DEEPEST:
            yield part, shapely.boundary(shapely.box(x0, y0, x1, y1))
            continue
        x, y = 0.5 * (x0 + x1), 0.5 * (y0 + y1)
        halves = ((x0, y0, x, y1), (x, y0, x1, y1)) if x1 - x0 > y1 - y0 else ((x0, y0, x1, y), (x0, y, x1, y1))
        for half in halves:
            inside = shapely.clip_by_rect(part, *half)
            open_.append((inside[~shapely.is_empty(inside)], half, depth + 1))


def _grown(box):
    x0, y0, x1, y1 = box
    more = 0.01 * max(x1 - x0, y1 - y0)
    return x0 - more, y0 - more, x1 + more, y1 + more
