"""Checks of shapes as they pass the gate: duplicates, spikes, slivers, absurd extents, repeated points, curves."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from osgeo import ogr

from zoning_review_plugin.inputs.shapes.wkb import ARC_STEP_DEG, decode
from zoning_review_plugin.model.words import Words

from .independent import array_of
from .small_gate import through_the_gate
from .small_reviews import ORIGIN, Against, box, layer, line, reviewed

X, Y = 500_000.0, 3_600_000.0
FAR = box(9_000, 9_000, 9_100, 9_100)
METRES = {4547: (1.0, 1.0, X, Y), 4490: (1 / (111_319.4908 * math.cos(math.radians(32))), 1 / 110_879.0, 114.0, 32.0)}


def at(corners, crs=4547):
    """Corners in metres from a place → (n, 2) in a CRS."""
    east, north, x, y = METRES[crs]
    return np.array(corners, dtype=float) * (east, north) + (x, y)


def square(x, y, side):
    return shapely.Polygon(at([(x, y), (x + side, y), (x + side, y + side), (x, y + side)]))


def found(gate, code):
    return [issue for issue in gate.issues if issue.check_code == code]


L_SHAPE = [(0, 0), (30, 0), (30, 10), (10, 10), (10, 30), (0, 30)]
HOLES = [[(2, 2), (4, 2), (4, 4)], [(6, 2), (8, 2), (8, 4)]]


def test_the_same_shape_drawn_another_way_is_a_duplicate():
    shape = shapely.Polygon(at(L_SHAPE), [at(hole) for hole in HOLES])
    turned = shapely.Polygon(at(L_SHAPE[2:] + L_SHAPE[:2])[::-1], [at(hole)[::-1] for hole in HOLES[::-1]])
    doubled = shapely.Polygon(at(L_SHAPE[:3] + L_SHAPE[2:]), [at(hole) for hole in HOLES])
    parts = shapely.MultiPolygon([shape])
    gate, _ = through_the_gate([shape, square(50, 0, 5), turned, doubled, parts], 4547, id=["a", "b", "c", None, "e"])
    told = [(issue.feature_id, issue.params["other"], issue.severity) for issue in found(gate, "features_duplicate")]
    assert told == [("c", "a", "warning"), ("3", "a", "warning"), ("e", "a", "warning")]
    assert all(issue.geometry.distance(shape) == 0 for issue in found(gate, "features_duplicate"))


def test_what_only_looks_alike_is_none():
    """Equal boxes, areas, vertices or middles: halves of a square, and two ways through the same points."""
    halves = [shapely.Polygon(at(corners)) for corners in ([(0, 0), (9, 0), (9, 9)], [(0, 0), (9, 9), (0, 9)])]
    points = [(0, 0), (8, 0), (8, 8), (4, 3), (0, 8), (3, 4)]
    ways = [shapely.Polygon(at([points[k] for k in order])) for order in ([0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 5, 4])]
    lines = [shapely.LineString(at(ends)) for ends in ([(0, 0), (5, 7)], [(0, 7), (5, 0)], [(0, 0), (5, 7), (9, 9)])]
    assert all(shapely.is_valid([*halves, *ways]))
    gate, _ = through_the_gate([*halves, *ways, *lines, shapely.Point(at([(0, 0)])[0])], 4547)
    assert found(gate, "features_duplicate") == []


def test_points_in_one_place_are_a_remark():
    gate, _ = through_the_gate([shapely.Point(X, Y), shapely.Point(X, Y + 1), shapely.Point(X, Y)], 4547)
    ((feature, severity),) = [(issue.feature_id, issue.severity) for issue in found(gate, "features_duplicate")]
    assert (feature, severity) == ("2", "remark")


rings = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=3, max_size=5, unique=True)


@settings(max_examples=100, deadline=None)
@given(st.lists(rings, min_size=2, max_size=12))
def test_duplicates_are_those_that_are_equal_once_normalised(drawn):
    shapes = array_of([shapely.Polygon(at(ring)) for ring in drawn])
    shapes = shapes[shapely.is_valid(shapes)]
    if len(shapes):
        texts = [shapely.to_wkt(shapely.normalize(shape), rounding_precision=-1) for shape in shapes]
        again = {str(k) for k, text in enumerate(texts) if text in texts[:k]}
        gate, _ = through_the_gate(shapes, 4547)
        assert {issue.feature_id for issue in found(gate, "features_duplicate")} == again


@pytest.mark.parametrize("crs", METRES)
@pytest.mark.parametrize("first", range(6))
def test_a_spike_is_measured_wherever_the_ring_begins(crs, first):
    """Out 30 m and back, 4 cm apart at the foot: an angle of 0.076 degrees."""
    corners = [(0, 0), (10, 0), (10, 5), (40, 5.02), (10, 5.04), (10, 10), (0, 10)]
    shape = shapely.Polygon(at(corners[first:] + corners[:first], crs))
    gate, _ = through_the_gate([square(100, 0, 5) if crs == 4547 else shapely.Polygon(at(L_SHAPE, crs)), shape], crs)
    (issue,) = found(gate, "spike")
    assert (issue.feature_id, issue.severity, issue.params["count"]) == ("1", "remark", 1)
    assert float(issue.params["length"]) == pytest.approx(30.0, rel=5e-3)
    assert float(issue.params["width"]) == pytest.approx(0.04, rel=2e-2)
    assert shapely.distance(issue.geometry, shapely.Point(at([(40, 5.02)], crs)[0])) < 1e-9


@pytest.mark.parametrize(
    "corners",
    [
        [(0, 0), (10, 0), (10, 5), (40, 5.3), (10, 5.6), (10, 10), (0, 10)],  # 0.6 m wide: a strip of land
        [(0, 0), (10, 0), (10, 5), (12, 5.025), (10, 5.05), (10, 10), (0, 10)],  # 1.4 degrees
        [(0, 0), (10, 0), (10, 5), (10.05, 5.0001), (10, 5.0002), (10, 10), (0, 10)],  # 5 cm long
        [(0, 0), (10, 0), (10, 10), (0, 10)],
    ],
)
def test_other_sharp_corners_are_none(corners):
    gate, _ = through_the_gate([shapely.Polygon(at(corners))], 4547)
    assert found(gate, "spike") == []


def test_a_repeated_tip_hides_no_spike():
    corners = [(0, 0), (10, 0), (10, 5), (40, 5.02), (40, 5.02), (10, 5.04), (10, 10), (0, 10)]
    gate, _ = through_the_gate([shapely.Polygon(at(corners)), square(50, 50, 5)], 4547)
    assert len(found(gate, "spike")) == 1
    (issue,) = found(gate, "points_repeated")
    assert (issue.params["count"], issue.params["features"], issue.params["examples"]) == (1, 1, "0")
    assert issue.severity == "info"


@pytest.mark.parametrize("crs", METRES)
@pytest.mark.parametrize(("width", "told"), [(0.001, True), (0.09, True), (0.11, False), (3.0, False)])
def test_a_strip_of_some_centimetres_is_a_sliver(crs, width, told):
    strip = shapely.Polygon(at([(0, 0), (500, 0), (500, width), (0, width)], crs))
    field = shapely.Polygon(at([(0, 50), (100, 50), (100, 90), (0, 90)], crs))
    gate, _ = through_the_gate([shapely.MultiPolygon([field, strip]), field], crs)
    slivers = found(gate, "polygon_sliver")
    assert [issue.feature_id for issue in slivers] == ["0"] * told
    for issue in slivers:
        assert float(issue.params["area"]) == pytest.approx(500 * width, rel=1e-2)
        assert float(issue.params["width"]) == pytest.approx(width, rel=5e-2)
        assert float(issue.params["length"]) == pytest.approx(500, rel=1e-2)
        assert issue.geometry.equals(strip)


def test_a_mistyped_vertex_makes_an_absurd_extent():
    fields = [square(200 * k, 0, 100) for k in range(40)]
    wrong = shapely.Polygon(at([(0, 500), (100, 500), (100, 1_000_600), (0, 600)]))
    river = shapely.LineString(at([(500 * k, 300 + k % 2) for k in range(500)])).buffer(5.0)
    gate, _ = through_the_gate([*fields, wrong, river], 4547)
    (issue,) = found(gate, "extent_absurd")
    assert (issue.feature_id, issue.params["size"], issue.params["usual"]) == ("40", "1000100", "100")
    assert issue.geometry.equals(wrong)


def test_a_vertex_at_the_origin_is_told_also_of_a_single_feature():
    wrong = shapely.Polygon([*at([(100, 0), (50, 100), (0, 0)]), (0.0, 0.0)])
    gate, _ = through_the_gate([wrong], 4547)
    (issue,) = found(gate, "vertex_at_origin")
    assert (issue.feature_id, issue.severity) == ("0", "warning")
    gate, _ = through_the_gate([shapely.box(0, 0, 100, 100), shapely.box(-100, -100, 0, 0)], 27700)
    assert found(gate, "vertex_at_origin") == []


def test_features_at_the_origin_are_told_where_all_others_are_elsewhere():
    points = [shapely.Point(X + 1000 * k, Y) for k in range(5)]
    gate, _ = through_the_gate([*points, shapely.Point(0, 0)], 4547, id=["a", "b", "c", "d", "e", "f"])
    assert [issue.feature_id for issue in found(gate, "vertex_at_origin")] == ["f"]
    for others in (
        [],
        [shapely.Point(-500, 10), shapely.Point(500, -10)],
        [shapely.Point(100, 0), shapely.Point(900, 0)],
    ):
        gate, _ = through_the_gate([*others, shapely.Point(0, 0)], 27700)
        assert found(gate, "vertex_at_origin") == []


def test_very_many_faults_of_a_kind_are_counted():
    shapes = [square(10 * k, 0, 5) for k in range(5)] + [square(0, 0, 5)] * 300
    gate, _ = through_the_gate(shapes, 4547)
    assert len(found(gate, "features_duplicate")) == 200
    (rest,) = found(gate, "more_of_a_kind")
    assert (rest.params["count"], rest.params["kind"]) == (100, "features_duplicate")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (None, "geometry_null"),
        (shapely.Polygon(), "geometry_empty"),
        (b"\x01\x03\x00\x00", "geometry_unreadable"),
        (shapely.Point(float("inf"), 1), "coordinates_not_finite"),
    ],
)
@pytest.mark.parametrize("count", [3, 200, 450])
def test_each_feature_that_cannot_be_used_is_an_issue_of_its_own(wrong, code, count):
    gate, out = through_the_gate([square(0, 0, 5), *[wrong] * count], 4547, id=[f"f{k}" for k in range(count + 1)])
    assert len(out) == count + 1 == gate.count and gate.unplaced == count
    issues = found(gate, code)
    assert [issue.feature_id for issue in issues] == [f"f{k}" for k in range(1, min(count, 200) + 1)]
    rest = found(gate, "more_of_a_kind")
    assert [issue.params["count"] for issue in rest] == ([count - 200] if count > 200 else [])
    assert {issue.params["kind"] for issue in rest} <= {code}


def test_nothing_is_said_of_sound_shapes_points_and_nothing():
    shapes = [square(200 * k, 0, 100) for k in range(30)]
    mixed = [shapely.Point(X, Y), shapely.LineString(at([(0, 0), (5, 9), (30, 2)])), None, shapely.Polygon()]
    gate, _ = through_the_gate([*shapes, *mixed], 4547)
    assert {issue.check_code for issue in gate.issues} == {"geometry_null", "geometry_empty"}
    gate, _ = through_the_gate([None], 4547)
    assert {issue.check_code for issue in gate.issues} == {"geometry_null"}


def test_every_figure_of_a_sentence_is_there():
    corners = [(0, 0), (10, 0), (10, 5), (40, 5.02), (40, 5.02), (10, 5.04), (10, 10), (0, 10)]
    strip = shapely.Polygon(at([(0, 0), (500, 0), (500, 0.01), (0, 0.01)]))
    wrong = shapely.Polygon([*at([(100, 0), (50, 100), (0, 0)]), (0.0, 0.0)])
    gate, _ = through_the_gate([shapely.Polygon(at(corners)), strip, strip, wrong], 4547)
    assert len(gate.issues) == 6
    for issue in gate.issues:
        for language in ("zh", "en"):
            words = Words(language)
            assert "?" not in words.say(f"fault.{issue.check_code}", **issue.params)


@pytest.mark.parametrize("radius", [3.0, 500.0, 20_000.0])
def test_how_far_pieces_lie_off_their_arc_is_no_less_than_it_is(radius):
    """The middle of each piece, against the circle."""
    r = radius
    text = f"CURVEPOLYGON(COMPOUNDCURVE(CIRCULARSTRING({-r} 0,0 {r},{r} 0),({r} 0,{-r} {-r},{-r} 0)))"
    raw = bytes(ogr.CreateGeometryFromWkt(text).ExportToIsoWkb())
    geometry, notes = decode(np.array([raw, shapely.to_wkb(shapely.Point(1, 1))], dtype=object))
    xy = shapely.get_coordinates(geometry[0])
    middle = 0.5 * (xy[:-1] + xy[1:])
    on_arc = np.isclose(np.hypot(*xy[:-1].T), r) & np.isclose(np.hypot(*xy[1:].T), r) & (middle[:, 1] > 0)
    off = r - np.hypot(*middle[on_arc].T)
    assert on_arc.sum() >= 180 / ARC_STEP_DEG
    assert off.max() <= notes["off"][0] * (1 + 1e-6) <= 1.01 * off.max() and notes["off"][1] == 0.0


# --- a vertex far away, in layers of few features ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "km"),
    [((1_000_150, 150), 1000), ((100_150, 150), 100), ((150, -2_900_000), 2900), ((60_150, 150), None)],
)
def test_one_vertex_far_off_is_told_also_where_there_are_no_other_features(wrong, km):
    """A wrong zone number, a slip in the sixth digit, a lost digit; the land of a county may well reach 60 km."""
    shape = shapely.Polygon(np.array([(50, 50), (150, 50), wrong, (50, 150)], float) + ORIGIN)
    for subject, red_line in ((box(0, 0, 100, 100), shape), (shape, FAR)):
        result = reviewed([subject], erl=Against(layer(red_line)))
        found = [row for row in result.tables["issue"].itertuples() if row.check_code == "edge_absurd"]
        assert len(found) == (km is not None)
        assert all(f"about {km} km long" in row.message and row.severity == "warning" for row in found)


def test_a_vertex_far_off_is_told_of_polygons_within_collections_too():
    """As GeoJSON may nest them, and with a line that is no part of the land."""
    land = shapely.Polygon(np.array([(50, 50), (150, 50), (1_000_150, 150), (50, 150)], float) + ORIGIN)
    way = line((0, 0), (1, 0))
    for parts in ([shapely.MultiPolygon([land])], [shapely.GeometryCollection([land])], [way, land]):
        result = reviewed([box(0, 0, 100, 100)], erl=Against(layer(shapely.GeometryCollection(parts))))
        (told,) = [row for row in result.tables["issue"].itertuples() if row.check_code == "edge_absurd"]
        assert "about 1000 km long" in told.message and "(from 1500150, 3600150 to 500050, 3600150)" in told.message


def test_frames_and_borders_of_many_edges_may_be_large():
    t = np.linspace(0, 2 * np.pi, 200)
    land = shapely.Polygon(np.column_stack([200_000 * np.cos(t), 300_000 * np.sin(t)]) + ORIGIN)
    for shape in (land, box(-200_000, -200_000, 200_000, 200_000)):
        result = reviewed([box(0, 0, 100, 100)], erl=Against(layer(shape)))
        assert "edge_absurd" not in set(result.tables["issue"]["check_code"])


# --- closed lines -----------------------------------------------------------------------------------------------------


def test_closed_lines_are_told_where_areas_may_be_meant():
    ring, way = line((0, 0), (100, 0), (100, 100), (0, 0)), line((0, 0), (100, 0), (100, 100))
    subjects = reviewed([ring, way], erl=Against(layer(FAR)))
    (told,) = [row for row in subjects.tables["issue"].itertuples() if row.check_code == "lines_closed"]
    assert (told.severity, told.layer) == ("remark", "subjects") and told.message.startswith("1 features")
    for role, count in (("ecological_red_line", 1), ("river_lake", 0)):
        result = reviewed([box(0, 0, 100, 100)], x=Against(layer(ring), role))
        assert sum(result.tables["issue"]["check_code"] == "lines_closed") == count
