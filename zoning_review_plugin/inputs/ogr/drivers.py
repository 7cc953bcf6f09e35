"""Which of GDAL's drivers may open a file, and how they are kept from the network while they do.

A driver is chosen by what is in the file, whatever its name is. Those that ask servers, start programs (GPSBabel) or
take connection strings are left out for files.
"""

from __future__ import annotations

from contextlib import contextmanager

from osgeo import gdal

# What planning data come in, and what exchanges of vector data are made of.
_FILES = (
    "ESRI Shapefile", "GPKG", "SQLite", "OpenFileGDB", "FileGDB", "PGeo", "GeoJSON", "GeoJSONSeq", "TopoJSON",
    "ESRIJSON", "JSONFG", "FlatGeobuf", "KML", "LIBKML", "GML", "GPX", "DXF", "CAD", "DGN", "MapInfo File", "CSV",
    "XLSX", "XLS", "ODS", "OGR_VRT", "JML", "GeoRSS", "Geoconcept", "MapML", "Parquet", "Arrow", "AVCE00", "AVCBin",
    "MiraMonVector", "OGR_GMT", "SXF", "S57", "OSM", "EDIGEO",
)  # fmt: skip
# A port that nothing listens on: whatever a driver asks for all the same is refused at once, on this machine.
_NOWHERE = {
    "GDAL_HTTP_PROXY": "http://127.0.0.1:9",
    "GDAL_HTTPS_PROXY": "http://127.0.0.1:9",
    "GDAL_HTTP_MAX_RETRY": "0",
}


def for_files():
    """Names of the drivers that may open a file, as far as this GDAL has them."""
    return [name for name in _FILES if gdal.GetDriverByName(name) is not None]


def opens(target):
    """Whether the first driver that knows the content of `target` is one for files."""
    try:
        driver = gdal.IdentifyDriverEx(target, gdal.OF_VECTOR)
    except RuntimeError:
        return False
    return driver is not None and driver.ShortName in _FILES


@contextmanager
def offline():
    """While the block runs, GDAL asks no server from this thread."""
    before = {name: gdal.GetThreadLocalConfigOption(name) for name in _NOWHERE}
    for name, value in _NOWHERE.items():
        gdal.SetThreadLocalConfigOption(name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            gdal.SetThreadLocalConfigOption(name, value)
