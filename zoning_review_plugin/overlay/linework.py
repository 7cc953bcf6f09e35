"""Boundaries, lines and points as short pieces of polylines: what a distance between shapes that lie apart rests on."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

from .ragged import simple_parts


class Linework(NamedTuple):
    """Pieces: coordinates (v, 2), the first vertex and the number of vertices of each (p,), the row of its geometry.

    Pieces of one path share their end points. A point is a piece of one vertex.
    """

    xy: np.ndarray
    start: np.ndarray
    count: np.ndarray
    owner: np.ndarray

    def taken(self, pieces):
        """The `Linework` of some pieces only, on the same coordinates."""
        return self._replace(start=self.start[pieces], count=self.count[pieces], owner=self.owner[pieces])

    def vertices(self):
        """(place in `xy`, piece) of the vertices of all pieces, piece by piece."""
        piece = np.repeat(np.arange(len(self.start)), self.count)
        ahead = np.cumsum(self.count) - self.count
        return np.arange(len(piece)) + np.repeat(self.start - ahead, self.count), piece

    def boxes(self):
        """(p, 4) min x, min y, max x, max y of each piece."""
        place, _ = self.vertices()
        if not len(place):
            return np.empty((0, 4))
        xy, first = self.xy[place], np.cumsum(self.count) - self.count
        return np.concatenate([np.minimum.reduceat(xy, first), np.maximum.reduceat(xy, first)], axis=1)

    def middles(self):
        """(p, 2) a vertex of each piece, from its middle."""
        return self.xy[self.start + self.count // 2]

    def shapes(self, factors):
        """The pieces as lines and points, their coordinates times `factors` (2,)."""
        place, piece = self.vertices()
        single = self.count[piece] == 1
        shapes = np.empty(len(self.start), dtype=object)
        shapes[self.count == 1] = shapely.points(self.xy[place[single]] * factors)
        if not single.all():
            number = np.cumsum(self.count > 1) - 1
            shapes[self.count > 1] = shapely.linestrings(
                self.xy[place[~single]] * factors, indices=number[piece[~single]]
            )
        return shapes


def linework(geometry, most_edges, tallest=np.inf):
    """The `Linework` of an object array of geometries, pieces of at most `most_edges` edges.

    tallest: no edge spans more in y, and a piece that does has one edge only.
    """
    parts, row = simple_parts(geometry)
    dimension = shapely.get_dimensions(parts)
    rings, of = shapely.get_rings(parts[dimension == 2], return_index=True)
    paths = np.concatenate([rings, parts[dimension < 2]])
    owner = np.concatenate([row[dimension == 2][of], row[dimension < 2]])
    xy, path = shapely.get_coordinates(paths, return_index=True)
    if np.isfinite(tallest):
        xy, path = _with_tall_edges_cut(xy, path, tallest)
    count = np.bincount(path, minlength=len(paths))
    whole = Linework(xy, np.cumsum(count) - count, count, owner)
    found = _cut(whole, most_edges)
    if not np.isfinite(tallest):
        return found
    box = found.boxes()
    tall = box[:, 3] - box[:, 1] > tallest
    single = _cut(found.taken(tall), 1)
    rest = found.taken(~tall)
    return Linework(xy, *(np.concatenate([getattr(rest, n), getattr(single, n)]) for n in ("start", "count", "owner")))


def _cut(whole, most_edges):
    """Pieces of at most `most_edges` edges of each piece."""
    parts = np.maximum(1, -(-(whole.count - 1) // most_edges))
    of = np.repeat(np.arange(len(whole.start)), parts)
    number = np.arange(len(of)) - np.repeat(np.cumsum(parts) - parts, parts)
    start = whole.start[of] + number * most_edges
    last = np.minimum(start + most_edges, whole.start[of] + whole.count[of] - 1)
    return Linework(whole.xy, start, last - start + 1, whole.owner[of])


def _with_tall_edges_cut(xy, path, tallest):
    """(coordinates, path of each) with edges that span more than `tallest` in y cut into equal parts."""
    parts = np.ones(len(xy), dtype=np.int64)
    inner = np.flatnonzero(path[1:] == path[:-1])
    parts[inner] = np.maximum(1, np.ceil(np.abs(xy[inner + 1, 1] - xy[inner, 1]) / tallest))
    if (parts == 1).all():
        return xy, path
    of = np.repeat(np.arange(len(xy)), parts)
    share = (np.arange(len(of)) - np.repeat(np.cumsum(parts) - parts, parts)) / parts[of]
    following = np.minimum(of + 1, len(xy) - 1)
    return xy[of] + share[:, None] * (xy[following] - xy[of]), path[of]
