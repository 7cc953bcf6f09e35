"""Attribute filters of OGR layers, proven before they are relied on.

Databases take any text for a filter and complain only when rows are asked for, if at all: a filter that
does not work must be a fault of the case, never a layer without features.
"""

from __future__ import annotations

import re

from osgeo import gdal, ogr

from ...model.errors import CaseFault
from .gdal_calls import GDAL_ERRORS, collecting, errors_in, problem_of

# For SQLite a name in double quotes that is no column is a text, and the filter is silently never true.
_LENIENT = ("GPKG", "SQLite")
_QUOTED = re.compile(r"""'(?:[^']|'')*'|"((?:[^"]|"")+)\"""")
_ROW_NAMES = {"rowid", "oid", "_rowid_"}


def set_filter(layer, subset, place):
    """Put the filter `subset` on `layer`. Raises CaseFault where GDAL refuses it at once."""
    messages = []
    with collecting(messages):
        try:
            failed = layer.SetAttributeFilter(subset) != ogr.OGRERR_NONE
        except GDAL_ERRORS as error:
            failed = True
            messages.append((gdal.CE_Failure, problem_of(error)))
    if failed or errors_in(messages):
        _refuse(subset, place, errors_in(messages))


def counted(layer, driver, subset, place):
    """How many features `layer` says it holds under its filter `subset` (or None), -1 where it cannot tell.

    Raises CaseFault where that shows that the filter does not work.
    """
    for name in _unknown_names(layer, driver, subset):
        _refuse(subset, place, [f"no such column: {name}"])
    count, problems = _count(layer)
    if subset and count < 0 and problems:
        with collecting([]):
            layer.SetAttributeFilter(None)
        if _count(layer)[0] >= 0:  # without the filter all is well
            _refuse(subset, place, problems)
    return count


def _count(layer):
    messages = []
    with collecting(messages):
        try:
            count = layer.GetFeatureCount()
        except GDAL_ERRORS as error:
            count = -1
            messages.append((gdal.CE_Failure, problem_of(error)))
    return count, errors_in(messages)


def _unknown_names(layer, driver, subset):
    """Names in double quotes that are no column, where the database would take them for texts."""
    if not subset or driver not in _LENIENT:
        return []
    definition = layer.GetLayerDefn()
    known = {definition.GetFieldDefn(i).GetName().lower() for i in range(definition.GetFieldCount())}
    known |= {layer.GetName().lower(), layer.GetFIDColumn().lower(), layer.GetGeometryColumn().lower()} | _ROW_NAMES
    names = [found.group(1).replace('""', '"') for found in _QUOTED.finditer(subset) if found.group(1)]
    return [name for name in names if name.lower() not in known]


def _refuse(subset, place, problems):
    raise CaseFault("bad_subset", place, subset=subset, problem="; ".join(problems))
