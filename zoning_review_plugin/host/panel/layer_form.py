"""A source of the case with QGIS's own widgets: its layer, and the fields of that layer."""

from __future__ import annotations

from qgis.gui import QgsCollapsibleGroupBox, QgsFieldComboBox
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFormLayout, QLabel, QVBoxLayout, QWidget

from ...model.words import Words
from ..translation import language, tr
from .coverage_field import CoverageField
from .map_sources import layer_of
from .schema import help_of
from .schema_form import SchemaForm, label_of, resolved

_FIRST = ("role", "key")  # what a layer is, before how it is read
_OWN = ("fields", "source", "coverage")  # have widgets of their own


class LayerForm(QWidget):
    """Edits one entry of `subjects` or `constraints`. edited: (key, value), as of `SchemaForm`.

    node: of the schema, of one entry of a section (`subject` or `constraint`). Its `fields` are chosen among those of
    the layer; `source` is set elsewhere.
    """

    edited = pyqtSignal(str, object)

    def __init__(self, node, project, section="", parent=None):
        super().__init__(parent)
        self._section = section
        self._project, self._words, self._combos, self._values = project, Words(language()), {}, {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        properties = resolved(node)["properties"]
        self._forms = []
        self._add_form(node, [key for key in _FIRST if key in properties], layout)
        box = QgsCollapsibleGroupBox(tr("Fields"))
        form = QFormLayout(box)
        for name in properties["fields"]["properties"]:
            combo = QgsFieldComboBox()
            combo.setAllowEmptyFieldName(True)
            combo.setObjectName(f"field_{name}")
            combo.activated.connect(lambda _, name=name: self._chosen(name))
            form.addRow(label_of(name, self._words), combo)
            self._combos[name] = combo
        layout.addWidget(box)
        self._coverage = CoverageField(project) if "coverage" in properties else None
        if self._coverage is not None:
            row = QFormLayout()
            label = QLabel(label_of("coverage", self._words))
            label.setBuddy(self._coverage.focus)
            self._coverage.setToolTip(help_of("coverage", self._words))
            self._coverage.edited.connect(lambda value: self.edited.emit("coverage", value))
            row.addRow(label, self._coverage)
            layout.addLayout(row)
        self._add_form(node, [key for key in properties if key not in (*_FIRST, *_OWN)], layout)
        layout.addStretch()

    def field(self, key):
        """The widget of a key that is neither `fields` nor `coverage`."""
        return next(form.field(key) for form in self._forms if form.has(key))

    def _add_form(self, node, keys, layout):
        if keys:
            form = SchemaForm(node, keys, self._section)
            form.edited.connect(self.edited)
            layout.addWidget(form)
            self._forms.append(form)

    def show_values(self, values):
        """Show an entry of the document."""
        self._values = values or {}
        layer = layer_of(self._values.get("source", ""), self._project)
        for name, combo in self._combos.items():
            combo.setLayer(layer)
            combo.setField(self._values.get("fields", {}).get(name, ""))
            combo.setEnabled(layer is not None)
        for form in self._forms:
            form.show_values(self._values)
        if self._coverage is not None:
            self._coverage.show_value(self._values.get("coverage"))

    def _chosen(self, name):
        fields = {**self._values.get("fields", {}), name: self._combos[name].currentField()}
        self._values = {**self._values, "fields": {key: field for key, field in fields.items() if field}}
        self.edited.emit("fields", self._values["fields"] or None)
