"""Boundaries, lines and points in short pieces: what a distance between shapes that lie apart rests on."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import shapely

from .candidates import diagonals
from .ragged import simple_parts

_SMALL = 48  # vertices up to which a geometry is one piece


class Linework:
    """Pieces of an array of geometries: small ones as they are, others in runs of a few edges.

    most_edges: of a run. tallest: no piece spans more in y, but for edges cut into equal parts no longer than that.
    owner: (p,) the row of each piece's geometry. box: (p, 4) min x, min y, max x, max y.
    """

    def __init__(self, geometry, most_edges, tallest=np.inf):
        bounds = shapely.bounds(geometry)
        count = shapely.get_num_coordinates(geometry)
        low = np.nan_to_num(bounds[:, 3] - bounds[:, 1]) <= tallest
        self._whole = np.flatnonzero((count > 0) & (count <= _SMALL) & low)
        cut = np.flatnonzero((count > 0) & ~((count <= _SMALL) & low))
        self._geometry = geometry
        self._runs = _Runs.of(geometry[cut], most_edges, tallest)
        self.owner = np.concatenate([self._whole, cut[self._runs.owner]])
        self.box = np.concatenate([bounds[self._whole], self._runs.boxes()])

    def boxed(self):
        """(p,) geometries whose boxes are those of the pieces: of a small one itself, as none is sooner made."""
        return np.concatenate([self._geometry[self._whole], diagonals(self._runs.boxes())])

    @cached_property
    def middle(self):
        """(p, 2) the middle of each piece's box."""
        return 0.5 * (self.box[:, :2] + self.box[:, 2:])

    def shapes(self, pieces, factors):
        """Lines and points of some pieces, their coordinates times `factors` (n, 2), of each its own."""
        shapes = np.empty(len(pieces), dtype=object)
        whole = pieces < len(self._whole)
        shapes[whole] = _outlines(self._geometry[self._whole[pieces[whole]]])
        shapes[~whole] = self._runs.shapes(pieces[~whole] - len(self._whole))
        return scaled(shapes, factors)


class _Runs:
    """Runs of vertices: coordinates (v, 2), the first vertex and the number of vertices of each (r,), its owner (r,).

    Runs of one path share their end points. A point is a run of one vertex.
    """

    def __init__(self, xy, start, count, owner):
        self.xy, self.start, self.count, self.owner = xy, start, count, owner

    @classmethod
    def of(cls, geometry, most_edges, tallest):
        """Runs of at most `most_edges` edges; of one edge where more would span more than `tallest` in y."""
        parts, row = simple_parts(geometry)
        solid = shapely.get_dimensions(parts) == 2
        rings, of = shapely.get_rings(parts[solid], return_index=True)
        paths, owner = np.concatenate([rings, parts[~solid]]), np.concatenate([row[solid][of], row[~solid]])
        vertices = _without_repeats(*shapely.get_coordinates(paths, return_index=True))
        xy, path = _with_tall_edges_cut(*vertices, tallest)
        count = np.bincount(path, minlength=len(paths))
        found = cls(xy, np.cumsum(count) - count, count, owner)._cut(most_edges)
        box = found.boxes()
        tall = box[:, 3] - box[:, 1] > tallest
        if not tall.any():
            return found
        low, high = found._taken(~tall), found._taken(tall)._cut(1)
        return cls(xy, *(np.concatenate([getattr(low, n), getattr(high, n)]) for n in ("start", "count", "owner")))

    def boxes(self):
        """(r, 4) min x, min y, max x, max y."""
        place, _ = self._vertices()
        if not len(place):
            return np.empty((0, 4))
        xy, first = self.xy[place], np.cumsum(self.count) - self.count
        return np.concatenate([np.minimum.reduceat(xy, first), np.maximum.reduceat(xy, first)], axis=1)

    def shapes(self, rows):
        """Some runs as lines and points."""
        chosen = self._taken(rows)
        place, run = chosen._vertices()
        single = chosen.count == 1
        shapes = np.empty(len(rows), dtype=object)
        shapes[single] = shapely.points(self.xy[chosen.start[single]])
        if not single.all():
            number = np.cumsum(~single) - 1
            more = ~single[run]
            shapes[~single] = shapely.linestrings(self.xy[place[more]], indices=number[run[more]])
        return shapes

    def _taken(self, rows):
        return _Runs(self.xy, self.start[rows], self.count[rows], self.owner[rows])

    def _vertices(self):
        """(place in `xy`, run) of the vertices of all runs, run by run."""
        run = np.repeat(np.arange(len(self.start)), self.count)
        ahead = np.cumsum(self.count) - self.count
        return np.arange(len(run)) + np.repeat(self.start - ahead, self.count), run

    def _cut(self, most_edges):
        parts = np.maximum(1, -(-(self.count - 1) // most_edges))
        of = np.repeat(np.arange(len(parts)), parts)
        number = np.arange(len(of)) - np.repeat(np.cumsum(parts) - parts, parts)
        start = self.start[of] + number * most_edges
        last = np.minimum(start + most_edges, self.start[of] + self.count[of] - 1)
        return _Runs(self.xy, start, last - start + 1, self.owner[of])


def scaled(shapes, factors):
    """Geometries with their coordinates times `factors`: (2,), or (n, 2) for factors of each its own."""
    if (factors == 1.0).all():
        return shapes
    xy, row = shapely.get_coordinates(shapes, return_index=True)
    return shapely.set_coordinates(shapes.copy(), xy * (factors if factors.ndim == 1 else factors[row]))


def _outlines(geometry):
    """Boundaries of polygons; lines and points, and what is mixed, as they are."""
    areal = np.isin(shapely.get_type_id(geometry), (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON))
    found = geometry.copy()
    found[areal] = shapely.boundary(geometry[areal])
    no_longer = (shapely.get_type_id(found) == shapely.GeometryType.LINESTRING) & (shapely.length(found) == 0)
    found[no_longer] = shapely.get_point(found[no_longer], 0)
    return found


def _without_repeats(xy, path):
    """(coordinates, path of each) without vertices that repeat the one before.

    GEOS (3.13) crashes where it looks for what is nearest to a line of no length.
    """
    new = np.ones(len(xy), dtype=bool)
    new[1:] = (path[1:] != path[:-1]) | (xy[1:] != xy[:-1]).any(axis=1)
    return xy[new], path[new]


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
