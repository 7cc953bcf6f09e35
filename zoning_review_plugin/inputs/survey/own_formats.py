"""Formats that GDAL does not read as we need them: survey text, lists of coordinates, tables with coordinates."""

from __future__ import annotations

import os
from dataclasses import replace

from ...model.codes import Severity
from ...model.errors import CaseFault, InputFault, Place
from ..layer import ReadFault
from ..places.crs import crs_name, crs_of_text, first_known, same
from ..texts.plain_text import head_of
from .coordinate_table import LISTS, table_layer
from .survey_layer import survey_layer

_TEXTS, _BOOKS = (".txt", ".dat"), (".xlsx", ".xlsm")
_TABLES = (*LISTS, *_BOOKS)
_OTHER_FORMATS = (b"{", b"[{", b"<")  # JSON and XML under the name of a text are GDAL's


def own_layer(source, encoding):
    """The `Layer` that a `Source` names where its format is one of ours, else None.

    Raises InputFault, CaseFault or LibraryFault.
    """
    suffix = os.path.splitext(source.target)[1].lower()
    if not source.is_file or suffix not in (*_TEXTS, *_TABLES) or _of_gdal(source, suffix):
        return None
    place = Place(file=source.text)
    if suffix not in _BOOKS and (source.layer or source.stem) != source.stem or source.layer_index:
        wanted = source.layer or source.layer_index
        raise InputFault("layer_missing", place, layer=wanted, known=source.stem)
    crs = named_crs(source, place) or _beside(source.target)
    layer = (survey_layer if suffix in _TEXTS else table_layer)(source, encoding, crs)
    if layer is not None and source.subset:
        raise CaseFault("subset_unsupported", place, subset=source.subset)
    return layer


def named_crs(source, place):
    """The pyproj CRS that a source names for itself (`|crs=EPSG:4490`), None where it names none. Raises CaseFault."""
    return crs_of_text(source.crs, place) if source.crs else None


def with_named_crs(layer, source):
    """`layer` in the CRS that its source names; a warning tells where the layer states another."""
    named = named_crs(source, Place(file=source.text))
    if named is None or (layer.crs is not None and same(layer.crs, named)):
        return layer
    if layer.crs is None:
        return replace(layer, crs=named)
    params = {"named": crs_name(named), "stated": crs_name(layer.crs)}
    told = ReadFault("crs_stated_otherwise", params, Severity.WARNING)
    return replace(layer, crs=named, found=(*layer.found, told))


def _of_gdal(source, suffix):
    head = (head_of(source.target, 64) or b"").lstrip(b"\xef\xbb\xbf \t\r\n")
    return suffix in _TEXTS and head.startswith(_OTHER_FORMATS)


def _beside(target):
    """The CRS in the `.prj` file beside a text or table, None where there is none that can be read."""
    path = os.path.splitext(target)[0] + ".prj"
    if not os.path.isfile(path) or os.path.getsize(path) > 100_000:
        return None
    with open(path, encoding="utf-8", errors="replace") as stream:
        return first_known([stream.read()])
