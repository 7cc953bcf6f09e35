"""Lines as measured from their start: where they run in areas, along lines and past points.

Each edge of a line is asked on its own, so that a line that crosses or repeats itself keeps its stations.
A line that runs along a border shares that stretch with the closed area.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

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

    def of_pairs(self, line, feature):
        """The runs of some pairs only."""
        width = int(max(self.feature.max(initial=0), feature.max(initial=0))) + 1
        return self.taken(np.isin(self.line * width + self.feature, line * width + feature))


class Stationed:
    """The edges of an array of lines with their stations: parts one after another, gaps between parts count nothing."""

    def __init__(self, lines, measure):
        self.measure = measure
        self.from_, self.to, self.owner = edges_of(lines)
        self.length = measure.edge_lengths(self.from_, self.to) if len(self.owner) else np.zeros(0)
        self.station = np.zeros(len(self.owner))
        bounds = np.searchsorted(self.owner, np.arange(len(lines) + 1))
        for a, b in zip(bounds, bounds[1:]):  # line by line, so that a station never depends on other lines
            if b > a:
                self.station[a + 1 : b] = np.cumsum(self.length[a : b - 1])
        self.tree = shapely.STRtree(shapely.linestrings(np.stack([self.from_, self.to], axis=1)))

    def runs_on(self, features):
        """The `Runs` on an object array of polygons, lines or points."""
        feature, edge = self.tree.query(features, predicate="intersects")
        inner_feature, inner_edge = self.tree.query(features, predicate="covers")
        edges = len(self.owner)
        whole = np.isin(feature * edges + edge, inner_feature * edges + inner_edge)
        parts = [self._whole(feature[whole], edge[whole]), self._partial(features, feature[~whole], edge[~whole])]
        line, feature, start, end = (np.concatenate(column) for column in zip(*parts))
        order = np.lexsort((end, start, feature, line))
        return Runs(line[order], feature[order], start[order], end[order])

    def stations_of(self, line, parts):
        """First and last stations, (n,) each, of parts (points or lines) that lie on the lines of these rows.

        Each straight bit of a part is looked for on the edges that it lies on, so that a place which the line
        passes twice has the station of the passage that is meant. NaN where a part lies on no edge.
        """
        bits, part = _bits(parts)
        near, edge = self.tree.query(bits, predicate="dwithin", distance=_rounding(self.from_))
        own = self.owner[edge] == line[part[near]]
        near, edge = near[own], edge[own]
        ends = [_end_of(bits[near], index) for index in (0, -1)]
        edges = self.tree.geometries[edge]
        on = np.all([shapely.dwithin(edges, shapely.points(end), _rounding(self.from_)) for end in ends], axis=0)
        stations = [self._station_at(edge[on], end[on]) for end in ends]
        first, last = np.full(len(parts), np.inf), np.full(len(parts), -np.inf)
        np.minimum.at(first, part[near[on]], np.minimum(*stations))
        np.maximum.at(last, part[near[on]], np.maximum(*stations))
        found = first <= last
        return np.where(found, first, np.nan), np.where(found, last, np.nan)

    def _whole(self, feature, edge):
        start = self.station[edge]
        return self.owner[edge], feature, start, start + self.length[edge]

    def _partial(self, features, feature, edge):
        """Edges that a feature meets in part: the ends of each common piece, as stations."""
        shapes = shapely.intersection(self.tree.geometries[edge], features[feature])
        pieces, row = simple_parts(shapes)
        ends = [self._station_at(edge[row], _end_of(pieces, index)) for index in (0, -1)]
        return self.owner[edge[row]], feature[row], np.minimum(*ends), np.maximum(*ends)

    def _station_at(self, edge, point):
        """Stations of points (n, 2) that lie on the given edges."""
        from_, to = self.from_[edge], self.to[edge]
        span = ((to - from_) ** 2).sum(axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            share = np.where(span > 0, ((point - from_) * (to - from_)).sum(axis=1) / span, 0.0)
        share = np.clip(share, 0.0, 1.0)[:, None]
        return self.station[edge] + self.measure.edge_lengths(from_, from_ + share * (to - from_))


def _end_of(pieces, index):
    """The first (0) or last (-1) vertex of simple pieces (points and lines), (n, 2)."""
    xy, row = shapely.get_coordinates(pieces, return_index=True)
    first = np.searchsorted(row, np.arange(len(pieces)))
    if index == 0:
        return xy[first]
    return xy[np.append(first, len(xy))[1:] - 1]


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
