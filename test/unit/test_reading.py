"""Layers that GDAL reads: two ways in give the same features; filters, windows and batches lose none."""

import json
import math
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest
import shapely
from osgeo import gdal, ogr

from zoning_review_plugin.inputs.layer import BATCH_SIZE, Window, in_memory
from zoning_review_plugin.inputs.ogr import ogr_arrow, ogr_rows
from zoning_review_plugin.inputs.ogr.gdal_calls import VERSION
from zoning_review_plugin.inputs.ogr.ogr_layer import layer_names, open_ogr
from zoning_review_plugin.inputs.shapes.repair import repairs
from zoning_review_plugin.inputs.shapes.wkb import decode
from zoning_review_plugin.inputs.source import parse_source

from .small_cases import X0, Y0, square, write_layer

SUFFIXES = (".gpkg", ".shp", ".fgb", ".geojson", ".gdb", ".kml", ".dxf", ".tab", ".gml", ".csv")
BOTH = pytest.mark.parametrize("way", ["arrow", "rows"])


def opened(path, more=""):
    """The layer of a source as a case would name it."""
    return open_ogr(parse_source(f"{path}{more}", "."))


def read(layer, way="arrow", window=None, names=None):
    """(feature ids, WKB, {field: texts}, faults) by the one way or the other."""
    names = [field.name for field in layer.fields] if names is None else names
    with pytest.MonkeyPatch.context() as patch:
        if way == "rows":
            patch.setattr(ogr_arrow, "serves", lambda *_: False)
        faults = []
        parts = list(layer.batches(names, window, faults))
    assert all(len(part) <= BATCH_SIZE for part in parts)
    texts = {name: [text for part in parts for text in part.attributes[name]] for name in names}
    fid = [int(number) for part in parts for number in part.fid]
    wkb = np.array([None] + [value for part in parts for value in part.wkb], dtype=object)[1:]
    return fid, wkb, texts, [(fault.code, fault.params) for fault in faults]


def shapes(wkb):
    """2D WKB of what decodes, None elsewhere: one spelling of each geometry."""
    with np.errstate(invalid="ignore"):
        return [None if shape is None else shapely.to_wkb(shape) for shape in decode(wkb)[0]]


def sources(folder):
    """Paths of all layers below a folder."""
    return [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in SUFFIXES]


@pytest.mark.filterwarnings("ignore:invalid value encountered:RuntimeWarning")
@pytest.mark.parametrize(
    "folder", ["bad-inputs/types-and-dimensions", "bad-inputs/attributes", "bad-inputs/encoding", "cases"]
)
def test_columns_and_rows_give_the_same_features(reference, folder):
    count = 0
    for path in sources(reference / folder):
        if path.stat().st_size > 4_000_000:
            continue
        for name in layer_names(str(path)):
            layer = opened(path, f"|layername={name}")
            left, right = read(layer, "arrow"), read(layer, "rows")
            where = f"{path.name} {name}"
            assert left[0] == right[0], where
            assert len(left[0]) == layer.declared_count, where
            assert shapes(left[1]) == shapes(right[1]), where
            assert left[2] == right[2], where
            assert left[3] == right[3], where
            count += 1
    assert count >= 4


# A field, what is stored, and the text that stands for it.
FIELDS = [
    ("whole", ogr.OFTInteger, 0, [12, -1, 0], ["12", "-1", "0"]),
    ("short", ogr.OFTInteger, ogr.OFSTInt16, [7, None, -7], ["7", None, "-7"]),
    ("long", ogr.OFTInteger64, 0, [2**53 + 1, None, -(2**63)], ["9007199254740993", None, "-9223372036854775808"]),
    ("truth", ogr.OFTInteger, ogr.OFSTBoolean, [1, 0, None], ["1", "0", None]),
    ("truth_after_null", ogr.OFTInteger, ogr.OFSTBoolean, [None, 1, 1], [None, "1", "1"]),
    ("real", ogr.OFTReal, 0, [1.5, 12.0, 0.1], ["1.5", "12", "0.1"]),
    ("no_number", ogr.OFTReal, 0, [None, -3.25, 1e15], [None, "-3.25", "1000000000000000.0"]),
    ("single", ogr.OFTReal, ogr.OFSTFloat32, [0.5, 3.0, None], ["0.5", "3", None]),
    ("text", ogr.OFTString, 0, ["", " a ", None], ["", " a ", None]),
    ("名称", ogr.OFTString, 0, ["甲", "𠮷", None], ["甲", "𠮷", None]),
    ("date", ogr.OFTDate, 0, ["2022/10/14", None, "1949/10/01"], ["2022-10-14", None, "1949-10-01"]),
    ("time", ogr.OFTDateTime, 0, ["2022/10/14 03:04:05", None, None], ["2022-10-14T03:04:05", None, None]),
]


@BOTH
@pytest.mark.parametrize("suffix", [".gpkg", ".fgb"])
def test_values_of_every_type_become_the_text_that_is_meant(tmp_path, way, suffix):
    definitions = []
    for name, kind, subtype, *_ in FIELDS:
        definitions.append(ogr.FieldDefn(name, kind))
        definitions[-1].SetSubType(subtype)
    rows = [("POINT(1 2)", *(field[3][row] for field in FIELDS)) for row in range(3)]
    layer = opened(write_layer(tmp_path / f"typed{suffix}", rows, definitions))
    kept = [field for field in FIELDS if suffix == ".gpkg" or field[0] != "date"]  # FlatGeobuf knows no plain date
    texts = {name: read(layer, way, names=[name])[2][name] for name, *_ in kept}
    assert {name: texts[name] for name, *_, wanted in kept if texts[name] != wanted} == {}


def test_the_quick_way_is_taken_where_it_can_be(tmp_path, monkeypatch):
    monkeypatch.setattr(ogr_rows, "batches", None)
    path = write_layer(tmp_path / "plain.gpkg", [("POINT(1 2)", "a")], ["BSM"])
    if VERSION >= (3, 6):
        assert read(opened(path))[2] == {"BSM": ["a"]}


def test_lists_and_bytes_read_the_same_both_ways(tmp_path):
    path = tmp_path / "lists.geojson"
    point = {"type": "Point", "coordinates": [1, 2]}
    properties = [{"codes": ["C26", "C27"], "years": [2030, 2035]}, {"codes": [], "years": None}]
    features = [{"type": "Feature", "properties": row, "geometry": point} for row in properties]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    texts = read(opened(path), "arrow")[2]
    assert texts == read(opened(path), "rows")[2] == {"codes": ["C26,C27", ""], "years": ["2030,2035", None]}
    path = write_layer(tmp_path / "blob.gpkg", [("POINT(1 2)", None)], [ogr.FieldDefn("photo", ogr.OFTBinary)])
    dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE)
    table = dataset.GetLayer(0)
    feature = table.GetNextFeature()
    feature.SetFieldBinaryFromHexString("photo", "00FF")
    table.SetFeature(feature)
    del feature, table, dataset
    assert read(opened(path), "arrow")[2:] == read(opened(path), "rows")[2:] == ({"photo": ["00FF"]}, [])


@BOTH
def test_fields_named_like_the_columns_of_gdal(tmp_path, way):
    row = {"OGC_FID": "a", "wkb_geometry": "b", "geom": "c", "ogc_geom": "d"}
    feature = {"type": "Feature", "id": 9, "properties": row, "geometry": {"type": "Point", "coordinates": [1, 2]}}
    path = tmp_path / "named.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    fid, wkb, texts, _ = read(opened(path), way)
    assert fid == [9] and shapely.from_wkb(wkb[0]).wkt == "POINT (1 2)"
    assert {name: texts[name][0] for name in row} == row


@BOTH
def test_fields_that_differ_by_case_only(tmp_path, way):
    feature = {"type": "Feature", "properties": {"name": "small", "NAME": "large"}, "geometry": None}
    path = tmp_path / "cases.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    assert read(opened(path), way, names=["NAME"])[2] == {"NAME": ["large"]}
    assert read(opened(path), way, names=["name"])[2] == {"name": ["small"]}


@BOTH
@pytest.mark.parametrize("suffix", [".gpkg", ".shp", ".geojson", ".fgb"])
def test_layer_name_and_filter(tmp_path, way, suffix):
    rows = [(square(200 * k, 0, 100), str(k), "红线" if k % 2 else "其他") for k in range(6)]
    options = ["ENCODING=UTF-8"] if suffix == ".shp" else []
    path = write_layer(tmp_path / f"分区{suffix}", rows, ["BSM", "类型"], options=options)
    layer = opened(path, "|layername=分区|subset=\"类型\" = '红线'")
    fid, wkb, texts, _ = read(layer, way, names=["BSM"])  # the filter asks for a field that nobody wants
    assert sorted(texts["BSM"]) == ["1", "3", "5"] and layer.declared_count == 3  # FlatGeobuf sorts by place
    assert read(layer, way, names=[])[0] == fid
    places = {text: shapely.from_wkb(value).bounds[0] for text, value in zip(texts["BSM"], wkb)}
    assert places == {"1": X0 + 200, "3": X0 + 600, "5": X0 + 1000}
    near = Window(X0 + 550, Y0, X0 + 620, Y0 + 10)
    assert read(layer, way, near, ["BSM"])[2] == {"BSM": ["3"]}


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A layer with one feature more than a batch holds."""
    rows = ((f"POINT({k} {k % 7})", str(k)) for k in range(BATCH_SIZE + 1))
    return write_layer(tmp_path_factory.mktemp("many") / "many.gpkg", rows, ["n"])


@BOTH
def test_batches_end_where_they_should(many, way):
    count = BATCH_SIZE + 1
    layer = opened(many)
    fid, wkb, texts, faults = read(layer, way)
    assert texts["n"] == [str(k) for k in range(count)] and fid == list(range(1, count + 1)) and not faults
    assert shapely.get_x(shapely.from_wkb(wkb[-1])) == count - 1
    exact = opened(many, f"|subset=fid <= {BATCH_SIZE}")
    assert len(read(exact, way)[0]) == BATCH_SIZE == exact.declared_count


@BOTH
@pytest.mark.parametrize("path", ["ok.gpkg", "ok.shp", "ok.geojson"])
def test_a_window_gives_what_a_box_test_leaves(reference, path, way):
    layer = opened(reference / "bad-inputs" / "broken-files" / "derived-fr41175" / path)
    fid, wkb, *_ = read(layer)
    everything = shapely.from_wkb(wkb)
    box, generator = shapely.bounds(everything), np.random.default_rng(5)
    for _ in range(10):
        x, y = box[generator.integers(len(box))][:2]
        window = Window(x - generator.uniform(0, 300), y - 10, x + 10, y + generator.uniform(0, 300))
        found = set(read(layer, way, window, [])[0])
        clear = shapely.intersects(shapely.box(*box.T), shapely.box(*window).buffer(1))  # R-trees round to 0.5 m
        needed = shapely.intersects(everything, shapely.box(*window))
        assert {fid[k] for k in np.flatnonzero(needed)} <= found <= {fid[k] for k in np.flatnonzero(clear)}
    assert read(layer, way, Window(0, 0, 1, 1), [])[0] == []


INVALID = {
    "bow-tie": "POLYGON((0 0,10 10,10 0,0 10,0 0))",
    "parts that overlap": "MULTIPOLYGON(((0 0,10 0,10 10,0 10,0 0)),((5 0,15 0,15 10,5 10,5 0)))",
    "ring run twice": "POLYGON((0 0,10 0,10 10,0 10,0 0,10 0,10 10,0 10,0 0))",
}


@BOTH
@pytest.mark.parametrize("suffix", [".gpkg", ".shp", ".geojson", ".fgb"])
@pytest.mark.parametrize("name", INVALID)
def test_a_window_does_not_lose_what_is_yet_to_be_repaired(tmp_path, name, suffix, way):
    layer = opened(write_layer(tmp_path / f"invalid{suffix}", [(INVALID[name], "1")], ["id"], crs=None))
    geometry, _ = decode(read(layer)[1])
    (repair,) = repairs(geometry)
    inside = repair.geometry.representative_point()
    window = Window(inside.x - 0.1, inside.y - 0.1, inside.x + 0.1, inside.y + 0.1)
    assert len(read(layer, way, window)[0]) == 1


@BOTH
@pytest.mark.parametrize("suffix", [".gpkg", ".shp", ".geojson", ".fgb"])
def test_a_second_look_at_a_window_gives_nothing_twice_and_nothing_beyond(tmp_path, suffix, way):
    boxes = [(2, 2, 3, 3), (4, 4, 5, 5), (20, 0, 30, 10), (0, 20, 9, 30)]  # two inside the ring, one east, one north
    rows = [(INVALID["ring run twice"], "ring"), *((shapely.box(*box).wkt, str(box)) for box in boxes)]
    layer = opened(write_layer(tmp_path / f"around{suffix}", rows, ["id"], crs=None))
    for window, more in (
        (Window(1, 1, 3.5, 3.5), boxes[:1]),
        (Window(4.5, 4, 5, 6), boxes[1:2]),
        (Window(7, 7, 8, 8), []),
    ):
        assert sorted(read(layer, way, window)[2]["id"]) == sorted(["ring", *map(str, more)])
    assert read(layer, way, Window(12, 4, 14, 6))[0] == []
    filtered = opened(tmp_path / f"around{suffix}", "|subset=id <> 'ring'")
    assert read(filtered, way, Window(4.5, 4, 5, 6))[2] == {"id": [str(boxes[1])]}


@BOTH
def test_flatgeobuf_without_anything_to_read_ends(tmp_path, way):
    path = write_layer(tmp_path / "few.fgb", [(square(0, 0, 100), "a"), (square(500, 0, 9), "b")], ["BSM"])
    empty = write_layer(tmp_path / "empty.fgb", [], ["BSM"])
    for source, window in ((path, Window(0, 0, 1, 1)), (empty, None), (empty, Window(0, 0, 1, 1))):
        fid, wkb, texts, faults = read(opened(source), way, window)
        assert fid == [] and len(wkb) == 0 and texts == {"BSM": []} and faults == []


def test_an_opened_layer_goes_to_another_process(tmp_path):
    path = write_layer(tmp_path / "north.gpkg", [(square(0, 0, 100), "a"), (square(500, 0, 9), "b")], ["BSM"])
    layer = opened(path, "|subset=BSM = 'b'")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        far = pool.submit(in_memory, layer).result()
    assert far.content.attributes["BSM"].tolist() == ["b"] and far.crs == layer.crs and far.declared_count == 1
    assert shapely.area(shapely.from_wkb(far.content.wkb[0])) == 81
    assert not gdal.GetUseExceptions()  # nor has reading thrown GDAL's switch


@pytest.mark.parametrize("order", [ogr.wkbNDR, ogr.wkbXDR])
@pytest.mark.parametrize("dimensions", ["", "Z", "M", "ZM"])
@pytest.mark.parametrize("iso", [True, False])
def test_every_dimension_decodes_to_the_plane(order, dimensions, iso):
    corners = ["0 0", "4 0", "4 3", "0 0"]
    extra = " 7" * len(dimensions)
    shape = ogr.CreateGeometryFromWkt(f"POLYGON {dimensions}((" + ",".join(c + extra for c in corners) + "))")
    wkb = bytes(shape.ExportToIsoWkb(order) if iso or "M" in dimensions else shape.ExportToWkb(order))
    (found,), notes = decode(np.array([wkb, None], dtype=object)[:1])
    assert found.area == 6 and not found.has_z and list(found.exterior.coords)[1] == (4, 0)
    assert (bool(notes["has_z"][0]), bool(notes["has_m"][0])) == ("Z" in dimensions, "M" in dimensions)


# Curved geometries and their areas in closed form, of circles.
CURVES = {
    "CURVEPOLYGON(CIRCULARSTRING(0 100,100 200,200 100,100 0,0 100))": math.pi * 1e4,
    "CURVEPOLYGON Z(CIRCULARSTRING Z(0 100 1,100 200 1,200 100 1,100 0 1,0 100 1))": math.pi * 1e4,
    "CURVEPOLYGON(COMPOUNDCURVE(CIRCULARSTRING(0 0,100 100,200 0),(200 0,0 0)))": math.pi * 5e3,
    "MULTISURFACE(CURVEPOLYGON(CIRCULARSTRING(0 10,10 20,20 10,10 0,0 10)),((30 0,40 0,40 10,30 0)))": math.pi * 100
    + 50,
    "POLYHEDRALSURFACE Z(((0 0 0,10 0 0,10 10 0,0 10 0,0 0 0)))": 100.0,
}


@pytest.mark.parametrize("wkt", CURVES)
def test_curves_become_fine_straight_pieces(wkt):
    wkb = np.array([bytes(ogr.CreateGeometryFromWkt(wkt).ExportToIsoWkb()), None], dtype=object)[:1]
    (found,), notes = decode(wkb)
    assert found.area == pytest.approx(CURVES[wkt], rel=1e-6)
    assert bool(notes["curved"][0]) == ("CURVE" in wkt) and not notes["unreadable"][0]


@pytest.mark.parametrize(
    "wkb", [b"\x01", b"\x07" * 21, b"\x01\x63\x00\x00\x00", b"\x01\x03\x00\x00\x00\x01\x00\x00\x00\x05", b"x" * 50]
)
def test_what_cannot_be_decoded_is_told(wkb):
    found, notes = decode(np.array([wkb, b"", None], dtype=object))
    assert list(found) == [None, None, None] and list(notes["unreadable"]) == [True, False, False]
