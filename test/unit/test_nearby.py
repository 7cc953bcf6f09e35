"""Which features lie near the subjects: none is missed, and few are kept for nothing."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from zoning_review_plugin.overlay.nearby import Nearby

from .independent import array_of

SETTINGS = settings(derandomize=True, deadline=None, max_examples=60)


def boxes(random, count, scale):
    low, size = random.integers(0, 1000, (count, 2)), random.integers(0, 60, (count, 2))
    return [shapely.box(*a, *b) for a, b in zip(low * scale, (low + size) * scale)]


@pytest.mark.parametrize("count", [8, 30])  # compared one by one, and on a grid
@pytest.mark.parametrize("scale", [1.0, 1e-6, 1e5])
@SETTINGS
@given(seed=st.integers(0, 10**6), margin=st.sampled_from([0, 13, 400]))
def test_all_that_is_near_is_kept(scale, count, seed, margin):
    random = np.random.default_rng(seed)
    here, there = boxes(random, count, scale), boxes(random, 40, scale)
    rows = Nearby(array_of([*here, None]), margin * scale).rows(array_of([*there, None, shapely.Point()]))
    reach = 2 * 1100 / 512 * scale  # two cells, one at either end
    grown = [shapely.box(*(np.array(shape.bounds) + margin * scale * np.array([-1, -1, 1, 1]))) for shape in here]
    near = {k for k, shape in enumerate(there) if any(shape.intersects(box) for box in grown)}
    loose = {k for k, shape in enumerate(there) if any(shape.distance(box) <= reach * 2 for box in grown)}
    assert near <= set(rows.tolist()) <= loose


def test_a_single_point_and_nothing():
    there = array_of([shapely.Point(0, 0), shapely.Point(1, 1), None])
    assert Nearby(array_of([shapely.Point(1, 1)])).rows(there).tolist() == [1]
    assert Nearby(array_of([None])).rows(there).tolist() == []
    assert Nearby(array_of([shapely.Point(1, 1)])).rows(array_of([])).tolist() == []
