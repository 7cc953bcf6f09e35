"""The exact-area kernel against exact rational numbers and closed forms, on what is hardest for it."""

from fractions import Fraction

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.degenerate import FAMILIES
from bench.exact_area import rounding, shared_area
from zoning_review_plugin.overlay import kernel_engine
from zoning_review_plugin.overlay.candidates import CoverIndex, cover_of
from zoning_review_plugin.overlay.kernel.signs import TERMS, side
from zoning_review_plugin.overlay.measure import Plane
from zoning_review_plugin.overlay.shapes import Shapes
from zoning_review_plugin.review.frame import Frame

from .independent import array_of, star

_ROOM = np.zeros((2, TERMS))


def exact_side(ax, ay, bx, by, px, py):
    """The sign of the orientation in rational numbers."""
    ax, ay, bx, by, px, py = map(Fraction, (ax, ay, bx, by, px, py))
    value = (bx - ax) * (py - ay) - (by - ay) * (px - ax)
    return (value > 0) - (value < 0)


NUMBERS = st.floats(-1e9, 1e9, allow_nan=False).filter(lambda x: x == 0 or abs(x) > 1e-100)


@settings(deadline=None)  # the first call compiles
@given(*[NUMBERS] * 6)
def test_sides_are_exact(ax, ay, bx, by, px, py):
    assert side(ax, ay, bx, by, px, py, _ROOM) == exact_side(ax, ay, bx, by, px, py)


@settings(deadline=None)
@given(*[NUMBERS] * 4, st.floats(0, 1), st.integers(-2, 2), st.integers(-2, 2))
def test_sides_are_exact_where_the_point_is_next_to_the_line(ax, ay, bx, by, share, steps_x, steps_y):
    """On the line but for rounding, or a few last digits off: what no floating-point formula can tell."""
    px, py = ax + share * (bx - ax), ay + share * (by - ay)
    px, py = px + steps_x * np.spacing(px), py + steps_y * np.spacing(py)
    if 0 < abs(px) < 1e-100 or 0 < abs(py) < 1e-100:
        return
    assert side(ax, ay, bx, by, px, py, _ROOM) == exact_side(ax, ay, bx, by, px, py)


def areas(left, right, measure=None):
    """The kernel's answer for `left[k]`, `right[k]`."""
    rows = np.arange(len(left))
    measure = measure or Plane()
    return kernel_engine.shared_areas(Shapes(left, measure), Shapes(right, measure), rows, rows, measure)


@pytest.mark.parametrize("family", FAMILIES)
def test_degenerate_pairs_share_what_exact_numbers_say(family):
    left, right = FAMILIES[family](np.random.default_rng(7), 60)
    found = areas(left, right)
    assert not np.isnan(found).any()
    for a, b, area, least in zip(left, right, found, rounding(left, right)[0]):
        assert area == pytest.approx(float(shared_area(a, b)), rel=1e-12, abs=least), (a.wkt, b.wkt)


@pytest.mark.parametrize("family", FAMILIES)
def test_many_degenerate_pairs_share_what_geos_says(family):
    """And each way round; no pair is flagged."""
    left, right = FAMILIES[family](np.random.default_rng(8), 3000)
    found, back = areas(left, right), areas(right, left)
    assert not (np.isnan(found) | np.isnan(back)).any()
    least, least_geos = rounding(left, right)
    assert (np.abs(found - back) <= 1e-12 * found + least).all()
    by_geos = shapely.area(shapely.intersection(left, right))
    odd = np.flatnonzero(np.abs(found - by_geos) > 1e-9 * by_geos + least_geos)
    assert len(odd) <= 0.05 * len(left)  # GEOS is not always right
    for k in odd:
        assert found[k] == pytest.approx(float(shared_area(left[k], right[k])), rel=1e-12, abs=least[k])


FRAMES = [(4490, "ellipsoidal", (114.3, 30.5), 1e-5), (4547, "ellipsoidal", (5.4e5, 3.4e6), 1.0)]


@pytest.mark.parametrize(("code", "basis", "centre", "unit"), FRAMES)
@pytest.mark.parametrize("size", [30, 3_000, 25_000])
def test_measures_agree_with_the_area_of_the_overlay(code, basis, centre, unit, size):
    """Under the rules that measure on the ellipsoid: windows from a parcel to a county."""
    measure = Frame(pyproj.CRS.from_epsg(code), basis, (*centre, *centre)).measure
    random = np.random.default_rng(size)
    places = np.array(centre) + random.uniform(-1, 1, (40, 2, 2)) * size * unit * 0.7
    left, right = (
        array_of([shapely.Polygon(star(k, place, size * unit, 12)) for k, place in enumerate(places[:, side])])
        for side in (0, 1)
    )
    valid = shapely.is_valid(left) & shapely.is_valid(right)
    left, right = left[valid], right[valid]
    expected = measure.area(shapely.intersection(left, right))
    assert (expected > 0).sum() > 5
    assert areas(left, right, measure) == pytest.approx(expected, rel=1e-11, abs=1e-5)


@pytest.mark.parametrize(("code", "basis", "centre", "unit"), FRAMES)
def test_pieces_over_a_tiling_sum_to_the_subject(code, basis, centre, unit):
    measure = Frame(pyproj.CRS.from_epsg(code), basis, (*centre, *centre)).measure
    grid = [shapely.box(x, y, x + 1, y + 1) for x in range(-9, 9) for y in range(-9, 9)]
    move = lambda xy: np.array(centre) + xy * 37.0 * unit  # noqa: E731
    tiles = shapely.transform(array_of(grid), move)
    subject = shapely.transform(array_of([shapely.Polygon(star(3, (0.1, 0.2), 7.0, 25))]), move)
    left, right = Shapes(subject, measure), Shapes(tiles, measure)
    a, b = left.cover_index.pairs(right.cover)
    found = kernel_engine.shared_areas(left, right, a, b, measure)
    assert found.sum() == pytest.approx(measure.area(subject)[0], rel=1e-9)


def test_what_is_too_wide_or_not_additive_is_left_to_geos():
    country = array_of([shapely.box(0, 0, 3e5, 3e5)])
    assert np.isnan(areas(country, country)).all()
    assert areas(country, array_of([shapely.box(10, 10, 20, 20)])) == pytest.approx([100.0], abs=1e-9)


@settings(deadline=None)
@given(st.integers(0, 10_000))
def test_covers_hold_their_polygons(seed):
    """No pair is lost by looking at slabs instead of one box."""
    random = np.random.default_rng(seed)
    line = shapely.LineString(random.uniform(0, 1000, (4, 2)))
    corridor = line.buffer(random.uniform(0.5, 30), quad_segs=40)
    shapes = Shapes(array_of([corridor, shapely.box(0, 0, 10, 10)]), Plane())
    index = CoverIndex(shapes.cover)
    points = shapely.points(random.uniform(-10, 1010, (300, 2)))
    inside = np.flatnonzero(shapely.covers(corridor, points))
    small = Shapes(shapely.buffer(points, 1e-7), Plane())
    own, other = index.pairs(small.cover)
    assert set(inside) <= set(other[own == 0])
    assert len(np.unique(own * 1000 + other)) == len(own)


def test_a_corridor_is_not_looked_for_in_all_its_box():
    corridor = shapely.LineString([(0, 0), (1000, 1000)]).buffer(2, quad_segs=40)
    shape = Shapes(array_of([corridor]), Plane())
    box = shapely.box(*shape.cover.box.T)
    assert len(box) > 1 and shapely.area(box).sum() < 0.5 * 1000**2
    whole = cover_of(shapely.bounds(shape.geometry), np.array([1]), lambda rows: np.empty(0), None)
    assert len(whole.owner) == 1
