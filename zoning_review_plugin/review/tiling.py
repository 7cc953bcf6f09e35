"""Layers that should tile the ground, such as control units: overlaps among their features, and gaps between them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

from ..inputs.checks.check import Check
from ..inputs.checks.places import MOST, plain, told
from ..inputs.meaning.roles import tiles
from ..model.codes import Severity
from ..model.records import Feature, Issue
from ..overlay.mosaic import Mosaic
from ..overlay.nearby import Nearby
from ..overlay.shapely_engine import overlays
from ..overlay.shapes import Shapes

# An enclosed place as large (m2) and as wide (m) as this is taken for one that was left out on purpose.
_DELIBERATE_M2, _DELIBERATE_M = 10_000.0, 10.0
# Around subjects, gaps up to this extent (m) are looked for.
_REACH_M = 1000.0
_MOST_NEIGHBOURS = 4


class Around(NamedTuple):
    """Where a review looks for faults. near: where they are told. read: what has to be known for that. reach: the
    greatest extent of gaps, in units of the analysis CRS."""

    near: Nearby
    read: Nearby
    reach: float


def around(boxes, frame):
    """The `Around` of all subjects, by their boxes (n, 4) in the analysis CRS."""
    geometry = shapely.box(*boxes[np.isfinite(boxes).all(axis=1)].T)
    reach = frame.margin(_REACH_M)
    return Around(Nearby(geometry), Nearby(geometry, reach), reach)


def tiling_checks(constraint, frame, boxes=None, ground=None):
    """The `Check`s of a layer that should tile; () of another one.

    boxes: (n, 4) of the subjects near which to look, None for the whole layer. ground: polygons that the layer answers
    for, where these are known; their holes are no gaps.
    """
    if not tiles(constraint.role):
        return ()
    return (Tiling(frame, None if boxes is None else around(boxes, frame), ground),)


class Tiling(Check):
    """Keeps the polygons of the layer until the last has passed."""

    def __init__(self, frame, place, ground):
        self._frame, self._place, self._ground = frame, place, ground
        self._geometry, self._fids, self._ids = [], [], []

    def see(self, seen):
        polygons = shapely.get_dimensions(seen.clean) == 2
        if self._place is not None:
            polygons &= np.isin(np.arange(len(seen)), self._place.read.rows(seen.clean))
        ids = seen.attributes.get("id", np.full(len(seen), None, dtype=object))
        self._geometry.append(seen.clean[polygons])
        self._fids.append(seen.fid[polygons])
        self._ids.append(ids[polygons])

    def issues(self, key):
        if not sum(map(len, self._geometry)):
            return []
        mosaic = Mosaic(Shapes(np.concatenate(self._geometry), self._frame.on_ellipsoid))
        ids, fids = np.concatenate(self._ids), np.concatenate(self._fids)

        def name(row):
            return Feature(ids[row] or str(fids[row]), fids[row])

        return [*self._overlaps(key, name, mosaic), *self._gaps(key, name, mosaic)]

    def _overlaps(self, key, name, mosaic):
        i, j, area = mosaic.pairs(mosaic.doubled[self._is_near(mosaic.doubled)])
        first, second = mosaic.shapes.geometry[i], mosaic.shapes.geometry[j]
        shared = overlays(first, second)
        other = ~_identical(first, second)  # these are told as duplicates
        rows = np.flatnonzero(other & (self._is_near(shared) | np.equal(shared, None)))
        rows = rows[np.argsort(-area[rows], kind="stable")]
        found = []
        for row in rows[:MOST]:
            params = {"other": name(j[row]), "area": plain(area[row]), **_at(shared[row])}
            found.append(Issue(key, "tiles_overlap", Severity.WARNING, name(i[row]), params, geometry=shared[row]))
        return told(key, found, len(rows))

    def _gaps(self, key, name, mosaic):
        box = shapely.bounds(mosaic.empty)
        if self._place is not None:
            near = self._is_near(mosaic.empty) & ((box[:, 2:] - box[:, :2]).max(axis=1, initial=0) <= self._place.reach)
        else:
            near = np.ones(len(box), dtype=bool)
        rows = np.flatnonzero(near & ~self._is_left_out(mosaic.empty_point))
        area = mosaic.empty_area[rows]
        width = 2.0 * area / mosaic.shapes.measure.length(shapely.boundary(mosaic.empty[rows]))
        found = {"tiles_gap": [], "tiles_void": []}
        for place in np.argsort(-area, kind="stable"):
            face, large = mosaic.empty[rows[place]], area[place] >= _DELIBERATE_M2 and width[place] >= _DELIBERATE_M
            names = [name(row) for row in mosaic.around(face)]
            params = {"area": plain(area[place]), "width": plain(width[place], 2), **_at(face)}
            params["others"] = ", ".join(names[:_MOST_NEIGHBOURS]) + " …" * (len(names) > _MOST_NEIGHBOURS)
            found["tiles_void" if large else "tiles_gap"].append(_gap(key, large, names, params, face))
        return [issue for issues in found.values() for issue in told(key, issues, len(issues))]

    def _is_near(self, shapes):
        if self._place is None:
            return np.ones(len(shapes), dtype=bool)
        return np.isin(np.arange(len(shapes)), self._place.near.rows(shapes))

    def _is_left_out(self, points):
        """bool (n,): points in holes of the ground that the layer answers for."""
        if self._ground is None or not len(self._ground):
            return np.zeros(len(points), dtype=bool)
        polygons = shapely.get_parts(self._ground)
        filled = shapely.polygons(shapely.get_exterior_ring(polygons))
        return _lie_in(points, filled) & ~_lie_in(points, polygons)


def _gap(key, large, names, params, face):
    feature = names[0] if len(names) else None
    if large:
        return Issue(key, "tiles_void", Severity.REMARK, feature, params, geometry=face)
    return Issue(key, "tiles_gap", Severity.WARNING, feature, params, geometry=face)


def _identical(a, b):
    return shapely.equals_exact(shapely.normalize(a), shapely.normalize(b), 0.0)


def _lie_in(points, polygons):
    found = np.zeros(len(points), dtype=bool)
    found[shapely.STRtree(polygons).query(points, predicate="intersects")[0]] = True
    return found


def _at(shape):
    """Where a shape lies, for its sentence."""
    x, y = shapely.get_coordinates(shapely.point_on_surface([shape]))[0] if shape is not None else (np.nan, np.nan)
    return {"x": f"{x:.10g}", "y": f"{y:.10g}"}
