"""Ground counted once: what the features of a layer cover of each subject, where features overlap one another.

Only where two features of the layer overlap on one subject is a union needed; elsewhere the sum is the union.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

from . import shapely_engine
from .along import merged
from .areas import rough_areas
from .pairs import LEAST_AREA_M2
from .shapely_engine import overlays

_LINE, _POLYGON = 1, 2
_FEW = 24  # features on one subject, of which every two are looked at; of more, those whose boxes meet


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
    return np.bincount(left, np.nan_to_num(amounts), minlength=size).astype(float)  # of nothing they are integers


def _areas(left, right, pairs, engine, threads):
    polygons = left.dimension == _POLYGON
    pairs = pairs.taken(polygons[pairs.left])
    double = _doubles(left, right, pairs, engine, threads)
    alone, pairs = pairs.taken(~double), pairs.taken(double)
    total, doubled = summed(alone.left, alone.area, len(left)), np.unique(pairs.left)
    shapes = overlays(left.geometry[pairs.left], right.geometry[pairs.right], threads)
    total[doubled] += left.measure.area(_united(shapes, pairs.left, doubled))
    with np.errstate(invalid="ignore"):
        return np.where(polygons, np.minimum(total, left.area), np.nan)


def _united(shapes, group, wanted):
    """The union of the shapes of each wanted group; `group` is sorted."""
    first, last = np.searchsorted(group, wanted, "left"), np.searchsorted(group, wanted, "right")
    united = np.empty(len(wanted), dtype=object)
    united[:] = [shapely.union_all(shapes[a:b]) for a, b in zip(first, last)]
    return united


def _doubles(left, right, pairs, engine, threads):
    """bool (p,): pairs whose feature overlaps another one of the layer that shares the left one."""
    p, q = _feature_pairs(left, right, pairs)
    found = np.zeros(len(pairs), dtype=bool)
    if len(p) == 0:
        return found
    width = len(right) + 1
    unique, back = np.unique(pairs.right[p] * width + pairs.right[q], return_inverse=True)
    over = _overlapping(right, unique // width, unique % width, left.measure, engine, threads)[back]
    found[p[over]] = found[q[over]] = True
    return found


def _overlapping(shapes, a, b, measure, engine, threads):
    """bool (p,): pairs of shapes that share ground. Most only touch, which GEOS tells far sooner than by an overlay."""
    asked = np.arange(len(a))
    if engine is shapely_engine:
        asked = np.flatnonzero(shapely_engine.interiors_meet(shapes.geometry[a], shapes.geometry[b], threads))
    found = np.zeros(len(a), dtype=bool)
    area = rough_areas(shapes, a[asked], b[asked], engine, measure, threads)
    found[asked] = ~(area <= LEAST_AREA_M2)
    return found


def _feature_pairs(left, right, pairs):
    """(one pair, another) whose features share a left one and whose boxes meet on it; pairs are sorted."""
    first = np.searchsorted(pairs.left, np.arange(len(left) + 1))
    count = np.diff(first)
    few = np.flatnonzero((count > 1) & (count <= _FEW))
    found = [_every_two(few, first[few], count[few])]
    many = np.flatnonzero(count > _FEW)
    found += [_boxes_that_meet(row, right, pairs.right, first[row], first[row + 1]) for row in many]
    i, p, q = (np.concatenate(part) for part in zip(*found))
    j, k = pairs.right[p], pairs.right[q]
    of_right = shapely.bounds(right.geometry)
    boxes = shapely.bounds(left.geometry)[i], of_right[j], of_right[k]
    meet = (np.max([box[:, :2] for box in boxes], axis=0) <= np.min([box[:, 2:] for box in boxes], axis=0)).all(axis=1)
    return p[meet], q[meet]


def _every_two(rows, first, count):
    """(row, place, later place) of every two of the `count` places from `first` on."""
    ahead = np.repeat(np.arange(len(rows)), count)
    place = np.arange(len(ahead)) - np.repeat(np.cumsum(count) - count, count)
    later = count[ahead] - 1 - place
    of = np.repeat(np.arange(len(ahead)), later)
    step = np.arange(len(of)) - np.repeat(np.cumsum(later) - later, later) + 1
    p = first[ahead[of]] + place[of]
    return rows[ahead[of]], p, p + step


def _boxes_that_meet(row, right, features, start, end):
    """The same of a row with many features: only those whose boxes meet."""
    shapes = right.geometry[features[start:end]]
    a, b = shapely.STRtree(shapes).query(shapes)
    a, b = start + a[a < b], start + b[a < b]
    return np.full(len(a), row), a, b


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
