"""Validity of large geometries part by part: the same answer as GEOS gives for the whole."""

import csv
import math
import re

import numpy as np
import pytest
import shapely

from zoning_review_plugin.inputs.shapes.validity import _LARGE, valid
from zoning_review_plugin.model.words import Words

from .independent import array_of
from .small_gate import through_the_gate


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


@pytest.fixture(scope="module")
def known_cases(reference):
    """(geometries, whether each is valid) as two other libraries have them in their tests."""
    path = reference / "bad-inputs" / "invalid-geometry" / "isvalid_cases_jts_geos.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        cases = [(row["geometry_wkt_or_wkbhex"], row["expected_is_valid"] == "true") for row in csv.DictReader(stream)]
    with np.errstate(invalid="ignore"):
        shapes = [
            (shapely.from_wkb if re.fullmatch("[0-9A-Fa-f]+", text) else shapely.from_wkt)(text) for text, _ in cases
        ]
    return array_of(shapes), np.array([sound for _, sound in cases])


def test_known_cases_agree(known_cases):
    shapes, sound = known_cases
    assert len(shapes) == 929 and (~sound).sum() == 133
    assert valid(shapes).tolist() == sound.tolist()


def test_known_cases_pass_the_gate_as_they_should(known_cases):
    """What is not valid is told, with a reason that has a name and a place, and what comes out is valid."""
    shapes, sound = known_cases
    written = np.flatnonzero(shapely.get_type_id(shapes) != shapely.GeometryType.LINEARRING)  # WKB has no such thing
    gate, passed = through_the_gate(shapes[written])
    faulty = {"geometry_repaired", "geometry_repaired_open", "geometry_lost", "coordinates_not_finite"}
    told = {int(issue.feature_id) for issue in gate.issues if issue.check_code in faulty}
    assert told == set(np.flatnonzero(~sound[written]).tolist())
    assert shapely.is_valid(passed[~np.equal(passed, None)]).all()
    for issue in gate.issues:
        if issue.check_code.startswith(("geometry_repaired", "geometry_lost")):
            assert all(Words(language).has(f"invalid.{issue.params['reason']}") for language in ("zh", "en"))
            x, y = float(issue.params["x"]), float(issue.params["y"])
            assert shapely.distance(shapely.Point(x, y), issue.geometry) < 1e-3


def test_pathological_shapes_come_to_their_areas(reference):
    """33 shapes of 100 m squares: what is left of each, by hand."""
    path = reference / "bad-inputs" / "types-and-dimensions" / "pathological_wkb.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        cases = list(csv.DictReader(stream))
    wkb = array_of([bytes.fromhex(row["wkb_hex"]) or None for row in cases])
    gate, passed = through_the_gate(wkb, 2154)
    got = {row["kind"]: area for row, area in zip(cases, shapely.area(passed).tolist())}
    lost = {row["kind"] for row, shape in zip(cases, passed) if shape is None}
    assert lost == {
        "unclosed_ring", "two_point_ring", "one_point_ring", "all_points_equal", "collinear_ring", "nan_coordinate",
        "inf_coordinate", "all_nan", "coords_1e300", "coords_1e15", "empty_polygon", "empty_multipolygon",
        "null_geometry", "truncated_wkb",
    }  # fmt: skip
    assert len(cases) == 33 and {kind: got[kind] for kind in got if kind not in lost} == {
        kind: pytest.approx(area, rel=1e-6, abs=1e-9) for kind, area in SQUARES.items()
    }
    told = [issue for issue in gate.issues if issue.check_code.startswith(("geometry_", "coordinates_", "outside_"))]
    named = {issue.feature_id for issue in told if issue.feature_id}
    named |= {one for issue in told for one in issue.params.get("examples", "").split(", ")}
    changed = {row["kind"] for row in cases if row["id"] in named}
    assert lost <= changed
    silent = {row["kind"] for row in cases} - changed
    assert silent == {
        "ok_square_100", "reversed_orientation", "repeated_points", "sub_micron_square", "sliver_1mm_x_1km",
        "multipolygon_with_empty_part", "linestring_in_polygon_layer", "point_in_polygon_layer", "polygon_z",
    }  # fmt: skip


# m2 of what is left. A part in another part counts once, a hole that lies outside is a part of its own.
SQUARES = {
    "ok_square_100": 10_000, "reversed_orientation": 10_000, "bowtie": 5_000, "spike": 10_000,
    "hole_outside_shell": 10_100, "hole_equals_shell": 10_000, "nested_holes": 7_500, "hole_crosses_shell": 9_600,
    "repeated_points": 10_000, "sub_micron_square": 0, "sliver_1mm_x_1km": 1.0,
    "multipolygon_with_empty_part": 10_000, "multipolygon_overlapping_parts": 15_000,
    "multipolygon_duplicate_parts": 10_000, "multipolygon_shared_edge": 20_000, "geometrycollection_mixed": 10_000,
    "linestring_in_polygon_layer": 0, "point_in_polygon_layer": 0, "polygon_z": 10_000,
}  # fmt: skip
