"""Is a layer, or are the subjects, off by just what the web maps shift? Corners that they share would show it.

Boundaries drawn from the same data meet corner by corner. Where they do not, but would if one side were shifted as
GCJ-02 or BD-09 is, that side is in the coordinates of a web map. Where nothing is shared, nothing can be told.
"""

from __future__ import annotations

import numpy as np
import shapely

from ...model.codes import Severity
from ...model.records import Issue
from ..places.degrees import from_degrees, to_degrees
from ..places.long_edges import metres_per_unit
from ..places.web_maps import SHIFTS, in_china, shifted_back
from .check import Check

_NEAR_M = 1.0  # within which two corners are one
_LEAST = 8  # corners that must meet
_LEAST_SHARE = 0.05  # of the subjects' corners
_TIMES = 5  # as many must meet as do where nothing is shifted, which also rules out chance
_AS_IS, _LAYER, _SUBJECTS = "", "layer", "subjects"


class WebMapOffset(Check):
    """marks: (n, 2) corners of subjects in the analysis CRS `crs` (pyproj)."""

    def __init__(self, marks, crs):
        self._count, self._near = len(marks), _NEAR_M / metres_per_unit(crs)
        self._ways, places = _wanted(marks, crs)
        self._tree = shapely.STRtree(shapely.points(places)) if len(places) else None
        self._met = np.zeros(len(places), dtype=bool)
        # Only what lies at the wanted places matters, a small part of a large layer.
        low, high = (places.min(axis=0), places.max(axis=0)) if len(places) else (np.zeros(2), np.zeros(2))
        self._box = (*(low - self._near), *(high + self._near))

    def see(self, seen):
        if self._tree is None:
            return
        x0, y0, x1, y1 = self._box
        box = shapely.bounds(seen.clean)
        with np.errstate(invalid="ignore"):
            rows = (box[:, 0] <= x1) & (box[:, 2] >= x0) & (box[:, 1] <= y1) & (box[:, 3] >= y0)
        xy = shapely.get_coordinates(seen.clean[rows])
        inside = (xy[:, 0] >= x0) & (xy[:, 0] <= x1) & (xy[:, 1] >= y0) & (xy[:, 1] <= y1)
        points = shapely.points(np.unique(xy[inside], axis=0))
        self._met[self._tree.query(points, predicate="dwithin", distance=self._near)[1]] = True

    def issues(self, key):
        if self._tree is None:
            return []
        met = dict(zip(self._ways, self._met.reshape(len(self._ways), -1).sum(axis=1).tolist()))
        here = met.pop(_AS_IS)
        (side, system), count = max(met.items(), key=lambda way: way[1])
        if count < max(_LEAST, _LEAST_SHARE * self._count, _TIMES * (here + 1)):
            return []
        params = {"side": side, "system": system, "count": count, "total": self._count, "here": here}
        return [Issue(key, "web_map_offset", Severity.WARNING, params=params)]


def _wanted(marks, crs):
    """(ways, places (ways x n, 2) in `crs` where corners of the layer would be met by each way)."""
    if not len(marks):
        return [], np.empty((0, 2))
    lonlat = np.column_stack(to_degrees(crs).transform(*marks.T))
    if not (np.isfinite(lonlat).all() and in_china(lonlat).all()):
        return [], np.empty((0, 2))
    ways, places = [_AS_IS], [np.asarray(marks)]
    back = from_degrees(crs)
    for system, shift in SHIFTS.items():
        for side, moved in ((_LAYER, shift(lonlat)), (_SUBJECTS, shifted_back(lonlat, system))):
            ways.append((side, system))
            places.append(np.column_stack(back.transform(*moved.T)))
    return ways, np.vstack(places)
