"""Forms that follow the published schema of the case file: whatever it holds can be set, and nothing else."""

from __future__ import annotations

from functools import partial

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFormLayout, QLabel, QVBoxLayout, QWidget

from ...model.words import Words
from ..translation import language
from .fields import (
    ChoiceField,
    ChoicesField,
    DateField,
    FileField,
    TableField,
    TextField,
    TruthField,
    ValueField,
    listed,
    number,
    whole_number,
)
from .schema import case_schema, help_of, label_of, node_of, resolved, value_name

__all__ = ["GroupField", "SchemaForm", "case_schema", "field_for", "label_of", "node_of", "resolved", "value_name"]

_FILES = ("boundary", "template")  # keys whose text is the path of a file


class SchemaForm(QWidget):
    """Edits one object of the document. edited: (key, value), None where the user took it away.

    keys: of the schema's properties, in order; those of objects become groups of their own. section: of the case whose
    entries the object is one of, "" where it is none.
    """

    edited = pyqtSignal(str, object)

    def __init__(self, node, keys=None, section="", parent=None):
        super().__init__(parent)
        self._words, self._fields, self._section = Words(language()), {}, section
        self._layout = QFormLayout(self)
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        needed = resolved(node).get("required", ())
        for key in keys or resolved(node)["properties"]:
            self._add(key, resolved(resolved(node)["properties"][key]), key in needed)

    def show_values(self, values):
        """Show the values of an object of the document ({} for none) without telling of it."""
        for key, field in self._fields.items():
            field.show_value((values or {}).get(key))

    def field(self, key):
        """The widget of one key."""
        return self._fields[key]

    def has(self, key):
        """Whether the form holds a key."""
        return key in self._fields

    def _add(self, key, node, needed):
        field = field_for(key, node, self._words, needed)
        field.setToolTip(help_of(key, self._words, self._section))
        field.setObjectName(key)
        field.edited.connect(lambda value, key=key: self.edited.emit(key, value))
        self._fields[key] = field
        if isinstance(field, (GroupField, TableField)):
            self._layout.addRow(field)
            return
        label = QLabel(label_of(key, self._words, self._section))
        label.setBuddy(field.focus)
        self._layout.addRow(label, field)


class GroupField(ValueField):
    """An object with properties of its own."""

    def __init__(self, key, node, words):
        box = QgsCollapsibleGroupBox(label_of(key, words))
        super().__init__(box)
        self._value = {}
        self.form = SchemaForm(node)
        QVBoxLayout(box).addWidget(self.form)
        box.setCollapsed(True)
        self.form.edited.connect(self._told)

    def show_value(self, value):
        self._value = dict(value) if isinstance(value, dict) else {}
        self.form.show_values(self._value)

    def _told(self, key, value):
        self._value = {**self._value, key: value}
        if value is None:
            self._value.pop(key)
        self.edited.emit(self._value or None)


def field_for(key, node, words, needed):
    """The widget for a value of a node. needed: whether it may not be left out."""
    kinds = node.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if "enum" in node:
        return ChoiceField(key, node["enum"], words, needed)
    if "object" in kinds:
        plain = "properties" in node and not isinstance(node.get("additionalProperties"), dict)
        return GroupField(key, node, words) if plain else TableField(key, node, words)
    if "array" in kinds:
        return _list_field(key, node, words)
    if "boolean" in kinds:
        return TruthField()
    if node.get("format") == "date":
        return DateField()
    if key in _FILES:
        return FileField()
    return TextField(number if "number" in kinds else whole_number if "integer" in kinds else str)


def _list_field(key, node, words):
    item = resolved(node.get("items", {}))
    if item.get("type") == "object":
        return TableField(key, node, words)
    if "enum" in item:
        return ChoicesField(key, item["enum"], words)
    return TextField(partial(listed, of=whole_number) if item.get("type") == "integer" else listed)
