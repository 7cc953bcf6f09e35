"""Polygons that are nowhere ground: a few centimetres wide, left over from some overlay."""

from __future__ import annotations

from functools import partial

import numpy as np
import shapely

from ...model.codes import Severity
from ...model.records import Issue
from .check import Check
from .places import Worst, plain

_NARROW_M = 0.1
_POLYGON = shapely.GeometryType.POLYGON


class Slivers(Check):
    """Looks for polygons, and parts of them, that are narrower than 10 cm on the average: twice area by border."""

    of_shape = True

    def __init__(self, scale, area_of):
        self._scale, self._area_of, self._found = scale, area_of, Worst()

    def see(self, seen):
        paths = seen.paths
        parts = np.flatnonzero(shapely.get_type_id(paths.parts) == _POLYGON)
        if not len(parts):
            return
        area, border = shapely.area(paths.parts[parts]), shapely.length(paths.parts[parts])
        east, north = self._scale.at(_extremes(paths.y))
        parts = parts[2.0 * area * east.min() * north.min() < _NARROW_M * border * max(east.max(), north.max())]
        shapes = paths.parts[parts]
        border = shapely.length(self._scale.metric(shapes)) if len(shapes) else np.zeros(0)
        area = self._area_of(shapes)
        found = []
        for shape, row, size, around in zip(shapes, paths.row[parts], area.tolist(), border.tolist()):
            if 2.0 * size < _NARROW_M * around:
                found.append((around, partial(_issue, seen.feature(row), shape, size, around)))
        self._found.add(found)

    def issues(self, key):
        return self._found.issues(key)


def _extremes(values):
    return np.array([values.min(), values.max()])


def _issue(feature, shape, area, border, key):
    x, y = shape.exterior.coords[0]
    params = {"area": plain(area, 3), "width": plain(2.0 * area / border, 2), "length": f"{0.5 * border:.2f}"}
    params.update(x=f"{x:.10g}", y=f"{y:.10g}")
    return Issue(key, "polygon_sliver", Severity.REMARK, feature, params, area_before_m2=area, geometry=shape)
