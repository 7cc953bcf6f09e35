"""The quick proof of validity: never of a polygon that GEOS calls invalid, and of most that are simple."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from zoning_review_plugin.inputs.shapes.round_rings import goes_round
from zoning_review_plugin.inputs.shapes.validity import valid

from .independent import array_of


def proven(*rings):
    return goes_round(array_of([shapely.Polygon(ring) for ring in rings])).tolist()


def test_squares_stars_and_both_directions_are_proven():
    square = [(0, 0), (2, 0), (2, 2), (0, 2)]
    angles = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    star = np.c_[np.cos(angles), np.sin(angles)] * np.where(np.arange(24) % 2, 0.4, 1.0)[:, None]
    far = np.array(square) + [39_500_000.0, 4_000_000.0]
    assert proven(square, square[::-1], star, star[::-1], far) == [True] * 5


@pytest.mark.parametrize(
    "ring",
    [
        [(0, 0), (2, 2), (2, 0), (0, 2)],  # a bow-tie
        [(0, 0), (4, 0), (4, 4), (0, 4)] * 2,  # twice round
        [(0, 0), (1, 0), (2, 0)],  # no ground
        [(0, 0), (4, 0), (4, 0), (4, 4), (0, 4)],  # a vertex twice: valid, but not proven
        [(0, 0), (2, 0), (2, 2), (5, 5), (2, 2), (0, 2)],  # a spike
        [(1e300, 0), (0, 1e300), (-1e300, 0), (0, -1e300)],
    ],
)
def test_what_is_not_plain_is_left_to_geos(ring):
    assert proven(ring) == [False]


def test_pentagram_and_other_kinds():
    angles = 4 * np.pi * np.arange(5) / 5  # turns one way all along, but twice round
    assert proven(np.c_[np.cos(angles), np.sin(angles)]) == [False]
    holed = shapely.Polygon([(0, 0), (9, 0), (9, 9), (0, 9)], [[(2, 2), (3, 2), (3, 3)]])
    others = [None, shapely.Point(0, 0), shapely.Polygon(), holed, shapely.MultiPolygon([shapely.box(0, 0, 1, 1)])]
    assert goes_round(array_of(others)).tolist() == [False] * 5 and goes_round(array_of([])).tolist() == []


grid = st.integers(-4, 4)
rings = st.lists(st.tuples(grid, grid), min_size=3, max_size=9)


@settings(max_examples=400, deadline=None)
@given(st.lists(rings, min_size=1, max_size=6), st.sampled_from([1.0, 1e-9, 0.1, 1e7]))
def test_nothing_is_proven_that_geos_calls_invalid(many, step):
    """Small grids make crossings, touches, repeated vertices and steps on the spot likely."""
    shapes = array_of([shapely.Polygon(np.array(ring) * step + 12.3) for ring in many])
    right = shapely.is_valid(shapes)
    assert not (goes_round(shapes) & ~right).any()
    assert (valid(shapes) == right).all()


def test_the_validity_cases_of_geos_are_not_contradicted(reference):
    import csv

    with open(reference / "bad-inputs/invalid-geometry/isvalid_cases_jts_geos.csv", encoding="utf-8") as stream:
        texts = [cell for row in csv.reader(stream) for cell in row if cell.upper().startswith(("POLYGON", "MULTIPOL"))]
    with np.errstate(invalid="ignore"):
        shapes = shapely.from_wkt(texts, on_invalid="ignore")
    shapes = shapes[~shapely.is_missing(shapes)]
    shapes = shapes[np.isfinite(shapely.bounds(shapes)).all(axis=1)]
    assert len(shapes) > 300 and not (goes_round(shapes) & ~shapely.is_valid(shapes)).any()
