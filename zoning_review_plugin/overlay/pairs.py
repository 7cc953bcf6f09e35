"""What each subject shares with each feature: area, length or place, and how the two lie to one another.

`left` are subjects (or pieces of them), `right` the features of one layer. Which measure applies follows
from the lower dimension of the two: polygons share areas, a line shares a length, a point is met or not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import shapely

from ..model.codes import Relation
from .along import Runs, Stationed
from .areas import all_shared_areas, shared_areas
from .candidates import BoxIndex
from .inside import lengths_inside, pieces_inside
from .relations import is_whole, of_parts

LEAST_AREA_M2 = 1e-6
LEAST_LENGTH_M = 1e-6
_POINT, _LINE, _POLYGON = 0, 1, 2


@dataclass(frozen=True)
class Pairs:
    """Pairs that share something, sorted by left, right. All arrays have one length.

    left, right: rows. area, length: m2 and m, NaN where that measure does not apply. share_left: part of
    the left one's own size (0 to 1), share_right: of the right one's, NaN where sizes do not compare.
    station_from, station_to: m along a left line, NaN elsewhere. relation: of the left to the right one.
    """

    left: np.ndarray
    right: np.ndarray
    area: np.ndarray
    length: np.ndarray
    share_left: np.ndarray
    share_right: np.ndarray
    station_from: np.ndarray
    station_to: np.ndarray
    relation: np.ndarray

    def __len__(self):
        return len(self.left)

    def taken(self, rows):
        """The `Pairs` of some rows."""
        return Pairs(*(getattr(self, name)[rows] for name in self.__dataclass_fields__))


class Met(NamedTuple):
    """All that the features of a layer share with the left ones: the pairs, and the runs of left lines."""

    pairs: Pairs
    runs: Runs


def meet(left, right, engine, threads=1):
    """The `Met` of two `Shapes`. engine: see `areas`."""
    along, runs = _along(left, right, engine, threads)
    inside = _lines_inside(left, right, engine, threads)
    found = [_areas(left, right, engine, threads), inside, _places(left, right), along]
    return Met(_sorted(found), runs)


def touching(left, right, met):
    """(left, right) rows of the pairs that only touch: in contact, but not among the pairs of `met`."""
    i, j = BoxIndex(left.geometry).pairs(right.geometry)
    width = len(right) + 1
    new = ~np.isin(i * width + j, met.pairs.left * width + met.pairs.right)
    i, j = i[new], j[new]
    contact = shapely.intersects(left.geometry[i], right.geometry[j])
    return i[contact], j[contact]


def _areas(left, right, engine, threads):
    i, j, area = all_shared_areas(left, right, engine, left.measure, threads)
    keep = ~(area <= LEAST_AREA_M2)  # NaN stays: a pair that could not be overlaid must be seen
    i, j, area = i[keep], j[keep], area[keep]
    sizes = left.area[i], engine.areas(right, j, left.measure, threads)
    within, contains = _wholes(left, right, i, j, area, sizes, engine, threads)
    area = np.where(within, sizes[0], np.where(contains, sizes[1], area))
    return _pairs(
        i,
        j,
        of_parts(within, contains),
        area=area,
        share_left=_share(area, sizes[0], within),
        share_right=_share(area, sizes[1], contains),
    )


def _wholes(left, right, i, j, area, sizes, engine, threads):
    """(within, contains) of polygon pairs: whether what they share is all of the one, all of the other.

    Told in the analysis CRS: under a rule that bends edges, a vertex more or less would make a difference.
    """
    straight = left.measure.straight
    if straight is not left.measure:
        area = shared_areas(left, right, i, j, engine, straight, threads)
        sizes = [engine.areas(shapes, rows, straight, threads) for shapes, rows in ((left, i), (right, j))]
    return is_whole(area, sizes[0]), is_whole(area, sizes[1])


def _box_pairs(left, right, rows_left, rows_right):
    """Pairs of some rows of left and some of right whose boxes meet, sorted."""
    if not (len(rows_left) and len(rows_right)):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    i, j = BoxIndex(left.geometry[rows_left]).pairs(right.geometry[rows_right])
    return rows_left[i], rows_right[j]


def _lines_inside(left, right, engine, threads):
    """Line features in polygon subjects: the length that lies in the closed area."""
    j, i, length, border = lengths_inside(right, left, engine, threads)
    keep = length > LEAST_LENGTH_M
    i, j, length, border = i[keep], j[keep], length[keep], border[keep]
    size = _sizes(right, j, left.measure.length)
    whole = is_whole(length, size)
    relation = np.where(whole, Relation.CONTAINS, Relation.CROSSES).astype(object)
    relation[_only_on_border(left, right, i, j, border)] = Relation.TOUCHES
    return _pairs(i, j, relation, length=length, share_right=_share(length, size, whole))


def _only_on_border(left, right, i, j, doubtful):
    """The places in `i` of pairs of a line and a polygon that share nothing but border. doubtful: (p,) which may."""
    rows = np.flatnonzero(doubtful)
    return rows[shapely.touches(left.geometry[i[rows]], right.geometry[j[rows]])]


def _places(left, right):
    """Point subjects on anything, and point features in polygon subjects: met inside, not merely touched."""
    on_all = _box_pairs(left, right, left.rows(_POINT), np.arange(len(right)))
    inside = _box_pairs(left, right, left.rows(_POLYGON), right.rows(_POINT))
    i, j = (np.concatenate(rows) for rows in zip(on_all, inside))
    a, b = left.geometry[i], right.geometry[j]
    meets = shapely.intersects(a, b)
    i, j, a, b = i[meets], j[meets], a[meets], b[meets]
    keep = ~shapely.touches(a, b)
    keep[_between_patches(left, right, i, j, np.flatnonzero(~keep))] = True
    i, j, a, b = i[keep], j[keep], a[keep], b[keep]
    relation = of_parts(shapely.covers(b, a), shapely.covers(a, b), partly=Relation.CROSSES)
    return _pairs(i, j, relation)


def _between_patches(left, right, i, j, touching):
    """Those rows of `touching` whose point lies on the border of several polygons, but inside their union."""
    touching = touching[(left.dimension[i[touching]] == _POINT) & (right.dimension[j[touching]] == _POLYGON)]
    points, group, several = np.unique(i[touching], return_inverse=True, return_counts=True)
    inside = np.zeros(len(points), dtype=bool)
    for number in np.flatnonzero(several > 1):
        patches = right.geometry[j[touching[group == number]]]
        inside[number] = shapely.union_all(patches).contains(left.geometry[points[number]])
    return touching[inside[group]]


def _along(left, right, engine, threads):
    """Line subjects on polygons, lines and points: (pairs, runs with rows of `left`)."""
    if len(left.rows(_LINE)) == 0:
        return _pairs(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, object)), Runs.empty()
    runs, border = _runs(left, right, engine, threads)
    i, j, length, start, end = runs.by_pair()
    dimension = right.dimension[j]
    shared = (length > LEAST_LENGTH_M) & (dimension > _POINT)
    met = shared.copy()
    rest = np.flatnonzero(~shared & (dimension < _POLYGON))
    met[rest] = ~shapely.touches(left.geometry[i[rest]], right.geometry[j[rest]])
    used = np.where(dimension == _LINE, 0.0, np.nan)
    both = np.flatnonzero(shared & (dimension == _LINE))
    used[both] = _used(left, right, i[both], j[both])
    size, whole = _sizes(right, j, left.measure.length), is_whole(length, left.length[i])
    relation = _line_relation(dimension, whole, is_whole(used, size), shared)
    doubtful = (dimension == _POLYGON) & np.isin(i * len(right) + j, border)
    relation[_only_on_border(left, right, i, j, doubtful)] = Relation.TOUCHES
    pairs = _pairs(
        i,
        j,
        relation,
        length=np.where(dimension > _POINT, np.where(shared, length, 0.0), np.nan),
        share_left=np.where(dimension > _POINT, _share(length, left.length[i], whole), np.nan),
        share_right=_share(used, size, is_whole(used, size)),
        station_from=start,
        station_to=end,
    ).taken(met)
    return pairs, runs if met.all() else runs.of_pairs(pairs.left, pairs.right)


def _runs(left, right, engine, threads):
    """(`Runs` of the lines of left on all of right, left row * len(right) + right row of those in doubt of borders)."""
    lines = Stationed(np.where(left.dimension == _LINE, left.geometry, None), left.measure)
    inside = pieces_inside(left, right, engine, threads)
    runs = lines.runs_of(inside.polygon, inside.pieces)
    runs = runs.taken(runs.end > runs.start)  # a touch is no run
    others = np.isin(right.dimension, (_POINT, _LINE))
    if others.any():
        runs = runs.with_(lines.runs_on(np.where(others, right.geometry, None)))
    return runs, np.unique((inside.line * len(right) + inside.polygon)[inside.border])


def _used(left, right, i, j):
    """Metres of each line feature that lie on the line subject of its pair (p,), pairs sorted.

    Not what the subject runs on it: that counts twice where the subject goes there and back.
    """
    if len(i) == 0:
        return np.zeros(0)
    subjects, features = np.unique(i), np.unique(j)
    back = Stationed(right.geometry[features], left.measure).runs_on(left.geometry[subjects])
    feature, subject, length, _, _ = back.by_pair()
    width = len(right) + 1
    wanted, found = i * width + j, subjects[subject] * width + features[feature]
    at = np.minimum(np.searchsorted(wanted, found), len(wanted) - 1)
    known = wanted[at] == found
    used = np.zeros(len(i))
    used[at[known]] = length[known]
    return used


def _line_relation(dimension, within, contains, shared):
    on_area = np.where(within, Relation.WITHIN, Relation.CROSSES)
    on_line = np.where(shared, of_parts(within, contains), Relation.CROSSES)
    found = np.where(dimension == _POLYGON, on_area, np.where(dimension == _LINE, on_line, Relation.CONTAINS))
    return found.astype(object)


def _sizes(shapes, rows, size_of):
    """Sizes of the shapes at `rows`, each computed once."""
    used, back = np.unique(rows, return_inverse=True)
    return size_of(shapes.geometry[used])[back]


def _share(part, size, whole):
    """part / size, exactly 1 where the part is the whole, never above 1; NaN where there is no size."""
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(size > 0, part / size, np.nan)
    return np.where(whole & (size > 0), 1.0, np.minimum(share, 1.0))


def _pairs(i, j, relation, **columns):
    nothing = np.full(len(i), np.nan)
    figures = ("area", "length", "share_left", "share_right", "station_from", "station_to")
    return Pairs(i, j, *(columns.get(name, nothing) for name in figures), np.asarray(relation, dtype=object))


def _sorted(parts):
    whole = Pairs(*(np.concatenate([getattr(part, name) for part in parts]) for name in Pairs.__dataclass_fields__))
    return whole.taken(np.lexsort((whole.right, whole.left)))
