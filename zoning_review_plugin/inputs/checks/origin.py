"""Vertices and features at 0, 0: coordinates that somebody did not have."""

from __future__ import annotations

from functools import partial

import numpy as np
import shapely

from ...model.codes import Severity
from ...model.records import Issue
from .check import Check
from .places import Worst

_APART = 100.0  # times its own extent that the rest of a feature lies from 0, 0
_ANYWHERE = (np.inf, np.inf, -np.inf, -np.inf)


class AtOrigin(Check):
    """Looks for vertices at exactly 0, 0 where all others of the feature are far, and for features there that others
    of the layer are far from: farther than these lie from one another."""

    of_shape = True

    def __init__(self):
        self._vertices, self._features = Worst(), []
        self._others = np.array(_ANYWHERE)

    def see(self, seen):
        box = seen.boxes
        touching = ((box[:, [0, 2]] == 0.0).any(axis=1)) & ((box[:, [1, 3]] == 0.0).any(axis=1))
        wholly = (box == 0.0).all(axis=1)
        self._vertices.add([found for row in np.flatnonzero(touching & ~wholly) for found in _stray(seen, row)])
        self._features += [partial(_issue, seen.feature(row), seen.clean[row]) for row in np.flatnonzero(wholly)]
        rest = box[~wholly & np.isfinite(box).all(axis=1)]
        if len(rest):
            low, high = rest[:, :2].min(axis=0), rest[:, 2:].max(axis=0)
            self._others[:2] = np.minimum(self._others[:2], low)
            self._others[2:] = np.maximum(self._others[2:], high)

    def issues(self, key):
        low, high = self._others[:2], self._others[2:]
        found = Worst()
        if self._features and low[0] <= high[0] and _away(low, high) > np.hypot(*(high - low)):
            found.add([(0.0, make) for make in self._features])
        return [*self._vertices.issues(key), *found.issues(key)]


def _stray(seen, row):
    """[(how far the rest is, function of the key → issue)] of a feature with a stray vertex at 0, 0, else []."""
    xy = shapely.get_coordinates(seen.delivered[row])
    others = xy[(xy != 0.0).any(axis=1)]
    if not 0 < len(others) < len(xy):
        return []
    low, high = others.min(axis=0), others.max(axis=0)
    away = _away(low, high)
    if away <= _APART * float((high - low).max()):
        return []
    return [(away, partial(_issue, seen.feature(row), seen.clean[row]))]


def _away(low, high):
    """How far 0, 0 lies from a box."""
    return float(np.hypot(*np.maximum(0.0, np.maximum(low, -high))))


def _issue(feature, shape, key):
    return Issue(key, "vertex_at_origin", Severity.WARNING, feature, geometry=shape)
