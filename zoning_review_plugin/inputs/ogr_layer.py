"""Any OGR source as a `Layer`: files, databases and services that GDAL reads."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from osgeo import gdal, ogr

from ..model.errors import CaseFault, InputFault, Place
from . import ogr_arrow, ogr_rows
from .crs import crs_of_ogr
from .encoding import shapefile_encoding
from .fingerprint import file_hash
from .gdal_calls import collecting, errors_in
from .layer import Field, Layer, ReadFault
from .source import Source


@dataclass
class OgrLayer(Layer):
    """A layer that GDAL reads. Opened anew for each pass, so that it can be sent to another process."""

    source: Source | None = None
    open_options: tuple = ()

    def batches(self, fields, window=None, faults=None):
        faults = [] if faults is None else faults
        dataset, layer = _opened(self.source, self.open_options)
        try:
            if not self.source.subset:  # a filter sees nothing in a field that is ignored
                layer.SetIgnoredFields([field.name for field in self.fields if field.name not in fields])
            if window is not None:
                layer.SetSpatialFilterRect(*window)
            read = ogr_arrow if ogr_arrow.serves(layer, fields) else ogr_rows
            messages = []
            yield from read.batches(layer, list(fields), messages, faults)
            faults += [ReadFault("read_error", {"problem": text}) for text in errors_in(messages)]
        finally:
            del layer, dataset


def open_ogr(source, encoding="auto"):
    """The `OgrLayer` of a `Source`.

    Raises InputFault where it is missing or cannot be opened, CaseFault where its layer or filter is wrong.
    """
    options, encoding_facts = _open_options(source, encoding)
    dataset, layer = _opened(source, options)
    definition = layer.GetLayerDefn()
    fields = tuple(_field(definition.GetFieldDefn(i)) for i in range(definition.GetFieldCount()))
    with collecting([]):
        count = layer.GetFeatureCount()
    facts = {"driver": dataset.GetDriver().ShortName, **encoding_facts, **file_hash(source.target)}
    reference = layer.GetSpatialRef()
    found = OgrLayer(
        name=layer.GetName(),
        stem=source.stem,
        fields=fields,
        crs=crs_of_ogr(reference) if reference else None,
        declared_count=count if count >= 0 else None,
        facts=facts,
        source=source,
        open_options=options,
    )
    del layer, dataset
    return found


def layer_names(target):
    """Names of the layers in the file or database `target`, [] where GDAL cannot open it."""
    with collecting([]):
        try:
            dataset = gdal.OpenEx(target, gdal.OF_VECTOR)
        except RuntimeError:
            return []
        return [dataset.GetLayer(i).GetName() for i in range(dataset.GetLayerCount())] if dataset else []


def _field(definition):
    alias = definition.GetAlternativeName() if hasattr(definition, "GetAlternativeName") else ""
    return Field(definition.GetName(), alias or "")


def _open_options(source, encoding):
    """GDAL's open options and what the `run` table should say of the encoding."""
    if not source.target.lower().endswith((".shp", ".dbf")):
        return (), {}
    if encoding.lower() == "auto":
        dataset, layer = _opened(source, ())
        encoding, reason = shapefile_encoding(Path(source.target), layer.GetMetadata("SHAPEFILE"))
        del layer, dataset
    else:
        reason = "case"
    return (f"ENCODING={encoding}",), {"encoding": encoding, "encoding_from": reason}


def _opened(source, options):
    place = Place(file=source.text)
    messages = []
    with collecting(messages):
        try:
            dataset = gdal.OpenEx(source.target, gdal.OF_VECTOR | gdal.OF_READONLY, open_options=list(options))
        except RuntimeError as error:
            dataset = None
            messages.append((gdal.CE_Failure, str(error)))
    if dataset is None:
        if not source.exists():
            raise InputFault("file_missing", place)
        raise InputFault("cannot_open", place, problem="; ".join(errors_in(messages)) or "GDAL")
    with _as_fault("cannot_open", place):
        layer = dataset.GetLayerByName(source.layer) if source.layer else dataset.GetLayer(source.layer_index)
    if layer is None:
        names = [dataset.GetLayer(i).GetName() for i in range(dataset.GetLayerCount())]
        raise InputFault("layer_missing", place, layer=source.layer or source.layer_index, known=", ".join(names))
    if source.subset:
        _filter(layer, source.subset, place)
    return dataset, layer


def _filter(layer, subset, place):
    messages = []
    with collecting(messages):
        try:
            failed = layer.SetAttributeFilter(subset) != ogr.OGRERR_NONE
        except RuntimeError as error:
            failed = True
            messages.append((gdal.CE_Failure, str(error)))
    if failed or errors_in(messages):
        raise CaseFault("bad_subset", place, subset=subset, problem="; ".join(errors_in(messages)))


@contextmanager
def _as_fault(code, place):
    """GDAL's own exceptions, where another program switched them on, as a fault of the input."""
    try:
        with collecting([]):
            yield
    except RuntimeError as error:
        raise InputFault(code, place, problem=str(error)) from None
