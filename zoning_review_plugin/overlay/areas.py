"""Areas that geometries share: candidates by boxes, an engine for each pair of polygon parts, sums by geometry.

An engine is a module with `NAME`, `candidates`, `shared_areas`, `rough_areas`, `areas` and `pieces_inside` (see
`shapely_engine`).
What one cannot answer the other is asked: the kernel leaves to GEOS what is not for it, and GEOS cannot overlay some
pairs that the kernel can (where it is not compiled it is slow, but such pairs are few).
"""

from __future__ import annotations

import numpy as np
import shapely

from . import shapely_engine
from .tiles import LARGE


def all_shared_areas(left, right, engine, measure, threads=1):
    """(left row, right row, m2) of the polygons of two `Shapes` whose boxes meet, sorted; NaN where nobody can tell."""
    if not (len(left.part_owner) and len(right.part_owner)):
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0)
    a, b = engine.candidates(left, right)
    area = _part_areas(left, right, a, b, engine, measure, threads)
    return _summed(left.part_owner[a], right.part_owner[b], area, len(right))


def overlapping(shapes, group, engine, threads=1):
    """(row, row, m2) of the polygons of `Shapes` in one group that may overlap, each pair once, sorted.

    group: (n,) integers. NaN where nobody can tell.
    """
    if not len(shapes.part_owner):
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0)
    a, b = engine.candidates(shapes, shapes)
    i, j = shapes.part_owner[a], shapes.part_owner[b]
    mine = np.flatnonzero((i < j) & (group[i] == group[j]))
    if engine is shapely_engine:
        mine = mine[_may_overlap(shapes.parts.geometry, a[mine], b[mine], threads)]
    area = _part_areas(shapes, shapes, a[mine], b[mine], engine, shapes.measure, threads)
    return _summed(i[mine], j[mine], area, len(shapes))


def _may_overlap(parts, a, b, threads):
    """bool (p,): pairs that do not merely touch, as neighbours do. Large polygons are not asked: it takes long."""
    found = np.ones(len(a), dtype=bool)
    small = shapely.get_num_coordinates(parts) <= LARGE
    asked = np.flatnonzero(small[a] & small[b])
    found[asked] = shapely_engine.interiors_meet(parts[a[asked]], parts[b[asked]], threads)
    return found


def shared_areas(left, right, i, j, engine, measure, threads=1):
    """m2 (p,) that the rows `i` of left share with the rows `j` of right; NaN where nobody can tell."""
    pair, a, b = _part_pairs(left.part_owner, right.part_owner, i, j)
    area = _part_areas(left, right, a, b, engine, measure, threads)
    return np.bincount(pair, area, minlength=len(i))


def rough_areas(shapes, i, j, engine, measure, threads=1):
    """As `shared_areas` of rows of the same `Shapes`, where all that matters is whether they share any ground."""
    pair, a, b = _part_pairs(shapes.part_owner, shapes.part_owner, i, j)
    area = engine.rough_areas(shapes, a, b, measure, threads)
    return np.bincount(pair, _all_told(shapes, shapes, a, b, area, engine, measure, threads), minlength=len(i))


def _part_areas(left, right, a, b, engine, measure, threads):
    area = engine.shared_areas(left, right, a, b, measure, threads)
    return _all_told(left, right, a, b, area, engine, measure, threads)


def _all_told(left, right, a, b, area, engine, measure, threads):
    """The areas that an engine found, what it could not tell asked of the other."""
    flagged = np.flatnonzero(np.isnan(area))
    if len(flagged):
        ask = _by_kernel if engine is shapely_engine else shapely_engine.shared_areas
        area[flagged] = ask(left, right, a[flagged], b[flagged], measure, threads)
    return area


def _by_kernel(left, right, a, b, measure, threads):
    try:
        from . import kernel_engine  # only here: what compiles it takes long to load

        return kernel_engine.shared_areas(left, right, a, b, measure, threads)
    except Exception:  # whatever a compiler may throw: the pairs stay unknown, which is told
        return np.nan


def _summed(i, j, area, width):
    """(left row, right row, m2), each pair once, sorted."""
    key = i * width + j
    order = np.argsort(key, kind="stable")
    key, area = key[order], area[order]
    new = np.flatnonzero(np.diff(key, prepend=-1))
    if len(new) != len(key):
        key, area = key[new], np.add.reduceat(area, new)
    return key // width, key % width, area


def _part_pairs(left, right, i, j):
    """(place in `i`, left part, right part) for all parts of the pairs of rows."""
    first_a, count_a = _of_owners(left, i)
    first_b, count_b = _of_owners(right, j)
    times = count_a * count_b
    pair = np.repeat(np.arange(len(i)), times)
    number = np.arange(len(pair)) - np.repeat(np.cumsum(times) - times, times)
    return pair, first_a[pair] + number // count_b[pair], first_b[pair] + number % count_b[pair]


def _of_owners(owner, rows):
    first = np.searchsorted(owner, rows, "left")
    return first, np.searchsorted(owner, rows, "right") - first
