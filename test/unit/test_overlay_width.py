"""How wide a region is at its widest: the diameter of its largest inscribed circle, in closed form."""

import math

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import affinity

from zoning_review_plugin.overlay.width import nowhere_wider_than
from zoning_review_plugin.review.frame import Frame

REPEATABLE = settings(derandomize=True, deadline=None, max_examples=60)


def regular(corners, radius):
    """A regular polygon of circumradius `radius`; its inscribed circle has radius * cos(pi / corners)."""
    angles = 2 * math.pi * np.arange(corners) / corners
    return shapely.Polygon(radius * np.column_stack([np.cos(angles), np.sin(angles)]))


# Shapes with the diameter of the largest circle in them. In an L of arm w that circle sits in the bend:
# tangent to both outer edges and through the inner corner, radius w (2 - sqrt 2).
SHAPES = {
    "rectangle": (shapely.box(0, 0, 100, 3), 3.0),
    "square": (shapely.box(0, 0, 7, 7), 7.0),
    "long strip": (shapely.box(0, 0, 50_000, 0.8), 0.8),
    "right triangle": (shapely.Polygon([(0, 0), (4, 0), (0, 3)]), 2.0),  # 3 + 4 - 5
    "hexagon": (regular(6, 10), 20 * math.cos(math.pi / 6)),
    "square ring": (shapely.box(0, 0, 20, 20).difference(shapely.box(2, 2, 18, 18)), 4 * (2 - math.sqrt(2))),
    "L": (shapely.Polygon([(0, 0), (30, 0), (30, 4), (4, 4), (4, 30), (0, 30)]), 8 * (2 - math.sqrt(2))),
    "round ring": (regular(720, 50).difference(regular(720, 47)), 3.0),
    "sickle": (regular(720, 10).difference(affinity.translate(regular(720, 10), 4)), 4.0),
    "two parts": (shapely.MultiPolygon([shapely.box(0, 0, 50, 1), shapely.box(0, 9, 5, 14)]), 5.0),
}


@pytest.mark.parametrize("name", SHAPES)
def test_the_limit_lies_at_the_largest_circle(name):
    shape, width = SHAPES[name]
    below, above = nowhere_wider_than(np.array([shape, shape]), [0.99 * width, 1.01 * width])
    assert not below, "a circle of this width fits in"
    assert above, "no circle of this width fits in"


@REPEATABLE
@given(
    length=st.floats(0.1, 1e4),
    width=st.floats(0.01, 1e3),
    turn=st.floats(0, 360),
    limit=st.floats(0.01, 1e3),
)
def test_a_rectangle_is_as_wide_as_its_shorter_side(length, width, turn, limit):
    shape = affinity.translate(affinity.rotate(shapely.box(0, 0, length, width), turn), 5e5, 3.6e6)
    widest = min(length, width)
    if abs(limit / widest - 1) > 1e-3:
        assert nowhere_wider_than(np.array([shape]), limit)[0] == (widest < limit)


@REPEATABLE
@given(scale=st.floats(0.05, 20), name=st.sampled_from(sorted(SHAPES)))
def test_width_grows_with_the_shape(scale, name):
    shape, width = SHAPES[name]
    grown = np.array([affinity.scale(shape, scale, scale, origin=(0, 0))])
    assert nowhere_wider_than(grown, 1.01 * width * scale)[0]
    assert not nowhere_wider_than(grown, 0.99 * width * scale)[0]


def test_the_limit_is_in_metres_whatever_the_unit():
    """A strip of 10 US survey feet is 3.048 m wide."""
    strip = np.array([shapely.box(0, 0, 500, 10)])
    metric = Frame(pyproj.CRS.from_epsg(2263), "ellipsoidal", (0, 0, 500, 10)).ground.metric(strip)
    assert nowhere_wider_than(metric, 3.05)[0]
    assert not nowhere_wider_than(metric, 3.04)[0]


@pytest.mark.parametrize("latitude", [0.0, 20.0, 45.0, -60.0])
def test_the_limit_is_in_metres_under_longitude_and_latitude(latitude):
    """A strip of 10 m along the parallel and one of 10 m along the meridian, by geodesics."""
    geod = pyproj.Geod(ellps="GRS80")
    east, north = geod.fwd(110, latitude, 90, 10)[0], geod.fwd(110, latitude, 0, 10)[1]
    strips = np.array([shapely.box(110, latitude, east, latitude + 0.01), shapely.box(110, latitude, 110.02, north)])
    metric = Frame(pyproj.CRS.from_epsg(4490), "ellipsoidal", (110, 20, 111, 46)).ground.metric(strips)
    assert nowhere_wider_than(metric, 10.01).all()
    assert not nowhere_wider_than(metric, 9.99).any()


def test_a_limit_of_nothing_and_shapes_without_area_are_not_narrow():
    shapes = np.array([shapely.box(0, 0, 1, 1), None, shapely.LineString([(0, 0), (1, 1)]), shapely.Point(0, 0)])
    assert not nowhere_wider_than(shapes, 0.0).any()
    assert nowhere_wider_than(shapes, 2.0).tolist() == [True, False, False, False]
    assert len(nowhere_wider_than(np.empty(0, dtype=object), 1.0)) == 0
