"""Lines edge by edge, and the pieces of edges that lie on features, asked of GEOS.

Each edge is asked on its own, so that a line that crosses or repeats itself has each of its passages.
"""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import numpy as np
import shapely

from .ragged import edges_of, simple_parts

_AT_ONCE = 512  # features: bounds the memory where many lie in one place


class Pieces(NamedTuple):
    """Pieces of edges on features.

    on: (n,) which feature, or pair of line and feature. edge: (n,) which edge. start, end: (n,) where on the edge the
    piece begins and ends, 0 to 1, start <= end; what passes through a point has start = end.
    """

    on: np.ndarray
    edge: np.ndarray
    start: np.ndarray
    end: np.ndarray

    def taken(self, rows):
        """The `Pieces` of some rows."""
        return Pieces(*(column[rows] for column in self))

    def lengths(self, from_, to, measure):
        """(n,) m of each piece, as a stretch by itself. from_, to: ends of all edges."""
        from_, to = from_[self.edge], to[self.edge]
        return measure.edge_lengths(_place(from_, to, self.start), _place(from_, to, self.end))


class LineEdges:
    """The edges of an array of lines: `from_`, `to` (e, 2), and `owner` (e,), the row of the line of each."""

    def __init__(self, lines):
        self.from_, self.to, self.owner = edges_of(lines)

    @cached_property
    def tree(self):
        """The edges as geometries, to be asked."""
        return shapely.STRtree(shapely.linestrings(np.stack([self.from_, self.to], axis=1)))

    def pieces_on(self, features, wanted=None):
        """The `Pieces` on an object array of polygons, lines or points.

        wanted: rows of features and of edges → bool, which of them to ask of one another; without it, all.
        """
        shapely.prepare(features)
        feature, edge, whole = (np.concatenate(column) for column in zip(*self._met(features, wanted)))
        shapely.destroy_prepared(features)
        all_of = np.zeros(whole.sum()), np.ones(whole.sum())
        parts = [Pieces(feature[whole], edge[whole], *all_of), self._parts_on(features, feature[~whole], edge[~whole])]
        return Pieces(*(np.concatenate(column) for column in zip(*parts)))

    def _met(self, features, wanted):
        """(feature, edge, whether the feature covers it) of those that meet, some features at a time."""
        for begin in range(0, max(len(features), 1), _AT_ONCE):
            feature, edge = self.tree.query(features[begin : begin + _AT_ONCE])
            feature = feature + begin
            if wanted is not None:
                asked = wanted(feature, edge)
                feature, edge = feature[asked], edge[asked]
            meet = shapely.intersects(features[feature], self.tree.geometries[edge])
            feature, edge = feature[meet], edge[meet]
            yield feature, edge, shapely.covers(features[feature], self.tree.geometries[edge])

    def shares_at(self, edge, point):
        """Where on the given edges points (n, 2) of them lie, 0 to 1."""
        from_, to = self.from_[edge], self.to[edge]
        span = ((to - from_) ** 2).sum(axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            share = np.where(span > 0, ((point - from_) * (to - from_)).sum(axis=1) / span, 0.0)
        return np.clip(share, 0.0, 1.0)

    def _parts_on(self, features, feature, edge):
        """Edges that a feature meets in part."""
        pieces, row = simple_parts(shapely.intersection(self.tree.geometries[edge], features[feature]))
        ends = [self.shares_at(edge[row], end_of(pieces, index)) for index in (0, -1)]
        return Pieces(feature[row], edge[row], np.minimum(*ends), np.maximum(*ends))


def end_of(pieces, index):
    """The first (0) or last (-1) vertex of simple pieces (points and lines), (n, 2)."""
    xy, row = shapely.get_coordinates(pieces, return_index=True)
    first = np.searchsorted(row, np.arange(len(pieces)))
    if index == 0:
        return xy[first]
    return xy[np.append(first, len(xy))[1:] - 1]


def _place(from_, to, share):
    place = from_ + share[:, None] * (to - from_)
    return np.where(share[:, None] == 1.0, to, place)
