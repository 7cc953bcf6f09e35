"""What can be seen of a file when it is opened, before any feature is read: is it whole, and what its name says?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from osgeo import ogr

from ...model.codes import Severity
from ..checks.stated_boxes import IndexedBoxes, StatedBoxes
from ..layer import ReadFault
from .archives import archive_faults
from .dbf_table import dbf_faults
from .flatgeobuf import FlatGeobuf, flatgeobuf_faults
from .geojson_text import geojson_faults
from .geopackage_file import database_faults
from .geopackage_table import GeoPackageTable
from .kml_text import kml_faults
from .mapinfo_file import mapinfo_faults
from .shapefile_index import index_faults, listed, record_boxes
from .signatures import name_faults
from .stored import beside, bytes_of

SHAPEFILE, GEOPACKAGE, GEOJSON, MAPINFO = "ESRI Shapefile", "GPKG", "GeoJSON", "MapInfo File"
FLATGEOBUF, KML = "FlatGeobuf", ("KML", "LIBKML")


@dataclass(frozen=True)
class OpenedFile:
    """A file that GDAL opened.

    driver: GDAL's name of its format. path: of the file that holds the layer. fid, geometry: names of its columns.
    curved: whether its geometries are curves, whose boxes are not those of their vertices.
    """

    driver: str
    path: str
    layer: str
    fid: str = ""
    geometry: str = ""
    curved: bool = False

    @staticmethod
    def of(dataset, layer, target):
        """Of GDAL's open dataset and layer."""
        driver, path = dataset.GetDriver().ShortName, target
        if driver == SHAPEFILE:  # may be a folder or an archive of them
            files = [one for one in dataset.GetFileList() or () if _stem(one) == layer.GetName()]
            path = next((one for one in files if one.lower().endswith((".shp", ".dbf"))), target)
        curved = bool(ogr.GT_IsNonLinear(layer.GetGeomType()))
        return OpenedFile(driver, path, layer.GetName(), layer.GetFIDColumn(), layer.GetGeometryColumn(), curved)

    def faults(self):
        """(`ReadFault`s, how many rows of a table are marked as deleted and will not be delivered)."""
        faults, deleted = name_faults(self.path), 0
        if self.driver == SHAPEFILE:
            more, deleted = _shapefile_faults(self.path)
            faults += more
        elif self.driver == GEOPACKAGE:
            damaged = database_faults(self.path)
            faults += damaged or self._table().faults()
        elif self.driver == GEOJSON:
            faults += geojson_faults(self.path)
        elif self.driver in KML:
            faults += kml_faults(self.path)
        elif self.driver == MAPINFO:
            faults += mapinfo_faults(self.path)
        elif self.driver == FLATGEOBUF:
            faults += flatgeobuf_faults(self.path)
        return faults, deleted

    def checks(self, whole):
        """`Check`s of the features as they come. whole: whether all of them will."""
        if self.driver == SHAPEFILE and self.path.lower().endswith(".shp"):
            return (StatedBoxes(record_boxes(self.path)),)
        if self.driver == GEOPACKAGE and self.geometry and not self.curved:
            table = self._table()
            return StatedBoxes(table.envelopes, table.extent()), IndexedBoxes(table.index, whole)
        file = FlatGeobuf.of(self.path) if self.driver == FLATGEOBUF and not self.curved else None
        return (StatedBoxes(file.boxes, file.extent()),) if file else ()

    def _table(self):
        return GeoPackageTable(self.path, self.layer, self.fid, self.geometry)


def closed_faults(path):
    """`ReadFault`s of a file that GDAL does not open: of them the first says why."""
    faults = name_faults(path)
    if not faults and path.lower().endswith(".shp"):
        if beside(path, ".shx") is None:
            return [ReadFault("shx_missing", {}, Severity.ERROR)]
        return [fault for fault in index_faults(path) if fault.severity == Severity.ERROR]
    if not faults and path.lower().endswith(".zip"):
        return archive_faults(path)
    return faults or database_faults(path)


def _shapefile_faults(path):
    if not path.lower().endswith(".shp"):
        return [], 0
    faults, index, table = index_faults(path), beside(path, ".shx"), beside(path, ".dbf")
    index, content = bytes_of(index) if index else None, bytes_of(table) if table else None
    if content is None:
        return [*faults, ReadFault("dbf_missing", {}, Severity.WARNING)], 0
    more, deleted = dbf_faults(content, None if index is None else len(listed(index)[0]))
    return faults + more, deleted


def _stem(path):
    return PurePosixPath(path.replace("\\", "/")).stem
