"""What the tests of inputs, command and outputs share: small layers, small cases, and the command run in process."""

import json
import os
import sqlite3
from pathlib import Path
from typing import NamedTuple

import pytest
from osgeo import gdal, ogr, osr

DRIVERS = {".gpkg": "GPKG", ".shp": "ESRI Shapefile", ".geojson": "GeoJSON", ".fgb": "FlatGeobuf"}
# A square of 100 m and what lies around it, in EPSG:32650 (UTM zone 50N).
X0, Y0 = 400_000.0, 4_000_000.0


def square(x, y, size):
    """WKT of a square whose lower left corner lies (x, y) metres from the origin of the small cases."""
    x, y = X0 + x, Y0 + y
    return f"POLYGON(({x} {y},{x + size} {y},{x + size} {y + size},{x} {y + size},{x} {y}))"


def write_layer(path, rows, fields=(), crs=32650, name=None, options=()):
    """Write `rows` of (WKT, WKB or None, value, …) as a layer; `fields` are names of text fields or ogr.FieldDefn."""
    path = Path(path)
    dataset = gdal.GetDriverByName(DRIVERS[path.suffix]).Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
    reference = None
    if crs:
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(crs)
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    layer = dataset.CreateLayer(name or path.stem, reference, ogr.wkbUnknown, list(options))
    for field in fields:
        layer.CreateField(ogr.FieldDefn(field, ogr.OFTString) if isinstance(field, str) else field)
    layer.StartTransaction()
    for shape, *values in rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        if shape is not None:
            read = ogr.CreateGeometryFromWkt if isinstance(shape, str) else ogr.CreateGeometryFromWkb
            feature.SetGeometryDirectly(read(shape))
        for number, value in enumerate(values):
            if value is None:
                feature.SetFieldNull(number)
            else:
                feature.SetField(number, value)
        layer.CreateFeature(feature)
    layer.CommitTransaction()
    del feature, layer, dataset
    return path


def write_case(path, subjects, constraints, **more):
    """Write a case file; JSON is YAML, so every value is given as JSON."""
    case = {
        "schema": "zoning-review/case/1",
        "title": "Small",
        "language": "en",
        "subjects": subjects,
        "constraints": constraints,
        **more,
    }
    text = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in case.items())
    Path(path).write_text(text, encoding="utf-8")
    return Path(path)


@pytest.fixture
def small_case(tmp_path):
    """A function → the path of a case with two subjects (ids a, b) and one red line that covers half of a.

    Keyword arguments replace keys of the case; `folder` is where it is made.
    """

    def make(folder=tmp_path, subjects=None, constraints=None, **more):
        folder.mkdir(parents=True, exist_ok=True)
        write_layer(
            folder / "parcels.gpkg",
            [(square(0, 0, 100), "a", "first"), (square(1000, 0, 100), "b", "second")],
            ["DKBH", "DKMC"],
        )
        write_layer(folder / "line.gpkg", [(square(50, 0, 100), "r1", "Red & <Line>")], ["BSM", "HXMC"])
        more.setdefault("outputs", ["json"])
        subjects = subjects or [{"source": "parcels.gpkg", "fields": {"id": "DKBH", "name": "DKMC"}}]
        erl = {"key": "erl", "role": "ecological_red_line", "source": "line.gpkg", "coverage": "full"}
        return write_case(folder / "small.review.yaml", subjects, constraints or [erl], **more)

    return make


class Answer(NamedTuple):
    """What a call of the command left: its exit status and what it printed."""

    status: int
    out: str
    err: str

    @property
    def lines(self):
        """Lines on standard error."""
        return self.err.splitlines()

    @property
    def object(self):
        """The one JSON object on standard output."""
        return json.loads(self.out)


@pytest.fixture
def command(capfd, monkeypatch):
    """A function that runs the headless command in this process → `Answer`; also what C libraries print is seen."""
    from zoning_review_plugin.command.main import main

    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv("ZONING_REVIEW_ALLOW_NETWORK", raising=False)

    def call(*arguments):
        capfd.readouterr()
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            status = stop.code
        out, err = capfd.readouterr()
        return Answer(status, out, err)

    return call


@pytest.fixture
def environment(root):
    """Environment and working folder with which a fresh Python finds the command: keywords for subprocess."""
    return {"cwd": root, "env": {**os.environ, "PYTHONPATH": str(root), "LC_ALL": "C.UTF-8"}}


def table_of(path, name):
    """Rows of a table of a GeoPackage as dicts, read with nothing but SQLite."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        return [dict(row) for row in connection.execute(f'SELECT * FROM "{name}"')]
    finally:
        connection.close()


def tree(folder):
    """{relative name: bytes} of all files below a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(Path(folder).rglob("*")) if p.is_file()}


@pytest.fixture
def make():
    """The makers above, for test modules (which cannot import one another)."""

    class Makers:
        layer = staticmethod(write_layer)
        case = staticmethod(write_case)
        square = staticmethod(square)
        table = staticmethod(table_of)
        tree = staticmethod(tree)

    return Makers
