"""Outlines of the ground above a level, as polygons with holes: marching squares and rings that nest.

A grid edge whose ends lie on different sides of the level is crossed once. Each square joins its crossings
by directed segments with the high ground on their left, so that each crossing has one successor and the
rings close; outer rings run counter-clockwise, holes clockwise. A rim of low ground closes what leaves the region.
"""

from __future__ import annotations

import numpy as np
import shapely

from .region import X0, Y0

# Sides of a square: 0 below, 1 right, 2 above, 3 left. For each pattern of high corners (bit 0 lower left,
# 1 lower right, 2 upper right, 3 upper left) the segments (from side, to side). In the two saddles the high
# corners stay apart.
_SEGMENTS = {
    1: [(0, 3)],
    2: [(1, 0)],
    3: [(1, 3)],
    4: [(2, 1)],
    5: [(0, 3), (2, 1)],
    6: [(2, 0)],
    7: [(2, 3)],
    8: [(3, 2)],
    9: [(0, 2)],
    10: [(1, 0), (3, 2)],
    11: [(1, 2)],
    12: [(3, 1)],
    13: [(0, 1)],
    14: [(3, 0)],
}


def ground_above(field, level, least_m2):
    """The polygons of ground above `level`; rings of less than `least_m2` are left out."""
    values = np.pad(field.values - level, 1, constant_values=field.values.min() - level - 1.0)
    rings = [_place(ring, values.shape[1], values, field.cell) for ring in _rings(*_segments(values > 0.0))]
    return _polygons([shapely.linearrings(ring) for ring in rings if abs(_area(ring)) > least_m2])


def _segments(high):
    """(from, to) of all segments as numbers of grid edges: 2 * cell for its lower side, 2 * cell + 1 for its left."""
    corners = high.astype(np.uint8)
    pattern = corners[:-1, :-1] | corners[:-1, 1:] << 1 | corners[1:, 1:] << 2 | corners[1:, :-1] << 3
    columns = high.shape[1]
    cells = np.flatnonzero((pattern > 0) & (pattern < 15))
    pattern = pattern.ravel()[cells]
    row, column = np.divmod(cells, columns - 1)
    base = row * columns + column
    sides = np.stack([2 * base, 2 * (base + 1) + 1, 2 * (base + columns), 2 * base + 1])
    from_, to = [], []
    for code, segments in _SEGMENTS.items():
        squares = np.flatnonzero(pattern == code)
        for begin, end in segments:
            from_.append(sides[begin, squares])
            to.append(sides[end, squares])
    return np.concatenate(from_), np.concatenate(to)


def _rings(from_, to):
    """Yield the grid edges of each ring in order."""
    crossings = np.sort(from_)
    follows = np.empty(len(crossings), dtype=np.int64)
    follows[np.searchsorted(crossings, from_)] = np.searchsorted(crossings, to)
    follows, seen = follows.tolist(), bytearray(len(crossings))
    for first in range(len(follows)):
        if not seen[first]:
            ring, at = [], first
            while not seen[at]:
                seen[at] = 1
                ring.append(at)
                at = follows[at]
            yield crossings[ring]


def _place(ring, columns, values, cell):
    """Coordinates (n + 1, 2) of a ring: the crossing on each grid edge by linear interpolation."""
    base, upright = np.divmod(ring, 2)
    row, column = np.divmod(base, columns)
    here, there = values[row, column], values[row + upright, column + 1 - upright]
    part = here / (here - there)
    # The rim lies one cell outside the middles of the outermost cells.
    x = X0 + (column - 0.5 + part * (1 - upright)) * cell
    y = Y0 + (row - 0.5 + part * upright) * cell
    xy = np.column_stack([x, y])
    return np.vstack([xy, xy[:1]])


def _area(ring):
    x, y = (ring - ring[0]).T
    return 0.5 * float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1]))


def _polygons(rings):
    """Polygons of rings that do not meet: each hole goes to the smallest outer ring around it."""
    rings = np.array(rings, dtype=object)
    outer = shapely.is_ccw(rings)
    shells, holes = shapely.polygons(rings[outer]), rings[~outer]
    hole, shell = shapely.STRtree(shells).query(shapely.get_point(holes, 0), predicate="within")
    # Sorted by size: the first shell found for a hole is the smallest.
    order = np.argsort(shapely.area(shells)[shell], kind="stable")
    found, at = np.unique(hole[order], return_index=True)
    owner = np.full(len(holes), -1)
    owner[found] = shell[order][at]
    order = np.argsort(owner, kind="stable")
    cuts = np.searchsorted(owner[order], np.arange(len(shells) + 1))
    of_shell = [holes[order[begin:end]] for begin, end in zip(cuts[:-1], cuts[1:])]
    return np.array([shapely.Polygon(ring, list(inner)) for ring, inner in zip(rings[outer], of_shell)], dtype=object)
