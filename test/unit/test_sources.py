"""What a source text names, which sources lie on the network, and files that are missing, broken or cut short."""

import shutil

import numpy as np
import pyproj
import pytest
import shapely
from osgeo import gdal, ogr

from zoning_review_plugin.inputs.gate import Gate
from zoning_review_plugin.inputs.layers import open_source
from zoning_review_plugin.inputs.ogr.ogr_layer import layer_names, open_ogr
from zoning_review_plugin.inputs.places.crs import move_between
from zoning_review_plugin.inputs.source import parse_source
from zoning_review_plugin.model.errors import CaseFault, InputFault

from .small_cases import square, write_layer

LOCAL = [
    "a.shp",
    "folder/b.gpkg|layername=http://x",
    "a.gpkg|subset=url = 'http://example.org/x'",
    "数据/红线.gdb",
    "wfs.gpkg",
    "http_layers/a.shp",
    "pg/a.shp",
    "/vsizip/a.zip/a.shp",
    "/vsimem/x.gpkg",
    "http://localhost/wfs",
    "https://127.0.0.1:8443/x.geojson",
    "http://[::1]:8080/x.geojson",
    "WFS:http://localhost:8080/geoserver/wfs",
    "/vsicurl/http://localhost/x.fgb",
    "PG:host=localhost dbname=x",
    "PG:dbname=x host='127.0.0.1' port=5432",
]
REMOTE = [
    "http://example.org/x.geojson",
    "HTTPS://EXAMPLE.ORG/x.geojson",
    "ftp://example.org/x.zip",
    "WFS:https://example.org/wfs",
    "wfs:https://example.org/wfs|layername=a",
    "OAPIF:https://example.org/",
    "/vsicurl/https://example.org/x.fgb",
    "/vsicurl?url=https%3A%2F%2Fexample.org",
    "/vsicurl_streaming/http://example.org/x.fgb",
    "/vsis3/bucket/x.gpkg",
    "/vsizip//vsicurl/http://example.org/x.zip/x.shp",
    "/vsizip/vsicurl/http://example.org/x.zip",
    "PG:host=example.org dbname=x",
    "PG:dbname=x hostaddr=93.184.216.34",
    "PG:host=localhost hostaddr=93.184.216.34",
    "PG:postgresql://example.org/x",
    "postgresql://example.org/x",
    "MYSQL:x,host=example.org",
    "MSSQL:server=example.org;database=x",
    "http://localhost.example.org/x",
    "http://127.0.0.1.example.org/x",
    "http://localhost@example.org/x",
]
# Spellings that name this machine in one place and reach another all the same.
DISGUISED = [
    "http://localhost:80@example.org/x.geojson",
    "http://127.0.0.1:80@example.org/x.geojson",
    "PG:host=localhost,example.org dbname=x",
    "PG:postgresql://example.org/x?application_name=host=localhost",
    "WFS:example.org/wfs?host=localhost",
    "WFS:http:/example.org/wfs?host=localhost",
    "MSSQL:server=example.org;host=localhost",
    "PG:postgresql://localhost/x?host=example.org",
    "PG:postgresql://localhost/x?%68ost=example.org",
    "PG:host=localhost dbname='host=example.org'",
    "PG:host=localhost service=elsewhere",
    "http://localhost\\@example.org/x.geojson",
    "WFS:http://localhost/wfs?url=http://example.org/wfs",
    "/vsisparse/x.xml",
]


@pytest.mark.parametrize("text", LOCAL)
def test_local_sources_and_this_machine_need_no_leave(text):
    assert not parse_source(text, "/folder").remote


@pytest.mark.parametrize("text", REMOTE + DISGUISED)
def test_remote_sources_need_leave(text, tmp_path):
    assert parse_source(text, "/folder").remote
    with pytest.raises(InputFault) as caught:
        open_source(text, "auto", tmp_path)
    assert caught.value.code == "network_not_allowed" and caught.value.place.file == text


VIRTUAL = (
    """<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource{}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"""
)


def test_a_file_that_leads_to_the_network_needs_leave(good, tmp_path):
    (tmp_path / "far.vrt").write_text(VIRTUAL.format(">/vsicurl/http://example.org/a.fgb"), encoding="utf-8")
    (tmp_path / "by_way.vrt").write_text(VIRTUAL.format(' relativeToVRT="1">far.vrt'), encoding="utf-8")
    (tmp_path / "hidden.vrt").write_text(VIRTUAL.format(">&#80;G:host=example.org"), encoding="utf-8")
    (tmp_path / "lax.vrt").write_text("<OGRVRTDataSource><OGRVRTLayer name='a'>", encoding="utf-8")
    (tmp_path / "wfs.xml").write_text("<OGRWFSDataSource><URL>http://example.org</URL>", encoding="utf-8")
    other_case = '<ogrvrtdatasource><OGRVRTLayer name="a" srcdatasource="http://example.org"/></ogrvrtdatasource>'
    (tmp_path / "other_case.vrt").write_text(other_case, encoding="utf-8")
    for name in ("far.vrt", "by_way.vrt", "hidden.vrt", "other_case.vrt", "wfs.xml"):
        assert fault_of(name, tmp_path).code == "network_not_allowed", name
    assert fault_of("lax.vrt", tmp_path).code == "source_reaches_out"  # no leave would help
    near = VIRTUAL.format(' relativeToVRT="1">good.gpkg').replace('name="a"', 'name="one"')
    (tmp_path / "near.vrt").write_text(near, encoding="utf-8")
    assert open_source("near.vrt", "auto", tmp_path).declared_count == 1


def test_a_source_has_a_path_a_layer_and_a_filter(tmp_path):
    found = parse_source("d/a.gpkg|layername=甲|subset=\"名\" = 'a|b' AND x >= 1", tmp_path)
    assert found.target == str(tmp_path / "d" / "a.gpkg") and found.layer == "甲"
    assert found.subset == "\"名\" = 'a|b' AND x >= 1" and found.stem == "a"
    assert parse_source("a.gpkg|layerid=1", tmp_path).layer_index == 1
    absolute = str(tmp_path / "b.shp")
    assert parse_source(absolute, "/elsewhere").target == absolute
    assert parse_source("PG:dbname=x|layername=zones", tmp_path).target == "PG:dbname=x"


@pytest.fixture
def good(tmp_path):
    """A GeoPackage with a layer `one` and a field `BSM`."""
    return write_layer(tmp_path / "good.gpkg", [(square(0, 0, 100), "a")], ["BSM"], name="one")


def fault_of(text, folder, kind=InputFault):
    with pytest.raises(kind) as caught:
        open_source(text, "auto", folder)
    assert caught.value.place.file == text
    return caught.value


def test_what_cannot_be_opened_says_why(good, tmp_path):
    assert fault_of("none.shp", tmp_path).code == "file_missing"
    missing = fault_of("good.gpkg|layername=two", tmp_path)
    assert missing.code == "layer_missing" and "one" in missing.params["known"]
    assert fault_of("good.gpkg|layerid=7", tmp_path).code == "layer_missing"
    (tmp_path / "empty folder").mkdir()
    assert fault_of("empty folder", tmp_path).code == "cannot_open"
    for name in ("zero.shp", "zero.gpkg", "zero.geojson", "zero.fgb"):
        (tmp_path / name).write_bytes(b"")
        assert fault_of(name, tmp_path).code == "file_blank"
    (tmp_path / "text.gpkg").write_text("no database", encoding="utf-8")
    assert fault_of("text.gpkg", tmp_path).code == "cannot_open"
    assert layer_names(str(tmp_path / "text.gpkg")) == [] and layer_names(str(good)) == ["one"]


@pytest.mark.parametrize("subset", ["nosuch = 1", "BSM = ", "(", "BSM LIKE", '"nosuch" = 1'])
@pytest.mark.parametrize("suffix", [".gpkg", ".shp", ".geojson"])
def test_a_bad_filter_is_a_fault_of_the_case(tmp_path, suffix, subset):
    write_layer(tmp_path / f"f{suffix}", [(square(0, 0, 100), "a")], ["BSM"])
    fault = fault_of(f"f{suffix}|subset={subset}", tmp_path, CaseFault)
    assert fault.exit_status == 2 and fault.params["subset"] == subset


@pytest.mark.parametrize("subset", ["BSM = 'a'", "\"BSM\" = 'a'", '"bsm" = \'a"b\' OR "fid" = 1'])
def test_a_good_filter_counts_what_it_lets_through(good, tmp_path, subset):
    assert open_source(f"good.gpkg|subset={subset}", "auto", tmp_path).declared_count == 1


def tables(path, *kinds):
    """A GeoPackage with a table for each geometry type of OGR."""
    dataset = gdal.GetDriverByName("GPKG").Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
    for kind in kinds:
        dataset.CreateLayer(f"t{dataset.GetLayerCount()}", None, kind)
    del dataset


def test_a_source_of_several_layers_must_say_which(tmp_path):
    tables(tmp_path / "many.gpkg", ogr.wkbPolygon, ogr.wkbLineString, ogr.wkbNone)
    fault = fault_of("many.gpkg", tmp_path, CaseFault)
    assert (fault.code, fault.exit_status) == ("layer_not_named", 2)
    assert fault.params["known"] == "t0, t1, t2" and fault.params["source"] == "many.gpkg"
    assert open_source("many.gpkg|layername=t1", "auto", tmp_path).name == "t1"
    assert open_source("many.gpkg|layerid=0", "auto", tmp_path).name == "t0"
    assert open_source("many.gpkg|layerid=2", "auto", tmp_path).name == "t2"
    assert fault_of("many.gpkg|layerid=first", tmp_path).code == "layer_missing"


@pytest.mark.parametrize("place", [0, 1, 2])
def test_tables_without_geometry_are_no_choice(tmp_path, place):
    kinds = [ogr.wkbNone] * 3
    kinds[place] = ogr.wkbUnknown
    tables(tmp_path / "styled.gpkg", *kinds)
    layer = open_source("styled.gpkg", "auto", tmp_path)
    assert layer.name == f"t{place}" and list(layer.batches([])) == []
    tables(tmp_path / "plain.gpkg", ogr.wkbNone, ogr.wkbNone)
    assert fault_of("plain.gpkg", tmp_path, CaseFault).code == "layer_not_named"


def test_a_folder_of_shapefiles_must_say_which(tmp_path):
    folder = tmp_path / "shapes"
    folder.mkdir()
    write_layer(folder / "one.shp", [(square(0, 0, 100), "a")], ["BSM"])
    assert open_source("shapes", "auto", tmp_path).name == "one"
    write_layer(folder / "two.shp", [(square(0, 0, 100), "a")], ["BSM"])
    fault = fault_of("shapes", tmp_path, CaseFault)
    assert sorted(fault.params["known"].split(", ")) == ["one", "two"]
    assert open_source("shapes|layername=two", "auto", tmp_path).name == "two"


# --- files cut short -------------------------------------------------------------------------------------------------


def passed(path):
    """(features, geometries, their area, whether something was said) of a file that goes through a gate."""
    crs = pyproj.CRS.from_epsg(2154)
    try:
        layer = open_ogr(parse_source(str(path), "."))
    except InputFault:
        return 0, 0, 0.0, True
    gate = Gate("k", layer, {}, {}, move_between(crs, crs), shapely.area)
    shapes = [shape for batch in gate.features() for shape in batch.geometry]
    present = np.array([shape for shape in shapes if shape is not None], dtype=object)
    return len(shapes), len(present), float(shapely.area(present).sum()), gate.missing() is not None


@pytest.fixture
def copies(reference, tmp_path):
    """The folder of the real zone layer, copied: 118 zones of 14.11 km²."""
    shutil.copytree(reference / "bad-inputs" / "broken-files" / "derived-fr41175", tmp_path / "fr")
    (tmp_path / "fr").chmod(0o755)
    return tmp_path / "fr"


@pytest.mark.parametrize("name", ["ok.shp", "ok.gpkg", "ok.geojson", "prj_missing.shp"])
def test_whole_files_pass_in_silence(copies, name):
    count, shapes, area, told = passed(copies / name)
    assert (count, shapes, told) == (118, 118, False) and area == pytest.approx(14.11e6, abs=5e3)


def test_a_shp_cut_in_half_is_noticed(copies):
    count, shapes, area, told = passed(copies / "shp_truncated.shp")
    assert (count, shapes, told) == (118, 81, True) and area == pytest.approx(3.23e6, abs=5e3)


@pytest.mark.parametrize("name", ["geojson_truncated.geojson", "shx_missing.shp"])
def test_what_does_not_open_is_noticed(copies, name):
    assert passed(copies / name) == (0, 0, 0.0, True)


@pytest.mark.parametrize("share", [0.3, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("name", ["ok.shp", "ok.dbf", "ok.shx", "ok.gpkg", "ok.geojson", "ok.fgb"])
def test_nothing_is_lost_in_silence_from_a_file_cut_short(copies, name, share):
    if name == "ok.fgb":
        rows = [(square(200 * k, 0, 100), str(k)) for k in range(118)]
        write_layer(copies / name, rows, ["BSM"], crs=2154)
    whole = passed(copies / name)
    content = (copies / name).read_bytes()
    (copies / name).write_bytes(content[: int(share * len(content))])
    left = passed(copies / (name if name[3:] in ("gpkg", "geojson", "fgb") else "ok.shp"))
    assert left[3] or left[:2] == whole[:2] and left[2] == pytest.approx(whole[2], rel=1e-12)


@pytest.mark.parametrize("part", ["dbf", "shx"])
def test_a_part_of_another_shapefile_is_noticed(copies, reference, part):
    other = reference / "bad-inputs" / "invalid-geometry" / f"polygon_layer.{part}"  # of 25 polygons
    shutil.copyfile(other, copies / f"ok.{part}")
    count, shapes, _, told = passed(copies / "ok.shp")
    assert told, f"{count} features and {shapes} geometries of 118, and nothing said"
