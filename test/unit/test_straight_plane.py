"""Regions of a projected plane measured on the ellipsoid: against dense densification and equal-area projections."""

import math

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.ops import split

from zoning_review_plugin.overlay.measure import Plane
from zoning_review_plugin.review.frame import Frame

from .independent import ON_CGCS2000, cut_edges, star

REPEATABLE = settings(derandomize=True, deadline=None, max_examples=40)
# CRS and a place in it: GK by central meridian, GK with zone prefix, Lambert-93, US feet, Web Mercator.
PLACES = {
    4547: (560_000.0, 3_600_000.0),
    4526: (38_560_000.0, 3_600_000.0),
    2154: (700_000.0, 6_600_000.0),
    2263: (1_000_000.0, 200_000.0),
    3857: (12_500_000.0, 4_200_000.0),
}
METRES = {2263: 1200 / 3937}  # the US survey foot, by definition
SIZES = (10.0, 300.0, 5_000.0, 50_000.0)


def frame_of(code, basis="ellipsoidal"):
    x, y = PLACES.get(code, (0.0, 0.0))
    return Frame(pyproj.CRS.from_epsg(code), basis, (x, y, x, y))


def area_of(measure, *rings):
    return measure.area(np.array([shapely.Polygon(rings[0], rings[1:])]))[0]


def to_degrees(code, xy):
    crs = pyproj.CRS.from_epsg(code)
    move = pyproj.Transformer.from_crs(crs, crs.geodetic_crs, always_xy=True)
    return np.column_stack(move.transform(xy[:, 0], xy[:, 1]))


def rounding(ring, unit):
    """m2 that a polygon may be off because its coordinates (and points between them) are rounded to a double."""
    return shapely.LineString(ring).length * unit * 2 * np.spacing(np.abs(ring).max()) * unit


@pytest.mark.parametrize("code", PLACES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("seed", range(4))
def test_area_is_that_of_the_outline_followed_in_small_steps(code, size, seed):
    """All five datums have GRS80 or WGS84, whose areas differ by 1e-10 of themselves at the most."""
    unit = METRES.get(code, 1.0)
    ring = star(seed, PLACES[code], size / unit, 4 + 2 * seed)
    steps = max(64, math.ceil(2 * size / 5.0))
    expected = abs(ON_CGCS2000.area(to_degrees(code, cut_edges(ring, steps))))
    assert area_of(frame_of(code).measure, ring) == pytest.approx(expected, rel=1e-9, abs=rounding(ring, unit))


@pytest.mark.parametrize(("code", "place"), [(5070, (-500_000.0, 2_000_000.0)), (3577, (500_000.0, -3_500_000.0))])
@pytest.mark.parametrize("size", (10.0, 2_000.0, 100_000.0, 1_000_000.0))
def test_an_equal_area_plane_needs_no_ellipsoid(code, place, size):
    """Albers (US, Australia): what the plane says is what the ellipsoid must say, edges straight in the plane."""
    ring = star(int(size), place, size, 7)
    assert area_of(frame_of(code).measure, ring) == pytest.approx(
        shapely.Polygon(ring).area, rel=1e-9, abs=rounding(ring, 1.0)
    )


@REPEATABLE
@given(
    west=st.floats(-170, 140),
    width=st.floats(0.01, 30),
    south=st.floats(-80, 60),
    height=st.floats(0.01, 20),
)
def test_a_rectangle_in_mercator_is_a_cell_of_the_ellipsoid(west, width, south, height):
    """Web Mercator: x = R lon, and the latitude of y is the sphere's."""
    radius = 6378137.0
    x = np.radians([west, west + width]) * radius
    y = np.arcsinh(np.tan(np.radians([south, south + height]))) * radius
    ring = np.array([[x[0], y[0]], [x[1], y[0]], [x[1], y[1]], [x[0], y[1]], [x[0], y[0]]])
    expected = ON_CGCS2000.zone(south, south + height, width)
    assert area_of(frame_of(3857).measure, ring) == pytest.approx(expected, rel=1e-9)


def test_on_the_central_meridian_the_plane_is_true():
    """The areal scale of Gauss-Krueger is 1 on the central meridian and 1 + x2 / R2 beside it (x from the meridian)."""
    measure = frame_of(4547).measure
    for offset in (0.0, 100_000.0):
        ring = np.array([[0, 0], [100, 0], [100, 100], [0, 100], [0, 0]]) + (500_000 + offset - 50, 3_320_000)
        ratio = 1e4 / area_of(measure, ring) - 1
        assert ratio == pytest.approx(offset**2 / 6.367e6**2, rel=5e-3, abs=1e-9)


def test_holes_are_taken_off():
    shell = np.array([[0, 0], [9e4, 1e4], [7e4, 8e4], [-1e4, 6e4], [0, 0]]) + PLACES[4547]
    hole = np.array([[1e4, 1e4], [4e4, 2e4], [3e4, 4e4], [1e4, 1e4]]) + PLACES[4547]
    expected = [abs(ON_CGCS2000.area(to_degrees(4547, cut_edges(ring, 20_000)))) for ring in (shell, hole)]
    found = area_of(frame_of(4547).measure, shell, hole[::-1])
    assert found == pytest.approx(expected[0] - expected[1], rel=1e-9)
    assert area_of(frame_of(4547).measure, shell) == pytest.approx(expected[0], rel=1e-9)


@REPEATABLE
@given(
    seed=st.integers(0, 10**6),
    code=st.sampled_from(sorted(PLACES)),
    size=st.sampled_from([200.0, 5_000.0, 80_000.0]),
    cuts=st.integers(1, 4),
)
def test_a_cut_polygon_sums_to_the_whole(seed, code, size, cuts):
    random, unit = np.random.default_rng(seed), METRES.get(code, 1.0)
    centre, size = np.array(PLACES[code]), size / unit
    ring = star(seed, centre, size, 8)
    pieces = [shapely.Polygon(ring)]
    for angle, offset in zip(random.uniform(0, math.pi, cuts), random.uniform(-0.3, 0.3, (cuts, 2)) * size):
        step = 3 * size * np.array([math.cos(angle), math.sin(angle)])
        line = shapely.LineString([centre + offset - step, centre + offset + step])
        pieces = [part for piece in pieces for part in split(piece, line).geoms]
    assert len(pieces) > 1
    measure = frame_of(code).measure
    allowed = sum(rounding(np.array(piece.exterior.coords), unit) for piece in pieces)
    assert measure.area(np.array(pieces)).sum() == pytest.approx(area_of(measure, ring), rel=1e-9, abs=allowed)


@pytest.mark.parametrize("code", PLACES)
@pytest.mark.parametrize("metres", (1.0, 150.0, 4_000.0, 60_000.0))
def test_length_is_that_of_many_small_geodesics(code, metres):
    geod = pyproj.Geod(ellps="WGS84" if code == 3857 else "GRS80")
    start, measure = np.array(PLACES[code]), frame_of(code).measure
    for turn in np.linspace(0.1, 2 * math.pi, 7, endpoint=False):
        to = start + metres / METRES.get(code, 1.0) * np.array([math.cos(turn), math.sin(turn)])
        way = to_degrees(code, start + np.linspace(0, 1, max(4, int(metres / 20)) + 1)[:, None] * (to - start))
        expected = geod.inv(*way[:-1].T, *way[1:].T)[2].sum()
        found = measure.edge_lengths(start[None], to[None])[0]
        assert found == pytest.approx(expected, rel=1e-9, abs=len(way) * 2e-9 + 2 * np.spacing(np.abs(start).max()))


@pytest.mark.parametrize("code", PLACES)
def test_the_projected_basis_is_the_plane_itself(code):
    ring, unit = star(7, PLACES[code], 800.0, 9), METRES.get(code, 1.0)
    hole = shapely.Polygon(ring).buffer(-300).exterior.coords
    expected = shapely.Polygon(ring, [hole]).area * unit**2
    measure = frame_of(code, "projected").measure
    assert isinstance(measure, Plane)
    assert area_of(measure, ring, hole) == pytest.approx(expected, rel=1e-9)
    assert measure.edge_lengths(ring[:-1], ring[1:]).sum() == pytest.approx(
        shapely.LineString(ring).length * unit, rel=1e-9
    )


def test_figures_do_not_depend_on_the_neighbours():
    """What one geometry comes to is the same to the last digit alone and among others."""
    measure, centre = frame_of(4547).measure, np.array(PLACES[4547])
    shapes = np.array([shapely.Polygon(star(k, centre, 10.0 ** (k % 5 + 1), 5 + k)) for k in range(30)])
    together = measure.area(shapes)
    assert together.tolist() == [measure.area(shapes[k : k + 1])[0] for k in range(30)]
    assert together.tolist() == measure.area(shapes[::-1])[::-1].tolist()
