"""What shapes on a lattice share, told by counting: no overlay takes part in the expectation.

Lattices bring what random data never does: edges shared in part and in whole, T-junctions, identical
regions, holes, corners that touch, lines along borders.
"""

import numpy as np
import pytest
import shapely
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from zoning_review_plugin.overlay.measure import Plane
from zoning_review_plugin.overlay.pairs import meet, touching
from zoning_review_plugin.overlay.shapes import Shapes

from . import engines
from .independent import Lattice

REPEATABLE = settings(derandomize=True, deadline=None, max_examples=80)
HALVES = st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 1))
REGIONS = st.sets(HALVES, min_size=1, max_size=20)
STEPS = st.sampled_from([(1, 0), (0, 1), (1, 1), (-1, 0), (0, -1), (-1, -1)])
CORNERS = st.tuples(st.integers(0, 4), st.integers(0, 4))
# Whole numbers, where the overlay is exact, and Gauss-Krueger coordinates with zone prefix, where it is rounded.
PLACES = st.sampled_from([(1.0, (0.0, 0.0)), (97.3, (38_412_345.678, 3_456_789.012))])
RING = frozenset((x, y, h) for x in range(3) for y in range(3) for h in (0, 1)) - {(1, 1, 0), (1, 1, 1)}
MIDDLE = frozenset({(1, 1, 0), (1, 1, 1)})
# Lines follow a border in rounded coordinates only where every corner of it is there (`every_corner`).
ROUNDING_M2, ROUNDING_M = 1e-5, 1e-6  # contract section 5; a coordinate of 3.8e7 is rounded to 4e-9 m


@st.composite
def paths(draw):
    """Corners of a path that takes no edge twice; it may cross itself and close."""
    corners, taken = [draw(CORNERS)], set()
    for dx, dy in draw(st.lists(STEPS, min_size=1, max_size=9)):
        following = (corners[-1][0] + dx, corners[-1][1] + dy)
        edge = frozenset((corners[-1], following))
        if edge not in taken:
            corners.append(following)
            taken.add(edge)
    return corners


def shapes(*geometry):
    return Shapes(np.array(geometry, dtype=object), Plane())


def pair_of(left, right):
    """(the only pair of two shapes or None, whether they are told to touch)."""
    left, right = shapes(left), shapes(right)
    met = meet(left, right, engines)
    assert len(met.pairs) <= 1
    touch = len(touching(left, right, met)[0]) == 1
    names = met.pairs.__dataclass_fields__
    return ({name: getattr(met.pairs, name)[0] for name in names} if len(met.pairs) else None), touch


def relation_of(left, right, partly):
    if left == right:
        return "equals"
    return "within" if left <= right else "contains" if left >= right else partly


@REPEATABLE
@given(a=REGIONS, b=REGIONS, place=PLACES)
@example(a=RING, b=MIDDLE, place=(1.0, (0.0, 0.0)))
@example(a=RING, b=RING | MIDDLE, place=(97.3, (38_412_345.678, 3_456_789.012)))
@example(a=RING, b=RING, place=(97.3, (38_412_345.678, 3_456_789.012)))
@example(a={(0, 0, 0)}, b={(1, 1, 1)}, place=(1.0, (0.0, 0.0)))
def test_regions_share_the_halves_that_both_hold(a, b, place):
    plane = Lattice(*place)
    pair, touch = pair_of(plane.region(a), plane.region(b))
    common = a & b
    if not common:
        assert pair is None
        contact = {c for half in a for c in plane.corners(half)} & {c for half in b for c in plane.corners(half)}
        if place[0] == 1.0:  # where coordinates are rounded, a T-junction may open a gap of 1e-9 m
            assert touch == bool(contact)
        return
    assert not touch
    assert pair["area"] == pytest.approx(plane.area(common), abs=ROUNDING_M2)
    assert pair["relation"] == relation_of(a, b, "overlaps")
    for share, whole in (("share_left", a), ("share_right", b)):
        expected = len(common) / len(whole)
        assert pair[share] == (1.0 if expected == 1 else pytest.approx(expected, rel=1e-9))
    assert np.isnan([pair["length"], pair["station_from"], pair["station_to"]]).all()


@REPEATABLE
@given(corners=paths(), region=REGIONS, place=PLACES)
@example(corners=[(0, 0), (1, 0)], region={(0, 0, 0)}, place=(1.0, (0.0, 0.0)))
@example(corners=[(1, 1), (2, 1), (2, 2), (1, 1)], region=RING, place=(1.0, (0.0, 0.0)))
@example(corners=[(5, 5), (6, 5)], region=RING, place=(1.0, (0.0, 0.0)))
def test_a_line_shares_with_a_region_the_edges_beside_its_halves(corners, region, place):
    assume(len(corners) > 1)
    plane = Lattice(*place)
    edges = plane.edges(corners)
    held = [edge for edge in edges if plane.beside(edge) & region]
    pair, touch = pair_of(plane.path(corners), plane.region(region, every_corner=place[0] != 1.0))
    if not held:
        assert pair is None
        assert touch == any(plane.around(corner) & region for corner in corners) or place[0] != 1.0
        return
    border_only = not any(plane.beside(edge) <= region for edge in held)
    assert pair["length"] == pytest.approx(plane.length(held), abs=ROUNDING_M)
    if place[0] == 1.0:
        expected = "touches" if border_only else "within" if len(held) == len(edges) else "crosses"
        assert pair["relation"] == expected
    share = plane.length(held) / plane.length(edges)
    assert pair["share_left"] == (1.0 if len(held) == len(edges) else pytest.approx(share, abs=1e-8))
    assert np.isnan([pair["area"], pair["share_right"]]).all()


@REPEATABLE
@given(corners=paths(), region=REGIONS, place=PLACES)
def test_a_region_shares_with_a_line_the_same_length(corners, region, place):
    assume(len(corners) > 1)
    plane = Lattice(*place)
    edges = plane.edges(corners)
    held = [edge for edge in edges if plane.beside(edge) & region]
    pair, touch = pair_of(plane.region(region, every_corner=place[0] != 1.0), plane.path(corners))
    if not held:
        assert pair is None
        return
    assert not touch
    assert pair["length"] == pytest.approx(plane.length(held), abs=ROUNDING_M)
    if place[0] == 1.0:
        border_only = not any(plane.beside(edge) <= region for edge in held)
        expected = "touches" if border_only else "contains" if len(held) == len(edges) else "crosses"
        assert pair["relation"] == expected
        assert pair["share_right"] == pytest.approx(plane.length(held) / plane.length(edges), rel=1e-9)
    assert np.isnan([pair["area"], pair["share_left"], pair["station_from"], pair["station_to"]]).all()


@REPEATABLE
@given(a=paths(), b=paths(), place=PLACES)
@example(a=[(0, 0), (1, 0), (2, 0)], b=[(2, 0), (1, 0), (0, 0)], place=(1.0, (0.0, 0.0)))
@example(a=[(0, 1), (1, 1), (2, 1)], b=[(1, 0), (1, 1), (1, 2)], place=(1.0, (0.0, 0.0)))
def test_lines_share_the_edges_that_both_take(a, b, place):
    assume(len(a) > 1 and len(b) > 1)
    plane = Lattice(*place)
    first, second = plane.edges(a), plane.edges(b)
    held = [edge for edge in first if edge in second]
    pair, touch = pair_of(plane.path(a), plane.path(b))
    if held:
        assert not touch
        assert pair["relation"] == relation_of(set(first), set(second), "overlaps")
        assert pair["length"] == pytest.approx(plane.length(held), abs=ROUNDING_M)
        assert pair["share_left"] == pytest.approx(plane.length(held) / plane.length(first), abs=1e-8)
        assert pair["share_right"] == pytest.approx(plane.length(held) / plane.length(second), abs=1e-8)
    elif place[0] == 1.0:
        through = inner_corners(a) & inner_corners(b)
        if through:
            assert (pair["relation"], pair["length"], pair["share_left"]) == ("crosses", 0.0, 0.0)
        elif not set(a) & set(b):
            assert pair is None and not touch
        elif simple(a) and simple(b):
            assert pair is None and touch


def inner_corners(corners):
    """Corners where a path passes through: all of a closed one, all but the ends of an open one."""
    return set(corners) if corners[0] == corners[-1] else set(corners) - {corners[0], corners[-1]}


def simple(corners):
    return len(set(corners[:-1])) == len(corners) - 1


@REPEATABLE
@given(corner=CORNERS, region=REGIONS, inside=st.booleans())
def test_a_point_is_in_a_region_only_off_its_border(corner, region, inside):
    plane = Lattice()
    x, y = corner
    point = plane.point((x + 0.75, y + 0.25) if inside else corner)
    around = {(x, y, 0)} if inside else plane.around(corner)
    for turned in (False, True):
        both = (plane.region(region), point) if turned else (point, plane.region(region))
        pair, touch = pair_of(*both)
        if around <= region:
            assert pair["relation"] == ("contains" if turned else "within") and not touch
            assert np.isnan([pair["area"], pair["length"], pair["share_left"], pair["share_right"]]).all()
        else:
            assert pair is None
            assert touch == bool(around & region)


@REPEATABLE
@given(corner=CORNERS, corners=paths())
def test_a_point_is_on_a_line_only_off_its_ends(corner, corners):
    assume(len(corners) > 1 and simple(corners))
    plane = Lattice()
    point, line = plane.point(corner), plane.path(corners)
    for left, right, relation in ((point, line, "within"), (line, point, "contains")):
        pair, touch = pair_of(left, right)
        if corner in inner_corners(corners):
            assert pair["relation"] == relation and not touch
        else:
            assert pair is None
            assert touch == (corner in corners)


@REPEATABLE
@given(a=st.sets(CORNERS, min_size=1, max_size=4), b=st.sets(CORNERS, min_size=1, max_size=4))
def test_points_meet_where_they_coincide(a, b):
    pair, touch = pair_of(shapely.MultiPoint(sorted(a)), shapely.MultiPoint(sorted(b)))
    assert not touch
    if a & b:
        assert pair["relation"] == relation_of(a, b, pair["relation"])
        assert pair["relation"] in ("equals", "within", "contains", "overlaps", "crosses")
    else:
        assert pair is None
