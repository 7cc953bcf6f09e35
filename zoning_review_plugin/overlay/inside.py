"""Where lines run in polygons: candidates by boxes, an engine for each pair of parts, pieces by geometry.

An engine has `pieces_inside` (see `shapely_engine`). The kernel leaves to GEOS the pairs in which a line meets a border
otherwise than by crossing it, but for rounding: there it counts that the area is closed.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

from . import shapely_engine
from .line_edges import Pieces
from .ragged import edges_of

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
    a, b = _candidates(lines, polygons)
    if len(a) == 0:
        return Inside(a, a, np.empty(0, bool), Pieces(a, a, np.empty(0), np.empty(0)))
    pieces, flagged = engine.pieces_inside(lines, polygons, a, b, threads)
    open_ = np.flatnonzero(flagged)
    if len(open_):
        more, _ = shapely_engine.pieces_inside(lines, polygons, a[open_], b[open_], threads)
        pieces = Pieces(*map(np.concatenate, zip(pieces, more._replace(on=open_[more.on]))))
    border = flagged[pieces.on] | (engine is shapely_engine)
    return _joined(lines.line_parts.owner[a[pieces.on]], polygons.part_owner[b[pieces.on]], border, pieces)


def lengths_inside(lines, polygons, engine, threads=1):
    """(line, polygon, m, border as in `Inside`) of the pairs that may share something, borders included.

    GEOS is asked for whole geometries here, which is less work than their edges. What a line runs twice is one length.
    """
    a, b = _candidates(lines, polygons)
    line, polygon = lines.line_parts.owner[a], polygons.part_owner[b]
    key, pair = np.unique(line * len(polygons) + polygon, return_inverse=True)
    line, polygon = key // max(len(polygons), 1), key % max(len(polygons), 1)
    length, whole = np.zeros(len(key)), ~_simple(lines, line)
    border = np.full(len(key), engine is shapely_engine)
    if len(a) and engine is not shapely_engine:
        pieces, flagged = engine.pieces_inside(lines, polygons, a, b, threads)
        edges = edges_of(lines.line_parts.geometry)
        amounts = pieces.lengths(edges.from_, edges.to, polygons.measure)
        length += np.bincount(pair[pieces.on], amounts, minlength=len(key))  # of nothing, it would be whole numbers
        border[pair[flagged]] = True
    rows = np.flatnonzero(whole | border)
    shared = shapely.intersection(polygons.geometry[polygon[rows]], lines.geometry[line[rows]])
    length[rows] = polygons.measure.length(shared)
    return line, polygon, length, border


def _simple(lines, rows):
    """bool: whether the line at each of `rows` is nowhere run twice, nor crosses itself."""
    used, back = np.unique(rows, return_inverse=True)
    return shapely.is_simple(lines.geometry[used])[back]


def _candidates(lines, polygons):
    """(line part, polygon part) of the pairs that may meet."""
    if not (len(lines.line_parts.owner) and len(polygons.part_owner)):
        return np.empty((2, 0), np.int64)
    return polygons.cover_index.pairs(lines.line_cover)[::-1]


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
