"""Which pairs are worth a closer look: those whose boxes meet."""

from __future__ import annotations

import numpy as np
import shapely


class BoxIndex:
    """The boxes of an array of geometries, asked again and again."""

    def __init__(self, geometry):
        self._tree = shapely.STRtree(geometry)

    def pairs(self, others, margin=0.0):
        """(row here, row in `others`) of the pairs whose boxes lie within `margin` (units of the CRS), sorted.

        None and empty geometries meet nothing.
        """
        asked = others
        if margin > 0:
            bounds = shapely.bounds(others)
            asked = np.full(len(others), None, dtype=object)
            real = np.isfinite(bounds).all(axis=1)
            asked[real] = shapely.box(*(bounds[real] + [-margin, -margin, margin, margin]).T)
        theirs, ours = self._tree.query(asked)
        order = np.lexsort((theirs, ours))
        return ours[order].astype(np.int64), theirs[order].astype(np.int64)
