"""Where lines run in polygons: candidates by boxes, an engine for each pair of parts, pieces by geometry.

An engine has `pieces_inside` (see `shapely_engine`). The kernel leaves to GEOS the pairs in which a line meets a border
otherwise than by crossing it: there it counts that the area is closed.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from . import shapely_engine
from .line_edges import Pieces

_JOIN = 1e-12  # of an edge: pieces that end and begin so near to one another are one


class Inside(NamedTuple):
    """Pieces of lines in polygons, sorted by line, polygon, edge, place on it.

    line, polygon: (n,) rows of the shapes. border: (n,) bool, whether the line may run along the border of this polygon
    and nowhere else. pieces: `Pieces` whose `edge` counts the edges of all lines, one after another.
    """

    line: np.ndarray
    polygon: np.ndarray
    border: np.ndarray
    pieces: Pieces


def pieces_inside(lines, polygons, engine, threads=1):
    """The `Inside` of the lines of one `Shapes` and the polygons of another, borders included."""
    b, a = np.empty((2, 0), np.int64)
    if len(lines.line_parts.owner) and len(polygons.part_owner):
        b, a = polygons.cover_index.pairs(lines.line_cover)
    if len(a) == 0:
        return Inside(a, a, np.empty(0, bool), Pieces(a, a, np.empty(0), np.empty(0)))
    pieces, flagged = engine.pieces_inside(lines, polygons, a, b, threads)
    open_ = np.flatnonzero(flagged)
    if len(open_):
        more, _ = shapely_engine.pieces_inside(lines, polygons, a[open_], b[open_], threads)
        pieces = Pieces(*map(np.concatenate, zip(pieces, more._replace(on=open_[more.on]))))
    border = flagged[pieces.on] | (engine is shapely_engine)
    return _joined(lines.line_parts.owner[a[pieces.on]], polygons.part_owner[b[pieces.on]], border, pieces)


def _joined(line, polygon, border, pieces):
    """The `Inside`, sorted, pieces that meet in one: where two parts of a polygon touch on the line."""
    pair = line * (int(polygon.max(initial=0)) + 1) + polygon
    order = np.lexsort((pieces.start, pieces.edge, pair))
    line, polygon, border, pieces = line[order], polygon[order], border[order], pieces.taken(order)
    new = np.ones(len(line), dtype=bool)
    new[1:] = (np.diff(line) != 0) | (np.diff(polygon) != 0) | (np.diff(pieces.edge) != 0)
    new[1:] |= pieces.start[1:] > pieces.end[:-1] + _JOIN
    first = np.flatnonzero(new)
    if len(first) < len(new):
        border = np.logical_or.reduceat(border, first)
        pieces = pieces.taken(first)._replace(end=np.maximum.reduceat(pieces.end, first))
        line, polygon = line[first], polygon[first]
    return Inside(line, polygon, border, pieces)
