"""Layers of services: a WFS on loopback, made here, and PostGIS where a server can be started."""

import glob
import os
import shutil
import subprocess
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from qgis.core import QgsVectorLayer

from .conftest import rows_of
from .layers import memory, square

TEMPORARY = "TEMPORARY_OUTPUT"
CAPABILITIES = """<?xml version="1.0"?><WFS_Capabilities version="1.0.0" xmlns="http://www.opengis.net/wfs">
<Service><Name>WFS</Name><Title>t</Title><OnlineResource>{url}</OnlineResource></Service><Capability><Request>
<GetCapabilities><DCPType><HTTP><Get onlineResource="{url}"/></HTTP></DCPType></GetCapabilities>
<DescribeFeatureType><SchemaDescriptionLanguage><XMLSCHEMA/></SchemaDescriptionLanguage>
<DCPType><HTTP><Get onlineResource="{url}"/></HTTP></DCPType></DescribeFeatureType>
<GetFeature><ResultFormat><GML2/></ResultFormat>
<DCPType><HTTP><Get onlineResource="{url}"/></HTTP></DCPType></GetFeature>
</Request></Capability><FeatureTypeList><Operations><Query/></Operations>
<FeatureType><Name>zones</Name><Title>zones</Title><SRS>EPSG:4547</SRS>
<LatLongBoundingBox minx="113" miny="30" maxx="115" maxy="31"/></FeatureType></FeatureTypeList>
</WFS_Capabilities>"""
DESCRIPTION = """<?xml version="1.0"?><schema xmlns="http://www.w3.org/2001/XMLSchema"
xmlns:gml="http://www.opengis.net/gml" xmlns:q="http://t" targetNamespace="http://t" elementFormDefault="qualified">
<import namespace="http://www.opengis.net/gml"/>
<element name="zones" type="q:zonesType" substitutionGroup="gml:_Feature"/>
<complexType name="zonesType"><complexContent>
<extension base="gml:AbstractFeatureType"><sequence><element name="geometry" type="gml:PolygonPropertyType"/>
<element name="code" type="string"/></sequence></extension></complexContent></complexType></schema>"""
FEATURES = """<?xml version="1.0"?><wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs"
xmlns:gml="http://www.opengis.net/gml" xmlns:q="http://t"><gml:boundedBy><gml:null>unknown</gml:null></gml:boundedBy>
<gml:featureMember><q:zones fid="zones.1"><q:geometry><gml:Polygon srsName="EPSG:4547"><gml:outerBoundaryIs>
<gml:LinearRing><gml:coordinates>{ring}</gml:coordinates></gml:LinearRing></gml:outerBoundaryIs></gml:Polygon>
</q:geometry><q:code>Z1</q:code></q:zones></gml:featureMember></wfs:FeatureCollection>"""
RING = "500050,3400000 500100,3400000 500100,3400050 500050,3400050 500050,3400000"


class Service(BaseHTTPRequestHandler):
    def do_GET(self):
        query = {key.lower(): value for key, value in urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query)}
        url = f"http://127.0.0.1:{self.server.server_port}/wfs?"
        body = {
            "getcapabilities": CAPABILITIES.format(url=url),
            "describefeaturetype": DESCRIPTION,
            "getfeature": FEATURES.format(ring=RING),
        }[query["request"].lower()].encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        """Say nothing."""


@pytest.fixture
def wfs_layer(qgis_app):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    uri = f"url='http://127.0.0.1:{server.server_port}/wfs' typename='zones' version='1.0.0' srsname='EPSG:4547'"
    layer = QgsVectorLayer(uri, "zones", "WFS")
    yield layer
    del layer
    server.shutdown()


def test_wfs_layer_as_overlay_and_as_constraint(run, wfs_layer):
    assert wfs_layer.isValid()
    parcels = memory("Polygon", [square(500000, 3400000), square(500200, 3400000)])
    rows = rows_of(
        run("overlap", {"INPUT": parcels, "OVERLAY": wfs_layer, "AREA_BASIS": "projected", "OUTPUT": TEMPORARY})[
            "OUTPUT"
        ]
    )
    assert [(row["subject_id"], row["area_m2"]) for row in rows] == [("1", pytest.approx(2500))]
    outputs = run("review", {"SUBJECTS": parcels, "CONSTRAINTS": [wfs_layer], "EXPOSURE": TEMPORARY})
    assert [row["status"] for row in rows_of(outputs["EXPOSURE"])] == ["involved", "no_data"]


@pytest.fixture(scope="module")
def postgis(tmp_path_factory):
    """Connection text of a PostGIS database of our own on loopback."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
    if not found or not glob.glob("/usr/share/postgresql/*/extension/postgis.control"):
        pytest.skip("PostGIS is not installed")
    programs, folder = os.path.dirname(found[-1]), tmp_path_factory.mktemp("pg")
    user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
    if user:
        for place in (folder, *folder.parents[:2]):
            os.chmod(place, 0o755)
        shutil.chown(folder, "postgres")

    def call(*command):
        subprocess.run([*user, *command], check=True, capture_output=True, cwd=folder)

    data = folder / "data"
    call(f"{programs}/initdb", "-D", str(data), "-A", "trust", "-U", "postgres")
    call(
        f"{programs}/pg_ctl",
        "-D",
        str(data),
        "-w",
        "-l",
        str(folder / "log"),
        "-o",
        f"-p 5599 -k {folder} -h 127.0.0.1",
        "start",
    )
    connection = "host=127.0.0.1 port=5599 user=postgres dbname=postgres"
    # GML 2 parts x and y by a comma and points by a blank, WKT the other way round.
    wkt = f"POLYGON(({RING.translate(str.maketrans(', ', ' ,'))}))"
    statement = (
        "create extension postgis;"
        "create table zones (id integer primary key, code text, geom geometry(Polygon, 4547));"
        f"insert into zones values (7, 'Z7', ST_GeomFromText('{wkt}', 4547))"
    )
    call(f"{programs}/psql", "-h", "127.0.0.1", "-p", "5599", "-U", "postgres", "-q", "-c", statement)
    yield connection
    call(f"{programs}/pg_ctl", "-D", str(data), "-m", "immediate", "stop")


def test_postgis_layer_in_qgis(run, postgis):
    layer = QgsVectorLayer(
        f'{postgis} key=\'id\' srid=4547 type=Polygon table="public"."zones" (geom)', "zones", "postgres"
    )
    assert layer.isValid()
    parcels = memory("Polygon", [square(500000, 3400000)])
    rows = rows_of(
        run(
            "overlap",
            {"INPUT": parcels, "OVERLAY": layer, "OVERLAY_ID": "id", "AREA_BASIS": "projected", "OUTPUT": TEMPORARY},
        )["OUTPUT"]
    )
    assert [(row["feature_id"], row["area_m2"]) for row in rows] == [("7", pytest.approx(2500))]


def test_postgis_source_without_qgis(postgis):
    """Loopback needs no leave to use the network; the window is asked of the database."""
    from zoning_review_plugin.inputs.layer import Window
    from zoning_review_plugin.inputs.layers import open_source

    layer = open_source(f"PG:{postgis}|layername=zones", "auto", ".")
    assert [batch.attributes["code"].tolist() for batch in layer.batches(["code"])] == [["Z7"]]
    assert not list(layer.batches(["code"], Window(0, 0, 1, 1)))
