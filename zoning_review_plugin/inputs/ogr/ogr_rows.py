"""An OGR layer feature by feature: for hosts whose GDAL has no Arrow interface, and for clashing names."""

from __future__ import annotations

import numpy as np
from osgeo import ogr

from ..layer import BATCH_SIZE, Batch, ReadFault
from ..texts.text_values import decoded, one_text, readable_name
from .gdal_calls import GDAL_ERRORS, collecting, problem_of

_WHOLE = (ogr.OFTInteger, ogr.OFTInteger64)
_LISTS = {
    ogr.OFTIntegerList: "GetFieldAsIntegerList",
    ogr.OFTInteger64List: "GetFieldAsInteger64List",
    ogr.OFTRealList: "GetFieldAsDoubleList",
    ogr.OFTStringList: "GetFieldAsStringList",
}
_TIMES = (ogr.OFTDate, ogr.OFTDateTime, ogr.OFTTime)


def batches(layer, fields, messages, faults, size=BATCH_SIZE):
    """Yield a `Batch` of `size` at a time; GDAL's messages go to `messages`, undecodable text to `faults`."""
    definition = layer.GetLayerDefn()
    indexes = _indexes(definition, fields)
    kinds = [definition.GetFieldDefn(i).GetType() for i in indexes]
    with collecting(messages):
        layer.ResetReading()
    while True:
        with collecting(messages):
            rows = _some(layer, indexes, kinds, messages, size)
        if not rows:
            return
        broken = sum(row[3] for row in rows)
        if broken:
            faults.append(ReadFault("text_undecodable", {"count": broken}))
        wkb = np.empty(len(rows), dtype=object)
        wkb[:] = [row[1] for row in rows]
        columns = {name: np.array([row[2][k] for row in rows], dtype=object) for k, name in enumerate(fields)}
        yield Batch(np.array([row[0] for row in rows], np.int64), wkb, columns)
        if len(rows) < size:
            return  # asked again after its end or an error, a layer may begin anew


def _indexes(definition, names):
    """Places of the fields; GDAL itself does not tell names apart that differ by case only."""
    every = [readable_name(definition.GetFieldDefn(i).GetName()) for i in range(definition.GetFieldCount())]
    return [every.index(name) for name in names]


def _some(layer, indexes, kinds, messages, size):
    """Up to `size` rows of (fid, wkb, values, how many values could not be decoded)."""
    rows = []
    while len(rows) < size:
        try:
            feature = layer.GetNextFeature()
        except GDAL_ERRORS as error:
            messages.append((3, problem_of(error)))
            break
        if feature is None:
            break
        shape = feature.GetGeometryRef()
        pairs = [_value(feature, i, kind) for i, kind in zip(indexes, kinds)]
        wkb = bytes(shape.ExportToIsoWkb()) if shape is not None else None
        rows.append((feature.GetFID(), wkb, [text for text, _ in pairs], sum(lost for _, lost in pairs)))
    return rows


def _value(feature, index, kind):
    """(text or None, 1 where something was lost) of one field."""
    if not feature.IsFieldSetAndNotNull(index):
        return None, 0
    if kind in _WHOLE:
        return one_text(feature.GetFieldAsInteger64(index)), 0
    if kind == ogr.OFTReal:
        return one_text(feature.GetFieldAsDouble(index)), 0
    if kind in _TIMES:
        return _time(feature.GetFieldAsDateTime(index), kind), 0
    if kind in _LISTS:
        parts = [_text(value) for value in getattr(feature, _LISTS[kind])(index) or ()]
        return ",".join(text for text, _ in parts), int(any(lost for _, lost in parts))
    return _text(feature.GetFieldAsString(index))


def _text(value):
    """(text, 1 where something was lost) of what GDAL hands out.

    What is not UTF-8 comes as bytes, since GDAL 3.10 as text that hides each byte in a surrogate.
    """
    if isinstance(value, str) and not value.isascii():
        value = value.encode("utf-8", "surrogateescape")
    return decoded(value) if isinstance(value, bytes) else (one_text(value), 0)


def _time(parts, kind):
    year, month, day, hour, minute, second = parts[:6]
    date = f"{year:04d}-{month:02d}-{day:02d}"
    clock = f"{hour:02d}:{minute:02d}:{int(second):02d}"
    return {ogr.OFTDate: date, ogr.OFTTime: clock}.get(kind, f"{date}T{clock}")
