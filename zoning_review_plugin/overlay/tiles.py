"""Large polygons cut into tiles, so that a question about a small place touches few vertices.

Cutting is exact for every additive measure: tiles meet along straight cuts and their areas sum to the whole.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

LARGE = 1024  # vertices above which a polygon is cut
_TILE = 256  # vertices at which cutting stops
_DEEPEST = 40


class Tiles(NamedTuple):
    """Tiles (object array of polygons) and the row of the geometry that each is part of, ascending."""

    geometry: np.ndarray
    owner: np.ndarray


def tiled(geometry, window=None):
    """The `Tiles` of an object array of polygons; small ones stay whole. None and empty give no tile.

    window: (min_x, min_y, max_x, max_y) outside of which no tile is wanted. The others are the same with any
    window, so that a shard has the figures of the whole.
    """
    vertices = shapely.get_num_coordinates(geometry)
    large = np.flatnonzero(vertices > LARGE)
    small = np.flatnonzero((vertices > 0) & (vertices <= LARGE))
    shapes, owners = [geometry[small]], [small]
    for row in large:
        found = _cut(geometry[row], window)
        shapes.append(found)
        owners.append(np.full(len(found), row))
    owner = np.concatenate(owners).astype(np.int64)
    order = np.argsort(owner, kind="stable")
    return Tiles(np.concatenate(shapes)[order], owner[order])


def _cut(shape, window):
    """Tiles of one polygon; the polygon itself where clipping does not give back its area."""
    tiles, open_, outside = [], [(part, 0) for part in shapely.get_parts(shape)], 0.0
    while open_:
        part, depth = open_.pop()
        if window is not None and _apart(shapely.bounds(part), window):
            outside += shapely.area(part)
        elif shapely.get_num_coordinates(part) <= _TILE or depth >= _DEEPEST:
            tiles += _mended(part)
        else:
            open_ += [(piece, depth + 1) for piece in _halves(part)]
    found = np.empty(len(tiles), dtype=object)
    found[:] = tiles
    whole = shapely.area(shape)
    sound = abs(shapely.area(found).sum() + outside - whole) <= 1e-12 * whole and shapely.is_valid(found).all()
    return found if sound else np.array([shape], dtype=object)


def _mended(tile):
    """[the tile], repaired where clipping has left it invalid: the tiles beside it need not know of that."""
    if tile.is_valid:
        return [tile]
    return [part for part in shapely.get_parts([shapely.make_valid(tile)]) if shapely.get_dimensions(part) == 2]


def _apart(box, window):
    return box[0] > window[2] or box[2] < window[0] or box[1] > window[3] or box[3] < window[1]


def _halves(part):
    x0, y0, x1, y1 = shapely.bounds(part)
    if x1 - x0 > y1 - y0:
        middle = 0.5 * (x0 + x1)
        boxes = ((x0, y0, middle, y1), (middle, y0, x1, y1))
    else:
        middle = 0.5 * (y0 + y1)
        boxes = ((x0, y0, x1, middle), (x0, middle, x1, y1))
    for box in boxes:
        for piece in shapely.get_parts(shapely.clip_by_rect(part, *box)):
            if shapely.get_dimensions(piece) == 2 and not shapely.is_empty(piece):
                yield piece
