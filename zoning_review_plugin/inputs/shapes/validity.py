"""Which geometries are valid: GEOS tells, on several threads, and of very large polygons part by part.

GEOS asks each hole of a polygon anew where it lies in the shell: with thousands of holes that takes minutes.
Holes that lie strictly inside a valid shell and meet no other hole cannot make it invalid, so only those that
touch something have to be asked together; likewise parts that meet no other part.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import shapely

from .round_rings import goes_round

_LARGE = 4096  # vertices above which a geometry is looked at part by part
_AT_ONCE = 4096  # geometries asked in one call


def valid(geometry, threads=1):
    """bool (n,): valid geometries of an array; None is not. Finite coordinates are presumed."""
    found = goes_round(geometry)
    large = shapely.get_num_coordinates(geometry) > _LARGE
    rows = np.flatnonzero(~(large | found))
    tasks = [(rows[k : k + _AT_ONCE], shapely.is_valid) for k in range(0, len(rows), _AT_ONCE)]
    tasks[:0] = [(np.array([row]), _large_valid) for row in np.flatnonzero(large & ~found)]

    def settle(task):
        chosen, ask = task
        found[chosen] = ask(geometry[chosen])

    if threads < 2 or len(tasks) < 2:
        for task in tasks:
            settle(task)
    else:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(settle, tasks))
    return found


def _large_valid(geometry):
    """bool (1,) for an array of one large geometry."""
    kind = shapely.get_type_id(geometry[0])
    proof = {shapely.GeometryType.POLYGON: _proven, shapely.GeometryType.MULTIPOLYGON: _proven_parts}.get(kind)
    if proof is not None and proof(geometry[0]):
        return np.array([True])
    return shapely.is_valid(geometry)


def _proven_parts(shape):
    """Whether a multipolygon is certainly valid."""
    parts = shapely.get_parts(shape)
    if shapely.is_empty(parts).any():
        return False
    long = _may_take_long(parts)
    if not (shapely.is_valid(parts[~long]).all() and all(map(_proven, parts[long]))):
        return False
    meeting = _meeting(parts)
    return not meeting.any() or bool(shapely.is_valid(shapely.multipolygons(parts[meeting])))


def _proven(polygon):
    """Whether a polygon is certainly valid."""
    if not _may_take_long(polygon):
        return bool(shapely.is_valid(polygon))
    rings = shapely.get_rings(polygon)
    shell, holes = shapely.polygons(rings[0]), shapely.polygons(rings[1:])
    if shapely.is_empty(holes).any() or not (shapely.is_valid(shell) and shapely.is_valid(holes).all()):
        return False
    shapely.prepare(shell)
    touching = ~shapely.contains_properly(shell, holes) | _meeting(holes)
    return not touching.any() or bool(shapely.is_valid(shapely.polygons(rings[0], rings[1:][touching])))


def _may_take_long(polygons):
    """bool, of each: whether it has many vertices and holes."""
    return (shapely.get_num_coordinates(polygons) > _LARGE) & (shapely.get_num_interior_rings(polygons) > 0)


def _meeting(polygons):
    """bool (n,): polygons that share a point with another one."""
    i, j = shapely.STRtree(polygons).query(polygons)
    i, j = i[i < j], j[i < j]
    vertices = shapely.get_num_coordinates(polygons)
    large, small = np.where(vertices[i] > vertices[j], (i, j), (j, i))
    order = np.argsort(large, kind="stable")
    large, small = large[order], small[order]
    shapely.prepare(polygons[np.unique(large)])  # an index that makes the question about a small one a short one
    found = shapely.intersects(polygons[large], polygons[small])
    meeting = np.zeros(len(polygons), dtype=bool)
    meeting[np.concatenate([large[found], small[found]])] = True
    return meeting
