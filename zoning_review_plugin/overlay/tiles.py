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


class KnownCuts:
    """Cuts large polygons once, however often they are asked for: for layers that are kept."""

    def __init__(self):
        self._known = {}

    def __call__(self, shape):
        found = self._known.get(shape)
        if found is None:
            found = self._known[shape] = cut(shape)
        return found


def tiled(geometry, cut_one=None):
    """The `Tiles` of an object array of polygons; small ones stay whole. None and empty give no tile.

    cut_one: what cuts a large one, `cut` if left out.
    """
    cut_one = cut_one or cut
    vertices = shapely.get_num_coordinates(geometry)
    large = np.flatnonzero(vertices > LARGE)
    small = np.flatnonzero((vertices > 0) & (vertices <= LARGE))
    shapes, owners = [geometry[small]], [small]
    for row in large:
        found = cut_one(geometry[row])
        shapes.append(found)
        owners.append(np.full(len(found), row))
    owner = np.concatenate(owners).astype(np.int64)
    order = np.argsort(owner, kind="stable")
    return Tiles(np.concatenate(shapes)[order], owner[order])


def cut(shape):
    """Tiles of one polygon; the polygon itself where clipping does not give back its area."""
    done, open_ = [], [(part, 0) for part in shapely.get_parts(shape)]
    while open_:
        part, depth = open_.pop()
        if shapely.get_num_coordinates(part) <= _TILE or depth >= _DEEPEST:
            done.append(part)
            continue
        open_ += [(piece, depth + 1) for piece in _halves(part)]
    tiles = np.array(done, dtype=object)
    whole = shapely.area(shape)
    sound = abs(shapely.area(tiles).sum() - whole) <= 1e-12 * whole and shapely.is_valid(tiles).all()
    return tiles if sound else np.array([shape], dtype=object)


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
