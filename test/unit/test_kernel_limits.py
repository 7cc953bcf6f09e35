"""The kernel at its limits: strange numbers, edges of any length, rings begun anywhere, parts that touch."""

import struct

import numpy as np
import pytest
import shapely

from bench.exact_area import rounding, shared_area
from zoning_review_plugin.overlay import areas as summing
from zoning_review_plugin.overlay import kernel_engine
from zoning_review_plugin.overlay.kernel.density import density_of
from zoning_review_plugin.overlay.kernel.parse import parts_of_wkb
from zoning_review_plugin.overlay.measure import Plane
from zoning_review_plugin.overlay.shapes import Shapes

from .independent import array_of

BOX = shapely.box(0, 0, 80, 80)


def areas(left, right):
    """The kernel's answer for `left[k]`, `right[k]`."""
    rows = np.arange(len(left))
    return kernel_engine.shared_areas(Shapes(left, Plane()), Shapes(right, Plane()), rows, rows, Plane())


def raw(xy):
    """WKB of a polygon of any numbers."""
    return struct.pack("<BIII", 1, 3, 1, len(xy)) + np.ascontiguousarray(xy, dtype="<f8").tobytes()


def circle(corners):
    """A ring around (50, 50), not closed."""
    angle = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    return 50 + 50 * np.column_stack([np.cos(angle), np.sin(angle)])


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e300, -1e308, 1e13])
@pytest.mark.parametrize("corners", [5, 40, 300])
def test_pairs_with_a_coordinate_that_is_none_are_flagged(bad, corners):
    for where in (0, 1, corners // 2):
        ring = circle(corners)
        ring[where, where % 2] = bad
        ring = np.vstack([ring, ring[:1]])
        flat = parts_of_wkb(np.array([raw(ring), shapely.to_wkb(BOX)], dtype=object)).polygons
        pairs = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]).T
        found = kernel_engine.areas_of(flat, flat, *pairs, Plane(), np.full(2, np.nan))
        assert np.isnan(found[:3]).all() and found[3] == pytest.approx(6400.0)


def test_a_layer_of_nothing_but_strange_coordinates_is_flagged():
    flat = parts_of_wkb(np.array([raw(np.full((5, 2), np.nan))], dtype=object)).polygons
    row = np.zeros(1, np.int64)
    assert np.isnan(kernel_engine.areas_of(flat, flat, row, row, Plane(), np.full(1, np.nan))).all()


@pytest.mark.parametrize("bounds", [(0, 0, np.inf, 1), (-1e308, 0, 1e308, 1), (np.nan,) * 4, (0, 0, 1e15, 1e15)])
def test_no_grid_of_cells_is_made_for_bounds_without_measure(bounds):
    assert density_of(Plane(), bounds) is None


@pytest.mark.parametrize("tiny", [1e-300, -5e-324, 1e-200])
def test_numbers_next_to_nothing_count_as_nothing(tiny):
    """Products of them would vanish, and signs with them."""
    left = array_of([shapely.Polygon([(tiny, tiny), (10, tiny), (10, 10), (tiny, 10)]), BOX])
    right = array_of([shapely.box(0, 0, 5, 5), shapely.box(-7, -7, tiny, tiny)])
    for found in (areas(left, right), areas(right, left)):
        assert found == pytest.approx([25.0, 0.0], rel=1e-15, abs=0)


def test_rings_a_last_digit_thick_are_turned_the_right_way():
    """A rounded sum of areas has the wrong sign for some of them; such pairs were flagged."""
    random, count = np.random.default_rng(11), 20_000
    low, way = random.uniform(-1, 1, (2, count, 1, 2))
    share = np.sort(random.uniform(0, 1, (count, 2, 3)), axis=2)
    xy = low + np.concatenate([share[:, 0], share[:, 1, ::-1]], axis=1)[..., None] * way
    xy[:, 3:] += random.integers(-1, 2, (count, 3, 2)) * np.spacing(xy[:, 3:])
    thin = shapely.polygons(xy)
    thin = thin[shapely.is_valid(thin)]
    middle = shapely.get_coordinates(shapely.centroid(thin))
    other = shapely.box(*middle.T, *(middle + 1).T)
    for found in (areas(thin, other), areas(other, thin)):
        assert found.max() < 1e-15 and not np.isnan(found).any()
    assert len(thin) > 5000


def test_long_edges_cost_no_digits():
    """A parcel at a turned border of a region a thousand kilometres wide, next to its corner and far from it."""
    random, parcels, regions = np.random.default_rng(1), [], []
    for angle in random.uniform(0, np.pi, 50):
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        place = random.uniform(4e5, 5e5, 2)
        for shape, into in (
            (((-1, 0), (1, 0), (1, 1), (-1, 1)), regions),
            (((-3, -2), (3, -2), (3, 4), (-4, 2)), parcels),
        ):
            size = random.choice([1e3, 5e5]) if into is regions else 10.0
            into.append(shapely.Polygon(np.array(shape) * size @ turn.T + place))
    left, right = array_of(parcels), array_of(regions)
    least, exact = rounding(left, right)[0], [float(shared_area(*pair)) for pair in zip(left, right)]
    assert least.max() < 1e-7  # m2; were edges followed to their ends, it would be 1e-5
    assert (np.abs(areas(left, right) - exact) <= least).all()
    assert (np.abs(areas(right, left) - exact) <= least).all()


def comb(teeth):
    """A comb with teeth upward, and corners along its back."""
    x = np.repeat(np.arange(2 * teeth + 1), 2)[1:-1].astype(float)
    y = np.tile([3.0, 3.0, 1.0, 1.0], teeth)[: len(x)]
    back = np.column_stack([np.arange(2 * teeth, -1, -1), np.zeros(2 * teeth + 1)])
    return np.vstack([np.column_stack([x, y]), back])


@pytest.mark.parametrize(
    "window", [(0.5, 2, 5.5, 9), (1, 1, 7, 2), (-1, 2.5, 9, 2.7), (2.2, 0.5, 2.8, 5), (1, 3, 6, 4)]
)
def test_it_is_all_the_same_where_a_ring_begins(window):
    """Rings that leave the common box and come back several times, begun at each vertex, turned, with repeats."""
    ring, shapes = comb(4), []
    for begin in range(len(ring)):
        turned = np.roll(ring, begin, axis=0)
        shapes += [
            shapely.Polygon(turned),
            shapely.Polygon(turned[::-1]),
            shapely.Polygon(np.repeat(turned, 2, axis=0)),
        ]
    left, right = array_of(shapes), array_of([shapely.box(*window)] * len(shapes))
    exact = float(shared_area(left[0], right[0]))
    assert areas(left, right) == pytest.approx(exact, rel=1e-15)
    assert areas(right, left) == pytest.approx(exact, rel=1e-15)


def test_parts_and_holes_that_touch():
    """In a corner, as valid multipolygons and polygons may: their areas add up."""
    corner = shapely.MultiPolygon([shapely.box(0, 0, 2, 2), shapely.box(2, 2, 4, 4)])
    holed = shapely.Polygon(
        [(0, 0), (4, 0), (4, 4), (0, 4)],
        [[(0, 0), (1, 3), (2, 2)], [(2, 2), (3, 3), (3, 2)], [(4, 4), (3, 3.5), (3.5, 3)]],
    )
    star = shapely.Polygon([(2, 2), (0, 4), (2, 3), (4, 4)])
    shapes = array_of([corner, holed, star, shapely.box(1, 1, 3, 3), shapely.box(2, 0, 4, 2)])
    assert shapely.is_valid(shapes).all()
    i, j = (rows.ravel() for rows in np.indices((5, 5)))
    layer = Shapes(shapes, Plane())
    found = summing.shared_areas(layer, layer, i, j, kernel_engine, Plane())
    assert found == pytest.approx([float(shared_area(shapes[a], shapes[b])) for a, b in zip(i, j)], abs=1e-14)
