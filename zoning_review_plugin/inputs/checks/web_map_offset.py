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
_CELL = 4.0  # times what is near: then a place and all near it lie in four cells at the most
_BITS = 22  # of a cell's number: few of millions of corners have by chance that of a place
_ODD = tuple(np.uint64(number) for number in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F))


class WebMapOffset(Check):
    """marks: (n, 2) corners of subjects in the analysis CRS `crs` (pyproj)."""

    def __init__(self, marks, crs):
        self._count, self._near = len(marks), _NEAR_M / metres_per_unit(crs)
        self._ways, places = _wanted(marks, crs)
        self._tree = shapely.STRtree(shapely.points(places)) if len(places) else None
        self._met = np.zeros(len(places), dtype=bool)
        # Only what lies at the wanted places matters, a small part of a large layer.
        self._wanted = np.zeros(1 << _BITS, dtype=bool)
        room = 1.01 * self._near
        for corner in ((-room, -room), (-room, room), (room, -room), (room, room)):
            self._wanted[self._cells(places + corner)] = True

    def see(self, seen):
        if self._tree is None:
            return
        points = shapely.points(seen.xy[self._wanted[self._cells(seen.xy)]])
        self._met[self._tree.query(points, predicate="dwithin", distance=self._near)[1]] = True

    def _cells(self, xy):
        """(n,) numbers of the cells in which places lie; some cells share theirs."""
        with np.errstate(invalid="ignore"):  # of what lies too far off for a number
            x, y = np.floor(xy.T / (_CELL * self._near)).astype(np.int64).view(np.uint64)
        return (x * _ODD[0] + y * _ODD[1]) >> np.uint64(64 - _BITS)

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
