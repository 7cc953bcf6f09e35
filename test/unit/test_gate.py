"""What the gate makes of odd but readable features: curves, heights, measures, mixed layers, and layers out of date."""

import math

import numpy as np
import pytest
import shapely
from osgeo import ogr

from zoning_review_plugin.inputs.shapes.wkb import decode
from zoning_review_plugin.model.case import Options

from .small_reviews import ORIGIN, Against, box, issues, layer, line, only, plane, point, reviewed, rows

SUBJECT = box(0, 0, 100, 100)
X, Y = ORIGIN


def wkb(text):
    """WKB of WKT that only GDAL can read."""
    return bytes(ogr.CreateGeometryFromWkt(text).ExportToIsoWkb())


CIRCLE = wkb(
    f"CURVEPOLYGON(CIRCULARSTRING({X} {Y + 50},{X + 50} {Y},{X + 100} {Y + 50},{X + 50} {Y + 100},{X} {Y + 50}))"
)


def test_a_curve_is_followed_closely():
    """Steps of a tenth of a degree of arc: a circle of 50 m loses 4 mm2 of 7854 m2."""
    result = reviewed([CIRCLE], options=plane(), erl=Against(layer(box(0, 0, 50, 100))))
    assert only(result, "subject").area_m2 == pytest.approx(math.pi * 2500, abs=0.01)
    assert only(result, "overlap").share_of_subject == pytest.approx(0.5, abs=1e-6)
    assert ("subjects", None, "curves_straightened", "info") in issues(result)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("POLYGON Z (({0} {1} 5,{2} {1} 5,{2} {3} 7,{0} {3} 9,{0} {1} 5))", "z_dropped"),
        ("POLYGON M (({0} {1} 5,{2} {1} 5,{2} {3} 7,{0} {3} 9,{0} {1} 5))", "m_dropped"),
        ("POLYGON ZM (({0} {1} 5 1,{2} {1} 5 1,{2} {3} 7 1,{0} {3} 9 1,{0} {1} 5 1))", "m_dropped"),
        (
            "TIN Z ((({0} {1} 5,{2} {1} 5,{2} {3} 7,{0} {1} 5)),(({0} {1} 5,{2} {3} 7,{0} {3} 9,{0} {1} 5)))",
            "z_dropped",
        ),
        ("POLYHEDRALSURFACE Z ((({0} {1} 5,{2} {1} 5,{2} {3} 7,{0} {3} 9,{0} {1} 5)))", "z_dropped"),
    ],
)
def test_heights_and_measures_are_left_aside_and_told(text, note):
    result = reviewed([wkb(text.format(X, Y, X + 100, Y + 100))], options=plane(), erl=Against(layer(SUBJECT)))
    row = only(result, "overlap")
    assert (row.area_m2, row.relation) == (pytest.approx(10_000, rel=1e-9), "equals")
    assert ("subjects", None, note, "info") in issues(result)
    assert not any(shape.has_z for shape in result.tables["subject"]["geom"])


@pytest.mark.parametrize("ending", ["<", ">"])
@pytest.mark.parametrize("flavor", ["iso", "extended"])
def test_every_dialect_of_wkb_is_read(ending, flavor):
    shape = shapely.from_wkt("POLYGON Z ((0 0 1,9 0 1,9 9 1,0 0 1))")
    raw = shapely.to_wkb(shape, byte_order=int(ending == "<"), flavor=flavor)
    geometry, notes = decode(np.array([raw, None, b"", b"\x01\x03", b"rubbish!"], dtype=object))
    assert geometry[0].equals(shapely.Polygon([(0, 0), (9, 0), (9, 9)])) and not geometry[0].has_z
    assert list(geometry[1:]) == [None] * 4
    assert notes["has_z"].tolist() == [True, False, False, False, False]
    assert notes["unreadable"].tolist() == [False, False, False, True, True]


def test_what_collapses_to_nothing_keeps_its_row_without_figures():
    """A polygon without ground: three corners on one line."""
    flat = shapely.Polygon(np.array([(0, 0), (5, 5), (10, 10), (0, 0)]) + ORIGIN)
    result = reviewed([SUBJECT, flat], erl=Against(layer(SUBJECT), coverage="full"))
    assert rows(result, "exposure", "subject_id", "status") == [("1", "involved"), ("2", "no_data")]
    assert ("subjects", "2", "geometry_lost", "warning") in issues(result)


def test_features_of_another_kind_are_told_and_count_for_nothing_they_are_not():
    """A red line layer that also holds a line and a point."""
    mixed = layer(box(50, 0, 150, 100), line((0, 50), (20, 50)), point(10, 10))
    result = reviewed([SUBJECT], options=plane(), erl=Against(mixed, coverage="full"))
    assert only(result, "exposure").union_area_m2 == pytest.approx(5000, rel=1e-9)
    assert ("erl", None, "other_geometry_kinds", "warning") in issues(result)


def test_a_layer_of_another_time_is_told():
    for period, told in (({"valid_from": "2030-01-01"}, True), ({"valid_to": "2031-12-31"}, False)):
        result = reviewed([SUBJECT], erl=Against(layer(SUBJECT), **period))
        assert (("erl", None, "layer_not_in_force", "warning") in issues(result)) == told
        assert only(result, "exposure").status == "involved"


@pytest.mark.parametrize(("x", "y"), [(5e9, Y), (X, -2e9), (1e300, 1e300)])
def test_what_lies_nowhere_on_earth_is_no_conformity(x, y):
    result = reviewed([SUBJECT, shapely.box(x, y, x + 1e6, y + 1e6)], erl=Against(layer(SUBJECT), coverage="full"))
    assert rows(result, "exposure", "status") == [("involved",), ("no_data",)]
    assert ("subjects", None, "coordinates_off_earth", "error") in issues(result)


def test_degrees_beyond_the_pole_are_nowhere():
    subject = layer(
        shapely.box(114, 32, 114.1, 32.1),
        shapely.box(500_000, 3_500_000, 500_100, 3_500_100),
        crs=4490,
        name="subjects",
    )
    result = reviewed([subject], erl=Against(layer(shapely.box(113, 31, 115, 33), crs=4490), coverage="full"))
    assert rows(result, "exposure", "status") == [("involved",), ("no_data",)]


def test_features_without_an_id_in_the_id_field_are_told():
    features = layer(box(0, 0, 50, 50), box(50, 50, 100, 100), BSM=["x", None])
    result = reviewed([SUBJECT], erl=Against(features, fields={"id": "BSM"}))
    assert rows(result, "overlap", "feature_id") == [("x",), ("2",)]
    assert ("erl", None, "id_empty", "remark") in issues(result)


def test_a_step_that_costs_decimetres_is_told_with_its_figure():
    """CGCS2000 against WGS 84, about a decimetre: taken as one, and said."""
    subject = layer(shapely.box(114, 32, 114.01, 32.01), crs=4490, name="subjects")
    result = reviewed([subject], options=Options(), erl=Against(layer(shapely.box(113, 31, 115, 33), crs=4326)))
    assert ("erl", None, "datum_negligible", "remark") in issues(result)
    assert only(result, "exposure").share_of_subject == 1.0
