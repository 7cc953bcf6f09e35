"""Nobody else comes in: what a case or a layer can be made to do beyond being read, tried one by one.

A server on this machine counts what it is asked for; files with a secret lie where nothing was named.
"""

import gzip
import http.server
import json
import random
import sqlite3
import threading
import time
import zipfile

import pytest
from osgeo import gdal, ogr

from zoning_review_plugin.inputs import source
from zoning_review_plugin.inputs.case.case_file import read_case
from zoning_review_plugin.inputs.files import archives
from zoning_review_plugin.inputs.layers import open_source
from zoning_review_plugin.inputs.ogr.drivers import for_files, offline
from zoning_review_plugin.inputs.ogr.filter_text import refuse_more_than_a_condition
from zoning_review_plugin.inputs.ogr.network import server_of
from zoning_review_plugin.inputs.ogr.ogr_layer import layer_names
from zoning_review_plugin.model.errors import CaseFault, Place, ReviewFault

from .small_cases import square, write_layer

SECRET = "top-secret"


@pytest.fixture(scope="module")
def server():
    """A server on this machine; `server.asked` holds the paths that it was asked for."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        do_HEAD = do_POST = do_GET

        def log_message(self, *_):
            pass

    found = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.asked, found.url = [], f"http://127.0.0.1:{found.server_port}"
    threading.Thread(target=found.serve_forever, daemon=True).start()
    yield found
    found.shutdown()


@pytest.fixture
def tried(tmp_path, server):
    """A function: opens and reads a source → (fault code or None, values); it fails where the server was asked."""

    def call(name):
        server.asked.clear()
        try:
            layer = open_source(name, "auto", tmp_path / "case")
            batches = list(layer.batches([field.name for field in layer.fields]))
            values = [str(value) for batch in batches for column in batch.attributes.values() for value in column]
            code = None
        except ReviewFault as fault:
            code, values = fault.code, []
        assert server.asked == []
        assert not any(SECRET in value for value in values)
        return code, values

    (tmp_path / "case").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.csv").write_text(f"a\n{SECRET}\n", encoding="utf-8")
    write_layer(tmp_path / "elsewhere" / "secret.gpkg", [(square(0, 0, 1), SECRET)], ["a"])
    write_layer(tmp_path / "case" / "good.gpkg", [(square(0, 0, 1), "x")], ["a"], name="good")
    call.case, call.elsewhere = tmp_path / "case", tmp_path / "elsewhere"
    call.server, call.url = server, server.url
    return call


FEATURES = {
    "type": "FeatureCollection",
    "features": [{"type": "Feature", "properties": {"a": 1}, "geometry": {"type": "Point", "coordinates": [1, 2]}}],
}


# --- links in JSON and XML -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind, key", [("link", "href"), ("url", "url"), ("LINK", "href"), ("Url", "url")])
@pytest.mark.parametrize("name", ["crs", "CRS"])
def test_a_link_to_a_crs_in_geojson_is_not_followed(tried, kind, key, name):
    content = {**FEATURES, name: {"type": kind, "properties": {key: f"{tried.url}/crs", "type": "proj4"}}}
    (tried.case / "a.geojson").write_text(json.dumps(content), encoding="utf-8")
    assert tried("a.geojson")[0] == "network_not_allowed"


def test_a_link_that_is_disguised_is_not_followed_either(tried):
    content = json.dumps({**FEATURES, "XYZ": {"type": "link", "properties": {"href": f"{tried.url}/crs"}}})
    (tried.case / "a.geojson").write_text(content.replace('"XYZ"', '"\\u0063rs"'), encoding="utf-8")
    assert SECRET not in str(tried("a.geojson")) and tried.server.asked == []
    padded = '{"crs": {"pad": "%s", "type": "link", "properties": {"href": "%s/crs"}}, ' % ("x" * 200_000, tried.url)
    (tried.case / "b.geojson").write_text(padded + json.dumps(FEATURES)[1:], encoding="utf-8")
    assert tried("b.geojson")[0] == "network_not_allowed"
    late = {"type": "FeatureCollection", "x": "y" * 9_000_000, "features": FEATURES["features"]}
    late["crs"] = {"type": "link", "properties": {"href": f"{tried.url}/crs"}}
    (tried.case / "c.geojson").write_text(json.dumps(late), encoding="utf-8")
    assert tried("c.geojson")[0] == "network_not_allowed"


def test_a_named_crs_and_a_property_called_crs_are_no_links(tried):
    named = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}}
    content = {**FEATURES, "crs": named}
    content["features"][0]["properties"]["crs"] = "link"
    (tried.case / "a.geojson").write_text(json.dumps(content), encoding="utf-8")
    assert tried("a.geojson")[0] is None


CAPABILITIES = """<?xml version="1.0"?><WFS_Capabilities version="1.1.0" xmlns:ows="http://www.opengis.net/ows">
<ows:OperationsMetadata><ows:Operation name="GetFeature"><ows:DCP><ows:HTTP><ows:Get
xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{url}/wfs?"/></ows:HTTP></ows:DCP></ows:Operation>
</ows:OperationsMetadata><FeatureTypeList><FeatureType><Name>a</Name></FeatureType></FeatureTypeList>
</WFS_Capabilities>"""
GML = """<?xml version="1.0"?>{doctype}<ogr:FeatureCollection xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
xsi:schemaLocation="http://ogr.maptools.org/ {url}/s.xsd" xmlns:ogr="http://ogr.maptools.org/"
xmlns:gml="http://www.opengis.net/gml" xmlns:xlink="http://www.w3.org/1999/xlink"><gml:featureMember><ogr:a fid="1">
<ogr:b>{entity}</ogr:b><ogr:geometryProperty xlink:href="{url}/g"><gml:Point srsName="{url}/srs">
<gml:coordinates>1,2</gml:coordinates></gml:Point></ogr:geometryProperty></ogr:a></gml:featureMember>
</ogr:FeatureCollection>"""
KML = """<?xml version="1.0"?>{doctype}<kml xmlns="http://www.opengis.net/kml/2.2"><Document><NetworkLink><Link>
<href>{url}/n.kml</href></Link></NetworkLink><Placemark><styleUrl>{url}/s.kml#x</styleUrl><name>{entity}</name>
<Point><coordinates>1,2</coordinates></Point></Placemark></Document></kml>"""
DOCTYPE = """<!DOCTYPE x SYSTEM "{url}/dtd" [<!ENTITY e SYSTEM "file://{secret}">]>"""


@pytest.mark.parametrize("content", [CAPABILITIES, GML, KML], ids=["wfs", "gml", "kml"])
@pytest.mark.parametrize("suffix", [".xml", ".gml", ".kml", ".dat"])
@pytest.mark.parametrize("doctype", [False, True])
def test_links_schemas_and_entities_in_xml_are_not_followed(tried, content, suffix, doctype):
    head = DOCTYPE.format(url=tried.url, secret=tried.elsewhere / "secret.csv") if doctype else ""
    text = content.replace("{doctype}", head).replace("{entity}", "&e;" if doctype else "e").replace("{url}", tried.url)
    (tried.case / f"a{suffix}").write_text(text, encoding="utf-8")
    _, values = tried(f"a{suffix}")
    assert tried.server.asked == [] and not any(SECRET in value for value in values)


def test_a_saved_answer_of_a_service_needs_leave(tried):
    (tried.case / "caps.xml").write_text(CAPABILITIES.replace("{url}", tried.url), encoding="utf-8")
    assert tried("caps.xml")[0] == "network_not_allowed"


def test_entities_within_entities_end_soon(tried):
    bomb = '<!DOCTYPE k [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + k)} "{("&" + chr(97 + k) + ";") * 10}">' for k in range(12)
    )
    for content, name in ((KML, "a.kml"), (GML, "a.gml")):
        text = content.replace("{doctype}", bomb + "]>").replace("{entity}", "&m;").replace("{url}", "x")
        (tried.case / name).write_text(text, encoding="utf-8")
        start = time.process_time()
        tried(name)
        assert time.process_time() - start < 10


# --- tables of MapInfo -----------------------------------------------------------------------------------------------


def mapinfo_table(path, rows, field="a"):
    """Write a MapInfo table of squares with one field of text."""
    dataset = ogr.GetDriverByName("MapInfo File").CreateDataSource(str(path), ["FORMAT=TAB"])
    layer = dataset.CreateLayer(path.stem, None, ogr.wkbPolygon)
    layer.CreateField(ogr.FieldDefn(field, ogr.OFTString))
    for text in rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetField(0, text)
        feature.SetGeometry(ogr.CreateGeometryFromWkt(square(0, 0, 1)))
        layer.CreateFeature(feature)
    del feature, layer, dataset
    return path


def test_a_table_that_opens_others_is_refused(tried):
    mapinfo_table(tried.elsewhere / "secret.tab", [SECRET])
    mapinfo_table(tried.case / "plain.tab", ["x"])
    assert tried("plain.tab") == (None, ["x"])
    view = '!Table\n!Version 100\nOpen Table "plain" Hide\nOpen Table "../elsewhere/secret" Hide\n'
    view += "Create View v As Select secret.a From plain, secret Where plain.a=secret.a\n"
    (tried.case / "v.tab").write_text(view, encoding="ascii")
    assert tried("v.tab")[0] == "source_reaches_out"
    mapinfo_table(tried.case / "s.tab", [str(tried.elsewhere / "secret.tab")], "Table")
    with open(tried.case / "s.tab", "a", encoding="ascii") as stream:
        stream.write('begin_metadata\n"\\IsSeamless" = "TRUE"\nend_metadata\n')
    assert tried("s.tab")[0] == "source_reaches_out"


# --- virtual layers --------------------------------------------------------------------------------------------------


def vrt(inner, name="good"):
    return f'<OGRVRTDataSource><OGRVRTLayer name="{name}">{inner}</OGRVRTLayer></OGRVRTDataSource>'


LOCAL = '<SrcDataSource relativeToVRT="1">good.gpkg</SrcDataSource>'


@pytest.mark.parametrize(
    "inner",
    [
        LOCAL + "<SrcSQL>SELECT * FROM good LEFT JOIN '/vsicurl/{url}/x.csv'.x b ON good.a = b.a</SrcSQL>",
        LOCAL + "<SrcSQL>SELECT * FROM good LEFT JOIN '{elsewhere}/secret.csv'.secret b ON 1 = 1</SrcSQL>",
        LOCAL + "<SrcSQL dialect='SQLITE'>SELECT ogr_datasource_load_layers('/vsicurl/{url}/y.csv', 0, 'q')</SrcSQL>",
        LOCAL + "<srcsql dialect='SQLITE'>SELECT ogr_geocode('x')</srcsql>",
        LOCAL + "<OpenOptions><OOI key='PRELUDE_STATEMENTS'>ATTACH '{elsewhere}/secret.gpkg' AS s</OOI></OpenOptions>",
        "<SrcDataSource>{elsewhere}/secret.csv</SrcDataSource><SrcLayer>secret</SrcLayer>",
        "<SrcDataSource relativeToVRT='1'>../elsewhere/secret.csv</SrcDataSource><SrcLayer>secret</SrcLayer>",
        "<SrcDataSource relativeToVRT='1'>link.csv</SrcDataSource><SrcLayer>link</SrcLayer>",
        "<SrcDataSource relativeToVRT='1'>inner.vrt</SrcDataSource><SrcLayer>secret</SrcLayer>",
        "<SrcDataSource>CSV:{elsewhere}/secret.csv</SrcDataSource><SrcLayer>secret</SrcLayer>",
        "<SrcDataSource>/vsisubfile/0_99,{elsewhere}/secret.csv</SrcDataSource><SrcLayer>secret</SrcLayer>",
        "<SrcDataSource relativeToVRT='1'>virtual.sqlite</SrcDataSource><SrcLayer>vt</SrcLayer>",
    ],
)
def test_a_virtual_layer_reads_nothing_but_plain_layers_beside_it(tried, inner):
    (tried.case / "link.csv").symlink_to(tried.elsewhere / "secret.csv")
    hidden = vrt(f"<SrcDataSource>{tried.elsewhere}/secret.csv</SrcDataSource>", "secret")
    (tried.case / "inner.vrt").write_text(hidden, encoding="utf-8")
    virtual_table(tried.case / "virtual.sqlite", f"VirtualOGR('{tried.elsewhere}/secret.csv')")
    text = inner.replace("{url}", tried.url).replace("{elsewhere}", str(tried.elsewhere))
    (tried.case / "v.vrt").write_text(vrt(text), encoding="utf-8")
    assert tried("v.vrt")[0] in ("source_reaches_out", "network_not_allowed")


def test_a_virtual_layer_on_a_plain_layer_beside_it_is_read(tried):
    (tried.case / "v.vrt").write_text(vrt(LOCAL), encoding="utf-8")
    assert tried("v.vrt") == (None, ["x"])


# --- databases -------------------------------------------------------------------------------------------------------


def virtual_table(path, module, view=False):
    """A SQLite file with a virtual table `vt` (and a view on it) that was written without its module being there."""
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE plain(a)")
    connection.execute("INSERT INTO plain VALUES ('x')")
    connection.execute("PRAGMA writable_schema = ON")
    rows = [("table", "vt", f"CREATE VIRTUAL TABLE vt USING {module}")]
    rows += [("view", "v", "CREATE VIEW v AS SELECT * FROM vt")] * view
    for kind, name, sql in rows:
        connection.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, 0, ?)", (kind, name, name, sql))
    connection.commit()
    connection.close()


@pytest.mark.parametrize("view", [False, True])
@pytest.mark.parametrize("name", ["a.sqlite", "a.gpkg", "a.dat"])
@pytest.mark.parametrize(
    "module",
    [
        "VirtualOGR('{elsewhere}/secret.csv')",
        "VirtualOGR('/vsicurl/{url}/x.csv')",
        "virtualtext('{elsewhere}/secret.csv', 'UTF-8', 1)",
        "\"VirtualShape\"('{elsewhere}/secret', 'UTF-8', 4326)",
        "csv(filename='{elsewhere}/secret.csv')",
        "/* using rtree */ VirtualOGR('{elsewhere}/secret.csv')",
        "'VirtualOGR'('{elsewhere}/secret.csv')",
    ],
)
def test_virtual_tables_that_read_elsewhere_are_refused(tried, module, name, view):
    text = module.replace("{url}", tried.url).replace("{elsewhere}", str(tried.elsewhere))
    virtual_table(tried.case / name, text, view)
    for layer in ("", "|layername=vt", "|layername=v", "|layername=plain"):
        assert tried(name + layer)[0] == "source_reaches_out"
    with zipfile.ZipFile(tried.case / "z.zip", "w") as archive:
        archive.write(tried.case / name, name)
    assert tried(f"/vsizip/{tried.case}/z.zip/{name}|layername=vt")[0] == "source_reaches_out"


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE VIRTUAL TABLE \"x using rtree\" USING VirtualOGR('{elsewhere}/secret.csv')",
        "CREATE /* */ VIRTUAL TABLE vt USING VirtualOGR('{elsewhere}/secret.csv')",
        "create\nvirtual\ttable vt using VirtualOGR('{elsewhere}/secret.csv')",
        "CREATE VIRTUAL TABLE main.vt USING VirtualOGR('{elsewhere}/secret.csv')",
        "CREATE VIRTUAL TABLE 'a'' using rtree' USING VirtualOGR('{elsewhere}/secret.csv')",
    ],
)
@pytest.mark.parametrize("kind", ["table", "view", "index"])
def test_disguised_virtual_tables_are_refused(tried, sql, kind):
    connection = sqlite3.connect(tried.case / "a.sqlite")
    connection.execute("CREATE TABLE plain(a)")
    connection.execute("PRAGMA writable_schema = ON")
    row = (kind, "vt", sql.replace("{elsewhere}", str(tried.elsewhere)))
    connection.execute("INSERT INTO sqlite_master VALUES (?, ?, 'vt', 0, ?)", row)
    connection.commit()
    connection.close()
    assert tried("a.sqlite|layername=plain")[0] is not None  # some are too much for SQLite itself


def test_a_virtual_table_that_waits_in_the_journal_is_refused(tried):
    """A database and its write-ahead log as two files of a case; also in a folder that cannot be written."""
    connection = sqlite3.connect(tried.elsewhere / "w.sqlite")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE plain(a)")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("PRAGMA writable_schema = ON")
    row = ("table", "vt", "vt", 0, f"CREATE VIRTUAL TABLE vt USING VirtualOGR('{tried.elsewhere}/secret.csv')")
    connection.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", row)
    connection.commit()
    for name in ("w.sqlite", "w.sqlite-wal"):
        (tried.case / name).write_bytes((tried.elsewhere / name).read_bytes())
    connection.close()
    assert (tried.case / "w.sqlite-wal").stat().st_size > 0
    assert tried("w.sqlite|layername=vt")[0] == "source_reaches_out"


def test_names_that_look_like_addresses(tried):
    for name in ("a?mode=rw.sqlite", "a#b.sqlite", "100%41.sqlite"):
        virtual_table(tried.case / name, f"VirtualOGR('{tried.elsewhere}/secret.csv')")
        assert tried(f"{name}|layername=vt")[0] == "source_reaches_out", name


@pytest.mark.parametrize(
    "call",
    ["ogr_geocode(a)", "ogr_datasource_load_layers('{elsewhere}/secret.csv')", "load_extension('{elsewhere}/x.so')",
     "ogr_getConfigOption('PATH')",
     "ogr_geocode /* */ (a)", "[ogr_geocode](a)", 'upper("load_extension" (a))',
     "BlobFromFile('{elsewhere}/secret.csv')", "writefile('{elsewhere}/new', a)",
     "gdal_get_pixel_value('{elsewhere}/x.tif', 1, 'pixel', 0, 0)", "ExportSHP('t', 'geom', '{elsewhere}/x', 'UTF-8')"],
)  # fmt: skip
def test_views_that_call_functions_are_refused(tried, call):
    connection = sqlite3.connect(tried.case / "good.gpkg")
    call = call.replace("{elsewhere}", str(tried.elsewhere))
    connection.execute(f"CREATE VIEW v AS SELECT fid, geom, {call} AS z FROM good")
    connection.execute("INSERT INTO gpkg_contents(table_name, data_type, srs_id) VALUES ('v', 'features', 0)")
    connection.execute("INSERT INTO gpkg_geometry_columns VALUES ('v', 'geom', 'POLYGON', 0, 0, 0)")
    connection.commit()
    connection.close()
    assert tried("good.gpkg|layername=v")[0] == "source_reaches_out"


def test_plain_views_and_spatial_indexes_are_read(tried):
    connection = sqlite3.connect(tried.case / "good.gpkg")
    assert connection.execute("SELECT 1 FROM sqlite_master WHERE sql LIKE '%rtree%'").fetchone()
    connection.execute("CREATE VIEW v AS SELECT fid, geom, upper(a) AS z FROM good")
    connection.execute("INSERT INTO gpkg_contents(table_name, data_type, srs_id) VALUES ('v', 'features', 0)")
    connection.execute("INSERT INTO gpkg_geometry_columns VALUES ('v', 'geom', 'POLYGON', 0, 0, 0)")
    connection.commit()
    connection.close()
    assert tried("good.gpkg|layername=v") == (None, ["X"])
    options = ["SPATIALITE=YES"]
    dataset = gdal.GetDriverByName("SQLite").Create(str(tried.case / "s.sqlite"), 0, 0, 0, gdal.GDT_Unknown, options)
    if dataset is not None:
        layer = dataset.CreateLayer("s")
        layer.CreateField(ogr.FieldDefn("a"))
        del layer, dataset
        assert tried("s.sqlite|layername=s")[0] is None


def test_reading_changes_no_byte(tried):
    before = (tried.case / "good.gpkg").read_bytes()
    tried("good.gpkg|subset=a = 'x'")
    assert (tried.case / "good.gpkg").read_bytes() == before
    assert sorted(path.name for path in tried.case.iterdir()) == ["good.gpkg"]


# --- filters ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "subset",
    [
        "1=1; DROP TABLE zones", "1=1); DELETE FROM t; --", "a = 'x' -- and more", "a = 'x' /* */", "1=1) OR (1=1",
        "a IN (SELECT name FROM sqlite_master)", "a in (select 1)", "EXISTS (SELECT 1)", "a IN (TABLE t)",
        "a IN (VALUES (1))", "1=1 UNION SELECT 1", "ogr_geocode('x') IS NULL", "ogr_datasource_load_layers('x') = 1",
        "load_extension('x')", "pg_read_file('/etc/passwd') = ''", "lo_import('/etc/passwd') > 0",
        "pg_sleep(9) IS NULL", "nextval('s') > 0", "setval('s', 1) > 0", "dblink('host=x','y') IS NULL",
        '"pg_sleep"(9) IS NULL', "pg_catalog.pg_sleep(9) IS NULL", "upper (pg_sleep (9)) = ''",
        "query_to_xml('DROP TABLE t', true, false, '') IS NULL", r"a = E'\' OR 1=1; --'", r"a = 'x\' OR 1=1'",
        "a = $$x$$", "a = `x`", "a = U&'x'", "a = 'x", 'a = "x', "a = 1 LIMIT 0", "a = 1 ORDER BY b", "(a = 1",
        "a = 1)", "a = @x", "a = 1 \x00", "x" * 200_000, "a = 1 INTO OUTFILE '/tmp/x'", "a = ?", "a = {x}", "a=1#",
        "CASE WHEN (SELECT 1) = 1 THEN 1 END = 1", "COPY t TO '/tmp/x'", "do (1)", "call (1)",
    ],
)  # fmt: skip
def test_a_filter_that_is_more_than_a_condition_is_refused(subset, tried):
    with pytest.raises(CaseFault) as caught:
        refuse_more_than_a_condition(subset, Place())
    assert caught.value.code == "subset_not_plain"
    assert tried(f"good.gpkg|subset={subset}")[0] == "subset_not_plain"


@pytest.mark.parametrize(
    "subset",
    [
        "a = 'x'", "\"BSM\" = 'a'", '"bsm" = \'a"b\' OR "fid" = 1', "名称 LIKE '%红线%'",
        "\"类型\" IN ('核心', '一般')",
        "MJ > 1.5e4 AND NOT (DLBM IS NULL)", "a BETWEEN 1 AND 2", "a <> 'it''s -- /* fine; */'", "upper(a) = 'X'",
        "(a = 1 OR (b = 2)) AND c != 3", "CAST(a AS integer) % 2 = 0", "substr(DLBM, 1, 2) = '01'", "a || b = 'xy'",
        "class in ('even')", "fid <= 32768", "a ILIKE 'x%'", "CASE WHEN a = 1 THEN 2 ELSE 3 END = 2", "a::int = 1",
        "-1 < a", "t.a = 1", "a = 'C:\\folder'", "ST_Area(geom) > 10", "a=1", "a ='x'",
    ],
)  # fmt: skip
def test_plain_conditions_pass(subset):
    assert refuse_more_than_a_condition(subset, Place()) is None


def test_a_subset_in_a_server_runs_no_second_statement(tmp_path):
    with pytest.raises(CaseFault) as caught:
        open_source("PG:host=localhost dbname=x|layername=t|subset=1=1; DROP TABLE t", "auto", tmp_path)
    assert caught.value.code == "subset_not_plain"


# --- drivers, prefixes, shares ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "prefix", ["SQLITE:", "ODBC:", "CSV:", "LIST:", "GPSBABEL:", "GPX:", "MVT:", "MEMORY:", "DB2ODBC:"]
)
def test_prefixes_open_nothing(tried, prefix):
    assert tried(f"{prefix}{tried.elsewhere}/secret.csv")[0] in ("file_missing", "cannot_open", "network_not_allowed")


@pytest.mark.parametrize("option", ["OPEN_OPTION:LIST_VIRTUAL_OGR=YES", "option:PRELUDE_STATEMENTS=ATTACH 'x' AS y"])
def test_open_options_in_a_source_are_no_options(tried, option):
    assert tried(f"good.gpkg|{option}")[0] == "file_missing"


def test_drivers_that_start_programs_or_ask_servers_open_no_file(tried):
    assert not set(for_files()) & {"GPSBabel", "WFS", "OAPIF", "HTTP", "ODBC", "PostgreSQL", "GMLAS", "CSW", "OGR_OGDI"}
    (tried.case / "track.gdb").write_bytes(b"MsRcd\0" + bytes(200))  # what GPSBabel would be started for
    assert tried("track.gdb")[0] == "cannot_open"
    assert layer_names(str(tried.case / "track.gdb")) == []


def test_gdal_asks_no_server_while_it_is_offline(server):
    server.asked.clear()
    with offline():
        gdal.PushErrorHandler("CPLQuietErrorHandler")
        try:
            assert gdal.VSIStatL(f"/vsicurl/{server.url}/inside.csv") is None
        finally:
            gdal.PopErrorHandler()
    assert server.asked == [] and gdal.GetThreadLocalConfigOption("GDAL_HTTP_PROXY") is None


@pytest.mark.parametrize(
    "path, name",
    [
        (r"\\nas\plans\a.shp", "nas"), ("//NAS/plans/a.shp", "nas"), (r"C:\plans\a.shp", None), ("plans/a.shp", None),
        (r"\\?\C:\a.shp", None), (r"\\.\pipe\x", None), ("/home/a.shp", None), (r"\plans\a.shp", None),
    ],
)  # fmt: skip
def test_servers_in_paths_of_windows(path, name):
    assert server_of(path) == name


def test_a_case_may_use_its_own_file_server_and_no_other(monkeypatch):
    monkeypatch.setattr(source, "_WINDOWS", True)
    assert source.parse_source(r"\\evil\x\a.shp", r"C:\case").remote
    assert source.parse_source(r"\\evil\x\a.shp", r"\\nas\case").remote
    assert not source.parse_source(r"\\NAS\x\a.shp", r"\\nas\case").remote
    assert not source.parse_source(r"a.shp", r"\\nas\case").remote


# --- sizes -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def small_limits(monkeypatch):
    monkeypatch.setattr(archives, "LIMIT", 1_000_000)


def test_archives_that_unpack_to_too_much_are_refused(tried, small_limits):
    zeros, noise = bytes(5_000_000), random.Random(1).randbytes(1_500_000)
    with zipfile.ZipFile(tried.case / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", zeros)
    with zipfile.ZipFile(tried.case / "large.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", noise)
    with zipfile.ZipFile(tried.case / "nested.zip", "w") as archive:
        archive.write(tried.case / "bomb.zip", "inner.zip")
    (tried.case / "a.geojson.gz").write_bytes(gzip.compress(zeros))
    assert tried(f"/vsizip/{tried.case}/bomb.zip/a.csv")[0] == "archive_too_large"
    assert tried(f"/vsizip/{{{tried.case}/bomb.zip}}/a.csv")[0] == "archive_too_large"
    assert tried(f"/vsizip/{{/vsizip/{tried.case}/nested.zip/inner.zip}}/a.csv")[0] == "archive_too_large"
    assert tried(f"/vsigzip/{tried.case}/a.geojson.gz")[0] == "archive_too_large"
    assert tried("bomb.zip")[0] == "archive_too_large"
    assert not archives.is_bomb(f"/vsizip/{tried.case}/large.zip/a.csv")
    assert not archives.is_bomb("/vsizip/none.zip/a.csv") and not archives.is_bomb("a.shp")


def test_a_workbook_that_unpacks_to_too_much_is_refused(tried):
    with zipfile.ZipFile(tried.case / "b.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(301_000_000))
    start = time.process_time()
    assert tried("b.xlsx")[0] == "archive_too_large" and time.process_time() - start < 5


def test_entities_in_a_workbook_are_not_read(tried):
    """A sheet whose text is an external entity, and one of entities within entities."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["id", "lon", "lat"])
    book.active.append(["PLACE", 116.3, 34.9])
    book.save(tried.case / "plain.xlsx")
    external = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{tried.elsewhere}/secret.csv">]>'
    inner = "".join(f'<!ENTITY {chr(98 + k)} "{("&" + chr(97 + k) + ";") * 10}">' for k in range(12))
    nested = f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{inner}]>'
    for name, doctype, entity in (("external.xlsx", external, "&e;"), ("nested.xlsx", nested, "&m;")):
        with zipfile.ZipFile(tried.case / "plain.xlsx") as old, zipfile.ZipFile(tried.case / name, "w") as new:
            for part in old.namelist():
                text = old.read(part).decode("utf-8").replace("PLACE", entity)
                head, _, body = text.rpartition("?>") if text.startswith("<?xml") else ("", "", text)
                new.writestr(part, (head + "?>" if head else "") + doctype * (entity in body) + body)
        start = time.process_time()
        tried(f"{name}|crs=EPSG:4490")
        assert time.process_time() - start < 10


@pytest.mark.parametrize("suffix, length", [(".txt", 3_000_000), (".csv", 300_000)])
@pytest.mark.parametrize("text", ["1", "1 ", "1°", "E", "(", ",", "'", "1°\n", "东", "点号 "])
@pytest.mark.parametrize("before, behind", [("", ""), ("1°", "@"), ("坐标系", "=2000"), ("带号 ", "")])
def test_no_text_takes_long(tried, text, suffix, length, before, behind):
    content = before + text * (length // len(text)) + behind + "\nlon,lat\n"
    (tried.case / f"t{suffix}").write_text(content, encoding="utf-8")
    start = time.process_time()
    tried(f"t{suffix}")
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    "text",
    [
        "a: &x [1]\nb: *x\n", "a: !!python/object/apply:os.system ['true']\n", "<<: {a: 1}\n", "[" * 100_000,
        "a: " + "{b: " * 200, "? " * 50_000, "- " * 50_000, "a: 1\n---\nb: 2\n",
        "%YAML 1.1\n%TAG ! tag:x,1:\n--- !y {}\n",
        "\0", "a: \ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"), "a: 'x\n" * 20_000,
        "a: |\n" + " x\n" * 100_000, "{" + "a, " * 50_000,
    ],
)  # fmt: skip
def test_tricks_of_yaml_are_refused_in_time(tmp_path, text):
    path = tmp_path / "x.review.yaml"
    path.write_text("schema: zoning-review/case/1\n" + text, encoding="utf-8")
    start = time.process_time()
    with pytest.raises(ReviewFault):
        read_case(path)
    assert time.process_time() - start < 10
