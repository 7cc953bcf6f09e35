"""Polygons as flat arrays, their edges in a tree of boxes: the form in which the kernel reads them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .compiling import compiled, compiled_lean
from .signs import LARGEST, SMALLEST, TERMS, side

EVERYWHERE = 1e200  # the box of a polygon that the kernel does not take reaches so far on all sides
FAN = 16  # edges in a run, runs in a group
RING, RUN, GROUP = 0, 1, 2  # columns of `Polygons.first`
FROM, TO = 0, 1  # columns of `Polygons.run` before its RING
OF_RING = 2


class Polygons(NamedTuple):
    """Simple polygons: shells counter-clockwise, holes clockwise, rings closed, no edge of length zero.

    xy: (v, 2) vertices. ring: (r + 1,) first vertex of each ring. first: (p + 1, 3) the first ring, run and
    group of each polygon. box: (p, 4) min x, min y, max x, max y; ±`EVERYWHERE` for a polygon with a coordinate
    that is no number or beyond `signs.LARGEST`, of which the kernel tells nothing.
    A run is up to `FAN` edges of one ring; an edge is known by its first vertex. A group is up to `FAN` runs
    of one polygon. run: (k, 3) first edge, the one after the last, ring. run_box, group_box: (…, 4).
    """

    xy: np.ndarray
    ring: np.ndarray
    first: np.ndarray
    box: np.ndarray
    run: np.ndarray
    run_box: np.ndarray
    group_box: np.ndarray


@compiled
def polygons_from(xy, ring, polygon):
    """The `Polygons` of vertices (v, 2), first vertices of rings (r + 1,) and first rings of polygons (p + 1,).

    The first ring of a polygon is its shell, whichever way it turns.
    """
    xy, ring = _turned(xy, ring, polygon)
    first = np.zeros((len(polygon), 3), np.int64)
    first[:, RING] = polygon
    run, run_box = runs_of(xy, ring, first)
    group_box = groups_of(run_box, first)
    box = np.empty((len(polygon) - 1, 4))
    for p in range(len(polygon) - 1):
        enclose(box, p, group_box, first[p, GROUP], first[p + 1, GROUP])
        if max(-box[p, 0], -box[p, 1], box[p, 2], box[p, 3]) > LARGEST:
            box[p, 0] = box[p, 1] = -EVERYWHERE
            box[p, 2] = box[p, 3] = EVERYWHERE
    return Polygons(xy, ring, first, box, run, run_box, group_box)


@compiled
def _turned(xy, ring, polygon):
    """(xy, ring): repeated vertices left out, first rings turned counter-clockwise, the others clockwise."""
    kept, start, room = np.empty_like(xy), np.zeros_like(ring), np.empty((2, TERMS))
    v = 0
    for p in range(len(polygon) - 1):
        for r in range(polygon[p], polygon[p + 1]):
            left = _turns_left(xy, ring[r], ring[r + 1], room)
            v = _copy(xy, ring[r], ring[r + 1], left == (r == polygon[p]), kept, v)
            start[r + 1] = v
    return kept[:v].copy() if v < len(kept) else kept, start


@compiled_lean
def _turns_left(xy, first, end, room):
    """Whether a ring runs counter-clockwise: its corner farthest west tells, the southern one of several.

    It juts out of any simple ring, and the sign of its turn is exact, where that of a sum of areas need not be.
    """
    if end - first < 4:
        return True
    low = first
    for k in range(first + 1, end - 1):
        if xy[k, 0] < xy[low, 0] or (xy[k, 0] == xy[low, 0] and xy[k, 1] < xy[low, 1]):
            low = k
    before, after = _other_than(xy, first, end - 1, low, -1), _other_than(xy, first, end - 1, low, 1)
    turn = side(xy[before, 0], xy[before, 1], xy[low, 0], xy[low, 1], xy[after, 0], xy[after, 1], room)
    return turn > 0


@compiled_lean
def _other_than(xy, first, last, low, step):
    """The next vertex of a ring from `low`, one way or the other, that does not lie where `low` does."""
    k = low
    for _ in range(first, last):
        k = first + (k - first + step) % (last - first)
        if xy[k, 0] != xy[low, 0] or xy[k, 1] != xy[low, 1]:
            break
    return k


@compiled_lean
def doubled_area(xy, first, end):
    """Twice the area in the plane of the ring of vertices from `first` to before `end`, positive if it turns left."""
    if end == first:
        return 0.0
    total, x, y = 0.0, xy[first, 0], xy[first, 1]
    px, py = 0.0, 0.0
    for k in range(first + 1, end):
        qx, qy = xy[k, 0] - x, xy[k, 1] - y
        total += px * qy - qx * py
        px, py = qx, qy
    return total


@compiled_lean
def _known(x):
    """A coordinate as exact signs can take it: next to nothing counts as 0, too large or no number as infinite."""
    if not abs(x) <= LARGEST:
        return np.inf
    return x if abs(x) >= SMALLEST else 0.0


@compiled_lean
def _copy(xy, first, end, forward, kept, v):
    """Put a ring into `kept` from `v` on, as it is or backward, without repeated vertices. Returns where it ends."""
    begin = v
    for n in range(end - first):
        k = first + n if forward else end - 1 - n
        x, y = _known(xy[k, 0]), _known(xy[k, 1])
        if v == begin or x != kept[v - 1, 0] or y != kept[v - 1, 1]:
            kept[v, 0], kept[v, 1] = x, y
            v += 1
    return v


@compiled
def runs_of(xy, ring, first):
    """(run, run_box); fills the column RUN of `first`."""
    count = 0
    for r in range(len(ring) - 1):
        count += max(0, (ring[r + 1] - ring[r] - 2 + FAN) // FAN)
    run, box = np.empty((count, 3), np.int64), np.empty((count, 4))
    k = 0
    for p in range(len(first) - 1):
        for r in range(first[p, RING], first[p + 1, RING]):
            edge = ring[r]
            while edge < ring[r + 1] - 1:
                stop = min(edge + FAN, ring[r + 1] - 1)
                run[k, FROM], run[k, TO], run[k, OF_RING] = edge, stop, r
                _around(xy, edge, stop, box, k)
                k, edge = k + 1, stop
        first[p + 1, RUN] = k
    return run, box


@compiled_lean
def _around(xy, begin, end, box, row):
    """Put the box around the vertices from `begin` to `end` into a row of `box`."""
    x0 = x1 = xy[begin, 0]
    y0 = y1 = xy[begin, 1]
    for v in range(begin + 1, end + 1):
        x0, x1 = min(x0, xy[v, 0]), max(x1, xy[v, 0])
        y0, y1 = min(y0, xy[v, 1]), max(y1, xy[v, 1])
    box[row, 0], box[row, 1], box[row, 2], box[row, 3] = x0, y0, x1, y1


@compiled
def groups_of(run_box, first):
    """group_box; fills the column GROUP of `first`."""
    for p in range(len(first) - 1):
        first[p + 1, GROUP] = first[p, GROUP] + (first[p + 1, RUN] - first[p, RUN] + FAN - 1) // FAN
    box = np.empty((first[-1, GROUP], 4))
    for p in range(len(first) - 1):
        for g in range(first[p, GROUP], first[p + 1, GROUP]):
            begin = first[p, RUN] + (g - first[p, GROUP]) * FAN
            enclose(box, g, run_box, begin, min(begin + FAN, first[p + 1, RUN]))
    return box


@compiled_lean
def enclose(found, row, box, begin, end):
    """Put the box around those from `begin` to `end` into a row of `found`; around none, one that meets nothing."""
    found[row, 0] = found[row, 1] = np.inf
    found[row, 2] = found[row, 3] = -np.inf
    for k in range(begin, end):
        found[row, 0], found[row, 1] = min(found[row, 0], box[k, 0]), min(found[row, 1], box[k, 1])
        found[row, 2], found[row, 3] = max(found[row, 2], box[k, 2]), max(found[row, 3], box[k, 3])


@compiled
def bounds_of(box):
    """The box around boxes (p, 4) but those of polygons that the kernel does not take; min above max around none."""
    found = np.array([np.inf, np.inf, -np.inf, -np.inf])
    for p in range(len(box)):
        if box[p, 2] != EVERYWHERE:
            found[0], found[1] = min(found[0], box[p, 0]), min(found[1], box[p, 1])
            found[2], found[3] = max(found[2], box[p, 2]), max(found[3], box[p, 3])
    return found
