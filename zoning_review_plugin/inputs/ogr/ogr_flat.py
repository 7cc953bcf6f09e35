"""The polygons of an OGR layer for figures alone: WKB in one piece a batch, ids as they are, nothing made for each.

What the review reads passes the gate and is made of objects; here are the layers that somebody has passed already.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..layer import BATCH_SIZE
from . import arrow_memory
from .arrow_memory import WkbColumn
from .gdal_calls import GDAL_ERRORS, collecting, errors_in
from .ogr_arrow import geometry_name, serves
from .ogr_layer import opened


class FlatBatch(NamedTuple):
    """Some features: id (n,) int64, or text where the field holds no whole numbers, and their WKB."""

    id: np.ndarray
    wkb: WkbColumn


def flat_batches(layer, field):
    """Yield the `FlatBatch`es of an `OgrLayer`, with its field `field` as id. Errors of GDAL end it."""
    dataset, found = opened(layer.source, layer.open_options)
    if not _in_memory(found, dataset.GetDriver().ShortName, field):
        del found, dataset
        yield from _of_objects(layer, field)
        return
    with collecting([]):
        stream = found.GetArrowStream(["INCLUDE_FID=NO", f"MAX_FEATURES_IN_BATCH={BATCH_SIZE}"])
        schema = stream.GetSchema()
    while True:
        array = _next(stream)
        if array is None:
            return
        ids = arrow_memory.column_of(array, schema, field)
        if ids is None:
            raise ValueError(f"{layer.name}: {field} has gaps")
        yield FlatBatch(ids, arrow_memory.column_of(array, schema, geometry_name(found)))


def _in_memory(layer, driver, field):
    """Whether all columns that are asked for can be read where they lie."""
    if not serves(layer, driver, [field]) or not hasattr(layer, "GetArrowStream"):
        return False
    with collecting([]):
        stream = layer.GetArrowStream(["INCLUDE_FID=NO", "MAX_FEATURES_IN_BATCH=1"])
        schema = stream.GetSchema()
        if not hasattr(schema, "_getPtr"):
            return False
        formats = arrow_memory.formats(schema)
        del schema, stream
    return all(arrow_memory.readable(formats.get(name)) for name in (field, geometry_name(layer)))


def _next(stream):
    messages = []
    with collecting(messages):
        try:
            array = stream.GetNextRecordBatch()
        except GDAL_ERRORS as error:
            messages.append((3, str(error)))
            array = None
    if errors_in(messages):
        raise OSError("; ".join(errors_in(messages)))
    return array


def _of_objects(layer, field):
    for batch in layer.batches([field]):
        values = [value or b"" for value in batch.wkb]
        start = np.zeros(len(values) + 1, np.int64)
        np.cumsum([len(value) for value in values], out=start[1:])
        data = np.frombuffer(b"".join(values), np.uint8)
        yield FlatBatch(_ids(batch.attributes[field]), WkbColumn(data, start))


def _ids(texts):
    try:
        return np.array([int(text) for text in texts], np.int64)
    except (TypeError, ValueError):
        return texts
