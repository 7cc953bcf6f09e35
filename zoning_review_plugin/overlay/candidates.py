"""Which pairs are worth a closer look: those whose boxes meet."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

_LONG = 128  # vertices from which a polygon may be covered by several boxes
_FILLED = 0.3  # part of its box that a polygon fills, from which one box is as good as several
_EDGES_A_SLAB = 32
_MOST_SLABS = 64
_EDGES_A_CHUNK = 16  # of a line
_FARTHEST = 1e100  # a box that reaches farther, or is no number, is not cut
_WIDER = 1e-12  # of a box, for the rounding of where a slab cuts an edge


class Cover(NamedTuple):
    """Boxes (m, 4: min x, min y, max x, max y) that hold all of each polygon or line, and which that is (m,)."""

    box: np.ndarray
    owner: np.ndarray


class BoxIndex:
    """The boxes of an array of geometries, asked again and again."""

    def __init__(self, geometry):
        self._tree = shapely.STRtree(geometry)

    def pairs(self, others, margin=0.0):
        """(row here, row in `others`) of the pairs whose boxes lie within `margin` (units of the CRS), sorted.

        None and empty geometries meet nothing.
        """
        asked = others
        if margin > 0:
            bounds = shapely.bounds(others)
            asked = np.full(len(others), None, dtype=object)
            real = np.isfinite(bounds).all(axis=1)
            asked[real] = shapely.box(*(bounds[real] + [-margin, -margin, margin, margin]).T)
        theirs, ours = self._tree.query(asked)
        order = np.lexsort((theirs, ours))
        return ours[order].astype(np.int64), theirs[order].astype(np.int64)


class CoverIndex:
    """The `Cover` of some polygons, asked for those that may meet others."""

    def __init__(self, cover):
        self._cover = cover
        self._tree = shapely.STRtree(diagonals(cover.box))

    def pairs(self, other):
        """(polygon here, polygon of the `Cover` other) of all pairs of which boxes meet, each once, sorted.

        Sorted, so that what is summed over pairs does not depend on what else lies about.
        """
        theirs, ours = self._tree.query(diagonals(other.box))
        return of_owners(self._cover, other, ours, theirs)


def of_owners(cover, other, ours, theirs):
    """(owner, owner in `other`) of pairs of boxes of two covers, each once, sorted."""
    width = int(other.owner.max(initial=0)) + 1
    key = cover.owner[ours] * width + other.owner[theirs]
    key.sort()
    key = key[np.flatnonzero(np.diff(key, prepend=-1))]
    return key // width, key % width


def diagonals(box):
    """Lines that fill the boxes from corner to corner: all that a tree looks at, and quicker made than boxes."""
    return shapely.linestrings(box.reshape(-1, 2, 2))


def cover_of(box, vertices, area_of, edges_of):
    """The `Cover` of polygons: the box of each, and of one that fills little of it the boxes of slabs of it.

    Such as a corridor. Slabs lie across the longer side. box: (p, 4). vertices: (p,). area_of: rows of polygons →
    square units of the CRS. edges_of: rows of polygons → (begin (e, 2), end (e, 2), place in these rows (e,)) of all
    their edges.
    """
    many = np.flatnonzero((vertices >= _LONG) & (np.abs(box) < _FARTHEST).all(axis=1))
    size = box[many, 2:] - box[many, :2]
    long = many[area_of(many) < _FILLED * size[:, 0] * size[:, 1]]
    short = np.flatnonzero(vertices > 0)
    if len(long) == 0:
        return Cover(box[short], short)
    short = np.setdiff1d(short, long, assume_unique=True)
    slabs, owner = _slabs(box[long], vertices[long], *edges_of(long))
    return Cover(np.concatenate([box[short], slabs]), np.concatenate([short, long[owner]]))


def cover_of_lines(lines):
    """The `Cover` of an object array of lines of one part: a box for every few edges that follow one another."""
    xy, owner = shapely.get_coordinates(lines, return_index=True)
    first = np.searchsorted(owner, np.arange(len(lines) + 1))
    chunks = np.maximum(1, -(-(np.diff(first) - 1) // _EDGES_A_CHUNK))
    of = np.repeat(np.arange(len(lines)), chunks)
    number = np.arange(len(of)) - np.repeat(np.cumsum(chunks) - chunks, chunks)
    begin = first[of] + number * _EDGES_A_CHUNK
    vertex = np.minimum(begin[:, None] + np.arange(_EDGES_A_CHUNK + 1), first[of + 1][:, None] - 1)
    return Cover(np.concatenate([xy[vertex].min(axis=1), xy[vertex].max(axis=1)], axis=1), of)


def _slabs(box, vertices, begin, end, owner):
    """(boxes, place in `box`) of slabs across the longer side of each polygon.

    What a polygon holds of a slab reaches across it as far as its edges there do.
    """
    size = box[:, 2:] - box[:, :2]
    axis = (size[:, 1] > size[:, 0]).astype(np.int64)
    rows = np.arange(len(box))
    count = np.clip(vertices // _EDGES_A_SLAB, 2, _MOST_SLABS)
    low, step = box[rows, axis], size[rows, axis] / count
    edge = np.arange(len(owner))
    along = [np.stack([xy[edge, axis[owner]], xy[edge, 1 - axis[owner]]], axis=1) for xy in (begin, end)]
    first, last = (
        np.clip((pick(along[0][:, 0], along[1][:, 0]) - low[owner]) / step[owner], 0, count[owner] - 1).astype(np.int64)
        for pick in (np.minimum, np.maximum)
    )
    repeat = last - first + 1
    of = np.repeat(edge, repeat)
    slab = first[of] + np.arange(len(of)) - np.repeat(np.cumsum(repeat) - repeat, repeat)
    found = _extent(along[0][of], along[1][of], low[owner[of]] + slab * step[owner[of]], step[owner[of]])
    key = owner[of] * _MOST_SLABS + slab
    order = np.argsort(key, kind="stable")
    keys, start = np.unique(key[order], return_index=True)
    lowest, highest = np.minimum.reduceat(found[0][order], start), np.maximum.reduceat(found[1][order], start)
    return _boxes(box, axis, low, step, lowest, highest, keys // _MOST_SLABS, keys % _MOST_SLABS)


def _extent(begin, end, low, step):
    """(least, greatest) coordinate across, of each edge between `low` and `low + step` along."""
    with np.errstate(invalid="ignore", divide="ignore"):
        slope = (end[:, 1] - begin[:, 1]) / (end[:, 0] - begin[:, 0])
        at = [
            begin[:, 1] + slope * (np.clip(border, *_sorted(begin, end)) - begin[:, 0]) for border in (low, low + step)
        ]
    upright = ~np.isfinite(slope)
    ends = np.stack([begin[:, 1], end[:, 1]])
    found = np.where(upright, ends, np.stack(at))
    return found.min(axis=0), found.max(axis=0)


def _sorted(begin, end):
    return np.minimum(begin[:, 0], end[:, 0]), np.maximum(begin[:, 0], end[:, 0])


def _boxes(box, axis, low, step, lowest, highest, owner, slab):
    from_, across = low[owner] + slab * step[owner], axis[owner]
    found = np.empty((len(owner), 4))
    rows = np.arange(len(owner))
    found[rows, across], found[rows, across + 2] = from_, from_ + step[owner]
    found[rows, 1 - across], found[rows, 3 - across] = lowest, highest
    margin = _WIDER * np.abs(box[owner]).max(axis=1)
    return found + margin[:, None] * [-1, -1, 1, 1], owner
