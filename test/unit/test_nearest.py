"""The nearest feature: which, how far, in which direction; against all pairs one by one and against geodesics."""

import math
from functools import lru_cache

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from zoning_review_plugin.overlay.nearest import NearIndex
from zoning_review_plugin.overlay.tiles import LARGE
from zoning_review_plugin.review.frame import Frame

from .independent import array_of, star

REPEATABLE = settings(derandomize=True, deadline=None, max_examples=60)
RANDOM = settings(derandomize=True, deadline=None, max_examples=8, phases=[Phase.explicit, Phase.generate])
SEEDS = st.integers(0, 10**6)
FOOT = 1200 / 3937
# CRS: a place in it (lon, lat) and its unit in m, where it has one of length.
PLACES = {4547: (114.8, 32.0), 4526: (113.1, 36.0), 2263: (-74.3, 40.9), 3857: (112.0, 35.0), 4490: (110.3, 34.9)}
# Where the scale of a plane grows over the ground searched (5 km), the nearest there may be farther by so much.
UNEVEN = {3857: 1e-3}
GEOD = pyproj.Geod(a=6378137.0, rf=298.257222101)


@lru_cache(maxsize=None)
def crs_of(code):
    return pyproj.CRS.from_epsg(code)


@lru_cache(maxsize=None)
def mover(code):
    """From longitude and latitude to a CRS on the same datum, and back."""
    return pyproj.Transformer.from_crs(crs_of(code).geodetic_crs, crs_of(code), always_xy=True)


def to_crs(code, lon, lat):
    """Coordinates (n, 2) in a CRS of longitudes and latitudes on its own datum."""
    return np.column_stack(mover(code).transform(np.atleast_1d(lon), np.atleast_1d(lat)))


def index_of(code, subjects, features):
    """The `NearIndex` of features under the frame that a review of these subjects would have."""
    bounds = tuple(shapely.total_bounds([s for s in subjects if s is not None]))
    return NearIndex(array_of(features), Frame(crs_of(code), "ellipsoidal", bounds).ground)


def around(code, rings):
    """Polygons of rings in metres about the place of a CRS."""
    flat = pyproj.Proj(proj="aeqd", lat_0=PLACES[code][1], lon_0=PLACES[code][0], ellps="GRS80")
    return [shapely.Polygon(to_crs(code, *flat(*ring.T, inverse=True))) for ring in rings]


def ground_distances(code, left, right):
    """m between all shapes of two lists: edges followed in steps of 20 m, in a plane true about their place."""
    flat = pyproj.Proj(proj="aeqd", lat_0=PLACES[code][1], lon_0=PLACES[code][0], ellps="GRS80")
    step = 20 / {2263: FOOT, 4490: 111_000}.get(code, 1.0)

    def moved(xy):
        return np.column_stack(flat(*mover(code).transform(*xy.T, direction="INVERSE")))

    left, right = (shapely.transform(shapely.segmentize(array_of(shapes), step), moved) for shapes in (left, right))
    return shapely.distance(left[:, None], right[None, :])  # NaN where one is None


def scatter(code, seed):
    """(subjects, features): small polygons over some km, with nothing among them."""
    random = np.random.default_rng(seed)
    rings = [star(seed + k, random.uniform(-4000, 4000, 2), 90, 6) for k in range(24)]
    shapes = around(code, rings)
    return [*shapes[:7], None], [*shapes[7:], None]


@pytest.mark.parametrize("code", PLACES)
@RANDOM
@given(seed=SEEDS)
def test_the_nearest_is_the_nearest_of_all(code, seed):
    subjects, features = scatter(code, seed)
    found = index_of(code, subjects, features).nearest(array_of(subjects), 1500.0)
    distances = np.nan_to_num(ground_distances(code, subjects, features), nan=math.inf)
    reached = distances.min(axis=1) <= 1500
    assert (found.feature >= 0).tolist() == reached.tolist()
    assert found.distance[reached] == pytest.approx(
        distances.min(axis=1)[reached], rel=UNEVEN.get(code, 2e-5), abs=2e-3
    )
    named = distances[np.flatnonzero(reached), found.feature[reached]]
    assert named == pytest.approx(distances.min(axis=1)[reached], rel=UNEVEN.get(code, 2e-5), abs=2e-3)
    assert np.isnan([found.distance[~reached], found.bearing[~reached]]).all()
    assert reached.any() and not reached[-1]  # the last subject has no geometry


@pytest.mark.parametrize("code", PLACES)
@RANDOM
@given(seed=SEEDS)
def test_all_within_a_distance(code, seed):
    subjects, features = scatter(code, seed)
    found = index_of(code, subjects, features).within(array_of(subjects), 1000.0)
    pairs = list(zip(found.left.tolist(), found.right.tolist()))
    distances = ground_distances(code, subjects, features)
    unsure = set(zip(*(rows.tolist() for rows in np.nonzero(np.abs(distances - 1000) < 1000 * UNEVEN.get(code, 5e-5)))))
    expected = set(zip(*(rows.tolist() for rows in np.nonzero(distances <= 1000))))
    assert set(pairs) - unsure == expected - unsure
    assert pairs == sorted(set(pairs)) and pairs
    assert found.distance == pytest.approx(distances[found.left, found.right], rel=UNEVEN.get(code, 2e-5), abs=2e-3)


@pytest.mark.parametrize("code", PLACES)
@REPEATABLE
@given(azimuth=st.floats(0, 359.999), metres=st.floats(1, 4999.9))
def test_distance_and_bearing_are_those_of_the_geodesic_walked(code, azimuth, metres):
    """From true north, clockwise, whatever the grid's north is."""
    lon, lat = PLACES[code]
    far = GEOD.fwd(lon, lat, azimuth, metres)[:2]
    subject, feature = shapely.points(np.vstack([to_crs(code, lon, lat), to_crs(code, *far)]))
    found = index_of(code, [subject], [feature]).nearest(array_of([subject]), 5000.0)
    assert found.distance[0] == pytest.approx(metres, rel=1e-7, abs=1e-7)
    turn = (found.bearing[0] - azimuth + 180) % 360 - 180
    assert abs(turn) < 1e-6 + math.degrees(1e-7 / metres)
    assert 0 <= found.bearing[0] < 360


def test_grid_north_is_not_true_north():
    """A step along the grid's northing points by the meridian convergence dL sin B (1 + dL2 cos2 B / 3)."""
    x, y = to_crs(4547, 115.4, 35.0)[0]
    subject, feature = shapely.Point(x, y), shapely.Point(x, y + 1000)
    bearing = index_of(4547, [subject], [feature]).nearest(array_of([subject]), 5000.0).bearing[0]
    turn, lat = math.radians(115.4 - 114), math.radians(35)
    expected = math.degrees(turn * math.sin(lat) * (1 + turn**2 * math.cos(lat) ** 2 / 3))
    assert expected > 0.8
    assert bearing == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize(("dx", "dy", "bearing"), [(0, 1, 0), (1, 0, 90), (0, -1, 180), (-1, 0, 270)])
def test_the_four_quarters(dx, dy, bearing):
    """Parcels of 100 m; the feature lies 300 m away from the side that faces it."""
    centre = np.array([500_000.0, 3_600_000.0])  # on the central meridian of EPSG:4547
    subject = shapely.box(*(centre - 50), *(centre + 50))
    feature = shapely.box(*(centre + 400 * np.array([dx, dy]) - 50), *(centre + 400 * np.array([dx, dy]) + 50))
    found = index_of(4547, [subject], [feature]).nearest(array_of([subject]), 5000.0)
    assert found.distance[0] == pytest.approx(300, rel=1e-6)
    assert (found.bearing[0] - bearing + 180) % 360 - 180 == pytest.approx(0, abs=0.01)


def test_reach_ends_at_the_search_distance():
    for code in PLACES:
        lon, lat = PLACES[code]
        subject = shapely.Point(to_crs(code, lon, lat)[0])
        for metres, feature in ((4999.99, 0), (5000.01, -1)):
            there = shapely.Point(to_crs(code, *GEOD.fwd(lon, lat, 77.0, metres)[:2])[0])
            index = index_of(code, [subject], [there])
            assert index.nearest(array_of([subject]), 5000.0).feature[0] == feature
            assert len(index.within(array_of([subject]), 5000.0).left) == feature + 1


def test_of_equally_near_ones_the_first_is_named():
    subject = shapely.box(0, 0, 10, 10)
    east, west, north = shapely.box(15, 0, 20, 10), shapely.box(-10, 0, -5, 10), shapely.box(0, 15, 10, 20)
    for features in ([east, west, north], [north, east, west], [west, west, east]):
        index = NearIndex(array_of(features), Frame(crs_of(4547), "projected", (0, 0, 10, 10)).ground)
        assert index.nearest(array_of([subject]), 50.0).feature[0] == 0
        assert index.within(array_of([subject]), 50.0).right.tolist() == [0, 1, 2]


def test_contact_is_at_distance_zero_and_has_no_direction():
    subject = shapely.box(500_000, 3_600_000, 500_010, 3_600_010)
    beside, over = shapely.box(500_010, 3_600_000, 500_020, 3_600_005), shapely.box(500_005, 3_600_005, 5e5 + 30, 3.7e6)
    for feature in (beside, over):
        found = index_of(4547, [subject], [feature]).nearest(array_of([subject]), 5000.0)
        assert (found.feature[0], found.distance[0]) == (0, 0.0) and np.isnan(found.bearing[0])


def test_vertices_that_repeat_make_no_piece_of_no_length():
    """GEOS crashes on a line of two equal points."""
    circle = shapely.Point(500_000, 3_600_000).buffer(100, quad_segs=30)
    corners = np.repeat(shapely.get_coordinates(circle), 40, axis=0)
    flat = shapely.LineString([(500_300, 3_600_000), (500_300, 3_600_000)])
    beside = shapely.Polygon(corners + (400, 0))
    found = index_of(4547, [beside], [shapely.Polygon(corners)]).nearest(array_of([beside, flat]), 5000.0)
    assert found.distance == pytest.approx([200, 200], rel=1e-3)
    assert index_of(4547, [circle], [flat]).nearest(array_of([circle]), 5000.0).distance == pytest.approx(
        [200], rel=1e-3
    )


def test_nothing_to_find():
    subject = shapely.Point(500_000, 3_600_000)
    for features in ([], [None], [None, None]):
        index = index_of(4547, [subject], features)
        assert index.nearest(array_of([subject]), 5000.0).feature.tolist() == [-1]
        assert len(index.within(array_of([subject]), 5000.0).left) == 0
    assert len(index_of(4547, [subject], [subject]).nearest(array_of([]), 5000.0).feature) == 0


def ragged(centre, radius, vertices):
    angles = np.linspace(0, 2 * math.pi, vertices, endpoint=False)
    radii = radius * (1 + 0.1 * np.cos(9 * angles) + 0.02 * np.cos(83 * angles))
    return shapely.Polygon(np.asarray(centre) + np.column_stack([radii * np.cos(angles), radii * np.sin(angles)]))


def test_large_polygons_are_as_far_as_their_outline():
    """Tiled or not; on the central meridian, where the plane is true to 1e-7 over these 3 km."""
    centre = np.array([500_000.0, 3_600_000.0])
    large = [ragged(centre + (6000, 0), 2500, 4 * LARGE), ragged(centre - (6000, 500), 2600, 3 * LARGE)]
    subjects = [
        shapely.box(*(centre + (x, y)), *(centre + (x + 40, y + 30))) for x in (-2500, 0, 2500) for y in (-900, 700)
    ]
    inside = shapely.box(*(centre + (5990, -10)), *(centre + (6010, 10)))
    subjects = array_of([*subjects, inside])
    index = index_of(4547, subjects, large)
    found = index.nearest(subjects, 9000.0)
    distances = shapely.distance(subjects[:, None], array_of(large)[None, :])
    assert found.feature.tolist() == distances.argmin(axis=1).tolist()
    assert found.distance == pytest.approx(distances.min(axis=1), rel=2e-6)
    assert found.distance[-1] == 0.0
    every = index.within(subjects, 20_000.0)
    assert (every.left.tolist(), every.right.tolist()) == ([k // 2 for k in range(14)], [0, 1] * 7)
    assert every.distance == pytest.approx(distances.ravel(), rel=5e-6)


# A geographic analysis CRS: edges are straight in longitude and latitude (contract section 8)


def test_a_long_edge_stays_straight_in_longitude_and_latitude():
    """A parcel 11.09 m north of a border that follows a parallel for 20 km."""
    ground = shapely.box(110.0, 34.9, 110.25, 35.0)
    parcel = shapely.box(110.12, 35.0001, 110.121, 35.001)
    found = index_of(4490, [parcel], [ground]).nearest(array_of([parcel]), 5000.0)
    assert found.distance[0] == pytest.approx(GEOD.inv(110.12, 35.0, 110.12, 35.0001)[2], abs=0.05)


def test_contact_with_a_long_edge_is_contact():
    """The parcel lies south of the same border and touches it: distance 0, in reach of any limit."""
    ground = shapely.box(110.0, 35.0, 110.25, 35.1)
    parcel = shapely.box(110.12, 34.999, 110.121, 35.0)
    assert parcel.touches(ground)
    index = index_of(4490, [parcel], [ground])
    assert index.nearest(array_of([parcel]), 5000.0).distance[0] == pytest.approx(0.0, abs=1e-6)
    assert index.within(array_of([parcel]), 1.0).right.tolist() == [0]


@pytest.mark.parametrize("height", [0.3, 4.0])
def test_a_subject_over_many_latitudes_finds_its_nearest(height):
    """A route along a meridian with wells to the east: where the parallels are shorter, degrees are nearer."""
    route = shapely.LineString([(110.0, 30.0), (110.0, 30.0 + height)])
    spots = [GEOD.fwd(110.0, 30.0 + height * share, 90.0, metres)[:2] for share, metres in ((0.02, 4000), (0.95, 3900))]
    found = index_of(4490, [route], [shapely.Point(spot) for spot in spots]).nearest(array_of([route]), 5000.0)
    assert found.feature[0] == 1 and found.distance[0] == pytest.approx(3900, rel=1e-5)
    assert found.bearing[0] == pytest.approx(90, abs=0.1)


def test_a_tall_subject_that_touches_is_at_distance_zero():
    ground, beside = shapely.box(110, 30, 110.1, 32), shapely.box(110.1, 30.3333, 110.2, 31.7777)
    found = index_of(4490, [ground], [beside]).nearest(array_of([ground]), 5000.0)
    assert found.distance[0] == 0.0 and np.isnan(found.bearing[0])


def test_far_neighbours_are_measured_on_the_ground():
    """A hundred kilometres off, a plane true at the subject is not true there; against every vertex of dense edges."""
    subject = shapely.box(114.0, 30.0, 114.1, 30.1)
    targets = [shapely.box(114.7, 30.9, 114.9, 31.2), shapely.box(112.9, 29.2, 113.2, 29.4)]
    found = index_of(4490, [subject], targets).nearest(array_of([subject]), 200_000.0)
    own = shapely.get_coordinates(shapely.segmentize(subject, 0.002))
    least = []
    for target in targets:
        other = shapely.get_coordinates(shapely.segmentize(target, 0.002))
        a, b = (grid.ravel() for grid in np.meshgrid(np.arange(len(own)), np.arange(len(other))))
        least.append(GEOD.inv(own[a, 0], own[a, 1], other[b, 0], other[b, 1])[2].min())
    assert found.feature[0] == int(np.argmin(least))
    assert found.distance[0] == pytest.approx(min(least), rel=1e-4)


@pytest.mark.parametrize("west", [75.0, 85.0, 95.0, 101.0])
def test_subjects_far_apart_still_find_their_neighbours(west):
    """The country from west to east in one review: what lies 4.8 km off lies within 5 km."""
    subjects = [shapely.box(west, 35, west + 0.001, 35.001), shapely.box(134, 35, 134.001, 35.001)]
    lon = GEOD.fwd(west + 0.001, 35.0005, 90.0, 4800.0)[0]
    feature = shapely.box(lon, 35, lon + 0.001, 35.001)
    found = index_of(4490, subjects, [feature]).nearest(array_of(subjects), 5000.0)
    assert found.feature.tolist() == [0, -1]
    assert found.distance[0] == pytest.approx(4800.0, rel=1e-3)


def test_shared_out_among_threads_it_is_the_same(monkeypatch):
    generator = np.random.default_rng(3)
    lon, lat = generator.uniform(110.0, 110.3, 80), generator.uniform(34.7, 35.0, 80)
    shapes = shapely.box(lon, lat, lon + generator.uniform(0.001, 0.02, 80), lat + 0.003)
    asked, features = shapes[:60].copy(), shapes[60:]
    asked[::9] = None
    ground = Frame(crs_of(4490), "ellipsoidal", (110.0, 34.7, 110.3, 35.0)).ground
    alone = NearIndex(features, ground)
    monkeypatch.setattr("zoning_review_plugin.overlay.nearest._MANY", 1)
    shared = NearIndex(features, ground, threads=5)
    nearest, near = alone.nearest(asked, 20_000.0), alone.within(asked, 5000.0)
    assert (nearest.feature >= 0).sum() > 40 and (nearest.distance > 0).sum() > 10 and len(near.left) > 60
    for one, other in ((nearest, shared.nearest(asked, 20_000.0)), (near, shared.within(asked, 5000.0))):
        for column, same in zip(one, other):
            assert np.array_equal(column, same, equal_nan=column.dtype.kind == "f")
