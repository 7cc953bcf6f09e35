"""The corners of a layer around one place, kept to tell what layers have in common."""

from __future__ import annotations

import numpy as np
import shapely

from .check import Check

MOST = 3000
_ALL = 4 * MOST  # at once; more of them make the place narrower


class Corners(Check):
    """place: (x, y) in the analysis CRS. reach: how far around it, in its units; less where corners are many.

    `corners` afterwards: (n, 2) all different corners there, up to `MOST`.
    """

    def __init__(self, place, reach):
        self._place, self._reach = np.asarray(place, float), float(reach)
        self._parts, self._count = [], 0

    def see(self, seen):
        (x, y), reach = self._place, self._reach
        box = seen.full_boxes if seen.clean is seen.delivered else shapely.bounds(seen.clean)
        with np.errstate(invalid="ignore"):
            rows = (box[:, 0] <= x + reach) & (box[:, 2] >= x - reach)
            rows &= (box[:, 1] <= y + reach) & (box[:, 3] >= y - reach)
        xy = shapely.get_coordinates(seen.clean[rows])
        self._parts.append(np.unique(xy[self._far(xy) <= reach], axis=0))
        self._count += len(self._parts[-1])
        if self._count > _ALL:
            self._narrow()

    def issues(self, key):
        return []

    @property
    def corners(self):
        self._narrow()
        return self._parts[0]

    def _far(self, xy):
        return np.abs(xy - self._place).max(axis=1, initial=0.0)

    def _narrow(self):
        xy = np.unique(np.vstack([np.empty((0, 2)), *self._parts]), axis=0)
        if len(xy) > MOST:
            self._reach = float(np.partition(self._far(xy), MOST - 1)[MOST - 1])
            xy = xy[self._far(xy) <= self._reach][:MOST]
        self._parts, self._count = [xy], len(xy)
