"""Area and length on the ellipsoid: published geodesics, closed forms, and the series of TD/T 1055."""

import csv
import math

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.ops import split

from zoning_review_plugin.overlay.ellipsoid import Ellipsoid
from zoning_review_plugin.overlay.measure import Geodesic, StraightLonLat
from zoning_review_plugin.overlay.nearest import LonLatGround
from zoning_review_plugin.overlay.ragged import Rings
from zoning_review_plugin.review.frame import Frame

from .independent import ON_CGCS2000, ON_SPHERE, star

WGS84 = Ellipsoid(6378137.0, 1 / 298.257223563)
CGCS2000 = Ellipsoid(6378137.0, 1 / 298.257222101)
SPHERE = Ellipsoid(6371000.0, 0.0)
LONLAT = StraightLonLat(CGCS2000)
REPEATABLE = settings(derandomize=True, deadline=None, max_examples=60)


def geodtest_lines(reference):
    """(lat1 lon1 azi1 lat2 lon2 azi2 s12 a12 m12 S12) of the usable lines of GeodTest."""
    text = (reference / "oracles/geodesic/GeodTest-nano.dat").read_text(encoding="ascii")
    rows = [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return np.array(rows, dtype=float)


def planimeter_cases(reference):
    with open(reference / "oracles/geodesic/planimeter_cases.csv", encoding="ascii", newline="") as stream:
        return list(csv.DictReader(stream))


def ring_of(case):
    points = np.array([[float(x) for x in point.split()] for point in case["points_lon_lat_in_order"].split(";")])
    return np.vstack([points, points[:1]])


def one_ring(xy):
    return Rings(np.asarray(xy, dtype=float), np.array([0]), np.array([0]), np.array([False]))


def area_of(measure, *shells_and_holes):
    return measure.area(np.array([shapely.Polygon(shells_and_holes[0], shells_and_holes[1:])]))[0]


def cell(west, south, east, north):
    return np.array([[west, south], [east, south], [east, north], [west, north], [west, south]], dtype=float)


# The geodesic rule against C. Karney's test sets


def test_geodesic_lengths_are_those_of_geodtest(reference):
    lines = geodtest_lines(reference)
    assert len(lines) == 75
    lengths = Geodesic(WGS84, np.radians, StraightLonLat(WGS84)).edge_lengths(lines[:, [1, 0]], lines[:, [4, 3]])
    assert np.abs(lengths - lines[:, 6]).max() < 2e-8


def test_bearings_are_the_azimuths_of_geodtest(reference):
    lines = geodtest_lines(reference)
    ground = LonLatGround(WGS84)
    metres, bearing = ground.between(lines[:, [1, 0]], lines[:, [4, 3]])
    assert np.abs(metres - lines[:, 6]).max() < 2e-8
    # an azimuth is off by what a rounding of the far end (1e-14 degrees) turns it by, as seen over m12
    steadiness = 2e-9 / np.maximum(np.abs(lines[:, 8]), 1e-9)
    assert (np.abs(bearing - lines[:, 2]) < 1e-9 + np.degrees(steadiness)).all()


def test_geodesic_polygons_are_those_of_the_planimeter(reference):
    cases = planimeter_cases(reference)
    assert len(cases) == 13
    measure = Geodesic(WGS84, np.radians, StraightLonLat(WGS84))
    for case in cases:
        ring = ring_of(case)
        if case["kind"] == "PolyLength":
            perimeter = measure.edge_lengths(ring[:-2], ring[1:-1]).sum()
        else:
            perimeter = measure.edge_lengths(ring[:-1], ring[1:]).sum()
            area = measure._ring_areas(one_ring(ring))[0]
            expected, delta = float(case["expected_signed_area_m2_ccw_positive"]), float(case["area_delta"])
            assert abs(area - expected) <= delta, case
        assert abs(perimeter - float(case["expected_perimeter_m"])) <= float(case["perimeter_delta"]), case


def test_each_ring_of_a_geodesic_region_is_its_own_polygon():
    shell, hole = cell(110, 30, 112, 32), cell(110.5, 30.5, 111, 31)
    geod = pyproj.Geod(a=6378137.0, rf=298.257222101)
    expected = abs(geod.polygon_area_perimeter(*shell.T)[0]) - abs(geod.polygon_area_perimeter(*hole.T)[0])
    assert area_of(Geodesic(CGCS2000, np.radians, LONLAT), shell, hole) == pytest.approx(expected, rel=1e-12)


# The default rule: straight in longitude and latitude


def test_constants_of_the_series_are_those_published():
    """The values that domain.md section 3.7 gives for CGCS2000."""
    published = (
        1.0033640898341927,
        0.001124189381927124,
        1.699459473518905e-06,
        2.7178578455775555e-09,
        4.358419004834514e-12,
    )
    assert float(ON_CGCS2000.e2) == pytest.approx(0.006694380022900787, rel=1e-15)
    assert [float(value) for value in ON_CGCS2000.constants] == pytest.approx(published, rel=1e-14)


def test_one_degree_cell_is_the_published_one():
    assert area_of(LONLAT, cell(110, 30, 111, 31)) == pytest.approx(10_642_393_438.712, abs=0.001)


@REPEATABLE
@given(
    west=st.floats(-180, 150),
    width=st.floats(1e-3, 30),
    south=st.floats(-89.5, 80),
    height=st.floats(1e-3, 9.5),
)
def test_cells_between_parallels_and_meridians(west, width, south, height):
    ring = cell(west, south, west + width, south + height)
    expected = ON_CGCS2000.zone(ring[0, 1], ring[2, 1], ring[1, 0] - ring[0, 0])
    assert area_of(LONLAT, ring) == pytest.approx(expected, rel=1e-9)
    assert ON_CGCS2000.area(ring) == pytest.approx(expected, rel=1e-9)


def test_the_whole_ellipsoid():
    """WGS 84 has 510 065 621.724 km2; the authalic radius of GRS 80 is 6 371 007.181 m (H. Moritz 1980)."""
    assert area_of(StraightLonLat(WGS84), cell(-180, -90, 180, 90)) == pytest.approx(510_065_621.724e6, rel=2e-12)
    area = area_of(LONLAT, cell(-180, -90, 180, 90))
    assert math.sqrt(area / (4 * math.pi)) == pytest.approx(6_371_007.1810, abs=2e-4)


@REPEATABLE
@given(seed=st.integers(0, 10**6), lat=st.floats(-70, 70), radius=st.sampled_from([0.002, 0.05, 1.0, 8.0]))
def test_polygons_by_the_series_with_edges_cut_finely(seed, lat, radius):
    ring = star(seed, (110.0, lat), radius, 7)
    coarse, fine = ON_CGCS2000.area_of_cut(ring, 1000), ON_CGCS2000.area_of_cut(ring, 2000)
    expected = fine + (fine - coarse) / 3  # a trapezoid's error falls with the square of the step
    assert area_of(LONLAT, ring) == pytest.approx(expected, rel=1e-9)


@REPEATABLE
@given(seed=st.integers(0, 10**6), radius=st.sampled_from([0.01, 1.0, 30.0]))
def test_polygons_on_a_sphere(seed, radius):
    """On a sphere sin(phi) has, along a straight edge, the mean sin(middle) sin(half height) / half height."""
    ring = star(seed, (20.0, 25.0), radius, 6)
    lam, phi = np.radians(ring).T
    middle, half = 0.5 * (phi[1:] + phi[:-1]), 0.5 * np.diff(phi)
    means = np.sin(middle) * np.sin(half) / half
    expected = abs((np.diff(lam) * (means - np.sin(phi[0]))).sum()) * SPHERE.a**2
    assert area_of(StraightLonLat(SPHERE), ring) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("lon", [0.001, 110.0])
def test_a_small_ring_of_many_vertices_loses_no_digits(lon):
    """A pond of 10 m with 20 000 vertices: 75 m2, where each edge's own integral runs to a million."""
    angles = np.linspace(0, 2 * np.pi, 20_001)[:-1]
    ring = np.column_stack([lon + 5e-5 * np.cos(angles), 31 + 4.5e-5 * np.sin(angles)])
    ring = np.vstack([ring, ring[:1]])
    assert area_of(LONLAT, ring) == pytest.approx(abs(ON_CGCS2000.area(ring)), rel=1e-10)


def test_a_sphere_cell():
    expected = ON_SPHERE.zone(10, 40, 50)
    assert expected == pytest.approx(
        SPHERE.a**2 * math.radians(50) * (math.sin(math.radians(40)) - math.sin(math.radians(10))), rel=1e-14
    )
    assert area_of(StraightLonLat(SPHERE), cell(0, 10, 50, 40)) == pytest.approx(expected, rel=1e-12)


def test_holes_are_taken_off_whichever_way_rings_run():
    shell, hole = cell(110, 30, 112, 32), cell(110.5, 30.5, 111, 31)
    expected = ON_CGCS2000.zone(30, 32, 2) - ON_CGCS2000.zone(30.5, 31, 0.5)
    for outer, inner in ((shell, hole), (shell[::-1], hole), (shell, hole[::-1]), (shell[::-1], hole[::-1])):
        assert area_of(LONLAT, outer, inner) == pytest.approx(expected, rel=1e-12)


def test_parts_of_a_multipolygon_are_added_and_other_kinds_are_nothing():
    parts = [shapely.Polygon(cell(110, 30, 111, 31)), shapely.Polygon(cell(-60, -20, -59, -19))]
    mixed = np.array([shapely.MultiPolygon(parts), None, shapely.Point(1, 1), shapely.LineString([(0, 0), (1, 1)])])
    expected = ON_CGCS2000.zone(30, 31, 1) + ON_CGCS2000.zone(-20, -19, 1)
    assert LONLAT.area(mixed) == pytest.approx([expected, 0, 0, 0], rel=1e-12)


def test_degrees_are_not_the_only_unit():
    """NTF (Paris) counts in grads, 400 to the circle; its ellipsoid is Clarke 1880 IGN."""
    frame = Frame(pyproj.CRS.from_epsg(4807), "ellipsoidal", (0.0, 50.0, 1.0, 51.0))
    clarke = Ellipsoid(6378249.2, 1 / 293.466021293627)
    assert area_of(frame.measure, cell(0, 50, 1, 51)) == pytest.approx(
        area_of(StraightLonLat(clarke), cell(0, 45, 0.9, 45.9)), rel=1e-9
    )


@REPEATABLE
@given(seed=st.integers(0, 10**6), radius=st.sampled_from([0.001, 0.1, 5.0]), cuts=st.integers(1, 5))
def test_a_cut_polygon_sums_to_the_whole(seed, radius, cuts):
    random = np.random.default_rng(seed)
    ring = star(seed, (110.0, 35.0), radius, 9)
    pieces = [shapely.Polygon(ring)]
    for angle, offset in zip(random.uniform(0, math.pi, cuts), random.uniform(-0.3, 0.3, (cuts, 2)) * radius):
        step = 3 * radius * np.array([math.cos(angle), math.sin(angle)])
        line = shapely.LineString([(110.0, 35.0) + offset - step, (110.0, 35.0) + offset + step])
        pieces = [part for piece in pieces for part in split(piece, line).geoms]
    assert len(pieces) > 1
    assert LONLAT.area(np.array(pieces)).sum() == pytest.approx(area_of(LONLAT, ring), rel=1e-9)


# Lengths


def test_a_quarter_of_the_meridian():
    """10 001 965.7293 m on GRS80 (H. Moritz 1980)."""
    quarters = LONLAT.edge_lengths(np.array([[0.0, 30.0 * k] for k in range(3)]), np.array([[0, 30], [0, 60], [0, 90]]))
    assert quarters.sum() == pytest.approx(10_001_965.7293, abs=2e-4)


@REPEATABLE
@given(lat=st.floats(-89, 89), width=st.floats(1e-3, 180))
def test_an_arc_of_a_parallel(lat, width):
    prime = CGCS2000.a / math.sqrt(1 - CGCS2000.e2 * math.sin(math.radians(lat)) ** 2)
    expected = prime * math.cos(math.radians(lat)) * math.radians(width)
    found = LONLAT.edge_lengths(np.array([[0.0, lat]]), np.array([[width, lat]]))[0]
    assert found == pytest.approx(expected, rel=1e-12)


@REPEATABLE
@given(lon=st.floats(73, 135), lat=st.floats(3, 54), turn=st.floats(0, 2 * math.pi), size=st.floats(1e-5, 1e-3))
def test_a_short_edge_is_as_long_as_the_geodesic(lon, lat, turn, size):
    from_ = np.array([[lon, lat]])
    to = from_ + size * np.array([[math.cos(turn), math.sin(turn)]])
    geodesic = pyproj.Geod(a=6378137.0, rf=298.257222101).inv(lon, lat, *to[0])[2]
    assert LONLAT.edge_lengths(from_, to)[0] == pytest.approx(geodesic, rel=1e-9, abs=2e-8)


@pytest.mark.parametrize("to", [(111, 31), (120, 25), (130, 50), (80, 52)])
def test_a_long_edge_is_as_long_as_its_many_small_steps(to):
    from_, to = np.array([[105.0, 20.0]]), np.array([to], dtype=float)

    def stepped(steps):
        way = from_ + np.linspace(0, 1, steps + 1)[:, None] * (to - from_)
        return pyproj.Geod(a=6378137.0, rf=298.257222101).inv(*way[:-1].T, *way[1:].T)[2].sum()

    expected = stepped(20000) + (stepped(20000) - stepped(10000)) / 3
    assert LONLAT.edge_lengths(from_, to)[0] == pytest.approx(expected, rel=1e-9)
