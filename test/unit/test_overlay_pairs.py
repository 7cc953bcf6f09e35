"""Pairs against plain shapely, one by one: all nine combinations of kinds, and polygons large enough to tile."""

import math

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from zoning_review_plugin.overlay import tiles
from zoning_review_plugin.overlay.areas import shared_areas
from zoning_review_plugin.overlay.measure import Plane
from zoning_review_plugin.overlay.pairs import meet, touching
from zoning_review_plugin.overlay.shapes import Shapes
from zoning_review_plugin.overlay.tiles import LARGE, tiled
from zoning_review_plugin.review.frame import Frame

from . import engines
from .independent import array_of, star

# A seed does not get simpler by being smaller: no shrinking.
REPEATABLE = settings(derandomize=True, deadline=None, max_examples=12, phases=[Phase.explicit, Phase.generate])
SEEDS = st.integers(0, 10**6)
FRAMES = {
    "plane": (4547, "projected", (500_000.0, 3_600_000.0), 1.0),
    "on the ellipsoid": (4547, "ellipsoidal", (500_000.0, 3_600_000.0), 1.0),
    "lon/lat": (4490, "ellipsoidal", (111.0, 32.0), 1e-5),
    "geodesic": (4490, "geodesic", (111.0, 32.0), 1e-5),
}


def jumble(seed, size=24):
    """Polygons (with holes, in parts, copied, shrunk), lines, points and nothing, on 1 km of ground."""
    random = np.random.default_rng(seed)
    found = [None]
    for k in range(size):
        centre = random.uniform(0, 1000, 2)
        shape = shapely.Polygon(star(seed + k, centre, random.uniform(30, 300), int(random.integers(3, 12))))
        walk = centre + random.normal(0, 150, (int(random.integers(2, 7)), 2)).cumsum(axis=0)
        other = shapely.Polygon(star(seed + 1000 + k, random.uniform(0, 1000, 2), 100, 5))
        found += [
            shape,
            shape.difference(shapely.Point(centre).buffer(0.3 * math.sqrt(shape.area / math.pi))),
            shapely.union_all([shape, other]),
            shape.buffer(-8.0),
            shapely.LineString(walk),
            shapely.MultiLineString([walk[:2], random.uniform(0, 1000, (3, 2))]),
            shapely.Point(centre),
            shapely.MultiPoint(np.vstack([centre, random.uniform(0, 1000, (2, 2))])),
        ]
    chosen = random.choice(len(found), size, replace=False)
    return [found[k] if found[k] is not None and not found[k].is_empty else None for k in chosen]


def expected_pair(a, b):
    """(area, length, relation) of a pair by plain shapely, None where the two share nothing."""
    if a is None or b is None or not a.intersects(b):
        return None
    shared = a.intersection(b)
    dimension = min(shapely.get_dimensions(a), shapely.get_dimensions(b))
    if dimension == 2 and shared.area <= 1e-6:
        return None
    if dimension < 2 and a.touches(b):
        return None
    alike = shapely.get_dimensions(a) == shapely.get_dimensions(b)
    partly = "overlaps" if alike and (shared.area > 0 or shared.length > 0) else "crosses"
    relation = "equals" if a.equals(b) else "within" if a.within(b) else "contains" if b.within(a) else partly
    return (shared.area if dimension == 2 else math.nan), (shared.length if dimension == 1 else math.nan), relation


@REPEATABLE
@given(seed=SEEDS)
def test_pairs_are_those_that_shapely_finds_one_by_one(seed):
    left, right = jumble(seed), jumble(seed + 1) + jumble(seed)[:12]
    found = meet(Shapes(array_of(left), Plane()), Shapes(array_of(right), Plane()), engines).pairs
    every = {(i, j): expected_pair(a, b) for i, a in enumerate(left) for j, b in enumerate(right)}
    expected = {key: pair for key, pair in every.items() if pair is not None}
    assert list(zip(found.left.tolist(), found.right.tolist())) == sorted(expected)
    for row, key in enumerate(sorted(expected)):
        area, length, relation = expected[key]
        assert found.area[row] == pytest.approx(area, rel=1e-9, abs=1e-6, nan_ok=True), key
        assert found.length[row] == pytest.approx(length, rel=1e-9, abs=1e-6, nan_ok=True), key
        assert found.relation[row] == relation, key


@REPEATABLE
@given(seed=SEEDS)
def test_shares_are_parts_of_each_ones_own_size(seed):
    left, right = array_of(jumble(seed)), array_of(jumble(seed)[::-1])
    pairs = meet(Shapes(left, Plane()), Shapes(right, Plane()), engines).pairs
    amount = np.where(np.isnan(pairs.area), pairs.length, pairs.area)
    measured = np.where(~np.isnan(pairs.area), 2, np.where(~np.isnan(pairs.length), 1, -1))
    for share, shapes, whole in (
        (pairs.share_left, left[pairs.left], ("within", "equals")),
        (pairs.share_right, right[pairs.right], ("contains", "equals")),
    ):
        known = shapely.get_dimensions(shapes) == measured
        assert (known == ~np.isnan(share)).all()
        size = np.where(np.isnan(pairs.area), shapely.length(shapes), shapely.area(shapes))
        assert ((share[known] >= 0) & (share[known] <= 1)).all()
        assert (share[known & np.isin(pairs.relation, whole)] == 1.0).all()
        assert share[known] == pytest.approx((amount / size)[known], rel=1e-9, abs=1e-9)


@REPEATABLE
@given(seed=SEEDS)
def test_a_touch_is_contact_without_a_pair(seed):
    left, right = jumble(seed), jumble(seed + 3)
    corners = [shapely.Point(shape.exterior.coords[0]) for shape in left if shape and shape.geom_type == "Polygon"]
    left, right = Shapes(array_of(left), Plane()), Shapes(array_of(right + corners), Plane())
    met = meet(left, right, engines)
    pairs = set(zip(met.pairs.left.tolist(), met.pairs.right.tolist()))
    contact = {
        (i, j)
        for i, a in enumerate(left.geometry)
        for j, b in enumerate(right.geometry)
        if a is not None and b is not None and a.intersects(b)
    }
    touches = set(zip(*(rows.tolist() for rows in touching(left, right, met))))
    assert touches == contact - pairs
    assert len(touches) >= len(corners)


def test_nothing_meets_nothing():
    empty, nothing = Shapes(array_of([]), Plane()), Shapes(array_of([None, None]), Plane())
    box = Shapes(array_of([shapely.box(0, 0, 1, 1)]), Plane())
    line = Shapes(array_of([shapely.LineString([(0, 0), (1, 1)])]), Plane())
    for left in (empty, nothing, box, line):
        for right in (empty, nothing):
            assert len(meet(left, right, engines).pairs) == 0
            assert len(meet(right, left, engines).pairs) == 0


# Polygons large enough to be asked tile by tile


def coast(seed, centre, radius, vertices):
    """A large star-shaped polygon with a ragged outline, a large hole, and an island apart."""
    random = np.random.default_rng(seed)

    def outline(middle, size, count):
        angles = np.linspace(0, 2 * np.pi, count, endpoint=False)
        waves = sum(np.cos(k * angles + random.uniform(0, 7)) / k for k in (3, 7, 40, 200))
        radii = size * (1 + 0.12 * waves)
        return np.asarray(middle) + np.column_stack([radii * np.cos(angles), radii * np.sin(angles)])

    main = shapely.Polygon(outline(centre, radius, vertices), [outline(centre, radius / 3, vertices // 3)])
    island = shapely.Polygon(outline(np.asarray(centre) + (3 * radius, 0), radius / 2, vertices // 2))
    shape = shapely.MultiPolygon([main, island])
    assert shape.is_valid and shapely.get_num_coordinates(shape) > LARGE
    return shape


@pytest.mark.parametrize("seed", range(3))
def test_tiles_are_the_polygon_again(seed):
    shape = coast(seed, (5e5, 3.6e6), 2000.0, 1500 + 900 * seed)
    found = tiled(array_of([shape, None, shapely.box(0, 0, 1, 1)]))
    assert (found.owner == 2).sum() == 1 and not (found.owner == 1).any()
    mine = found.geometry[found.owner == 0]
    assert len(mine) > 4 and shapely.get_num_coordinates(mine).max() <= 256
    assert shapely.area(mine).sum() == pytest.approx(shape.area, rel=1e-12)
    assert shapely.symmetric_difference(shapely.union_all(mine), shape).area < 1e-4


def test_tiles_that_lose_ground_are_not_used(monkeypatch):
    """Where clipping goes wrong, the polygon stays whole."""
    shape = coast(0, (5e5, 3.6e6), 2000.0, 1500)
    halves = tiles._halves
    monkeypatch.setattr(tiles, "_halves", lambda part: list(halves(part))[1:])
    assert tiled(array_of([shape])).geometry.tolist() == [shape]


@pytest.mark.parametrize("rule", FRAMES)
@pytest.mark.parametrize("seed", range(3))
def test_large_polygons_share_what_one_overlay_says(rule, seed):
    code, basis, centre, unit = FRAMES[rule]
    measure = Frame(pyproj.CRS.from_epsg(code), basis, (*centre, *centre)).measure
    random = np.random.default_rng(seed)
    big = [coast(seed, centre, 2000 * unit, 2500), coast(seed + 9, np.array(centre) + 900 * unit, 1500 * unit, 1800)]
    places = np.array(centre) + random.uniform(-3000, 7000, (60, 2)) * unit
    small = [shapely.Polygon(star(k, place, 400 * unit, 9)) for k, place in enumerate(places)]
    left, right = Shapes(array_of(small + big), measure), Shapes(array_of(big + small[:5]), measure)
    pairs = meet(left, right, engines).pairs
    whole = shapely.intersection(left.geometry[:, None], right.geometry[None, :])
    area = measure.area(whole.ravel()).reshape(whole.shape)
    assert list(zip(pairs.left.tolist(), pairs.right.tolist())) == list(zip(*np.nonzero(area > 1e-6)))
    assert pairs.area == pytest.approx(area[pairs.left, pairs.right], rel=1e-9, abs=1e-5)
    assert (pairs.relation == "within").any() and (pairs.relation == "equals").sum() >= 2


def test_areas_of_some_pairs_of_large_polygons_are_theirs_alone():
    """Asked for some pairs only, in any order: tiles of other pairs take no part."""
    large = array_of([coast(k, (5e5 + 800 * k, 3.6e6), 2000.0, 1500) for k in range(4)])
    i, j = np.array([3, 0, 1, 2]), np.array([0, 1, 3, 2])
    shapes = Shapes(large, Plane())
    found = shared_areas(shapes, shapes, i, j, engines, Plane())
    assert found == pytest.approx(shapely.area(shapely.intersection(large[i], large[j])), rel=1e-9)


def test_threads_make_no_difference():
    """More pairs than one thread would take, to the last digit."""
    parcels = [shapely.box(x, y, x + 12, y + 9) for x in range(0, 600, 10) for y in range(0, 600, 10)]
    features = [shapely.Polygon(star(k, (300, 300 + k), 280, 40)) for k in range(3)]
    features += [coast(5, (300, 300), 200, 1600)]
    left, right = Shapes(array_of(parcels), Plane()), Shapes(array_of(features), Plane())
    one, three = (meet(left, right, engines, threads).pairs for threads in (1, 3))
    assert len(one) > 4096
    for name in one.__dataclass_fields__:
        np.testing.assert_array_equal(getattr(one, name), getattr(three, name))
