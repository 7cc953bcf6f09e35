"""Small layers and small case files on disk, and independent readers of what a review leaves there."""

import json
import sqlite3
from pathlib import Path
from typing import NamedTuple

from osgeo import gdal, ogr, osr

DRIVERS = {".gpkg": "GPKG", ".shp": "ESRI Shapefile", ".geojson": "GeoJSON", ".fgb": "FlatGeobuf", ".gml": "GML"}
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
    feature = None
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
