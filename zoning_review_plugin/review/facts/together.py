"""What is doubtful pair by pair, looked at together: a subject that shares a strip with each of two features side by
side shares a wide one with both, however the layer is cut into features.
"""

from __future__ import annotations

import numpy as np
import shapely

from ...overlay.width import nowhere_wider_than


class Together:
    """Measures ground that a subject shares with several features as if they were one.

    sliver: the limits of the case. frame: `Frame`. size: m2 of each subject.
    """

    def __init__(self, sliver, frame, size):
        self._sliver, self._frame, self._size = sliver, frame, size

    def firm(self, pairs, accuracy_m):
        """The subjects (numbers, ascending) for which `pairs` together are no sliver, and wider than `accuracy_m`.

        pairs: doubtful ones of one layer, with `number` and `doubt`, the ground that is shared where others are
        doubtful too.
        """
        rows = pairs[pairs["doubt"].notna()]
        rows = rows[rows.duplicated("number", keep=False)]
        if not len(rows):
            return np.empty(0, np.int64)
        found = {number: shapely.union_all(shapes.to_numpy()) for number, shapes in rows.groupby("number")["doubt"]}
        numbers, shapes = np.array([*found], np.int64), np.array([*found.values(), None], dtype=object)[:-1]
        return numbers[~self._doubtful(shapes, self._size[numbers], accuracy_m)]

    def _doubtful(self, shapes, size, accuracy_m):
        area, metric = self._frame.measure.area(shapes), self._frame.ground.metric(shapes)
        small = (area < self._sliver.area_m2) | (area < self._sliver.share * size)
        return small | nowhere_wider_than(metric, self._sliver.width_m) | nowhere_wider_than(metric, accuracy_m)
