"""What shapes of one group have in common with others of it: ground and ways that a plain sum counts more than once.

Of two shapes that share something the larger one is first, of equals the earlier one; it keeps what both share.
"""

from __future__ import annotations

import numpy as np
import shapely

from .along import merged
from .areas import overlapping
from .candidates import BoxIndex
from .line_edges import LineEdges
from .pairs import LEAST_AREA_M2, LEAST_LENGTH_M
from .relations import is_whole
from .shapely_engine import overlays

_LINE, _POLYGON = 1, 2


class Repeats:
    """Pairs of shapes of one group that share ground (polygons) or a stretch (lines), sorted by second, first.

    first, second: (p,) rows. whole: bool (p,), whether the second one lies wholly in the first.
    """

    def __init__(self, shapes, group, engine, threads=1):
        """shapes: `Shapes`. group: (n,) integers. engine: see `areas`."""
        self._shapes, self._threads = shapes, threads
        size = np.where(shapes.dimension == _LINE, shapes.length, shapes.area)
        rank = np.argsort(np.lexsort((np.arange(len(shapes)), -size)))
        self._ways = _Ways(shapes, group, rank)
        found = [_on_ground(shapes, group, rank, engine, threads), self._ways.pairs()]
        first, second, shared = (np.concatenate(column) for column in zip(*found))
        order = np.lexsort((first, second))
        self.first, self.second = first[order], second[order]
        self.whole = is_whole(shared[order], size[self.second])

    def shared(self, second, pairs):
        """Object array: what the shape `second[k]` shares with the first ones of `pairs[k]`, a list of places.

        None where GEOS fails.
        """
        asked = np.unique([place for places in pairs for place in places]).astype(np.int64)
        asked = asked[self._shapes.dimension[self.second[asked]] == _POLYGON]
        ground, geometry = np.full(len(self.first), None, dtype=object), self._shapes.geometry
        ground[asked] = overlays(geometry[self.second[asked]], geometry[self.first[asked]], self._threads)
        found = np.full(len(second), None, dtype=object)
        for k, (row, places) in enumerate(zip(second, pairs)):
            is_line = self._shapes.dimension[row] == _LINE
            found[k] = self._ways.stretches(row, self.first[places]) if is_line else _united(ground[places])
        return found


def _on_ground(shapes, group, rank, engine, threads):
    """(first, second, m2) of polygons; NaN where nobody can tell."""
    areal = shapes.rows(_POLYGON)
    i, j, area = overlapping(shapes.taken(areal), group[areal], engine, threads)
    real = ~(area <= LEAST_AREA_M2)
    i, j = areal[i[real]], areal[j[real]]
    turned = rank[i] > rank[j]
    return np.where(turned, j, i), np.where(turned, i, j), area[real]


def _united(shapes):
    """The union of some shapes; None where one of them is not known."""
    if np.equal(shapes, None).any():
        return None
    return shapes[0] if len(shapes) == 1 else shapely.union_all(shapes)


class _Ways:
    """Pieces of the edges of lines that lie on lines before them in their group."""

    def __init__(self, shapes, group, rank):
        self._rows = _meeting(shapes, group)
        self._measure, self._size = shapes.measure, len(shapes)
        geometry = shapes.geometry[self._rows]
        self._edges = LineEdges(geometry)
        self._owner = self._rows[self._edges.owner]

        def before(feature, edge):
            one, other = self._rows[feature], self._owner[edge]
            return (group[one] == group[other]) & (rank[one] < rank[other])

        pieces = self._edges.pieces_on(geometry, before)
        self._pieces = pieces.taken(pieces.end > pieces.start)

    def pairs(self):
        """(first, second, m) of each pair of lines that share a stretch."""
        pieces, edges = self._pieces, self._edges
        length = pieces.lengths(edges.from_, edges.to, self._measure) if len(pieces.edge) else np.empty(0)
        key, place = np.unique(self._owner[pieces.edge] * self._size + self._rows[pieces.on], return_inverse=True)
        total = np.bincount(place, length, len(key))
        key, total = key[total > LEAST_LENGTH_M], total[total > LEAST_LENGTH_M]
        return key % self._size, key // self._size, total

    def stretches(self, row, firsts):
        """The stretches of the line `row` that lie on any of the lines `firsts`, each once."""
        mine = self._pieces.taken(
            (self._owner[self._pieces.edge] == row) & np.isin(self._rows[self._pieces.on], firsts)
        )
        edge, start, end = merged(mine.edge, mine.start, mine.end)
        from_, to = self._edges.from_[edge], self._edges.to[edge]
        ends = [np.where(share[:, None] == 1.0, to, from_ + share[:, None] * (to - from_)) for share in (start, end)]
        return shapely.multilinestrings(shapely.linestrings(np.stack(ends, axis=1)))


def _meeting(shapes, group):
    """Rows of the lines whose boxes meet that of another one of their group."""
    rows = shapes.rows(_LINE)
    i, j = BoxIndex(shapes.geometry[rows]).pairs(shapes.geometry[rows])
    return rows[np.unique(i[(i != j) & (group[rows[i]] == group[rows[j]])])]
