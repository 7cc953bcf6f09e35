"""Ground near some geometries, as cells of a grid: which others may lie there is told at once, for any number.

Told of boxes and rounded up to whole cells: what is left out lies surely apart, what is kept may lie a cell off.
"""

from __future__ import annotations

import numpy as np
import shapely

_CELLS = 512  # along either axis, for many boxes


class Nearby:
    """The ground within `margin` (units of the CRS) of the boxes of an array of geometries."""

    def __init__(self, geometry, margin=0.0):
        boxes = shapely.bounds(geometry)
        boxes = boxes[np.isfinite(boxes).all(axis=1)] + [-margin, -margin, margin, margin]
        self._any = len(boxes) > 0
        if self._any:
            self._low, self._high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
            self._many = 1 if len(boxes) == 1 else _CELLS  # one box needs no grid
            self._size = np.where(self._high > self._low, (self._high - self._low) / self._many, 1.0)
            self._counts = _summed(_marked(*self._cells(boxes), self._many))

    def rows(self, geometry):
        """Rows of the geometries whose boxes meet that ground. None and empty geometries meet nothing."""
        boxes = shapely.bounds(geometry)
        rows = np.flatnonzero(np.isfinite(boxes).all(axis=1))
        if not self._any:
            return rows[:0]
        rows = rows[(boxes[rows, :2] <= self._high).all(axis=1) & (boxes[rows, 2:] >= self._low).all(axis=1)]
        (x0, y0), (x1, y1) = self._cells(boxes[rows])
        counts = self._counts
        held = counts[x1 + 1, y1 + 1] - counts[x0, y1 + 1] - counts[x1 + 1, y0] + counts[x0, y0]
        return rows[held > 0]

    def _cells(self, boxes):
        """(x, y) of the first and of the last cell of each box."""
        corners = (boxes.reshape(-1, 2, 2) - self._low) / self._size
        cells = np.clip(np.floor(corners), 0, self._many - 1).astype(np.int64)
        return cells[:, 0].T, cells[:, 1].T


def _marked(first, last, many):
    """bool (many, many): cells that some box covers, by where boxes begin and end."""
    width = many + 1
    ends = np.zeros(width * width, dtype=np.int64)
    for x, sign_x in ((first[0], 1), (last[0] + 1, -1)):
        for y, sign_y in ((first[1], 1), (last[1] + 1, -1)):
            ends += sign_x * sign_y * np.bincount(x * width + y, minlength=width * width)
    return ends.reshape(width, width).cumsum(axis=0).cumsum(axis=1)[:-1, :-1] > 0


def _summed(marked):
    """Counts of marked cells left of and below each corner of the grid."""
    counts = np.zeros(np.add(marked.shape, 1), dtype=np.int64)
    counts[1:, 1:] = marked.cumsum(axis=0).cumsum(axis=1)
    return counts
