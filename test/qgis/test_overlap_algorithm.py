"""`zoningreview:overlap` against what QGIS and geopandas made of the same layers."""

import json

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsGeometry,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorLayer,
)

from .conftest import rows_of
from .layers import memory, square

TEMPORARY = "TEMPORARY_OUTPUT"


def load(path, name="layer"):
    layer = QgsVectorLayer(str(path), name, "ogr")
    assert layer.isValid(), path
    return layer


def overlap(run, a, b, **more):
    return rows_of(run("overlap", {"INPUT": a, "OVERLAY": b, "OUTPUT": TEMPORARY, **more})["OUTPUT"])


def expected_pairs(path, left, right, size):
    """{(left id, right id): size} of the features of an expected result that come from both layers."""
    found = {}
    for row in rows_of(load(path)):
        if row[left] is not None and row[right] is not None:
            key = (str(row[left]), str(row[right]))
            found[key] = found.get(key, 0.0) + size(row["geom"])
    return {key: value for key, value in found.items() if value > 1e-9}


@pytest.mark.parametrize("case", ["1", "3"])
def test_pairs_of_native_intersection(run, reference, case):
    folder = reference / "oracles" / "qgis-processing"
    a, b = (load(folder / "custom" / f"overlay{case}_{side}.geojson") for side in "ab")
    rows = overlap(run, a, b, INPUT_ID="id_a", OVERLAY_ID="id_b", AREA_BASIS="projected", ANALYSIS_CRS="EPSG:3857")
    wanted = expected_pairs(folder / "expected" / f"intersection{case}.gml", "id_a", "id_b", QgsGeometry.area)
    got = {(row["subject_id"], row["feature_id"]): row["area_m2"] for row in rows if row["area_m2"]}
    assert got == pytest.approx(wanted, rel=1e-9)
    assert all(row["geom"].area() == pytest.approx(row["area_m2"], rel=1e-9) for row in rows if row["area_m2"])


def test_union_of_calculatevectoroverlaps(run, reference):
    """QGIS gives one area a layer, ground counted once, on the ellipsoid; so does the table `exposure`."""
    folder = reference / "oracles" / "qgis-processing"
    wanted = rows_of(load(folder / "expected" / "overlap_analysis_1.gml"))
    names = ("1_a", "1_b", "2_a", "2_b", "3_a", "3_b")
    subjects = load(folder / "custom" / "overlay0.geojson")
    outputs = run(
        "review",
        {
            "SUBJECTS": subjects,
            "SUBJECT_ID": "id_a",
            "CONSTRAINTS": [load(folder / "custom" / f"overlay{name}.geojson", name) for name in names],
            "FULL_COVERAGE": True,
            "AREA_BASIS": "ellipsoidal",  # edges of metres: no rule bends them
            "EXPOSURE": TEMPORARY,
        },
    )
    got = {(row["subject_id"], row["constraint_key"]): row for row in rows_of(outputs["EXPOSURE"])}
    for row in wanted:
        for name in names:
            mine = got[row["id_a"], name]
            assert mine["union_area_m2"] == pytest.approx(row[f"custom_overlay{name}.geojson_area"], abs=2e-8)
            assert 100 * mine["share_of_subject"] == pytest.approx(row[f"custom_overlay{name}.geojson_pc"], abs=1e-6)


def test_line_lengths_of_sumlinelengths(run, reference):
    folder = reference / "oracles" / "qgis-processing"
    polygons, lines = (load(f"{folder}/custom/sumlinelengths.gpkg|layername={name}") for name in ("polygons", "roads"))
    rows = overlap(run, polygons, lines, AREA_BASIS="projected")
    wanted = [row["line_len"] for row in rows_of(load(folder / "expected" / "sum_line_length_projected_crs.gml"))]
    got = {}
    for row in rows:
        got[row["subject_id"]] = got.get(row["subject_id"], 0.0) + row["length_m"]
    assert sorted(got.values()) == pytest.approx(sorted(value for value in wanted if value), rel=1e-6)


def test_pairs_of_geopandas_overlay(run, reference):
    folder = reference / "oracles" / "geopandas-overlay" / "overlap"
    content = json.loads((folder / "df1_df2_overlap-intersection.geojson").read_text(encoding="utf-8"))
    a, b = (load(folder / f"df{n}_overlap.geojson") for n in (1, 2))
    for layer in (a, b):
        layer.setCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    rows = overlap(run, a, b, INPUT_ID="col1", OVERLAY_ID="col2", AREA_BASIS="projected")
    wanted = {}
    for feature in content["features"]:
        key = (str(feature["properties"]["col1"]), str(feature["properties"]["col2"]))
        ring = feature["geometry"]["coordinates"]
        polygons = ring if feature["geometry"]["type"] == "MultiPolygon" else [ring]
        wanted[key] = wanted.get(key, 0.0) + sum(abs(shoelace(polygon[0])) for polygon in polygons)
    assert {(row["subject_id"], row["feature_id"]): row["area_m2"] for row in rows} == pytest.approx(wanted, rel=1e-9)


def shoelace(ring):
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, ring[1:])) / 2


SQUARES = [square(500000, 3400000), square(500200, 3400000)]
BAND = ["POLYGON((499000 3400050,501000 3400050,501000 3400080,499000 3400080,499000 3400050))"]


def test_selected_features_of_a_memory_layer(run):
    squares = memory("Polygon", SQUARES)
    squares.selectByExpression("number = 2")
    QgsProject.instance().addMapLayer(squares)
    source = QgsProcessingFeatureSourceDefinition(squares.id(), True)
    rows = overlap(run, source, memory("Polygon", BAND), INPUT_ID="number", AREA_BASIS="projected")
    QgsProject.instance().removeMapLayer(squares.id())
    assert [(row["subject_id"], row["area_m2"]) for row in rows] == [("2", pytest.approx(3000))]


@pytest.mark.parametrize("shape,wkt,column,amount", [
    ("LineString", "LINESTRING(500050 3399000,500050 3401000)", "length_m", 30.0),
    ("Point", "POINT(500050 3400060)", None, None),
])  # fmt: skip
def test_lines_and_points(run, shape, wkt, column, amount):
    rows = overlap(run, memory(shape, [wkt]), memory("Polygon", BAND), AREA_BASIS="projected")
    assert len(rows) == 1
    assert rows[0]["area_m2"] is None
    if column:
        assert rows[0][column] == pytest.approx(amount)
        assert rows[0]["geom"].length() == pytest.approx(amount)
    else:
        assert rows[0]["relation"] == "within"


def test_no_crs_is_a_clear_error(run):
    with pytest.raises(QgsProcessingException, match="has no CRS"):
        overlap(run, memory("Polygon", SQUARES, crs=""), memory("Polygon", BAND))


@pytest.mark.parametrize("overlay,sentence", [
    ((BAND, ""), "no coordinate reference system → define it"),
    ((BAND, "EPSG:2379"), "PROJ knows no way .* → bring the layer to the analysis CRS"),
    (([], "EPSG:4547"), "no feature → check the file"),
    (([None, None], "EPSG:4547"), "the layer has -"),
])  # fmt: skip
def test_overlay_that_cannot_be_used_is_a_failure(run, overlay, sentence):
    """0 overlaps and success would read as "no conflict"."""
    wkts, crs = overlay
    with pytest.raises(QgsProcessingException, match=f"zones: .*{sentence}"):
        overlap(run, memory("Polygon", SQUARES), memory("Polygon", wkts, crs=crs, name="zones"))


def test_overlay_that_delivers_less_than_it_declares(run, monkeypatch):
    from zoning_review_plugin.host import feature_source

    real = feature_source.layer_of_source

    def short(source, *more):
        layer = real(source, *more)
        layer.declared_count += layer.name == "zones"
        return layer

    monkeypatch.setattr(feature_source, "layer_of_source", short)
    with pytest.raises(
        QgsProcessingException, match="zones: .*declares 2 features and delivers 1 .*→ get a whole copy"
    ):
        overlap(run, memory("Polygon", SQUARES), memory("Polygon", BAND, name="zones"))


def test_overlay_with_a_feature_that_cannot_be_used_is_a_warning(run):
    """The others can be: their overlaps are told, and what is wrong with the one."""
    zones = memory("Polygon", [*BAND, square(9e9, 9e9), None], name="zones")
    assert len(overlap(run, memory("Polygon", SQUARES), zones)) == 2
    assert any("nowhere on Earth" in line for line in run.log.warnings)
    assert any("no geometry" in line for line in run.log.warnings)


def test_overlay_that_meets_nothing_is_no_failure(run):
    assert overlap(run, memory("Polygon", SQUARES), memory("Polygon", [square(600000, 3400000)])) == []


def test_cancel_ends_the_run(run):
    run.log.cancel()
    outputs = run(
        "overlap", {"INPUT": memory("Polygon", SQUARES), "OVERLAY": memory("Polygon", BAND), "OUTPUT": TEMPORARY}
    )
    assert "OVERLAP_COUNT" not in outputs
