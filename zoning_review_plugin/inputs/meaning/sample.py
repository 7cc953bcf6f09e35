"""The first features of a layer, for questions that its first features answer."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from ...model.errors import InputFault
from ..layer import Batch
from ..ogr import ogr_rows
from ..ogr.gdal_calls import collecting
from ..ogr.ogr_layer import OgrLayer, opened

MOST = 2000
_TOLD = 3


class Sample:
    """The first features of a layer, read once, when first asked for. A layer that cannot be read has none."""

    def __init__(self, layer, most=MOST):
        self.layer, self.most = layer, most

    @cached_property
    def batch(self):
        """A `Batch` with every field that holds text, numbers or dates."""
        names = [field.name for field in self.layer.fields]
        return _first_of_ogr(self.layer, names, self.most) if isinstance(self.layer, OgrLayer) else self._first(names)

    def texts(self, field):
        """Values of a field that say something, stripped: a list of text."""
        column = self.batch.attributes.get(field)
        stripped = (text.strip() for text in column if text) if column is not None else ()
        return [text for text in stripped if text]

    def examples(self, field):
        """A few different values of a field, as one text."""
        return ", ".join(list(dict.fromkeys(self.texts(field)))[:_TOLD])

    def _first(self, names):
        batches = self.layer.batches(names)
        try:
            batch = next(batches, None)
        finally:
            batches.close()
        return _empty(names) if batch is None else _head(batch, self.most)


def _first_of_ogr(layer, names, most):
    messages, faults = [], []
    try:
        dataset, table = opened(layer.source, layer.open_options)
    except InputFault:
        return _empty(names)  # it was there a moment ago; whoever reads it will say what is wrong
    try:
        with collecting(messages):
            batch = next(ogr_rows.batches(table, names, messages, faults, most), None)
    finally:
        with collecting(messages):
            del table, dataset
    return _empty(names) if batch is None else batch


def _head(batch, most):
    return Batch(batch.fid[:most], batch.wkb[:most], {name: column[:most] for name, column in batch.attributes.items()})


def _empty(names):
    return Batch(np.empty(0, np.int64), np.empty(0, object), {name: np.empty(0, object) for name in names})
