"""QGIS feature sources as a `Layer`: selections, filters, edits and every provider, read safely off the main thread."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from qgis.core import QgsFeatureRequest, QgsProcessingFeatureSource, QgsRectangle, QgsVectorLayerFeatureSource
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QTime

from ..inputs.layer import BATCH_SIZE, Batch, Field, Layer, in_memory
from ..inputs.places.crs import first_known
from ..inputs.texts.text_values import one_text
from .compat import is_null


@dataclass
class FeatureSourceLayer(Layer):
    """A layer read through QGIS. Its source was made on the main thread and is asked from any other."""

    request: object = None

    def batches(self, fields, window=None, faults=None):
        names = [field.name for field in self.fields]
        indexes = [names.index(name) for name in fields]
        request = QgsFeatureRequest()
        request.setSubsetOfAttributes(indexes)
        if window is not None:
            request.setFilterRect(QgsRectangle(*window))
        rows = []
        for feature in self.request(request):
            geometry = feature.geometry()
            wkb = None if geometry.isNull() else bytes(geometry.asWkb())
            rows.append((feature.id(), wkb, [_text(feature.attribute(i)) for i in indexes]))
            if len(rows) == BATCH_SIZE:
                yield _batch(rows, fields)
                rows = []
        if rows:
            yield _batch(rows, fields)

    def portable(self):
        """A copy in memory: a feature source cannot leave its process."""
        return in_memory(self)


def layer_of_source(source, layer=None):
    """The `Layer` of a Processing feature source: selected features and filters included.

    layer: the map layer that the source was made of, where there is one.
    """
    flags = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks  # the gate checks, and reports
    found = _layer(source, source.sourceName(), lambda request: source.getFeatures(request, flags))
    return found if found.crs or layer is None else replace(found, crs=_layer_crs(layer))


def layer_of_map_layer(layer):
    """The `Layer` of a vector layer of the project, edits included. Call it on the main thread."""
    snapshot = QgsVectorLayerFeatureSource(layer)
    facts = {"provider": layer.providerType(), "uri": _without_secrets(layer)}
    found = _layer(layer, layer.name(), snapshot.getFeatures)
    found.facts.update(facts)
    return found if found.crs else replace(found, crs=_layer_crs(layer))


def layer_of_one_feature(layer, fid):
    """The `Layer` of one feature of a map layer, by its id, edits included. Call it on the main thread."""
    whole = layer_of_map_layer(layer)
    feature = layer.getFeature(fid)
    return replace(whole, declared_count=1, request=lambda request: iter([feature]))


def _layer_crs(layer):
    """The pyproj CRS of a map layer. QGIS forgets that of layers of geometry collections: their provider knows it."""
    provider = layer.dataProvider()
    return crs_of(layer.crs() if layer.isSpatial() or provider is None else provider.crs())


def crs_of(reference):
    """The pyproj CRS of a `QgsCoordinateReferenceSystem`, None where it is not valid."""
    if not reference.isValid():
        return None
    return first_known([reference.authid(), reference.toWkt(type(reference).WktVariant.WKT2_2019)])


def _layer(source, name, request):
    fields = source.fields()
    crs = source.sourceCrs() if hasattr(source, "sourceCrs") else source.crs()
    count = source.featureCount()
    return FeatureSourceLayer(
        name=name,
        stem=name,
        fields=tuple(Field(fields.at(i).name(), fields.at(i).alias()) for i in range(fields.count())),
        crs=crs_of(crs),
        declared_count=count if count >= 0 else None,
        request=request,
    )


def _batch(rows, fields):
    wkb = np.empty(len(rows), dtype=object)
    wkb[:] = [row[1] for row in rows]
    columns = {name: np.array([row[2][k] for row in rows], dtype=object) for k, name in enumerate(fields)}
    return Batch(np.array([row[0] for row in rows], np.int64), wkb, columns)


def _text(value):
    if is_null(value):
        return None
    if isinstance(value, (QDate, QDateTime, QTime)):
        return value.toString(Qt.DateFormat.ISODate)
    return one_text(value)


def _without_secrets(layer):
    """The layer's source for the record, without user names and passwords."""
    return layer.publicSource()
