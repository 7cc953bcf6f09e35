"""Validity of large geometries part by part: the same answer as GEOS gives for the whole."""

import math

import numpy as np
import pytest
import shapely

from zoning_review_plugin.inputs.validity import _LARGE, valid

from .independent import array_of


def circle(x, y, radius, vertices=16):
    angles = np.linspace(0, 2 * math.pi, vertices, endpoint=False)
    return np.column_stack([x + radius * np.cos(angles), y + radius * np.sin(angles)])


SHELL = circle(0, 0, 100, _LARGE + 1)
GRID = [circle(x, y, 1) for x in range(-40, 41, 10) for y in range(-40, 41, 10)]
SQUARE = [(50, 0), (55, -5), (60, 0), (55, 5)]
HOLES = {
    "apart": [],
    "touching the shell": [[SHELL[0], SHELL[0] - (5, 1), SHELL[0] - (5, -1)]],
    "touching the shell twice": [[SHELL[0], (90, 0), SHELL[400], (80, 0)]],
    "across the shell": [circle(100, 0, 5)],
    "outside": [circle(200, 0, 5)],
    "one in another": [circle(60, 60, 9), circle(60, 60, 3)],
    "across one another": [circle(60, 60, 3), circle(62, 60, 3)],
    "touching one another": [SQUARE, [(60, 0), (65, -5), (70, 0), (65, 5)]],
    "a ring of touching ones": [
        [(50, 0), (60, 1), (60, 0)],
        [(60, 0), (61, 10), (60, 10)],
        [(60, 10), (50, 11), (50, 10)],
        [(50, 10), (49, 0), (50, 0)],
    ],
    "twice": [SQUARE, SQUARE],
    "crossing itself": [[(50, 0), (60, 10), (60, 0), (50, 10)]],
    "touching itself": [[(50, 0), (55, 5), (50, 10), (60, 10), (55, 5), (60, 0)]],
}


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("name", HOLES)
def test_a_large_polygon_with_holes(name, threads):
    shape = shapely.Polygon(SHELL, [*GRID, *HOLES[name]])
    sound = bool(shapely.is_valid(shape))
    assert valid(array_of([shape, None, shape]), threads).tolist() == [sound, False, sound]


def test_the_holes_are_of_both_sorts():
    answers = {name: shapely.is_valid(shapely.Polygon(SHELL, [*GRID, *holes])) for name, holes in HOLES.items()}
    assert {"apart", "touching the shell", "touching one another"} == {name for name, sound in answers.items() if sound}


PARTS = {
    "apart": shapely.box(200, 0, 210, 10),
    "in a hole": shapely.box(-0.1, -0.1, 0.1, 0.1),
    "inside": shapely.box(3, 3, 6, 6),
    "across": shapely.box(90, 0, 110, 10),
    "touching": shapely.Polygon([SHELL[0], SHELL[0] + (5, 1), SHELL[0] + (5, -1)]),
    "along an edge": shapely.Polygon([SHELL[0], SHELL[0] + (5, 1), SHELL[1]]),
    "invalid": shapely.Polygon([(200, 0), (210, 10), (210, 0), (200, 10)]),
}


@pytest.mark.parametrize("name", PARTS)
def test_a_large_multipolygon(name):
    large = shapely.Polygon(SHELL, GRID)
    shape = shapely.MultiPolygon([large, PARTS[name], shapely.box(300, 0, 310, 10)])
    assert valid(array_of([shape])).tolist() == [shapely.is_valid(shape)]
    assert shapely.is_valid(shape) == (name in ("apart", "in a hole", "touching"))


def test_many_small_ones_and_lines():
    line = shapely.LineString(SHELL)
    crossed = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    shapes = array_of([line, crossed, *[shapely.box(0, 0, 1, 1)] * 9000, shapely.Point(1, 1), None])
    found = valid(shapes, threads=2)
    assert found.tolist() == [True, False, *[True] * 9001, False]
    assert valid(shapes[:0]).tolist() == []
