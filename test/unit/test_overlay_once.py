"""Ground counted once, ground cut into pieces, ground in common: by counting on a lattice and by plain shapely."""

import numpy as np
import pytest
import shapely
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from zoning_review_plugin.overlay import once
from zoning_review_plugin.overlay.common import common
from zoning_review_plugin.overlay.cut import REMAINDER, cut
from zoning_review_plugin.overlay.measure import Plane
from zoning_review_plugin.overlay.once import counted_once, summed
from zoning_review_plugin.overlay.pairs import meet
from zoning_review_plugin.overlay.shapes import Shapes

from . import engines
from .independent import Lattice, star

REPEATABLE = settings(derandomize=True, deadline=None, max_examples=40)
RANDOM = settings(derandomize=True, deadline=None, max_examples=20, phases=[Phase.explicit, Phase.generate])
SEEDS = st.integers(0, 10**6)
HALVES = st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 1))
REGIONS = st.sets(HALVES, min_size=1, max_size=16)
LAYERS = st.lists(REGIONS, min_size=1, max_size=5)
WALKS = st.lists(st.sampled_from([(1, 0), (0, 1), (1, 1)]), min_size=1, max_size=6)
PLACES = st.sampled_from([(1.0, (0.0, 0.0)), (97.3, (38_412_345.678, 3_456_789.012))])


def shapes(geometry):
    array = np.empty(len(geometry), dtype=object)
    array[:] = geometry
    return Shapes(array, Plane())


def once_and_sums(left, right):
    """(`Once`, sums of area, sums of length) of two lists of geometries."""
    left, right = shapes(left), shapes(right)
    met = meet(left, right, engines)
    sums = [summed(met.pairs.left, amounts, len(left)) for amounts in (met.pairs.area, met.pairs.length)]
    return counted_once(left, right, met, engines), *sums


def walk_from(start, steps):
    """A path that climbs ever right or up: it takes no edge twice."""
    return [tuple(corner) for corner in np.vstack([start, np.array(steps)]).cumsum(axis=0).tolist()]


def area_of(shape):
    return 0.0 if shape is None else shape.area


# Counted once


@REPEATABLE
@given(subjects=LAYERS, features=LAYERS, place=PLACES)
def test_regions_are_counted_once(subjects, features, place):
    plane = Lattice(*place)
    once, sums, _ = once_and_sums([plane.region(s) for s in subjects], [plane.region(f) for f in features])
    covered = set().union(*features)
    rounding = 1e-5 * len(features)
    assert once.area == pytest.approx([plane.area(s & covered) for s in subjects], abs=rounding)
    assert sums == pytest.approx([sum(plane.area(s & f) for f in features) for s in subjects], abs=rounding)
    assert (once.area <= sums + rounding).all()


@REPEATABLE
@given(steps=WALKS, regions=LAYERS, others=st.lists(WALKS, max_size=3))
def test_a_line_is_counted_once_on_areas_and_lines_together(steps, regions, others):
    plane = Lattice()
    edges, ways = plane.edges(walk_from((0, 0), steps)), [walk_from((1, 1), other) for other in others]
    right = [plane.region(region) for region in regions] + [plane.path(way) for way in ways]
    once, _, sums = once_and_sums([plane.path(walk_from((0, 0), steps))], right)
    by_feature = [[e for e in edges if plane.beside(e) & region] for region in regions]
    by_feature += [[e for e in edges if e in plane.edges(way)] for way in ways]
    assert once.length[0] == pytest.approx(plane.length(set().union(*by_feature)), abs=1e-9)
    assert sums[0] == pytest.approx(sum(plane.length(held) for held in by_feature), abs=1e-9)
    assert np.isnan(once.area[0])


@REPEATABLE
@given(region=REGIONS, walks=st.lists(st.tuples(st.integers(0, 2), WALKS), min_size=1, max_size=4))
def test_lines_in_a_region_are_counted_once(region, walks):
    plane = Lattice()
    ways = [walk_from((x, 0), steps) for x, steps in walks]
    once, _, sums = once_and_sums([plane.region(region)], [plane.path(way) for way in ways])
    held = [[e for e in plane.edges(way) if plane.beside(e) & region] for way in ways]
    assert once.length[0] == pytest.approx(plane.length(set().union(*held)), abs=1e-9)
    assert sums[0] == pytest.approx(sum(plane.length(edges) for edges in held), abs=1e-9)


@RANDOM
@given(seed=SEEDS)
def test_random_layers_are_counted_as_their_union(seed):
    random = np.random.default_rng(seed)
    places = random.uniform(0, 1000, (24, 2))
    stars = [shapely.Polygon(star(seed + k, place, 250, 8)) for k, place in enumerate(places)]
    subjects, features = stars[:8] + [None], stars[8:] + stars[8:11] + [stars[12].buffer(-20), stars[0]]
    once, sums, _ = once_and_sums(subjects, features)
    ground = shapely.union_all(features)
    expected = [np.nan if s is None else s.intersection(ground).area for s in subjects]
    assert once.area == pytest.approx(expected, rel=1e-9, abs=1e-6, nan_ok=True)
    known = once.area[:-1]
    assert (known <= sums[:-1] * (1 + 1e-12)).all()
    assert (known <= shapely.area(subjects[:-1]) * (1 + 1e-12)).all()
    assert known[0] == pytest.approx(stars[0].area, rel=1e-12)  # it is one of the features itself


@RANDOM
@given(seed=SEEDS)
def test_random_lines_are_counted_as_their_union(seed):
    random = np.random.default_rng(seed)
    lines = [shapely.LineString(random.uniform(0, 1000, (4, 2))) for _ in range(6)]
    areas = [shapely.Polygon(star(seed + k, random.uniform(0, 1000, 2), 300, 7)) for k in range(9)]
    features = areas + areas[:2] + [shapely.Point(5, 5)]
    once, _, sums = once_and_sums(lines, features)
    expected = [line.intersection(shapely.union_all(areas)).length for line in lines]
    assert once.length == pytest.approx(expected, rel=1e-9, abs=1e-6)
    assert (once.length <= sums + 1e-6).all() and (once.length <= shapely.length(lines)).all()


def test_nested_and_doubled_features():
    big, small = shapely.box(0, 0, 10, 10), shapely.box(2, 2, 4, 4)
    once, sums, _ = once_and_sums([shapely.box(0, 0, 5, 5)], [big, small, small, big])
    assert once.area.tolist() == [25.0]
    assert sums.tolist() == [58.0]


def test_areas_are_of_polygons_and_where_nothing_is_met_they_are_zero():
    subjects = [shapely.box(0, 0, 1, 1), shapely.LineString([(0, 0), (1, 1)]), shapely.Point(0, 0), None]
    once, _, _ = once_and_sums(subjects, [shapely.box(50, 50, 60, 60)])
    np.testing.assert_array_equal(once.area, [0, np.nan, np.nan, np.nan])
    np.testing.assert_array_equal(once.length[1:], [0, np.nan, np.nan])


# Cut into pieces


@REPEATABLE
@given(subjects=LAYERS, features=LAYERS, place=PLACES)
def test_pieces_of_regions_take_each_half_once_and_the_first_feature_wins(subjects, features, place):
    plane = Lattice(*place)
    left, right = shapes([plane.region(s) for s in subjects]), shapes([plane.region(f) for f in features])
    pieces = cut(left, right)
    keys = list(zip(pieces.owner.tolist(), pieces.feature.tolist()))
    found = dict(zip(keys, shapely.area(pieces.geometry)))
    expected = {}
    for number, subject in enumerate(subjects):
        rest = set(subject)
        for feature, halves in enumerate(features):
            if rest & halves:
                expected[number, feature] = plane.area(rest & halves)
            rest -= halves
        if rest:
            expected[number, REMAINDER] = plane.area(rest)
    assert keys == list(expected)  # in order of subject, then feature, the remainder last
    assert found == pytest.approx(expected, abs=1e-4)
    for number in range(len(subjects)):
        mine = pieces.geometry[pieces.owner == number]
        assert shapely.area(mine).sum() == pytest.approx(left.area[number], rel=1e-9)
        assert shapely.union_all(mine).area == pytest.approx(left.area[number], rel=1e-9)


@REPEATABLE
@given(steps=WALKS, features=LAYERS)
def test_pieces_of_lines_take_each_edge_once(steps, features):
    plane = Lattice()
    rest = plane.edges(walk_from((0, 0), steps))
    pieces = cut(shapes([plane.path(walk_from((0, 0), steps))]), shapes([plane.region(f) for f in features]))
    expected = {}
    for feature, halves in enumerate(features):
        held = [edge for edge in rest if plane.beside(edge) & halves]
        if held:
            expected[feature] = plane.length(held)
        rest = [edge for edge in rest if edge not in held]
    if rest:
        expected[REMAINDER] = plane.length(rest)
    found = dict(zip(pieces.feature.tolist(), shapely.length(pieces.geometry)))
    assert list(found) == list(expected)
    assert found == pytest.approx(expected, abs=1e-9)


def test_points_go_to_the_first_feature_that_holds_them():
    subject = shapely.MultiPoint([(1, 1), (5, 5), (9, 9), (20, 20)])
    pieces = cut(shapes([subject, shapely.Point(30, 30)]), shapes([shapely.box(4, 4, 6, 6), shapely.box(0, 0, 10, 10)]))
    assert list(zip(pieces.owner.tolist(), pieces.feature.tolist())) == [(0, 0), (0, 1), (0, REMAINDER), (1, REMAINDER)]
    assert [shapely.get_num_geometries(piece) for piece in pieces.geometry] == [1, 2, 1, 1]


def test_a_subject_without_geometry_is_one_piece_without_feature():
    pieces = cut(shapes([None, shapely.box(0, 0, 2, 1)]), shapes([shapely.box(1, 0, 9, 9)]))
    assert list(zip(pieces.owner.tolist(), pieces.feature.tolist())) == [(0, REMAINDER), (1, 0), (1, REMAINDER)]
    assert pieces.geometry[0] is None


@RANDOM
@given(seed=SEEDS)
def test_pieces_of_random_polygons_sum_to_the_whole(seed):
    random = np.random.default_rng(seed)
    stars = [shapely.Polygon(star(seed + k, random.uniform(0, 900, 2), 260, 9)) for k in range(14)]
    subjects, features = shapes(stars[:5]), shapes(stars[5:] + stars[:1])
    pieces = cut(subjects, features)
    for number, subject in enumerate(subjects.geometry):
        mine = pieces.owner == number
        assert shapely.area(pieces.geometry[mine]).sum() == pytest.approx(subject.area, abs=2e-4)
        assert shapely.union_all(pieces.geometry[mine]).area == pytest.approx(subject.area, abs=2e-4)
        for shape, feature in zip(pieces.geometry[mine], pieces.feature[mine]):
            earlier = features.geometry[: feature if feature >= 0 else len(features)]
            assert shape.intersection(shapely.union_all(earlier)).area < 1e-4
            assert feature < 0 or shape.difference(features.geometry[feature]).area < 1e-4


# In common


@RANDOM
@given(seed=SEEDS)
def test_what_pairs_have_in_common_is_their_intersection(seed):
    random = np.random.default_rng(seed)
    stars = [shapely.Polygon(star(seed + k, random.uniform(0, 700, 2), 260, 9)) for k in range(10)]
    lines = [shapely.LineString(random.uniform(0, 700, (4, 2))) for _ in range(4)]
    points = [shapely.Point(random.uniform(0, 700, 2)) for _ in range(4)]
    left = shapes([*stars[:6], *lines, *points])
    right = shapes([*stars[4:], *lines[2:], stars[0].buffer(-30), stars[1].buffer(30), *points[2:]])
    pairs = meet(left, right, engines).pairs
    assert {"within", "contains", "equals", "overlaps"} <= set(pairs.relation)
    for row, shape in enumerate(common(left, right, pairs)):
        a, b = left.geometry[pairs.left[row]], right.geometry[pairs.right[row]]
        expected = a.intersection(b)
        assert shapely.get_dimensions(shape) == shapely.get_dimensions(expected)
        assert shape.is_valid
        assert shape.symmetric_difference(expected).area < 1e-6
        assert (shape.area, shape.length) == pytest.approx((expected.area, expected.length), rel=1e-9, abs=1e-6)
        assert shape.distance(expected) < 1e-6


def test_a_clipped_giant_gives_the_same_common_ground():
    angles = np.linspace(0, 2 * np.pi, 3000, endpoint=False)
    radii = 1e5 * (1 + 0.1 * np.cos(37 * angles))
    giant = shapely.Polygon(np.column_stack([radii * np.cos(angles), radii * np.sin(angles)]))
    parcels = [shapely.box(x, 0, x + 1500, 900) for x in range(105_000, 112_000, 400)]
    left, right = shapes(parcels), shapes([giant])
    pairs = meet(left, right, engines).pairs
    for row, shape in enumerate(common(left, right, pairs)):
        expected = parcels[pairs.left[row]].intersection(giant)
        assert shape.symmetric_difference(expected).area < 1e-3
        assert shape.area == pytest.approx(pairs.area[row], rel=1e-9, abs=1e-3)


def test_only_what_has_the_shared_dimension_is_common():
    """Two polygons that share an area and, elsewhere, an edge and a corner: the area is what they have in common."""
    comb = shapely.Polygon([(0, 0), (9, 0), (9, 2), (6, 2), (6, 1), (3, 1), (3, 3), (0, 3)])
    beam = shapely.Polygon([(0, 2), (9, 2), (9, 5), (0, 5)])
    left, right = shapes([comb]), shapes([beam])
    shape = common(left, right, meet(left, right, engines).pairs)[0]
    assert shape.geom_type == "Polygon" and shape.equals(shapely.box(0, 2, 3, 3))


def test_few_and_many_features_on_a_subject_are_looked_at_alike(monkeypatch):
    """Two ways to find features that may overlap on a subject: every two of few, boxes that meet of many."""
    random = np.random.default_rng(7)
    subjects = [shapely.box(x, 0, x + 20, 30) for x in (0, 20, 40)]
    corners = random.uniform(0, 55, (60, 2)) * (1, 0.5)
    features = [shapely.box(x, y, x + 6, y + 5) for x, y in corners]
    left, right = shapes(subjects), shapes(features)
    met = meet(left, right, engines)
    found = counted_once(left, right, met, engines).area
    whole = shapely.area(shapely.intersection(left.geometry, shapely.union_all(features)))
    assert found == pytest.approx(whole, rel=1e-12)
    monkeypatch.setattr(once, "_FEW", 1)
    assert counted_once(left, right, met, engines).area.tolist() == found.tolist()
