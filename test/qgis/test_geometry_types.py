"""Sinks of the algorithms where rows are of several geometry kinds: every row keeps its geometry."""

import pytest
from osgeo import ogr, osr
from qgis.core import QgsProcessingException, QgsProcessingOutputLayerDefinition, QgsVectorLayer, QgsWkbTypes

from .conftest import rows_of
from .layers import memory, square

SUBJECT = [square(500000, 3400000)]
POLYGON = square(500050, 3400000)
LINE = "LINESTRING(500000 3400050,500300 3400050)"
POINT = "POINT(500010 3400010)"


@pytest.fixture
def unknown(tmp_path):
    """unknown(wkts) → a GeoPackage layer that names no geometry type."""

    def make(wkts):
        path, reference = str(tmp_path / "unknown.gpkg"), osr.SpatialReference()
        reference.ImportFromEPSG(4547)
        store = ogr.GetDriverByName("GPKG").CreateDataSource(path)
        layer = store.CreateLayer("unknown", reference, ogr.wkbUnknown)
        for wkt in wkts:
            feature = ogr.Feature(layer.GetLayerDefn())
            feature.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
            layer.CreateFeature(feature)
        del layer, store
        return path

    return make


def target(place, tmp_path):
    """A value for a sink: in memory, or a file."""
    if place == "definition":
        return QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT")
    return str(tmp_path / "out.gpkg") if place == "gpkg" else place


def opened(output):
    return output if isinstance(output, QgsVectorLayer) else QgsVectorLayer(output, "out", "ogr")


def size(geometry):
    """(dimension, parts, area or length) of a geometry, taken out of the collection that may hold it."""
    parts = list(geometry.constParts())
    return QgsWkbTypes.wkbDimensions(parts[0].wkbType()), len(parts), round(parts[0].area() or parts[0].length())


def overlap(run, a, b, output="memory:"):
    return opened(run("overlap", {"INPUT": a, "OVERLAY": b, "AREA_BASIS": "projected", "OUTPUT": output})["OUTPUT"])


@pytest.mark.parametrize("place", ["memory:", "TEMPORARY_OUTPUT", "definition", "gpkg"])
def test_overlay_of_all_kinds(run, unknown, tmp_path, place):
    """5000 m2 shared with a polygon, 100 m with a line, and a point."""
    found = overlap(run, memory("Polygon", SUBJECT), unknown([POLYGON, LINE, POINT]), target(place, tmp_path))
    assert sorted(size(row["geom"]) for row in rows_of(found)) == [
        (0, 1, 0), (1, 1, 100), (2, 1, 5000),
    ]  # fmt: skip


@pytest.mark.parametrize("wkt,kind", [
    (POLYGON, "MultiPolygon"),
    (LINE, "MultiLineString"),
    (POINT, "MultiPoint"),
    (square(600000, 3400000), "MultiPolygon"),  # nothing met
])  # fmt: skip
def test_overlay_without_a_type_but_of_one_kind(run, unknown, wkt, kind):
    """The table has the kind of its rows: what comes after it in a model works with a proper layer."""
    found = overlap(run, memory("Polygon", SUBJECT), unknown([wkt]))
    assert QgsWkbTypes.displayString(found.wkbType()) == kind


def test_collections(run):
    """QGIS says that layers of collections have no CRS; their provider knows better."""
    overlay = memory("GeometryCollection", [f"GEOMETRYCOLLECTION({POLYGON})"], name="zones")
    assert not overlay.crs().isValid()
    assert [size(row["geom"]) for row in rows_of(overlap(run, memory("Polygon", SUBJECT), overlay))] == [(2, 1, 5000)]
    outputs = run("review", {"SUBJECTS": overlay, "CONSTRAINTS": [overlay], "EXPOSURE": "memory:"})
    assert [row["status"] for row in rows_of(outputs["EXPOSURE"])] == ["involved"]


@pytest.mark.parametrize("place", ["memory:", "gpkg"])
def test_issues_of_collections(run, tmp_path, place):
    """An issue keeps the geometry as it came: collections beside polygons, or by themselves."""
    mixed = f"GEOMETRYCOLLECTION({POLYGON},{POINT})"
    constraints = [memory("GeometryCollection", [mixed], name="zones")]
    parameters = {"SUBJECTS": memory("Polygon", SUBJECT), "CONSTRAINTS": constraints}
    rows = rows_of(opened(run("review", {**parameters, "ISSUE": target(place, tmp_path)})["ISSUE"]))
    found = next(row["geom"] for row in rows if row["check_code"] == "geometry_mixed")
    assert [part.area() for part in found.constParts()] == [10000, 0]


def test_what_comes_after_a_table_of_all_kinds(run, unknown):
    """It has a CRS, and the algorithm itself reads it."""
    mixed = overlap(run, memory("Polygon", SUBJECT), unknown([POLYGON, LINE, POINT]))
    assert mixed.crs().authid() == "EPSG:4547"
    assert len(rows_of(overlap(run, memory("Polygon", SUBJECT), mixed))) == 3


@pytest.mark.parametrize("others,kinds", [
    (["LINESTRING(500100 3400000,500100 3400100)"], [(0, 1, 0)]),
    (["LINESTRING(500100 3400000,500100 3400100)", LINE], [(0, 1, 0), (1, 1, 300)]),
])  # fmt: skip
def test_lines_that_cross_share_points(run, others, kinds):
    """Two layers of lines do not share lines alone."""
    found = overlap(run, memory("LineString", [LINE]), memory("LineString", others))
    assert sorted(size(row["geom"]) for row in rows_of(found)) == kinds


def test_touches_have_no_geometry_beside_overlaps(run):
    parameters = {"INPUT": memory("Polygon", SUBJECT), "OVERLAY": memory("Polygon", [square(500100, 3400000), POLYGON])}
    found = run("overlap", {**parameters, "TOUCHES": True, "OUTPUT": "memory:"})["OUTPUT"]
    assert [(row["relation"], row["geom"].isNull()) for row in rows_of(found)] == [
        ("touches", True),
        ("overlaps", False),
    ]


def test_a_format_of_one_kind_fails_with_advice(run, unknown, tmp_path):
    with pytest.raises(QgsProcessingException, match="GeoPackage"):
        overlap(run, memory("Polygon", SUBJECT), unknown([POLYGON, LINE]), str(tmp_path / "out.shp"))


@pytest.mark.parametrize("place", ["memory:", "gpkg"])
def test_subjects_of_several_kinds(run, tmp_path, place):
    """A case may review polygons and lines together: one table holds both."""
    from .cases import write_case

    case = write_case(
        tmp_path,
        subjects={"area": [POLYGON], "line": [LINE]},
        constraints={"zones": [square(500000, 3400000)]},
    )
    outputs = run("review", {"CASE": case, "SUBJECT": target(place, tmp_path), "OVERLAP": "memory:"})
    rows = rows_of(opened(outputs["SUBJECT"]))
    assert [(row["geometry_kind"], size(row["geom"])) for row in rows] == [
        ("polygon", (2, 1, 10000)), ("line", (1, 1, 300)),
    ]  # fmt: skip
