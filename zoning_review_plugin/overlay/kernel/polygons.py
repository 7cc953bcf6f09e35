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
    xy, ring, strange = _turned(xy, ring, polygon)
    first = np.zeros((len(polygon), 3), np.int64)
    first[:, RING] = polygon
    run, run_box = _runs(xy, ring, first)
    group_box = _groups(run_box, first)
    box = np.empty((len(polygon) - 1, 4))
    for p in range(len(polygon) - 1):
        _enclose(box, p, group_box, first[p, GROUP], first[p + 1, GROUP])
        if strange[p]:
            box[p, 0] = box[p, 1] = -EVERYWHERE
            box[p, 2] = box[p, 3] = EVERYWHERE
    return Polygons(xy, ring, first, box, run, run_box, group_box)


@compiled
def _turned(xy, ring, polygon):
    """(xy, ring, strange): first rings turned counter-clockwise, the others clockwise; see `_copied`.

    strange: (p,) whether a polygon has a coordinate that is not for the kernel.
    """
    kept, start = np.empty_like(xy), np.zeros_like(ring)
    strange, room = np.zeros(len(polygon) - 1, np.bool_), np.empty((2, TERMS))
    v = 0
    for p in range(len(polygon) - 1):
        for r in range(polygon[p], polygon[p + 1]):
            first = v
            v, sound = _copied(xy, ring[r], ring[r + 1], kept, v)
            strange[p] = strange[p] or not sound
            start[r + 1] = v
            if _turns_left(kept, first, v, room) != (r == polygon[p]):
                _reverse(kept, first, v)
    return kept[:v].copy(), start, strange


@compiled_lean
def _copied(xy, begin, end, kept, v):
    """(the row after the last, whether all are for the kernel) of a ring copied to `kept` from row `v` on.

    Repeated vertices are left out. Numbers next to nothing become 0: exact signs multiply them.
    """
    first, sound = v, True
    for k in range(begin, end):
        x, y = xy[k, 0], xy[k, 1]
        x, y = 0.0 if abs(x) < SMALLEST else x, 0.0 if abs(y) < SMALLEST else y
        sound = sound and abs(x) <= LARGEST and abs(y) <= LARGEST
        if v == first or x != kept[v - 1, 0] or y != kept[v - 1, 1]:
            kept[v, 0], kept[v, 1] = x, y
            v += 1
    return v, sound


@compiled_lean
def _turns_left(xy, first, end, room):
    """Whether a closed ring runs counter-clockwise. Its corner farthest west, the southern one of several, tells:

    it juts out of any simple ring, and the sign of its turn is exact, where that of a sum of areas need not be.
    """
    if end - first < 4:
        return True
    low = first
    for k in range(first + 1, end - 1):
        if xy[k, 0] < xy[low, 0] or (xy[k, 0] == xy[low, 0] and xy[k, 1] < xy[low, 1]):
            low = k
    before, after = low - 1 if low > first else end - 2, low + 1
    turn = side(xy[before, 0], xy[before, 1], xy[low, 0], xy[low, 1], xy[after, 0], xy[after, 1], room)
    return turn > 0


@compiled_lean
def _reverse(xy, first, end):
    for k in range((end - first) // 2):
        for axis in range(2):
            held = xy[first + k, axis]
            xy[first + k, axis] = xy[end - 1 - k, axis]
            xy[end - 1 - k, axis] = held


@compiled
def _runs(xy, ring, first):
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
                box[k, 0], box[k, 1], box[k, 2], box[k, 3] = np.inf, np.inf, -np.inf, -np.inf
                for v in range(edge, stop + 1):
                    box[k, 0], box[k, 1] = min(box[k, 0], xy[v, 0]), min(box[k, 1], xy[v, 1])
                    box[k, 2], box[k, 3] = max(box[k, 2], xy[v, 0]), max(box[k, 3], xy[v, 1])
                k, edge = k + 1, stop
        first[p + 1, RUN] = k
    return run, box


@compiled
def _groups(run_box, first):
    """group_box; fills the column GROUP of `first`."""
    for p in range(len(first) - 1):
        first[p + 1, GROUP] = first[p, GROUP] + (first[p + 1, RUN] - first[p, RUN] + FAN - 1) // FAN
    box = np.empty((first[-1, GROUP], 4))
    for p in range(len(first) - 1):
        for g in range(first[p, GROUP], first[p + 1, GROUP]):
            begin = first[p, RUN] + (g - first[p, GROUP]) * FAN
            _enclose(box, g, run_box, begin, min(begin + FAN, first[p + 1, RUN]))
    return box


@compiled_lean
def _enclose(found, row, box, begin, end):
    """Put the box around those from `begin` to `end` into a row of `found`; around none, one that meets nothing."""
    found[row, 0] = found[row, 1] = np.inf
    found[row, 2] = found[row, 3] = -np.inf
    for k in range(begin, end):
        found[row, 0], found[row, 1] = min(found[row, 0], box[k, 0]), min(found[row, 1], box[k, 1])
        found[row, 2], found[row, 3] = max(found[row, 2], box[k, 2]), max(found[row, 3], box[k, 3])
