"""Layers → one GeoPackage that comes out the same each time."""

from __future__ import annotations

import os

import numpy as np
import pyproj
import shapely
from osgeo import gdal, ogr, osr

from .place import EPSG

_DAY = "2026-11-22T00:00:00.000Z"
_KINDS = {
    "point": ogr.wkbPoint,
    "line": ogr.wkbLineString,
    "polygon": ogr.wkbPolygon,
    "multipolygon": ogr.wkbMultiPolygon,
}
_TYPES = {"text": ogr.OFTString, "real": ogr.OFTReal}


def write(path, layers):
    """Write `layers` to a new GeoPackage at `path`."""
    gdal.UseExceptions()
    ogr.UseExceptions()
    gdal.SetConfigOption("OGR_CURRENT_DATE", _DAY)
    driver = ogr.GetDriverByName("GPKG")
    if os.path.exists(path):
        driver.DeleteDataSource(str(path))
    target = driver.CreateDataSource(str(path))
    target.StartTransaction()
    for layer in layers:
        _write_layer(target, layer)
    target.CommitTransaction()
    target = None
    _compact(path)


def _write_layer(target, layer):
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(layer.epsg)
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    written = target.CreateLayer(layer.name, reference, _KINDS[layer.kind], ["GEOMETRY_NAME=geom"])
    for name, kind in layer.fields:
        written.CreateField(ogr.FieldDefn(name, _TYPES[kind]))
    for shape, (_, values) in zip(_shapes(layer), layer.rows):
        feature = ogr.Feature(written.GetLayerDefn())
        for number, value in enumerate(values):
            if value is not None:
                feature.SetField(number, value)
        if shape is not None:
            feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(shapely.to_wkb(shape)))
        written.CreateFeature(feature)


def _shapes(layer):
    """Geometries as the layer's kind and CRS ask for."""
    shapes = layer.geometry
    if layer.epsg != EPSG:
        move = pyproj.Transformer.from_crs(EPSG, layer.epsg, always_xy=True)
        shapes = shapely.transform(shapes, lambda xy: np.column_stack(move.transform(xy[:, 0], xy[:, 1])))
    if layer.kind == "multipolygon":
        return [shapely.multipolygons([shape]) if shape.geom_type == "Polygon" else shape for shape in shapes]
    return shapes


def _compact(path):
    """Without the pages that building the file has left empty."""
    target = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE)
    target.ExecuteSQL("VACUUM")
