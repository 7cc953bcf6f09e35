"""Both overlap engines as one: each question is put to both, and they must give one answer.

GEOS rounds every corner that it makes, and now and then goes wrong; then exact numbers decide.
"""

import numpy as np
import pytest

from bench.exact_area import shared_area
from zoning_review_plugin.overlay import kernel_engine, shapely_engine
from zoning_review_plugin.overlay.measure import Plane

NAME = "both"
_TOLERANCE_M2 = 1e-5


def shared_areas(left, right, a, b, measure, threads=1):
    """What the kernel says, where GEOS or exact numbers say the same; what GEOS says where the kernel says nothing."""
    by_geos = shapely_engine.shared_areas(left, right, a, b, measure, threads)
    found = kernel_engine.shared_areas(left, right, a, b, measure, threads)
    told = ~np.isnan(found) & ~np.isnan(by_geos)
    odd = np.flatnonzero(told & (np.abs(found - by_geos) > np.maximum(_TOLERANCE_M2, 1e-9 * by_geos)))
    assert len(odd) == 0 or measure == Plane(), (found[odd], by_geos[odd])
    for k in odd:
        exact = shared_area(left.parts.geometry[a[k]], right.parts.geometry[b[k]])
        assert found[k] == pytest.approx(float(exact), abs=_TOLERANCE_M2, rel=1e-12)
    return np.where(np.isnan(found), by_geos, found)
