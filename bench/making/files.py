"""Polygons → GeoPackages with one layer and the column `id`; and parts of such files."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pyproj
import shapely
from osgeo import gdal, ogr, osr


@contextmanager
def gdal_raises():
    """GDAL's faults as exceptions, and its switches afterwards as they were: others in the process may rely on them."""
    switched = [module for module in (gdal, ogr) if not module.GetUseExceptions()]
    for module in switched:
        module.UseExceptions()
    try:
        yield
    finally:
        for module in reversed(switched):
            module.DontUseExceptions()


def moved(polygons, from_epsg, to_epsg):
    """Polygons vertex by vertex in another CRS, made valid again where rounding has crossed their edges."""
    if from_epsg != to_epsg:
        move = pyproj.Transformer.from_crs(from_epsg, to_epsg, always_xy=True)
        polygons = shapely.transform(polygons, lambda xy: np.column_stack(move.transform(xy[:, 0], xy[:, 1])))
    broken = ~shapely.is_valid(polygons)
    polygons[broken] = [_only_polygons(shape) for shape in shapely.make_valid(polygons[broken])]
    return polygons


def _only_polygons(shape):
    parts = shapely.get_parts(shapely.get_parts([shape]))
    return shapely.multipolygons(parts[shapely.get_dimensions(parts) == 2])


@gdal_raises()
def write_layer(path, polygons, epsg):
    """Write a new GeoPackage whose layer is named like the file; `id` is the row."""
    path = Path(path)
    path.unlink(missing_ok=True)
    several = (shapely.get_type_id(polygons) == shapely.GeometryType.MULTIPOLYGON).any()
    target = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = target.CreateLayer(path.stem, _reference(epsg), ogr.wkbMultiPolygon if several else ogr.wkbPolygon)
    layer.CreateField(ogr.FieldDefn("id", ogr.OFTInteger64))
    target.StartTransaction()
    feature = ogr.Feature(layer.GetLayerDefn())
    for number, wkb in enumerate(shapely.to_wkb(polygons)):
        geometry = ogr.CreateGeometryFromWkb(wkb)
        feature.SetFID(-1)
        feature.SetField(0, number)
        feature.SetGeometryDirectly(ogr.ForceToMultiPolygon(geometry) if several else geometry)
        layer.CreateFeature(feature)
    target.CommitTransaction()


def _reference(epsg):
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(epsg)
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return reference


@gdal_raises()
def write_sample(source, target, ids):
    """Copy the features of the GeoPackage `source` with these ids to a new one; its layer has the same name."""
    Path(target).unlink(missing_ok=True)
    read = gdal.OpenEx(str(source), gdal.OF_VECTOR)
    layer, wanted = read.GetLayer(0), set(int(number) for number in ids)
    written = ogr.GetDriverByName("GPKG").CreateDataSource(str(target))
    copy = written.CreateLayer(layer.GetName(), layer.GetSpatialRef(), layer.GetGeomType())
    copy.CreateField(ogr.FieldDefn("id", ogr.OFTInteger64))
    written.StartTransaction()
    for feature in layer:
        if feature["id"] in wanted:
            new = ogr.Feature(copy.GetLayerDefn())
            new.SetField(0, feature["id"])
            new.SetGeometry(feature.GetGeometryRef())
            copy.CreateFeature(new)
    written.CommitTransaction()


@gdal_raises()
def ids_of(path):
    """The values of the column `id`, in the order of the file."""
    read = gdal.OpenEx(str(path), gdal.OF_VECTOR)
    layer = read.GetLayer(0)
    layer.SetIgnoredFields(["OGR_GEOMETRY"])
    return np.array([feature["id"] for feature in layer], dtype=np.int64)
