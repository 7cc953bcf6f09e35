"""Spikes: a border that runs out to a vertex and back along itself, by a slip of whoever drew it."""

from __future__ import annotations

from functools import partial

import numpy as np
import shapely

from ...model.codes import Severity
from ...model.records import Issue
from .check import Check
from .places import Worst

_ANGLE = np.radians(1.0)  # between the way out and the way back
_WIDEST_M, _SHORTEST_M = 0.1, 0.1  # of what is told: at its foot, and from foot to tip
_LOOSE = 2.0  # of the angle that is asked for before metres are at hand


class Spikes(Check):
    """Looks for vertices at which a border turns back by less than a degree, a few centimetres wide."""

    of_shape = True

    def __init__(self, scale):
        self._scale, self._found = scale, Worst()

    def see(self, seen):
        paths = seen.paths.distinct
        if not len(paths.row):
            return
        tips, before = _turning_back(paths, self._scale.at(paths.y[:1]))
        places = np.column_stack([paths.x[tips], paths.y[tips]])
        scale = np.column_stack(self._scale.at(places[:, 1]))
        steps = np.column_stack(paths.steps) if len(tips) else np.zeros((1, 2))
        length, width, angle = _measured(steps[before] * scale, steps[tips] * scale)
        real = (angle <= _ANGLE) & (width <= _WIDEST_M) & (length >= _SHORTEST_M)
        tips, places, length, width = tips[real], places[real], length[real], width[real]
        rows, of = np.unique(paths.row_of(tips), return_inverse=True)
        found = []
        for number, row in enumerate(rows):
            mine = np.flatnonzero(of == number)
            worst = mine[np.argmax(length[mine])]
            figures = (len(mine), length[worst], width[worst], places[worst])
            found.append((length[worst], partial(_issue, seen.feature(row), *figures)))
        self._found.add(found)

    def issues(self, key):
        return self._found.issues(key)


def _turning_back(paths, scale):
    """(vertices that may be tips, the ones before them), by the shape of the plane at one place.

    scale: metres per unit of x and of y there. A border mostly goes on: few vertices are looked at closely.
    """
    flat = float(scale[0][0] / scale[1][0])
    dx, dy = paths.steps
    along = dx[:-1] * dx[1:]
    along *= flat * flat
    along += dy[:-1] * dy[1:]
    before = np.flatnonzero(along < 0)
    rings = np.flatnonzero(paths.closed)
    first, last = paths.start[rings], paths.start[rings + 1] - 2
    closing = (dx[last] * dx[first] * flat * flat + dy[last] * dy[first]) < 0
    before, tips = np.append(before, last[closing]), np.append(before + 1, first[closing])
    across = np.abs(dx[before] * dy[tips] - dy[before] * dx[tips]) * flat
    back = -(dx[before] * dx[tips] * flat * flat + dy[before] * dy[tips])
    sharp = across < back * np.tan(_LOOSE * _ANGLE)
    return tips[sharp], before[sharp]


def _measured(a, b):
    """(length, width at the foot, angle in radians) of spikes that run out by `a` and back by `b` (n, 2), in m."""
    angle = np.arctan2(np.abs(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]), -(a * b).sum(axis=1))
    length = np.minimum(np.hypot(*a.T), np.hypot(*b.T))
    return length, length * np.sin(angle), angle


def _issue(feature, count, length, width, tip, key):
    params = {"count": count, "length": f"{length:.3f}", "width": f"{width:.4f}"}
    params.update(x=f"{tip[0]:.10g}", y=f"{tip[1]:.10g}")
    return Issue(key, "spike", Severity.REMARK, feature, params, geometry=shapely.Point(tip))
