"""Which ground a layer answers for: all, a layer of polygons, or unknown."""

from __future__ import annotations

from qgis.core import QgsWkbTypes
from qgis.PyQt.QtWidgets import QComboBox, QFileDialog

from ...model.case import FULL
from ..translation import tr
from .fields import ValueField
from .map_sources import layer_of, name_of, source_of, vector_layers

_FILE = "file:"  # stands for the entry that asks for a file


class CoverageField(ValueField):
    """A choice of nothing, everything, a polygon layer of the project, or a file."""

    def __init__(self, project):
        super().__init__(QComboBox())
        self._project, self._value = project, None
        self.focus.setObjectName("coverage")
        self.focus.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.focus.activated.connect(self._chosen)

    def show_value(self, value):
        """Show a value of the case: None, `full`, or {"source": text}."""
        self._value = value
        source = value.get("source") if isinstance(value, dict) else value
        self.focus.clear()
        self.focus.addItem(tr("(not stated)"), None)
        self.focus.addItem(tr("Everything"), FULL)
        for layer in vector_layers(self._project):
            if layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry:
                self.focus.addItem(layer.name(), source_of(layer))
        if source and self.focus.findData(source) < 0:
            layer = layer_of(source, self._project)
            self.focus.addItem(layer.name() if layer else name_of(source), source)
        self.focus.addItem(tr("File…"), _FILE)
        self.focus.setCurrentIndex(max(0, self.focus.findData(source)))

    def _chosen(self, place):
        source = self.focus.itemData(place)
        if source == _FILE:
            source, _ = QFileDialog.getOpenFileName(self, tr("Layer of the ground that is answered for"))
            if not source:
                self.show_value(self._value)
                return
        self.edited.emit(source if source in (None, FULL) else {"source": source})
