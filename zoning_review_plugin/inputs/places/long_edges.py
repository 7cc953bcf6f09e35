"""Long edges on their way to another CRS: what is straight in one is a bow in the other.

A few points on the source edge keep the moved edge within a tolerance of where it lies on the ground.
They are found by halving, from whichever end: so neighbours that share an edge share its points, too.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

# A moved edge stays this close (m) to where it lies on the ground: closer than what is drawn at 1:10,000. Less would
# bend edges of a moved layer away from those of layers that stay, with which they coincide corner by corner.
TOLERANCE_M = 2.0
# From this on (m), an edge that stays straight is told.
_TOLD_M = 0.1
# A shorter edge (m) cannot bow by as much south of 79 degrees: it bows by its length² · tan(latitude) / 8 R.
_LEAST_EDGE_M = 1000.0
_EARTH_M = 6_378_137.0


class Bent(NamedTuple):
    """Geometries with the points that their long edges need.

    edges, bow_m: how many need some, and their largest bow. left, left_m: the same of those that stay straight
    although they bow by more than a trifle.
    """

    geometry: np.ndarray
    edges: int = 0
    bow_m: float = 0.0
    left: int = 0
    left_m: float = 0.0


def metres_per_unit(crs):
    """How many metres on the ground a unit of `crs` is at most, about."""
    factor = crs.axis_info[0].unit_conversion_factor
    return factor * _EARTH_M if crs.is_geographic else factor


def bent(geometry, move, source, target):
    """The `Bent` of geometries in CRS `source` before they go to `target`. move: coordinates (n, 2) → (n, 2)."""
    least = _LEAST_EDGE_M / metres_per_unit(source)
    rows = _candidates(geometry, least)
    paths, owner = _paths(geometry[rows])
    if not len(paths):
        return Bent(geometry)
    xy, path = shapely.get_coordinates(paths, return_index=True)
    start = np.flatnonzero(path[:-1] == path[1:])
    start = start[_length(xy[start], xy[start + 1]) > least]
    bows = _bows(xy[start], xy[start + 1], move, target)
    bend, stay = bows > TOLERANCE_M, (bows > _TOLD_M) & (bows <= TOLERANCE_M)
    told = int(bend.sum()), float(bows[bend].max(initial=0)), int(stay.sum()), float(bows[stay].max(initial=0))
    if not bend.any():
        return Bent(geometry, *told)
    start = start[bend]
    edge, points = _points(xy[start], xy[start + 1], least, move, target)
    counts = shapely.get_num_coordinates(paths) + np.bincount(path[start[edge]], minlength=len(paths))
    whole = np.split(np.insert(xy, start[edge] + 1, points, axis=0), np.cumsum(counts)[:-1])
    result = geometry.copy()
    for row in np.unique(owner[path[start[edge]]]):
        first, last = np.searchsorted(owner, (row, row + 1))
        result[rows[row]] = _rebuilt(geometry[rows[row]], iter(whole[first:last]))
    return Bent(result, *told)


def _candidates(geometry, least):
    """Rows of geometries with two coordinates in succession that lie far apart."""
    xy, row = shapely.get_coordinates(geometry, return_index=True)
    far = (row[:-1] == row[1:]) & (_length(xy[:-1], xy[1:]) > least)
    return np.unique(row[:-1][far])


def _paths(geometry):
    """(lines and rings, row of each) of geometries, in order of their coordinates."""
    parts, row = geometry, np.arange(len(geometry))
    while (shapely.get_type_id(parts) > shapely.GeometryType.POLYGON).any():
        parts, of = shapely.get_parts(parts, return_index=True)
        row = row[of]
    solid = (shapely.get_dimensions(parts) > 0) & ~shapely.is_empty(parts)
    parts, row = parts[solid], row[solid]
    area = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    rings, of = shapely.get_rings(parts[area], return_index=True)
    place = np.concatenate([np.flatnonzero(area)[of], np.flatnonzero(~area)])
    order = np.argsort(place, kind="stable")
    return np.concatenate([rings, parts[~area]])[order], row[place][order]


def _points(start, end, least, move, target):
    """(edge, point) of all points that edges need, in order along each."""
    turned = (start[:, 0] > end[:, 0]) | (start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1])
    a, b = np.where(turned[:, None], end, start), np.where(turned[:, None], start, end)
    edge, low, high = np.arange(len(a)), np.zeros(len(a)), np.ones(len(a))
    found = []
    while len(edge):
        split = _bows(a, b, move, target) > TOLERANCE_M
        a, b, edge, low, high = a[split], b[split], edge[split], low[split], high[split]
        middle, half = 0.5 * (a + b), 0.5 * (low + high)
        found.append((edge, np.where(turned[edge], 1 - half, half), middle))
        a, b = np.concatenate([a, middle]), np.concatenate([middle, b])
        low, high, edge = np.concatenate([low, half]), np.concatenate([half, high]), np.tile(edge, 2)
        long = _length(a, b) > least
        a, b, edge, low, high = a[long], b[long], edge[long], low[long], high[long]
    edge, share, point = (np.concatenate(part) for part in zip(*found))
    order = np.lexsort((share, edge))
    return edge[order], point[order]


def _bows(a, b, move, target):
    """(n,) m by which the edges leave their chords in `target`; 0 where they cannot be moved.

    Looked at in three places: an edge that bows both ways crosses its chord in the middle.
    """
    middle = 0.5 * (a + b)
    there = move(np.concatenate([a, b, 0.5 * (a + middle), middle, 0.5 * (middle + b)])).reshape(5, -1, 2)
    scale = np.full(there.shape[1:], metres_per_unit(target))
    if target.is_geographic:
        scale[:, 0] *= np.cos(there[3, :, 1] * target.axis_info[0].unit_conversion_factor)
    with np.errstate(invalid="ignore", divide="ignore"):
        chord = (there[1] - there[0]) * scale
        off = (there[2:] - there[0]) * scale
        bow = np.abs(chord[:, 0] * off[:, :, 1] - chord[:, 1] * off[:, :, 0]).max(axis=0) / np.hypot(*chord.T)
    return np.where(np.isfinite(bow), bow, 0.0)


def _length(a, b):
    with np.errstate(invalid="ignore"):
        return np.hypot(*(b - a).T)


def _rebuilt(shape, paths):
    """`shape` with the coordinates that `paths` yields for its lines and rings, in order."""
    if shape.is_empty or shape.geom_type == "Point":
        return shape
    if shape.geom_type == "Polygon":
        rings = [next(paths) for _ in range(1 + len(shape.interiors))]
        return shapely.Polygon(rings[0], rings[1:])
    if shape.geom_type in ("LineString", "LinearRing"):
        return type(shape)(next(paths))
    return type(shape)([_rebuilt(part, paths) for part in shape.geoms])
