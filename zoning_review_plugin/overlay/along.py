"""Lines as measured from their start: where they run in areas, along lines and past points.

Stations come from pieces of edges (`line_edges`), so that a line that crosses or repeats itself keeps its own.
A line that runs along a border shares that stretch with the closed area.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

from .line_edges import LineEdges, end_of
from .ragged import edges_of, simple_parts


class Runs(NamedTuple):
    """Stretches of lines on features, sorted by line, feature, station. A passing point has from = to.

    line, feature: (r,) rows. start, end: (r,) stations in m from the line's start.
    """

    line: np.ndarray
    feature: np.ndarray
    start: np.ndarray
    end: np.ndarray

    @classmethod
    def empty(cls):
        """No runs at all."""
        return cls(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0), np.empty(0))

    def by_pair(self):
        """(line, feature, length, first station, last station) of each pair that has runs."""
        if len(self.line) == 0:
            return self.line, self.feature, self.start, self.start, self.end
        new = np.append(True, (np.diff(self.line) != 0) | (np.diff(self.feature) != 0))
        first, pair = np.flatnonzero(new), np.cumsum(new) - 1
        length = np.bincount(pair, self.end - self.start)
        last = np.maximum.reduceat(self.end, first)
        return self.line[first], self.feature[first], length, self.start[first], last

    def taken(self, rows):
        """The `Runs` of some rows."""
        return Runs(*(column[rows] for column in self))

    def with_(self, other):
        """These `Runs` and others."""
        return Runs(*(np.concatenate(column) for column in zip(self, other))).sorted()

    def sorted(self):
        """The `Runs` in their order."""
        return self.taken(np.lexsort(self[::-1]))

    def of_pairs(self, line, feature):
        """The runs of some pairs only."""
        width = int(max(self.feature.max(initial=0), feature.max(initial=0))) + 1
        return self.taken(np.isin(self.line * width + self.feature, line * width + feature))


class Stationed(LineEdges):
    """The edges of an array of lines with their stations: parts one after another, gaps between parts count nothing."""

    def __init__(self, lines, measure):
        super().__init__(lines)
        self.measure = measure
        self.length = measure.edge_lengths(self.from_, self.to) if len(self.owner) else np.zeros(0)
        self.station = np.zeros(len(self.owner))
        bounds = np.searchsorted(self.owner, np.arange(len(lines) + 1))
        for a, b in zip(bounds, bounds[1:]):  # line by line, so that a station never depends on other lines
            if b > a:
                self.station[a + 1 : b] = np.cumsum(self.length[a : b - 1])

    def runs_on(self, features):
        """The `Runs` on an object array of polygons, lines or points."""
        pieces = self.pieces_on(features)
        return self.runs_of(pieces.on, pieces).sorted()

    def runs_of(self, feature, pieces):
        """The `Runs` that `Pieces` of edges are, in their order; feature: (n,) the row of the one each lies on."""
        ends = (self._stations(pieces.edge, share) for share in (pieces.start, pieces.end))
        return Runs(self.owner[pieces.edge], feature, *ends)

    def stations_of(self, line, parts):
        """First and last stations, (n,) each, of parts (points or lines) that lie on the lines of these rows.

        Each straight bit of a part is looked for on the edges that it lies on, so that a place which the line
        passes twice has the station of the passage that is meant. NaN where a part lies on no edge.
        """
        bits, part = _bits(parts)
        near, edge = self.tree.query(bits, predicate="dwithin", distance=_rounding(self.from_))
        own = self.owner[edge] == line[part[near]]
        near, edge = near[own], edge[own]
        ends = [end_of(bits[near], index) for index in (0, -1)]
        edges = self.tree.geometries[edge]
        on = np.all([shapely.dwithin(edges, shapely.points(end), _rounding(self.from_)) for end in ends], axis=0)
        stations = [self._stations(edge[on], self.shares_at(edge[on], end[on])) for end in ends]
        first, last = np.full(len(parts), np.inf), np.full(len(parts), -np.inf)
        np.minimum.at(first, part[near[on]], np.minimum(*stations))
        np.maximum.at(last, part[near[on]], np.maximum(*stations))
        found = first <= last
        return np.where(found, first, np.nan), np.where(found, last, np.nan)

    def _stations(self, edge, share):
        """Stations of places on edges, told by shares of the edges."""
        found = self.station[edge] + np.where(share == 1.0, self.length[edge], 0.0)
        between = np.flatnonzero((share > 0.0) & (share < 1.0))
        from_, to = self.from_[edge[between]], self.to[edge[between]]
        found[between] += self.measure.edge_lengths(from_, from_ + share[between, None] * (to - from_))
        return found


def _bits(parts):
    """(points and two-point lines that the parts consist of, the row of each)."""
    simple, row = simple_parts(parts)
    points = shapely.get_dimensions(simple) == 0
    edges = edges_of(simple)
    lines = shapely.linestrings(np.stack([edges.from_, edges.to], axis=1))
    return np.concatenate([simple[points], lines]), np.concatenate([row[points], row[edges.owner]])


def _rounding(xy):
    """A distance that rounding of coordinates of this size explains."""
    return 1e-12 * float(np.abs(xy).max(initial=1.0))


_JOIN_M = 1e-9  # ends of neighbouring edges differ by rounding


def merged(group, start, end):
    """Intervals united within each group: (group, start, end), sorted. Intervals that meet become one."""
    order = np.lexsort((end, start, group))
    group, start, end = group[order], start[order], end[order]
    out = []
    for g, a, b in zip(group.tolist(), start.tolist(), end.tolist()):
        if out and out[-1][0] == g and a <= out[-1][2] + _JOIN_M:
            out[-1][2] = max(out[-1][2], b)
        else:
            out.append([g, a, b])
    columns = list(zip(*out)) or ([], [], [])
    return np.array(columns[0], dtype=np.int64), np.array(columns[1], float), np.array(columns[2], float)
