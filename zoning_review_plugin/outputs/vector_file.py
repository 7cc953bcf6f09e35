"""A layer → a file of geometries and attributes as they are: GeoPackage, shapefile, GeoJSON or FlatGeobuf."""

from __future__ import annotations

from pathlib import Path

from osgeo import gdal, ogr, osr

from ..inputs.layer import ReadFault
from ..inputs.ogr.gdal_calls import collecting, errors_in
from ..model.errors import OutputFault, Place
from .aside import written_aside

DRIVERS = {".gpkg": "GPKG", ".shp": "ESRI Shapefile", ".geojson": "GeoJSON", ".fgb": "FlatGeobuf"}
_OPTIONS = {".shp": ["ENCODING=UTF-8"], ".fgb": ["SPATIAL_INDEX=NO"], ".geojson": ["COORDINATE_PRECISION=15"]}


def write_vector(layer, path, numbers=()):
    """Write all features of a `Layer` to `path`; the suffix names the format. Returns (features, `ReadFault`s).

    numbers: names of the fields that hold numbers, all others are text. Raises OutputFault.
    """
    path, faults, messages = Path(path), [], []
    batches = list(layer.batches([field.name for field in layer.fields], faults=faults))
    with written_aside(path.parent) as aside:
        with collecting(messages):
            try:
                count = _write(layer, batches, aside / path.name, numbers)
            except RuntimeError as error:  # where a program switched GDAL's exceptions on
                messages.append((gdal.CE_Failure, str(error)))
        if errors_in(messages):
            raise OutputFault("output_unwritable", Place(file=str(path)), problem="; ".join(errors_in(messages)))
    warned = dict.fromkeys(text for severity, text in messages if severity == gdal.CE_Warning)
    return count, faults + [ReadFault("written_otherwise", {"problem": text}) for text in warned]


def _write(layer, batches, path, numbers):
    suffix = path.suffix.lower()
    dataset = gdal.GetDriverByName(DRIVERS[suffix]).Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
    if dataset is None:
        return 0
    table = dataset.CreateLayer(path.stem, _reference(layer.crs), _kind(batches), _OPTIONS.get(suffix, []))
    for field in layer.fields:
        definition = ogr.FieldDefn(field.name, ogr.OFTReal if field.name in numbers else ogr.OFTString)
        if field.alias and hasattr(definition, "SetAlternativeName"):
            definition.SetAlternativeName(field.alias)
        table.CreateField(definition)
    table.StartTransaction()
    count = sum(_write_batch(batch, layer, table) for batch in batches)
    table.CommitTransaction()
    del table, dataset
    return count


def _write_batch(batch, layer, table):
    feature = None
    for row, wkb in enumerate(batch.wkb):
        feature = ogr.Feature(table.GetLayerDefn())
        for index, field in enumerate(layer.fields):
            value = batch.attributes[field.name][row]
            if value is not None:
                feature.SetField(index, value)
        if wkb is not None:
            feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(bytes(wkb)))
        table.CreateFeature(feature)
    del feature
    return len(batch)


def _kind(batches):
    """The geometry type of the layer: the one of all features, a multi type among plain ones, unknown for mixtures."""
    kinds = set()
    for batch in batches:
        for wkb in batch.wkb:
            if wkb is not None:
                kinds.add(ogr.GT_Flatten(ogr.CreateGeometryFromWkb(bytes(wkb)).GetGeometryType()))
    if len(kinds) == 2 and len({ogr.GT_GetCollection(kind) or kind for kind in kinds}) == 1:
        return max(kinds)
    return kinds.pop() if len(kinds) == 1 else ogr.wkbUnknown


def _reference(crs):
    if crs is None:
        return None
    reference = osr.SpatialReference()
    code = crs.to_epsg(min_confidence=100)
    if code is None or reference.ImportFromEPSG(code) != 0:
        reference.ImportFromWkt(crs.to_wkt())
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return reference
