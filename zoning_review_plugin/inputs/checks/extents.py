"""Features that reach absurdly far, by a vertex that was typed wrong."""

from __future__ import annotations

from functools import partial

import numpy as np
import shapely

from ...model.codes import Severity
from ...model.records import Issue
from .check import Check
from .places import Worst, plain

_FAR = 1000.0  # times the median extent of the layer's features
_NEARLY = 0.2  # of that, while the median of all is not known yet
_EDGE = 0.25  # part of its extent that an edge of the feature spans: land of such size has a border of many edges
_ENOUGH = 20  # features of which a median says something


class Extents(Check):
    """Looks at the extent of each feature, as it was delivered."""

    of_shape = True

    def __init__(self, scale):
        self._scale = scale
        self._sizes, self._large = [], []

    def see(self, seen):
        box = seen.boxes
        with np.errstate(invalid="ignore"):
            size = np.maximum(box[:, 2] - box[:, 0], box[:, 3] - box[:, 1])
            real = size > 0
        if not real.any():
            return
        self._sizes.append(size[real])
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
        return found.issues(key)

    def _metres(self, y, *sizes):
        unit = self._scale.at(np.array([y]))[1][0]
        return tuple(size * unit for size in sizes)


def _longest_edge(shape):
    xy = shapely.get_coordinates(shape)
    return float(np.abs(np.diff(xy, axis=0)).max(initial=0.0))


def _issue(size, usual, feature, shape, key):
    params = {"size": f"{size:.0f}", "usual": plain(usual, 3)}
    return Issue(key, "extent_absurd", Severity.WARNING, feature, params, geometry=shape)
