"""Ground counted once: what the features of a layer cover of each subject, where features overlap one another.

Only where two features of the layer overlap on one subject is a union needed; elsewhere the sum is the union.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

from .along import merged
from .areas import shared_areas
from .candidates import BoxIndex
from .pairs import LEAST_AREA_M2
from .shapely_engine import overlays

_LINE, _POLYGON = 1, 2


class Once(NamedTuple):
    """Of each left one (n,): m2 of areas and m of lines, counted once; NaN where that measure does not apply."""

    area: np.ndarray
    length: np.ndarray


def counted_once(left, right, met, engine, threads=1):
    """The `Once` of all left shapes, from what `pairs.meet` found."""
    dimension = right.dimension[met.pairs.right]
    return Once(
        _areas(left, right, met.pairs.taken(dimension == _POLYGON), engine, threads),
        _lengths(left, right, met),
    )


def summed(left, amounts, size):
    """Plain sums of `amounts` by the rows `left`: (size,), 0 where there is nothing to add. NaN amounts count 0."""
    return np.bincount(left, np.nan_to_num(amounts), minlength=size)


def _areas(left, right, pairs, engine, threads):
    polygons = left.dimension == _POLYGON
    pairs = pairs.taken(polygons[pairs.left])
    total = summed(pairs.left, pairs.area, len(left))
    doubled = _with_doubles(left, right, pairs, engine, threads)
    pairs = pairs.taken(np.isin(pairs.left, doubled))
    shapes = overlays(left.geometry[pairs.left], right.geometry[pairs.right], threads)
    total[doubled] = left.measure.area(_united(shapes, pairs.left, doubled))
    with np.errstate(invalid="ignore"):
        return np.where(polygons, np.minimum(total, left.area), np.nan)


def _united(shapes, group, wanted):
    """The union of the shapes of each wanted group; `group` is sorted."""
    first, last = np.searchsorted(group, wanted, "left"), np.searchsorted(group, wanted, "right")
    united = np.empty(len(wanted), dtype=object)
    united[:] = [shapely.union_all(shapes[a:b]) for a, b in zip(first, last)]
    return united


def _with_doubles(left, right, pairs, engine, threads):
    """Left rows on which two features of the layer overlap one another."""
    i, j, k = _feature_pairs(left, right, pairs)
    if len(i) == 0:
        return i
    width = len(right) + 1
    unique, back = np.unique(j * width + k, return_inverse=True)
    area = shared_areas(right, right, unique // width, unique % width, engine, left.measure, threads)
    return np.unique(i[(~(area <= LEAST_AREA_M2))[back]])


def _feature_pairs(left, right, pairs):
    """(left, one feature, another) for features that share a left one and whose boxes meet on it."""
    counts = np.bincount(pairs.left, minlength=len(left))
    several = counts[pairs.left] > 1
    rows, features = pairs.left[several], pairs.right[several]
    used = np.unique(features)
    a, b = BoxIndex(right.geometry[used]).pairs(right.geometry[used])
    a, b = used[a[a < b]], used[b[a < b]]
    return _sharing_a_left(rows, features, a, b, len(right) + 1)


def _sharing_a_left(rows, features, a, b, width):
    """Expand feature pairs (a, b) by the left rows that hold both."""
    order = np.argsort(features, kind="stable")
    features, rows = features[order], rows[order]
    first, last = np.searchsorted(features, a, "left"), np.searchsorted(features, a, "right")
    repeat = last - first
    pair = np.repeat(np.arange(len(a)), repeat)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(repeat) - repeat, repeat)
    row = rows[first[pair] + within]
    held = np.isin(row * width + b[pair], rows * width + features)
    return row[held], a[pair[held]], b[pair[held]]


def _lengths(left, right, met):
    """Lines: of a line subject what lies on any feature; in a polygon subject what its line features come to."""
    total = np.where(left.dimension >= _LINE, 0.0, np.nan)
    line, start, end = merged(met.runs.line, met.runs.start, met.runs.end)
    along = np.bincount(line, end - start, minlength=len(left))
    total = np.where(left.dimension == _LINE, np.minimum(along, np.nan_to_num(left.length)), total)
    pairs = met.pairs.taken((right.dimension[met.pairs.right] == _LINE) & (left.dimension[met.pairs.left] == _POLYGON))
    crossed = np.unique(pairs.left)
    shapes = shapely.intersection(left.geometry[pairs.left], right.geometry[pairs.right])
    total[crossed] = left.measure.length(_united(shapes, pairs.left, crossed))
    return total
