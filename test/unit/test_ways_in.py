"""Tables, coordinates in text, drawings and geodatabases as sources, and `survey IN OUT`."""

import json
import zipfile

import numpy as np
import openpyxl
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from osgeo import gdal, ogr, osr

from zoning_review_plugin.inputs.layers import open_source
from zoning_review_plugin.inputs.survey.coordinates_text import angle, parse_places
from zoning_review_plugin.model.errors import CaseFault, InputFault, LibraryFault

from .small_cases import square, write_layer
from .survey_samples import OUTER, PLAIN_SQUARE, WITH_HOLE, survey

LON, LAT = 116 + 22 / 60 + 15.115 / 3600, 34 + 56 / 60 + 43.841 / 3600


def opened(folder, source):
    """(layer, geometries, attributes, faults while it is read)."""
    layer, faults = open_source(source, "auto", folder), []
    batches = list(layer.batches([field.name for field in layer.fields], faults=faults))
    texts = {
        name: list(np.concatenate([batch.attributes[name] for batch in batches])) for name in batches[0].attributes
    }
    return layer, shapely.from_wkb(np.concatenate([batch.wkb for batch in batches])), texts, faults


def fault(folder, source, kind=InputFault):
    with pytest.raises(kind) as caught:
        open_source(source, "auto", folder)
    return caught.value


# --- coordinates in text -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "（116度22分15.115秒，34度56分43.841秒）",
        "116°22′15.115″E 34°56′43.841″N",
        "116°22'15.115\" 34°56'43.841\"",
        "北纬34°56′43.841″，东经116°22′15.115″",
        "N34°56′43.841″ E116°22′15.115″",
        "E116°22′15.115″,N34°56′43.841″",
        "东经116度22分15.115秒、北纬34度56分43.841秒",
        "经度：116°22′15.115″；纬度：34°56′43.841″",
        "116 22 15.115, 34 56 43.841",
        "34:56:43.841N 116:22:15.115E",
        f"{LON:.9f},{LAT:.9f}",
        f"{LAT:.9f} {LON:.9f}",
        f"lat={LAT:.9f} lon={LON:.9f}",
    ],
)
def test_one_place_in_many_spellings(text):
    assert parse_places(text) == pytest.approx(np.array([[LON, LAT]]), abs=1e-8)


def test_letters_come_before_plausibility():
    assert parse_places("4.1E 43.7N").tolist() == [[4.1, 43.7]] == parse_places("43.7N 4.1E").tolist()
    assert parse_places("77.03W, 38.9N").tolist() == [[-77.03, 38.9]]
    assert parse_places("33.9S 18.4E").tolist() == [[18.4, -33.9]]
    assert parse_places("87.6,43.8").tolist() == [[87.6, 43.8]]  # Urumqi: no latitude of China is 87


def test_several_places():
    assert parse_places("116.1,34.1; 116.2,34.2\n116.3,34.3").tolist() == [[116.1, 34.1], [116.2, 34.2], [116.3, 34.3]]
    assert len(parse_places("E116°22′15″，N34°56′43″；E116°22′16″，N34°56′43″")) == 2


@pytest.mark.parametrize(
    "text, code",
    [
        ("4.1,43.7", "coordinates_ambiguous"),
        ("45,46", "coordinates_ambiguous"),
        ("116.5", "coordinates_unreadable"),
        ("", "coordinates_unreadable"),
        ("somewhere", "coordinates_unreadable"),
        ("116°61′15″E 34°N", "coordinates_unreadable"),
        ("116.5°30′E 34°N", "coordinates_unreadable"),
        ("116°22′15″E", "coordinates_unpaired"),
        ("116°E 117°E", "coordinates_contradict"),
        ("-77.03W, 38.9N", "coordinates_contradict"),
        ("116°E 34°N; 34°N 116°E", "coordinates_contradict"),
        ("116°E 34°N and more", "coordinates_unreadable"),
        ("116E 95N", "coordinates_off_range"),
        ("12,5 47,5", "coordinates_ambiguous"),
    ],
)
def test_what_is_no_coordinate_or_in_doubt_is_refused(text, code):
    with pytest.raises(CaseFault) as caught:
        parse_places(text)
    assert caught.value.code == code


@given(
    st.integers(-180 * 3600_000, 180 * 3600_000),
    st.sampled_from(["{}°{}′{:.3f}″{}", "{}度{}分{:.3f}秒{}", "{3}{0}°{1}'{2:.3f}\""]),
)
def test_degrees_minutes_and_seconds_come_back(thousandths, spelling):
    rest = abs(thousandths)
    text = spelling.format(rest // 3600_000, rest // 60_000 % 60, rest % 60_000 / 1000, "W" if thousandths < 0 else "E")
    assert angle(text).degrees == pytest.approx(thousandths / 3600_000, abs=1e-9)


# --- tables --------------------------------------------------------------------------------------------------------


def workbook(path, rows, sheets=("Sheet1",)):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)


POINTS = [["名称", "经度", "纬度"], ["甲", 116.37, "34°56′43.841″"], ["乙", "E116°22′15.115″", 34.9]]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_point_a_row(tmp_path, suffix):
    if suffix == ".csv":
        text = "\n".join(",".join(map(str, row)) for row in POINTS)
        (tmp_path / "p.csv").write_bytes(text.encode("gb18030"))
    else:
        workbook(tmp_path / "p.xlsx", POINTS)
    caught = fault(tmp_path, f"p{suffix}")
    assert (caught.code, caught.params["example"]) == ("survey_datum_unknown", "EPSG:4490")
    layer, shapes, texts, _ = opened(tmp_path, f"p{suffix}|crs=EPSG:4490")
    assert layer.crs.to_epsg() == 4490 and texts["名称"] == ["甲", "乙"]
    assert shapely.get_coordinates(shapes) == pytest.approx(np.array([[116.37, LAT], [LON, 34.9]]), abs=1e-9)


SQUARE_KM = [["J1", 3400.0, 39500.0], ["J2", 3400.1, 39500.0], ["J3", 3400.1, 39500.1], ["J4", 3400.0, 39500.1]]


@pytest.mark.parametrize(
    "over, titles",
    [
        (["2000国家大地坐标系"], ["点号", "X（km）", "Y（km）"]),
        (["2000国家大地坐标系", "单位：千米"], ["点号", "X坐标", "Y坐标"]),
        (["CGCS2000 中央子午线117°", None, "坐标单位：公里"], ["点号", "纵坐标", "横坐标"]),
    ],
)
def test_kilometres_in_a_table_are_read_as_kilometres(tmp_path, over, titles):
    """A square of 100 m at 3400 km north in zone 39: 1 ha."""
    workbook(tmp_path / "k.xlsx", [over, titles, *SQUARE_KM])
    layer, shapes, _, _ = opened(tmp_path, "k.xlsx")
    assert "survey_unit_converted" in {fault.code for fault in layer.found} and layer.crs.to_epsg() == 4527
    assert shapely.bounds(shapes[0]) == pytest.approx([39500000, 3400000, 39500100, 3400100], abs=1e-6)


@pytest.mark.parametrize(
    "over, titles, rows, code",
    [
        ("2000国家大地坐标系", ["点号", "X坐标(英尺)", "Y坐标(英尺)"], SQUARE_KM, "survey_unit_unknown"),
        ("2000国家大地坐标系", ["点号", "X坐标", "Y坐标"], SQUARE_KM, "survey_northing"),
        (
            "2000国家大地坐标系",
            ["名称", "经度（度分秒）", "纬度（度分秒）"],
            [["a", 116.2215, 34.5643]],
            "survey_unit_unknown",
        ),
        ("2000国家大地坐标系", ["名称", "经度", "纬度"], [["a", 1162215.11, 345643.84]], "table_cell"),
    ],
)
def test_units_of_a_table_that_cannot_be_are_refused(tmp_path, over, titles, rows, code):
    workbook(tmp_path / "k.xlsx", [[over], titles, *rows])
    assert fault(tmp_path, "k.xlsx").code == code


def test_signs_of_degrees_under_a_title_that_wants_them(tmp_path):
    workbook(
        tmp_path / "p.xlsx",
        [
            ["CGCS2000", "面积单位：公顷"],
            ["名称", "经度（度分秒）", "纬度（度分秒）"],
            ["乙", "116°22′15.115″", "34°56′43.841″"],
        ],
    )
    shapes = opened(tmp_path, "p.xlsx")[1]
    assert shapely.get_coordinates(shapes) == pytest.approx(np.array([[LON, LAT]]), abs=1e-9)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_list_without_a_system_is_told_how_to_name_one(tmp_path, small_case, command, language):
    """Eastings of zone 39, whose number tells the width of the zone as well: EPSG:4527 if they are CGCS2000."""
    workbook(tmp_path / "list.xlsx", [["地块", "点号", "X坐标", "Y坐标"], ["甲", "J1", 3400000.5, 39500000.5]])
    case = small_case(subjects=[{"source": "list.xlsx"}])
    error = command("check", case, "--json", "--language", language).object["error"]
    assert error["code"] == "survey_datum_unknown"
    assert "|crs=EPSG:4527" in error["action"] and "Excel" in error["action"]


def test_a_prj_file_beside_a_table_states_its_crs(tmp_path):
    (tmp_path / "p.csv").write_text("id,lon,lat\na,4.1,43.7\n", encoding="utf-8")
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4326)
    (tmp_path / "p.prj").write_text(reference.ExportToWkt(), encoding="utf-8")
    layer, shapes, _, _ = opened(tmp_path, "p.csv")
    assert layer.crs.to_epsg() == 4326 and shapely.get_coordinates(shapes).tolist() == [[4.1, 43.7]]


CORNERS = [
    ["某项目拐点坐标表（2000国家大地坐标系，带号39）"],
    ["地块", "拐点编号", "X", "Y", "备注"],
    ["甲", 1, 3400000.0, 39500000.0, "a"],
    [None, 2, 3400100.0, 39500000.0],
    [None, 3, 3400100.0, 39500100.0],
    ["乙", 1, 3400000.0, 39500500.0],
    [None, 2, 3400100.0, 39500500.0],
    [None, 3, 3400100.0, 39500600.0],
    [None, 4, 3400000.0, 39500600.0],
]


def test_corners_by_plot_with_merged_cells(tmp_path):
    workbook(tmp_path / "c.xlsx", CORNERS)
    layer, shapes, texts, _ = opened(tmp_path, "c.xlsx")
    assert layer.crs.to_epsg() == 4527 and shapely.area(shapes) == pytest.approx([5000, 10000])
    assert texts == {"地块": ["甲", "乙"], "备注": ["a", None]}
    assert {found.code for found in layer.found} == {"points_as_areas", "survey_ring_open"}
    swapped = [*CORNERS[:2], *([a, n, y, x] for a, n, x, y, *_ in CORNERS[2:])]
    workbook(tmp_path / "s.xlsx", swapped)
    layer, shapes, _, _ = opened(tmp_path, "s.xlsx")
    assert shapely.area(shapes) == pytest.approx([5000, 10000]) and layer.found[0].code == "survey_axes_swapped"


def test_wkt_in_a_table(tmp_path):
    (tmp_path / "w.csv").write_text('id;geom_wkt\na;"POLYGON((0 0,1 0,1 1,0 0))"\nb;\n', encoding="utf-8")
    layer, shapes, texts, _ = opened(tmp_path, "w.csv|crs=EPSG:4527")
    assert shapes[0].area == 0.5 and shapes[1] is None and texts == {"id": ["a", "b"]}
    (tmp_path / "curve.csv").write_text('id;wkt\na;"CIRCULARSTRING(0 0,1 1,2 0)"\n', encoding="utf-8")
    assert open_source("curve.csv", "auto", tmp_path).content.wkb[0][1] == 8  # the gate makes it straight
    (tmp_path / "bad.csv").write_text("id;wkt\na;POLYGON((0 0\n", encoding="utf-8")
    assert (fault(tmp_path, "bad.csv").code, fault(tmp_path, "bad.csv").place.line) == ("table_cell", 2)


@pytest.mark.parametrize("cell", ["116.3x", "", "34°61'", "E34.9"])
def test_a_cell_that_is_no_coordinate_is_named(tmp_path, cell):
    (tmp_path / "p.csv").write_text(f"id,lon,lat\na,116.3,34.9\nb,116.4,{cell}\n", encoding="utf-8")
    found = fault(tmp_path, "p.csv|crs=EPSG:4490")
    assert (found.code, found.place.line, found.place.field) == ("table_cell", 3, "lat")


def test_rows_of_unequal_length(tmp_path):
    (tmp_path / "r.csv").write_text("id,lon,lat,note\na,116.3,34.9\nb,116.4,34.8,x,more\n", encoding="utf-8")
    texts = opened(tmp_path, "r.csv|crs=EPSG:4490")[2]
    assert texts["note"] == [None, "x"] and texts["id"] == ["a", "b"]
    (tmp_path / "short.csv").write_text("id,lon,lat\na,116.3\n", encoding="utf-8")
    assert fault(tmp_path, "short.csv|crs=EPSG:4490").code == "table_cell"


def test_sheets_titles_and_libraries(tmp_path, monkeypatch):
    workbook(tmp_path / "two.xlsx", POINTS, ("甲表", "乙表"))
    assert fault(tmp_path, "two.xlsx", CaseFault).code == "layer_not_named"
    assert opened(tmp_path, "two.xlsx|layername=乙表|crs=EPSG:4490")[0].name == "乙表"
    assert fault(tmp_path, "two.xlsx|layername=丙").code == "layer_missing"
    workbook(tmp_path / "none.xlsx", [["a", "b"], [1, 2]])
    assert fault(tmp_path, "none.xlsx").code == "table_without_coordinates"
    workbook(tmp_path / "empty.xlsx", [])
    assert fault(tmp_path, "empty.xlsx").code == "table_empty"
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    assert fault(tmp_path, "broken.xlsx").code == "cannot_open"
    assert fault(tmp_path, "two.xlsx|layername=甲表|crs=EPSG:4490|subset=a = 1", CaseFault).code == "subset_unsupported"
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    assert fault(tmp_path, "two.xlsx|layername=甲表|crs=EPSG:4490", LibraryFault).code == "library_missing"


def test_a_csv_file_without_coordinates_stays_with_gdal(tmp_path):
    (tmp_path / "t.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert open_source("t.csv", "auto", tmp_path).facts["driver"] == "CSV"


def test_json_under_the_name_of_a_text_is_read_as_what_it_is(tmp_path):
    geojson = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [1, 2]}}
    (tmp_path / "g.txt").write_text(json.dumps({"type": "FeatureCollection", "features": [geojson]}), encoding="utf-8")
    assert open_source("g.txt", "auto", tmp_path).facts["driver"] == "GeoJSON"


# --- drawings, geodatabases, a CRS that the user names ---------------------------------------------------------------


def dxf(entities):
    """A DXF file in code page 936 with LWPOLYLINEs of (layer, closed, corners)."""
    lines = ["0", "SECTION", "2", "HEADER", "9", "$DWGCODEPAGE", "3", "ANSI_936", "0", "ENDSEC"]
    lines += ["0", "SECTION", "2", "ENTITIES"]
    for layer, closed, corners in entities:
        lines += ["0", "LWPOLYLINE", "8", layer, "90", str(len(corners)), "70", str(int(closed))]
        for x, y in corners:
            lines += ["10", f"{x}", "20", f"{y}"]
    return "\n".join([*lines, "0", "ENDSEC", "0", "EOF", ""]).encode("gbk")


def test_closed_lines_of_a_drawing_are_areas(tmp_path):
    corners = [(y, x) for x, y in OUTER]
    (tmp_path / "d.dxf").write_bytes(
        dxf([("红线", True, corners), ("道路", False, corners), ("地块", False, corners + corners[:1])])
    )
    layer, shapes, texts, faults = opened(tmp_path, "d.dxf|crs=EPSG:4527")
    assert [shape.geom_type for shape in shapes] == ["Polygon", "LineString", "Polygon"]
    assert texts["Layer"] == ["红线", "道路", "地块"] and layer.crs.to_epsg() == 4527
    assert [(found.code, found.params["count"]) for found in faults] == [("closed_lines_as_areas", 2)]
    only = opened(tmp_path, "d.dxf|subset=Layer = '红线'")
    assert len(only[1]) == 1 and only[1][0].area == pytest.approx(1e4) and only[0].crs is None
    assert len(list(layer.portable().batches([]))) == 1


def _entities(*lines):
    return "\n".join(["0", "SECTION", "2", "ENTITIES", *lines, "0", "ENDSEC", "0", "EOF", ""])


@pytest.mark.parametrize(
    "entity",
    [
        ["0", "CIRCLE", "8", "0", "10", "500000", "20", "4000000", "40", "1000"],
        ["0", "LWPOLYLINE", "8", "0", "90", "2", "70", "1"]
        + ["10", "499000", "20", "4000000", "42", "1", "10", "501000", "20", "4000000", "42", "1.0"],
    ],
)
def test_arcs_of_a_drawing_are_followed_as_closely_as_any_curve(tmp_path, entity):
    """GDAL by itself takes a chord for each 4 degrees of arc: 61 cm of ground lost at a radius of 1000 m."""
    (tmp_path / "c.dxf").write_text(_entities(*entity))
    layer, (shape,), _, _ = opened(tmp_path, "c.dxf|crs=EPSG:4527")
    assert shape.area == pytest.approx(np.pi * 1e6, rel=1e-6)
    assert shape.contains(shapely.Point(500_000 + 999.99 * np.cos(0.3), 4_000_000 + 999.99 * np.sin(0.3)))
    assert [(one.code, one.params["step"]) for one in layer.found] == [("drawing_curves", 0.1)]
    assert gdal.GetThreadLocalConfigOption("OGR_ARC_STEPSIZE") is None


@pytest.mark.parametrize("bulge", [["42", "0.0"], []])
def test_drawings_without_arcs_are_not_said_to_have_any(tmp_path, bulge):
    """A bulge of nothing, the scale of a block and the height of a text are no curves."""
    line = ["0", "LWPOLYLINE", "8", "0", "90", "2", "70", "0", "10", "0", "20", "0", *bulge, "10", "9", "20", "0"]
    text = ["0", "TEXT", "8", "0", "10", "1", "20", "1", "40", "2.5", "1", "A", "42", "3.5"]
    (tmp_path / "c.dxf").write_text(_entities(*line, *text))
    assert opened(tmp_path, "c.dxf|crs=EPSG:4527")[0].found == ()


@pytest.mark.parametrize(
    "lines, told",
    [
        (["0 0,100 0,100 100,0 100,0 0.0005"], {"count": 1, "areas": 0}),
        (["0 0,100 0", "100 0,100 100", "100 100,0 100,0 0"], {"count": 0, "areas": 1}),
        (["0 0,100 0,100 100,0 100,0 20"], None),
        (["0 0,100 0,200 50"], None),
        (["0 0,100 0,100 100,0 100,0 0"], None),
    ],
)
def test_lines_of_a_drawing_that_all_but_enclose_an_area_are_told(tmp_path, lines, told):
    """A plot drawn with a gap of half a millimetre, or side by side, is a line without an area: that must be seen."""
    dataset = ogr.GetDriverByName("DXF").CreateDataSource(str(tmp_path / "d.dxf"))
    layer = dataset.CreateLayer("entities")
    for line in lines:
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkt(f"LINESTRING({line})"))
        layer.CreateFeature(feature)
    dataset = layer = feature = None
    faults = opened(tmp_path, "d.dxf|crs=EPSG:4527")[3]
    found = {fault.code: (fault.severity, fault.params) for fault in faults}
    assert found.get("drawing_lines_open") == (told and ("warning", told))


@pytest.mark.parametrize(
    "inner, holds", [({"in.zip": b"PK", "readme.doc": b"x"}, "in.zip"), ({"a.doc": b"x"}, "a.doc"), ({}, "-")]
)
def test_an_archive_without_layers_tells_what_lies_in_it(tmp_path, inner, holds):
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        for name, content in inner.items():
            archive.writestr(name, content)
    caught = fault(tmp_path, "z.zip")
    assert (caught.code, caught.params) == ("archive_without_layers", {"holds": holds})


def test_a_dwg_under_the_name_of_a_dxf_is_called_so(tmp_path):
    (tmp_path / "d.dxf").write_bytes(b"AC1027" + bytes(range(256)) * 9)
    caught = fault(tmp_path, "d.dxf|crs=EPSG:4527")
    assert (caught.code, caught.params["kind"]) == ("false_name", "DWG")


KML = """<?xml version="1.0" encoding="{}"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder>
<name>红线</name><Placemark><name>甲地块</name><Polygon><outerBoundaryIs><LinearRing><coordinates>116,34,0 117,34,0
117,35,0 116,34,0</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></Folder></Document></kml>"""


@pytest.mark.parametrize("stated, encoding", [("UTF-8", "utf-8"), ("GBK", "gb18030"), ("UTF-8", "gb18030")])
def test_kml_in_utf8_and_gbk(tmp_path, stated, encoding):
    (tmp_path / "k.kml").write_bytes(KML.format(stated).encode(encoding))
    layer, shapes, texts, _ = opened(tmp_path, "k.kml")
    assert layer.name == "红线" and layer.crs.to_epsg() == 4326 and texts["Name"] == ["甲地块"]
    assert shapely.get_coordinates(shapes[0])[0].tolist() == [116, 34]
    told = [] if encoding == "utf-8" else ["file_recoded"] if stated == "GBK" else ["encoding_tried"]
    assert [found.code for found in layer.found] == told
    assert encoding == "utf-8" or layer.facts["encoding"] == "GB18030"
    with zipfile.ZipFile(tmp_path / "k.kmz", "w") as archive:
        archive.writestr("doc.kml", KML.format("UTF-8"))
    assert opened(tmp_path, "k.kmz")[2]["Name"] == ["甲地块"]


@pytest.mark.parametrize(
    ("written", "odd"),
    [
        ("116,34,0 117,34,0 117,35,0 116,34,0", 0),
        ("116, 34 117 ,34 117,35 116,34", 0),  # blanks at commas do no harm
        ("116,34 117 34 117,35 116,34", 2),  # GDAL drops this corner
        ("116,34 abc 117,35 116,34", 1),  # and reads this one as 0
        ("116,34;117,34 117,35 116,34", 1),
        ("116,34, 117,34, 117,35, 116,34", 1),
    ],
)
@pytest.mark.parametrize("suffix", [".kml", ".kmz"])
def test_places_of_a_kml_that_gdal_would_lose_keep_it_out(tmp_path, written, odd, suffix):
    text = KML.format("UTF-8").replace("116,34,0 117,34,0\n117,35,0 116,34,0", written)
    if suffix == ".kml":
        (tmp_path / "k.kml").write_text(text, encoding="utf-8")
    else:
        with zipfile.ZipFile(tmp_path / "k.kmz", "w") as archive:
            archive.writestr("doc.kml", text)
    found = {fault.code: fault for fault in opened(tmp_path, f"k{suffix}")[0].found}
    assert ("kml_damaged" in found) is bool(odd)
    assert not odd or (found["kml_damaged"].params["count"], found["kml_damaged"].severity) == (odd, "error")


def test_places_of_a_kml_in_gbk_that_gdal_would_lose_keep_it_out_as_well(tmp_path):
    (tmp_path / "k.kml").write_bytes(KML.format("GBK").replace("117,34,0", "117 34").encode("gb18030"))
    assert "kml_damaged" in {fault.code for fault in opened(tmp_path, "k.kml")[0].found}


def geojson(*names):
    """A GeoJSON text of triangles with names; 乗 is 0x81 0x5C in GBK: its second byte is a backslash."""
    shape = {"type": "Polygon", "coordinates": [[[116, 34], [117, 34], [117, 35], [116, 34]]]}
    features = [{"type": "Feature", "properties": {"名称": name, "乗": "許功蓋"}, "geometry": shape} for name in names]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("more", ["", "|layername=红线"])
def test_geojson_in_other_encodings_reads_as_in_utf8(tmp_path, encoding, more):
    (tmp_path / "红线.geojson").write_bytes(geojson("甲地块", "生态保护红线").encode(encoding))
    layer, shapes, texts, _ = opened(tmp_path, "红线.geojson" + more)
    assert texts == {"名称": ["甲地块", "生态保护红线"], "乗": ["許功蓋"] * 2} and layer.name == "红线"
    assert [shape.area for shape in shapes] == [0.5] * 2 and layer.crs.to_epsg() == 4326
    found = {fault.code: fault for fault in layer.found}
    if encoding == "gb18030":
        assert found.keys() == {"encoding_tried"} and layer.facts["encoding"] == "GB18030"
        assert "生态保护红线" in found["encoding_tried"].params["samples"]
    else:
        assert not {"json_not_utf8", "encoding_tried"} & found.keys()


def test_the_encoding_that_a_case_names_for_a_geojson_holds(tmp_path):
    (tmp_path / "b.json").write_bytes(
        geojson("甲地塊", "許功蓋").replace("名称", "名稱").replace("乗", "號").encode("big5")
    )
    layer = open_source("b.json", "Big5", tmp_path)
    assert layer.content.attributes["名稱"].tolist() == ["甲地塊", "許功蓋"]
    assert layer.facts["encoding"].lower() == "big5"


def test_single_wrong_bytes_of_a_geojson_do_not_turn_it_into_another_encoding(tmp_path):
    content = geojson(*(f"第{n}号生态保护红线" for n in range(40))).encode("utf-8")
    at = content.index("生".encode()) + 1
    (tmp_path / "d.geojson").write_bytes(content[:at] + b"\xff" + content[at + 1 :])
    layer, _, texts, _ = opened(tmp_path, "d.geojson")
    assert "json_not_utf8" in {fault.code for fault in layer.found} and texts["名称"][1] == "第1号生态保护红线"


@pytest.mark.parametrize("name", ["k.kml", "k.geojson"])
def test_large_files_in_gbk_are_refused_and_not_read_wrong(tmp_path, name, monkeypatch):
    monkeypatch.setattr("zoning_review_plugin.inputs.texts.recoded.MAX_BYTES", 100)
    text = KML.format("UTF-8") if name.endswith("kml") else geojson("甲地块")
    (tmp_path / name).write_bytes(text.encode("gb18030"))
    assert fault(tmp_path, name).code == "recode_too_large"
    (tmp_path / name).write_bytes(text.encode("utf-8"))
    assert opened(tmp_path, name)[1][0].area == 0.5


def test_links_of_a_kml_are_told_and_not_followed(tmp_path):
    link = "<NetworkLink><Link><href>http://nowhere.invalid/x.kml</href></Link></NetworkLink><Placemark>"
    (tmp_path / "k.kml").write_text(KML.format("UTF-8").replace("<Placemark>", link, 1), encoding="utf-8")
    (fault,) = opened(tmp_path, "k.kml")[0].found
    assert (fault.code, fault.severity, fault.params) == ("kml_links_left", "warning", {"count": 1})


MIF = """Version 300
Charset "WindowsSimpChinese"
Delimiter ","
CoordSys Earth Projection 1, 0
Columns 1
  名称 Char(20)
Data

Region 1
 4
116 34
117 34
117 35
116 34
"""


@pytest.mark.parametrize("charset", ["Neutral", "WindowsSimpChinese"])
def test_round_shapes_of_mapinfo_are_told(tmp_path, charset):
    """GDAL makes 2-degree chords of them: a circle of 1 km loses 2 pi^2 / 3 / 180^2 of its area, 638 m2."""
    drawn = "Ellipse 1000 1000 3000 3000\nRoundrect 1000 1000 3000 3000 500\nRect 1 1 3 3\nArc 1 1 9 9 0 180\n"
    head = MIF.partition("Region")[0].replace("WindowsSimpChinese", charset)
    head = head.replace("Earth Projection 1, 0", 'NonEarth Units "m" Bounds (0,0) (1000000,1000000)')
    (tmp_path / "m.mif").write_bytes((head + drawn).encode("gbk"))
    (tmp_path / "m.mid").write_bytes('"圆"\n"角"\n"方"\n"弧"\n'.encode("gbk"))
    layer, shapes, _, _ = opened(tmp_path, "m.mif|crs=EPSG:4527")
    found = {fault.code: fault for fault in layer.found}
    assert found["mapinfo_curves"].params == {"count": 3, "step": 2} and found["mapinfo_curves"].severity == "remark"
    assert np.pi * 1e6 - shapes[0].area == pytest.approx(638, rel=0.03)


def test_ellipses_of_a_mapinfo_table_are_told(tmp_path):
    """GDAL writes none, so a region is made one by its type in the .map file: GDAL then reads 181 pieces, too."""
    driver = gdal.GetDriverByName("MapInfo File").Create(str(tmp_path / "t.tab"), 0, 0, 0, gdal.GDT_Unknown)
    layer = driver.CreateLayer("t")
    layer.CreateField(ogr.FieldDefn("id", ogr.OFTInteger))
    for start in (0, 300):
        feature = ogr.Feature(layer.GetLayerDefn())
        corners = f"{start} 0,{start} 9,{start + 9} 12,{start + 9} 0,{start} 0"
        feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POLYGON(({corners}))"))
        layer.CreateFeature(feature)
    layer = driver = feature = None
    assert "mapinfo_curves" not in {fault.code for fault in opened(tmp_path, "t.tab|crs=EPSG:4527")[0].found}
    at = int.from_bytes((tmp_path / "t.id").read_bytes()[4:8], "little")
    content = bytearray((tmp_path / "t.map").read_bytes())
    assert content[at] in (0x0D, 0x0E)  # a region, with short or long coordinates
    content[at] += 0x0C
    (tmp_path / "t.map").write_bytes(content)
    layer, shapes, _, _ = opened(tmp_path, "t.tab|crs=EPSG:4527")
    assert [shapely.get_num_coordinates(shape) > 150 for shape in shapes] == [False, True]
    assert {fault.code: fault for fault in layer.found}["mapinfo_curves"].params["count"] == 1


def test_straight_shapes_of_mapinfo_are_not_told_of(tmp_path):
    (tmp_path / "m.mif").write_bytes(MIF.encode("gbk"))
    (tmp_path / "m.mid").write_bytes('"Ellipse 1"\n'.encode("gbk"))
    assert "mapinfo_curves" not in {fault.code for fault in opened(tmp_path, "m.mif")[0].found}


def test_mapinfo_in_gbk(tmp_path):
    (tmp_path / "m.mif").write_bytes(MIF.encode("gbk"))
    (tmp_path / "m.mid").write_bytes('"红线"\n'.encode("gbk"))
    layer, shapes, texts, _ = opened(tmp_path, "m.mif")
    assert texts == {"名称": ["红线"]} and shapes[0].area == 0.5
    driver = gdal.GetDriverByName("MapInfo File")
    dataset = driver.Create(str(tmp_path / "t.tab"), 0, 0, 0, gdal.GDT_Unknown, ["ENCODING=CP936"])
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4326)
    table = dataset.CreateLayer("t", reference, ogr.wkbPolygon)
    table.CreateField(ogr.FieldDefn("MC"))
    feature = ogr.Feature(table.GetLayerDefn())
    feature.SetField(0, "永久基本农田")
    feature.SetGeometry(ogr.CreateGeometryFromWkt("POLYGON((116 34,117 34,117 35,116 34))"))
    table.CreateFeature(feature)
    del feature, table, dataset
    layer, shapes, texts, _ = opened(tmp_path, "t.tab")
    assert texts == {"MC": ["永久基本农田"]} and layer.crs.is_geographic and shapes[0].area == pytest.approx(0.5)


def test_a_crs_behind_a_layer_that_states_another_is_told(tmp_path):
    write_layer(tmp_path / "a.gpkg", [(square(0, 0, 100), "a")], ["BSM"])
    assert open_source("a.gpkg|crs=EPSG:32650", "auto", tmp_path).found == ()
    layer = open_source("a.gpkg|crs=EPSG:32651", "auto", tmp_path)
    assert layer.crs.to_epsg() == 32651 and layer.found[0].code == "crs_stated_otherwise"
    assert fault(tmp_path, "a.gpkg|crs=EPSG:99999999", CaseFault).code == "unknown_crs"


@pytest.mark.skipif(not hasattr(ogr, "CreateCodedFieldDomain"), reason="this GDAL cannot write domains")
def test_a_coded_domain_tells_the_class_and_the_code_stays(tmp_path, small_case, command):
    """Class 1 of the domain is a core zone, 2 a general one: the grades follow, the table keeps 1 and 2."""
    driver = gdal.GetDriverByName("OpenFileGDB")
    if not driver or not driver.GetMetadataItem("DCAP_CREATE"):
        pytest.skip("this GDAL cannot write geodatabases")
    dataset = driver.Create(str(tmp_path / "line.gdb"), 0, 0, 0, gdal.GDT_Unknown)
    values = {"1": "核心保护区", "2": "一般控制区"}
    dataset.AddFieldDomain(ogr.CreateCodedFieldDomain("HXLX_D", "", ogr.OFTString, ogr.OFSTNone, values))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32650)
    table = dataset.CreateLayer("STBHHX", reference, ogr.wkbMultiPolygon)
    definition = ogr.FieldDefn("HXLX")
    definition.SetDomainName("HXLX_D")
    definition.SetAlternativeName("红线类型")
    table.CreateField(definition)
    for code, x in (("1", 0), ("2", 50)):
        feature = ogr.Feature(table.GetLayerDefn())
        feature.SetField(0, code)
        feature.SetGeometry(ogr.ForceToMultiPolygon(ogr.CreateGeometryFromWkt(square(x, 0, 50))))
        table.CreateFeature(feature)
    del feature, table, dataset
    layer = open_source("line.gdb", "auto", tmp_path)
    assert layer.fields[0].alias == "红线类型" and layer.fields[0].meanings == values
    line = {"key": "erl", "role": "ecological_red_line", "source": "line.gdb", "fields": {"class": "红线类型"}}
    case = small_case(constraints=[line])
    assert command("review", case, "--json").status == 0
    found = json.loads((tmp_path / "small.review" / "review.json").read_text(encoding="utf-8"))
    rows = sorted((row["feature_class"], row["grade"]) for row in found["overlap"])
    assert rows == [("1", "core"), ("2", "general")]
    assert "domain_meanings" in [row["check_code"] for row in found["issue"]]


# --- survey IN OUT ---------------------------------------------------------------------------------------------------


def test_survey_there_and_back(tmp_path, command):
    source = tmp_path / "s.txt"
    source.write_bytes(survey(WITH_HOLE, PLAIN_SQUARE).encode("gb18030"))
    for suffix in (".gpkg", ".shp", ".geojson", ".fgb"):
        layer_file, text = tmp_path / f"plots{suffix}", tmp_path / f"back_{suffix[1:]}.txt"
        answer = command("survey", source, layer_file, "--json")
        assert answer.status == 0 and answer.object["summary"] == {
            "plots": 2, "crs": "EPSG:4527", "issues": 0, "issues_by_severity": {},
        }  # fmt: skip
        answer = command("survey", layer_file, text, "--json")
        assert answer.status == 0 and answer.object["summary"]["points"] == 15, answer
        first, shapes, texts, _ = opened(tmp_path, "s.txt")
        _, again, back, _ = opened(tmp_path, text.name)
        assert back == texts, suffix
        corners = [shapely.get_coordinates(shapely.normalize(each)) for each in (shapes, again)]
        assert np.abs(corners[0] - corners[1]).max() < 1e-4  # a shapefile turns its rings round


def test_degrees_are_written_in_the_zone_of_their_middle(tmp_path, command):
    wkt = "POLYGON((116.37 34.94,116.38 34.94,116.38 34.95,116.37 34.95,116.37 34.94))"
    write_layer(tmp_path / "deg.gpkg", [(wkt, "b1", "x")], ["BSM", "OWNER"], crs=4490)
    answer = command("survey", tmp_path / "deg.gpkg", tmp_path / "out.txt", "--json", "--encoding", "utf-8")
    assert answer.object["summary"]["crs"] == "EPSG:4527"  # 116.375 lies in zone 39, around 117
    assert [row["check_code"] for row in answer.object["issues"]] == ["survey_fields_left"]
    assert "OWNER" in answer.object["issues"][0]["message"]
    layer, shapes, texts, _ = opened(tmp_path, "out.txt")
    import pyproj

    back = pyproj.Transformer.from_crs(4527, 4490, always_xy=True).transform(*shapely.get_coordinates(shapes).T)
    expected = shapely.get_coordinates(shapely.from_wkt(wkt))
    assert np.abs(np.column_stack(back) - expected).max() < 1e-9 and texts["DKBH"] == ["b1"]
    answer = command("survey", tmp_path / "deg.gpkg", tmp_path / "other.txt", "--crs", "EPSG:2363", "--json")
    assert answer.status == 1 and answer.object["error"]["code"] == "survey_crs_unfit"
    assert not (tmp_path / "other.txt").exists()


def test_values_that_would_break_the_layout_are_altered_and_told(tmp_path, command):
    write_layer(tmp_path / "v.gpkg", [(square(0, 0, 100), "a,b@c\nd")], ["DKMC"], crs=4527)
    answer = command("survey", tmp_path / "v.gpkg", tmp_path / "v.txt", "--json")
    assert [row["check_code"] for row in answer.object["issues"]] == ["survey_values_altered"]
    assert opened(tmp_path, "v.txt|crs=EPSG:4527")[2]["DKMC"] == ["a，b＠c d"]


def test_what_a_format_cannot_hold_is_told(tmp_path, command):
    (tmp_path / "p.csv").write_text("a very long title of a column,lon,lat\nx,116.3,34.9\n", encoding="utf-8")
    answer = command("survey", tmp_path / "p.csv", tmp_path / "p.shp", "--json", "--crs", "EPSG:4490")
    assert answer.status == 0 and "written_otherwise" in [row["check_code"] for row in answer.object["issues"]]
    answer = command("survey", tmp_path / "p.csv", tmp_path / "p.gpkg", "--json", "--crs", "EPSG:4490")
    assert answer.status == 0 and answer.object["issues"] == []


def test_survey_refuses_what_it_cannot_do(tmp_path, command):
    (tmp_path / "s.txt").write_text(survey(PLAIN_SQUARE), encoding="utf-8")
    assert (
        command("survey", tmp_path / "s.txt", tmp_path / "x.docx", "--json").object["error"]["code"] == "survey_format"
    )
    assert command("survey", tmp_path / "none.txt", tmp_path / "x.gpkg", "--json").status == 1
    write_layer(tmp_path / "utm.gpkg", [(square(0, 0, 100), "a")], ["BSM"])
    assert command("survey", tmp_path / "utm.gpkg", tmp_path / "x.txt", "--json").status == 1
    answer = command("survey", tmp_path / "s.txt", tmp_path / "x.gpkg")
    assert answer.status == 0 and "1 plots" in answer.out


def test_a_survey_text_is_reviewed_like_any_layer(tmp_path, small_case, command):
    """The square of 1 ha lies half in the red line: 0.5 ha."""
    (tmp_path / "s.txt").write_bytes(survey(PLAIN_SQUARE).encode("gb18030"))
    half = "POLYGON((39500500 3400000,39500550 3400000,39500550 3400100,39500500 3400100,39500500 3400000))"
    write_layer(tmp_path / "half.gpkg", [(half, "r")], ["BSM"], crs=4527)
    line = {"key": "erl", "role": "ecological_red_line", "source": "half.gpkg"}
    fields = {"id": "DKBH", "name": "DKMC", "declared_area": "MJ"}
    case = small_case(
        subjects=[{"source": "s.txt", "fields": fields}], constraints=[line], options={"area_basis": "projected"}
    )
    assert command("review", case, "--json").status == 0
    found = json.loads((tmp_path / "small.review" / "review.json").read_text(encoding="utf-8"))
    assert found["overlap"][0]["area_m2"] == pytest.approx(5000, abs=1e-3)
    assert (found["subject"][0]["name"], found["subject"][0]["declared_area_m2"]) == ("乙地块", 10000)
