"""Features that reach absurdly far, by a vertex that was typed wrong: farther than others, or than land does."""

from __future__ import annotations

from functools import partial

import numpy as np
import shapely

from ...model.codes import Severity
from ...model.records import Issue
from .check import Check
from .paths import paths_of
from .places import Worst, plain

_FAR = 1000.0  # times the median extent of the layer's features
_NEARLY = 0.2  # of that, while the median of all is not known yet
_EDGE = 0.25  # part of its extent that an edge of the feature spans: land of such size has a border of many edges
_ENOUGH = 20  # features of which a median says something
# An edge that no border on land has: the longest straight one of China's 2,898 counties is 74 km. A slip in the sixth
# digit of a coordinate makes 100 km, a wrong zone number 1000 km.
_LONG_M = 95_000.0
_BOX = 1e-9  # what a frame may lack of its box


class Extents(Check):
    """Looks at the extent of each feature, as it was delivered."""

    of_shape = True

    def __init__(self, scale):
        self._scale = scale
        self._sizes, self._large, self._long = [], [], []

    def see(self, seen):
        box = seen.boxes
        with np.errstate(invalid="ignore"):
            size = np.maximum(box[:, 2] - box[:, 0], box[:, 3] - box[:, 1])
            real = size > 0
        if not real.any():
            return
        self._sizes.append(size[real])
        self._long += self._drawn_by_few(seen, box, size)
        usual = min(float(np.median(sizes)) for sizes in (self._sizes[0], self._sizes[-1]))
        for row in np.flatnonzero(size > _NEARLY * _FAR * usual):
            if _longest_edge(seen.delivered[row]) >= _EDGE * size[row]:
                self._large.append((float(size[row]), box[row, 1], seen.feature(row), seen.clean[row]))

    def issues(self, key):
        found = Worst()
        sizes = np.concatenate(self._sizes) if self._sizes else np.empty(0)
        if len(sizes) >= _ENOUGH:
            usual = float(np.median(sizes))
            far = [one for one in self._large if one[0] > _FAR * usual]
            found.add([(size, partial(_issue, *self._metres(y, size, usual), *rest)) for size, y, *rest in far])
            told = {feature.fid for _, _, feature, _ in far}
            self._long = [one for one in self._long if one[1].fid not in told]
        found_long = Worst()
        found_long.add([(edge, partial(_long_issue, edge, *rest)) for edge, *rest in self._long])
        return [*found.issues(key), *found_long.issues(key)]

    def _drawn_by_few(self, seen, box, size):
        """[(longest edge in m, feature, shape, its ends)] of polygons, but frames, that one edge spans much of."""
        found = []
        with np.errstate(invalid="ignore", over="ignore"):  # nothing on earth reaches so far: of that others tell
            unit = self._scale.at(np.nan_to_num(box[:, 1]))[1]
            large = (size * unit > _LONG_M) & (shapely.get_dimensions(seen.delivered) == 2)
            for row in np.flatnonzero(large):
                edge, ends = _longest(seen.delivered[row])
                by_few = edge * unit[row] > _LONG_M and edge >= _EDGE * size[row]
                at_origin = (ends == 0).all(axis=1).any()  # `AtOrigin` tells
                if by_few and not at_origin and not _is_frame(seen.delivered[row], box[row]):
                    found.append((edge * unit[row], seen.feature(row), seen.clean[row], ends))
        return found

    def _metres(self, y, *sizes):
        unit = self._scale.at(np.array([y]))[1][0]
        return tuple(size * unit for size in sizes)


def _is_frame(shape, box):
    x0, y0, x1, y1 = box
    return not shapely.area(shape) < (1 - _BOX) * (x1 - x0) * (y1 - y0)


def _longest(shape):
    """(how far the longest edge of a shape reaches along x or y, its two ends)."""
    xy = shapely.get_coordinates(shape)
    spans = np.abs(paths_of(np.array([shape], dtype=object), xy).steps).max(axis=0)
    at = int(spans.argmax())
    return float(spans[at]), xy[at : at + 2]


def _longest_edge(shape):
    xy = shapely.get_coordinates(shape)
    return float(np.abs(np.diff(xy, axis=0)).max(initial=0.0))


def _long_issue(edge, feature, shape, ends, key):
    (x0, y0), (x1, y1) = ends
    params = {"km": f"{edge / 1000:.0f}", "x0": f"{x0:.10g}", "y0": f"{y0:.10g}", "x1": f"{x1:.10g}"}
    return Issue(key, "edge_absurd", Severity.WARNING, feature, {**params, "y1": f"{y1:.10g}"}, geometry=shape)


def _issue(size, usual, feature, shape, key):
    params = {"size": f"{size:.0f}", "usual": plain(usual, 3)}
    return Issue(key, "extent_absurd", Severity.WARNING, feature, params, geometry=shape)
