"""A source of the case with QGIS's own widgets: its layer, and the fields of that layer."""

from __future__ import annotations

from qgis.gui import QgsCollapsibleGroupBox, QgsFieldComboBox
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFormLayout, QLabel, QVBoxLayout, QWidget

from ...model.words import Words
from ..translation import language, tr
from .coverage_field import CoverageField
from .map_sources import layer_of
from .schema_form import SchemaForm, label_of, resolved


class LayerForm(QWidget):
    """Edits one entry of `subjects` or `constraints`. edited: (key, value), as of `SchemaForm`.

    node: of the schema, of one entry. Its `fields` are chosen among those of the layer; `source` is set elsewhere.
    """

    edited = pyqtSignal(str, object)

    def __init__(self, node, project, parent=None):
        super().__init__(parent)
        self._project, self._words, self._combos, self._values = project, Words(language()), {}, {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        box = QgsCollapsibleGroupBox(tr("Fields"))
        form = QFormLayout(box)
        for name in resolved(node)["properties"]["fields"]["properties"]:
            combo = QgsFieldComboBox()
            combo.setAllowEmptyFieldName(True)
            combo.setObjectName(f"field_{name}")
            combo.activated.connect(lambda _, name=name: self._chosen(name))
            form.addRow(label_of(name, self._words), combo)
            self._combos[name] = combo
        layout.addWidget(box)
        properties = resolved(node)["properties"]
        self._coverage = CoverageField(project) if "coverage" in properties else None
        if self._coverage is not None:
            row = QFormLayout()
            label = QLabel(label_of("coverage", self._words))
            label.setBuddy(self._coverage.focus)
            self._coverage.setToolTip(properties["coverage"]["description"])
            self._coverage.edited.connect(lambda value: self.edited.emit("coverage", value))
            row.addRow(label, self._coverage)
            layout.addLayout(row)
        others = [key for key in properties if key not in ("fields", "source", "coverage")]
        self._form = SchemaForm(node, others)
        self._form.edited.connect(self.edited)
        layout.addWidget(self._form)
        layout.addStretch()

    def show_values(self, values):
        """Show an entry of the document."""
        self._values = values or {}
        layer = layer_of(self._values.get("source", ""), self._project)
        for name, combo in self._combos.items():
            combo.setLayer(layer)
            combo.setField(self._values.get("fields", {}).get(name, ""))
            combo.setEnabled(layer is not None)
        self._form.show_values(self._values)
        if self._coverage is not None:
            self._coverage.show_value(self._values.get("coverage"))

    def _chosen(self, name):
        fields = {**self._values.get("fields", {}), name: self._combos[name].currentField()}
        self._values = {**self._values, "fields": {key: field for key, field in fields.items() if field}}
        self.edited.emit("fields", self._values["fields"] or None)
