"""Areas that polygons share, by GEOS: bulk tests first, overlays only where boundaries cross.

A pair is decided by the cheapest question that settles it: apart, one inside the other (its area is
known), or crossing (an overlay, then its area). Large polygons are asked tile by tile.
"""

from __future__ import annotations

import math

import numpy as np
import shapely
from shapely.errors import GEOSException

from .parallel import spread, spread_prepared
from .ragged import only_parts
from .tiles import LARGE, Tiles, tiled

NAME = "shapely"
_DIGITS = 15  # of the grid on which pairs are overlaid that GEOS cannot overlay exactly


def shared_areas(left, right, i, j, measure, threads=1):
    """The area that `left[i]` and `right[j]` share, for each pair.

    left, right: object arrays of valid polygons in the analysis CRS. i, j: (p,) rows of each pair.
    measure: the `Measure` to apply. Returns (p,) m2; NaN where GEOS could not overlay the pair.
    """
    if len(i) == 0:
        return np.zeros(0)
    lefts, rights = _tiles(left, i, measure, right[j]), _tiles(right, j, measure, left[i])
    pair, a, b = _tile_pairs(lefts, rights, i, j)
    amounts = _areas(lefts.geometry, rights.geometry, a, b, measure, threads)
    return np.bincount(pair, amounts, minlength=len(i))


def overlays(left, right, threads=1):
    """The polygon parts of `left[k]` ∩ `right[k]`, row by row; None where there are none or GEOS fails."""
    shapes = spread(_overlay, threads, left, right)
    doubtful = _doubtful(shapes, left, right)
    shapes[doubtful] = [_on_grid(a, b) for a, b in zip(left[doubtful], right[doubtful])]
    collections = np.flatnonzero(shapely.get_type_id(shapes) == shapely.GeometryType.GEOMETRYCOLLECTION)
    for row in collections:
        shapes[row] = only_parts(shapes[row], 2)
    return np.where(shapely.get_dimensions(shapes) == 2, np.where(shapely.is_empty(shapes), None, shapes), None)


def _tiles(geometry, rows, measure, others):
    """Tiles of those geometries that take part, near the others; whole ones where the measure is not additive."""
    used = np.unique(rows)
    if measure.straight is not measure or shapely.get_num_coordinates(geometry[used]).max(initial=0) <= LARGE:
        return Tiles(geometry[used], used)
    found = tiled(geometry[used], shapely.total_bounds(others))
    return Tiles(found.geometry, used[found.owner])


def _tile_pairs(lefts, rights, i, j):
    """(pair, left tile, right tile) for the tiles of each pair whose boxes meet; no other pair changes their order."""
    if np.array_equal(lefts.owner, np.unique(i)) and np.array_equal(rights.owner, np.unique(j)):  # nothing was cut
        return np.arange(len(i)), np.searchsorted(lefts.owner, i), np.searchsorted(rights.owner, j)
    b, a = shapely.STRtree(lefts.geometry).query(rights.geometry)
    width = int(j.max()) + 1
    wanted = i.astype(np.int64) * width + j
    order = np.argsort(wanted)
    found = lefts.owner[a] * width + rights.owner[b]
    at = np.minimum(np.searchsorted(wanted[order], found), len(wanted) - 1)
    keep = wanted[order][at] == found
    pair, a, b = order[at[keep]], a[keep], b[keep]
    steady = np.lexsort((b, a, pair))
    return pair[steady], a[steady], b[steady]


def _areas(left, right, a, b, measure, threads):
    amounts = np.zeros(len(a))
    open_ = np.flatnonzero(_meeting(left, right, a, b, threads))
    for inner, outer, rows_in, rows_out in ((left, right, a, b), (right, left, b, a)):
        inside = _inside(inner, outer, rows_in[open_], rows_out[open_], threads)
        known = open_[inside]
        rows, back = np.unique(rows_in[known], return_inverse=True)
        amounts[known] = measure.area(inner[rows])[back]
        open_ = open_[~inside]
    shapes = overlays(left[a[open_]], right[b[open_]], threads)
    amounts[open_] = measure.area(shapes)
    failed = open_[np.equal(shapes, None)]
    amounts[failed] = [_area_or_nan(left[x], right[y]) for x, y in zip(a[failed], b[failed])]
    return amounts


def _meeting(left, right, a, b, threads):
    """bool (p,): pairs that share at least a point. The side with many more vertices is the prepared one."""
    vertices_left, vertices_right = shapely.get_num_coordinates(left)[a], shapely.get_num_coordinates(right)[b]
    by_left = vertices_left > 4 * vertices_right
    meeting = np.zeros(len(a), dtype=bool)
    for chosen, prepared, other, key, rest in ((by_left, left, right, a, b), (~by_left, right, left, b, a)):
        rows = np.flatnonzero(chosen)
        if len(rows):
            shapely.prepare(prepared[np.unique(key[rows])])
            meeting[rows] = spread_prepared(
                shapely.intersects, threads, key[rows], prepared[key[rows]], other[rest[rows]]
            )
    return meeting


def _inside(inner, outer, rows_in, rows_out, threads):
    """bool (p,): pairs whose inner polygon lies wholly in the outer one."""
    box_in, box_out = shapely.bounds(inner)[rows_in], shapely.bounds(outer)[rows_out]
    possible = np.flatnonzero(
        (box_in[:, :2] >= box_out[:, :2]).all(axis=1) & (box_in[:, 2:] <= box_out[:, 2:]).all(axis=1)
    )
    inside = np.zeros(len(rows_in), dtype=bool)
    if len(possible):
        key = rows_out[possible]
        shapely.prepare(outer[np.unique(key)])
        inside[possible] = spread_prepared(shapely.covers, threads, key, outer[key], inner[rows_in[possible]])
    return inside


def _overlay(left, right):
    """Row-wise intersection; pairs at which GEOS gives up are tried again."""
    try:
        return shapely.intersection(left, right)
    except GEOSException:
        return np.array([_stubborn(a, b) for a, b in zip(left, right)], dtype=object)


def _doubtful(shapes, left, right):
    """Rows whose overlay is not to be believed: GEOS, at odds with itself, gives one polygon whole, or nothing.

    Whole although that one does not lie in the other; nothing although the interiors meet.
    """
    area, sizes = shapely.area(shapes), np.minimum(shapely.area(left), shapely.area(right))
    whole = np.flatnonzero(area >= (1.0 - 1e-9) * sizes)
    whole = whole[~(shapely.covers(right[whole], left[whole]) | shapely.covers(left[whole], right[whole]))]
    nothing = np.flatnonzero(area == 0.0)
    nothing = nothing[shapely.relate_pattern(left[nothing], right[nothing], "2********")]
    return np.concatenate([whole, nothing])


def _stubborn(a, b):
    """The intersection of a difficult pair: exact, else on a very fine grid; None where GEOS cannot do it at all."""
    try:
        return shapely.intersection(a, b)
    except GEOSException:
        return _on_grid(a, b)


def _on_grid(a, b):
    """The intersection with coordinates rounded to the last digits but one; None where GEOS cannot do even that."""
    largest = float(np.abs([shapely.bounds(a), shapely.bounds(b)]).max())
    try:
        return shapely.intersection(a, b, grid_size=10.0 ** (math.ceil(math.log10(largest or 1.0)) - _DIGITS))
    except GEOSException:
        return None


def _area_or_nan(a, b):
    """0 for a pair whose overlay holds no polygon, NaN for one that GEOS cannot overlay at all."""
    return 0.0 if _stubborn(a, b) is not None else np.nan
