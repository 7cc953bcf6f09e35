"""The geometry that a pair shares, made only for the pairs that are asked for."""

from __future__ import annotations

import numpy as np
import shapely

from ..model.codes import Relation
from .ragged import only_parts
from .shapely_engine import overlays
from .tiles import LARGE


def common(left, right, pairs, threads=1):
    """Object array: what each pair of `Pairs` has in common, in the dimension that it shares.

    A contained one is the answer itself; only crossing pairs need an overlay.
    """
    a, b = left.geometry[pairs.left], right.geometry[pairs.right]
    shared = np.where(pairs.relation == Relation.WITHIN, a, np.where(pairs.relation == Relation.CONTAINS, b, None))
    shared = np.where(pairs.relation == Relation.EQUALS, a, shared)
    dimension = np.minimum(left.dimension[pairs.left], right.dimension[pairs.right])
    open_ = np.equal(shared, None)
    areas = np.flatnonzero(open_ & (dimension == 2))
    shared[areas] = overlays(a[areas], _close_by(a[areas], b[areas]), threads)
    others = np.flatnonzero(open_ & (dimension < 2))
    met = shapely.intersection(a[others], b[others])
    for row, shape, wanted in zip(others, met, dimension[others]):
        shared[row] = only_parts(shape, wanted) or only_parts(shape, 0)
    return shared


def _close_by(small, large):
    """`large`, with very large polygons clipped to a box well around `small`: the overlay is the same, and quick."""
    clipped = large.copy()
    for row in np.flatnonzero(shapely.get_num_coordinates(large) > LARGE):
        x0, y0, x1, y1 = shapely.bounds(small[row])
        margin = 0.1 * max(x1 - x0, y1 - y0)
        part = shapely.clip_by_rect(large[row], x0 - margin, y0 - margin, x1 + margin, y1 + margin)
        if shapely.is_valid(part):
            clipped[row] = part
    return clipped
