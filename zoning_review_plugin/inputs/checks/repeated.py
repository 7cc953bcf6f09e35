"""Vertices that are there twice, one after the other: harmless, and a sign of careless drawing or conversion."""

from __future__ import annotations

import numpy as np

from ...model.codes import Severity
from ...model.records import Issue
from .check import Check

_MOST_EXAMPLES = 5


class RepeatedPoints(Check):
    """Counts them."""

    of_shape = True

    def __init__(self):
        self._points = self._features = 0
        self._examples = []

    def see(self, seen):
        points = np.flatnonzero(seen.paths.repeated)
        rows = np.unique(seen.paths.row_of(points))
        self._points += len(points)
        self._features += len(rows)
        self._examples += [seen.id(row) for row in rows[: _MOST_EXAMPLES - len(self._examples)]]

    def issues(self, key):
        if not self._points:
            return []
        params = {"count": self._points, "features": self._features, "examples": ", ".join(self._examples)}
        return [Issue(key, "points_repeated", Severity.INFO, params=params)]
