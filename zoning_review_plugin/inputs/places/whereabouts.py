"""Where the features of a layer lie, all of them together: what a guess at their CRS needs to know."""

from __future__ import annotations

from contextlib import closing
from itertools import islice

import numpy as np

from ..shapes.wkb import boxes

_MOST_OF_A_BATCH, _MOST = 200, 10_000
_STRAY = 0.02  # of the features, on each side, that may lie anywhere: a few at 0, 0 must not hide where the layer is


class Whereabouts:
    """The boxes of features, added batch by batch. count: how many; extent: (min_x, min_y, max_x, max_y) or None."""

    def __init__(self):
        self.count = 0
        self._low, self._high = np.full(2, np.inf), np.full(2, -np.inf)
        self._some = []

    def add(self, boxes):
        """Take in boxes (n, 4); those that are not finite, of features without geometry, do not count."""
        boxes = boxes[np.isfinite(boxes).all(axis=1)]
        if not len(boxes):
            return
        self.count += len(boxes)
        self._low = np.minimum(self._low, boxes[:, :2].min(axis=0))
        self._high = np.maximum(self._high, boxes[:, 2:].max(axis=0))
        if sum(map(len, self._some)) < _MOST:
            self._some.append(boxes[:: -(-len(boxes) // _MOST_OF_A_BATCH)])

    @property
    def extent(self):
        """The box around all features, None where there are none."""
        return (*self._low.tolist(), *self._high.tolist()) if self.count else None

    @property
    def middle(self):
        """The box around all features but the few that lie far from the others, None where there are none."""
        if not self.count:
            return None
        some = np.sort(np.concatenate(self._some), axis=0)
        stray = int(_STRAY * len(some))
        return (*some[stray, :2].tolist(), *some[-1 - stray, 2:].tolist())


def whereabouts_of(layer, most_batches):
    """The `Whereabouts` of a layer in its own coordinates, by its first batches."""
    found = Whereabouts()
    with closing(layer.batches([])) as batches:
        for batch in islice(batches, most_batches):
            found.add(boxes(batch.wkb))
    return found
