"""Ground near some geometries: which others may lie there is told at once, for any number.

Told of boxes, where these are many rounded up to the cells of a grid: what is left out lies surely apart, what is kept
may lie a cell off.
"""

from __future__ import annotations

import numpy as np
import shapely

_CELLS = 512  # along either axis
_FEW = 16  # boxes that are sooner compared one by one than laid on a grid


class Nearby:
    """The ground within `margin` (units of the CRS) of the boxes of an array of geometries."""

    def __init__(self, geometry, margin=0.0):
        boxes = shapely.bounds(geometry)
        boxes = boxes[np.isfinite(boxes).all(axis=1)] + [-margin, -margin, margin, margin]
        self._ground = _Boxes(boxes) if len(boxes) <= _FEW else _Grid(boxes)

    def rows(self, geometry):
        """Rows of the geometries whose boxes meet that ground. None and empty geometries meet nothing."""
        boxes = shapely.bounds(geometry)
        rows = np.flatnonzero(np.isfinite(boxes).all(axis=1))
        return rows[self._ground.meets(boxes[rows])]


class _Boxes:
    """Ground as the boxes themselves."""

    def __init__(self, boxes):
        self._boxes = boxes

    def meets(self, boxes):
        """bool: which of these boxes meet the ground."""
        met = np.zeros(len(boxes), dtype=bool)
        for low_x, low_y, high_x, high_y in self._boxes:
            met |= (boxes[:, 0] <= high_x) & (boxes[:, 2] >= low_x) & (boxes[:, 1] <= high_y) & (boxes[:, 3] >= low_y)
        return met


class _Grid:
    """Ground as the cells of a grid that boxes cover."""

    def __init__(self, boxes):
        self._low, self._high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
        self._size = np.where(self._high > self._low, (self._high - self._low) / _CELLS, 1.0)
        self._counts = _summed(_marked(*self._cells(boxes), _CELLS))

    def meets(self, boxes):
        """bool: which of these boxes meet the ground."""
        met = (boxes[:, :2] <= self._high).all(axis=1) & (boxes[:, 2:] >= self._low).all(axis=1)
        rows = np.flatnonzero(met)
        (x0, y0), (x1, y1) = self._cells(boxes[rows])
        counts = self._counts
        met[rows] = counts[x1 + 1, y1 + 1] - counts[x0, y1 + 1] - counts[x1 + 1, y0] + counts[x0, y0] > 0
        return met

    def _cells(self, boxes):
        """(x, y) of the first and of the last cell of each box."""
        corners = (boxes.reshape(-1, 2, 2) - self._low) / self._size
        cells = np.clip(np.floor(corners), 0, _CELLS - 1).astype(np.int64)
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
