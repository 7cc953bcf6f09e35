"""The tables of a job as styled QGIS layers."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsFeatureRequest,
    QgsPalLayerSettings,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor, QFont, QPainter
from qgis.PyQt.QtXml import QDomDocument

from .scene import TABLES

_OTHER = "other"  # the style of what has none of its own
_LABEL_PT = {"subject": 6.5, "outline": 6.5, "focus": 8.0}
_CONSTRAINT_PT = 5.5
_ABOVE = (*_LABEL_PT, "shared")  # what is reviewed, and what it shares, covers what lies below


class LayerMaker:
    """Makes each layer of a job once. folder: of the job. family: of the fonts. enlarged: of the texts."""

    def __init__(self, folder, styles, family, project):
        self._folder, self._styles, self._family, self._project = Path(folder), styles, family, project
        self._made = {}

    def layer(self, drawn, enlarged):
        """The `QgsVectorLayer` of a `Drawn`, styled and labelled."""
        key = (drawn.table, drawn.style, drawn.where, drawn.labelled)
        if key not in self._made:
            layer = QgsVectorLayer(f"{self._folder / TABLES}|layername={drawn.table}", drawn.title, "ogr")
            if drawn.where:  # a copy in memory: hundreds of pages must not hold hundreds of files open
                layer = layer.materialize(QgsFeatureRequest().setFilterExpression(drawn.where))
                layer.setName(drawn.title)
            styled(layer, drawn, self._styles)
            if drawn.style not in _ABOVE:
                # What lies below stays visible; and a PDF gets the map as a picture, not as megabytes of hatches.
                layer.setBlendMode(QPainter.CompositionMode.CompositionMode_Multiply)
            if drawn.labelled and not layer.labelsEnabled():
                layer.setLabeling(QgsVectorLayerSimpleLabeling(self._labels(drawn, enlarged)))
                layer.setLabelsEnabled(True)
            self._project.addMapLayer(layer, False)
            self._made[key] = layer
        return self._made[key]

    def _labels(self, drawn, enlarged):
        about = QgsPalLayerSettings()
        about.fieldName = drawn.labelled
        places = QgsPalLayerSettings.Placement
        about.placement = {"polygon": places.Horizontal, "line": places.Line, "point": places.AroundPoint}[drawn.kind]
        if drawn.kind == "polygon" and drawn.style in _LABEL_PT:
            about.placement = places.AroundPoint  # small parcels: beside rather than not at all
        about.setFormat(self._format(drawn, enlarged))
        about.dist = 0.8 if drawn.kind == "point" else 0.0
        about.priority = 9 if drawn.style in _LABEL_PT else 3
        return about

    def _format(self, drawn, enlarged):
        form = QgsTextFormat()
        font = QFont(self._family)
        font.setBold(drawn.style in _LABEL_PT)
        form.setFont(font)
        form.setSize(enlarged * _LABEL_PT.get(drawn.style, _CONSTRAINT_PT))
        form.setSizeUnit(QgsUnitTypes.RenderUnit.RenderPoints)
        form.setColor(QColor("#000000" if drawn.style in _LABEL_PT else "#404040"))
        buffer = QgsTextBufferSettings()
        buffer.setEnabled(True)
        buffer.setSize(0.6 * enlarged)
        buffer.setColor(QColor("#ffffff"))
        form.setBuffer(buffer)
        return form


def styled(layer, drawn, folders):
    """Give a layer the first QML that there is for its style and kind."""
    for name in (drawn.style, _OTHER):
        for folder in folders:
            path = Path(folder) / f"{name}_{drawn.kind}.qml"
            if path.is_file():
                document = QDomDocument()
                if document.setContent(path.read_text(encoding="utf-8"))[0] and layer.importNamedStyle(document)[0]:
                    return
