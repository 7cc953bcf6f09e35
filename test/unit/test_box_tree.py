"""Boxes that meet: the kernel's tree against every pair looked at."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zoning_review_plugin.overlay.kernel.box_tree import meeting, tree_of

NUMBERS = st.sampled_from([-np.inf, -1e200, -3.0, -1.0, 0.0, 0.5, 1.0, 2.0, 1e200, np.inf, np.nan])
BOXES = st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS), max_size=40)


def is_box(box):
    return (box[:, 0] <= box[:, 2]) & (box[:, 1] <= box[:, 3])


def expected(own, asked):
    a, b = asked[:, None], own[None]
    share = (a[..., 0] <= b[..., 2]) & (a[..., 2] >= b[..., 0]) & (a[..., 1] <= b[..., 3]) & (a[..., 3] >= b[..., 1])
    return np.argwhere(share & is_box(asked)[:, None] & is_box(own)[None])


def found(own, asked):
    pairs = np.column_stack(meeting(tree_of(own), asked))
    return pairs[np.lexsort(pairs.T[::-1])]


@settings(deadline=None)  # the first call may compile
@given(BOXES, BOXES)
def test_odd_boxes(own, asked):
    own, asked = (np.array(boxes, float).reshape(-1, 4) for boxes in (own, asked))
    assert found(own, asked).tolist() == expected(own, asked).tolist()


@pytest.mark.parametrize(("own", "asked", "size"), [(1, 1, 0.5), (17, 300, 0.2), (3000, 2000, 0.01), (300, 300, 2.0)])
def test_many_boxes(own, asked, size):
    generator = np.random.default_rng(own)
    corner = np.round(generator.random((own + asked, 2)), 2)  # many edges fall on one another
    boxes = np.hstack([corner, corner + np.round(size * generator.random((own + asked, 2)), 2)])
    pairs = found(boxes[:own], boxes[own:])
    assert pairs.tolist() == expected(boxes[:own], boxes[own:]).tolist()
    assert len(pairs)
