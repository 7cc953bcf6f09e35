"""Forms that follow the published schema of the case file: whatever it holds can be set, and nothing else."""

from __future__ import annotations

import json
from functools import lru_cache

from qgis.gui import QgsCollapsibleGroupBox, QgsDateTimeEdit
from qgis.PyQt.QtCore import QDate, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ...model.words import RESOURCES, Words
from ..translation import language, tr

# Whose words name the values of a key.
_FAMILIES = {"authority": "level", "grade": "grade"}


@lru_cache(maxsize=1)
def case_schema():
    """The schema of the case file."""
    return json.loads((RESOURCES / "schemas" / "case.schema.json").read_text(encoding="utf-8"))


def node_of(*path):
    """The node of the schema at a path of property names."""
    node = case_schema()
    for key in path:
        node = resolved(resolved(node)["properties"][key])
    return node


def resolved(node):
    """A node with its `$ref` followed, its items too."""
    while "$ref" in node:
        found = case_schema()
        for part in node["$ref"].lstrip("#/").split("/"):
            found = found[part]
        node = found
    return node


class SchemaForm(QWidget):
    """Edits one object of the document. edited: (key, value), None where the user took it away.

    keys: of the schema's properties, in order; those of objects become groups of their own.
    """

    edited = pyqtSignal(str, object)

    def __init__(self, node, keys=None, parent=None):
        super().__init__(parent)
        self._words, self._fields = Words(language()), {}
        self._layout = QFormLayout(self)
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for key in keys or resolved(node)["properties"]:
            self._add(key, resolved(resolved(node)["properties"][key]))

    def show_values(self, values):
        """Show the values of an object of the document ({} for none) without telling of it."""
        for key, field in self._fields.items():
            field.show_value((values or {}).get(key))

    def field(self, key):
        """The widget of one key."""
        return self._fields[key]

    def _add(self, key, node):
        field = _field_for(key, node, self._words)
        field.setToolTip(node.get("description", ""))
        field.setObjectName(key)
        field.edited.connect(lambda value, key=key: self.edited.emit(key, value))
        self._fields[key] = field
        if isinstance(field, (GroupField, TableField)):
            self._layout.addRow(field)
            return
        label = QLabel(label_of(key, self._words))
        label.setBuddy(field.focus)
        self._layout.addRow(label, field)


class _Field(QWidget):
    """One value. focus: the widget that takes the keys."""

    edited = pyqtSignal(object)

    def __init__(self, widget):
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(widget)
        self.focus = widget
        self.setFocusProxy(widget)


class TextField(_Field):
    """A text, or with `parse` what it means."""

    def __init__(self, parse=str):
        super().__init__(QLineEdit())
        self._parse = parse
        self.focus.setClearButtonEnabled(True)
        self.focus.editingFinished.connect(self._told)

    def show_value(self, value):
        text = ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
        if self.focus.text() != text:
            self.focus.setText(text)
        self.focus.setModified(False)

    def _told(self):
        if not self.focus.isModified():
            return
        text = self.focus.text().strip()
        try:
            value = self._parse(text) if text else None
        except ValueError:
            self.focus.setStyleSheet("border: 1px solid #b00020")
            self.focus.setAccessibleDescription(tr("not a number"))
            return
        self.focus.setStyleSheet("")
        self.focus.setModified(False)
        self.edited.emit(value)


class ChoiceField(_Field):
    """One of a closed list; the empty entry stands for what is left out."""

    def __init__(self, key, codes, words):
        super().__init__(QComboBox())
        self.focus.addItem(tr("(not stated)"), None)
        for code in codes:
            self.focus.addItem(value_name(key, code, words), code)
        self.focus.activated.connect(lambda place: self.edited.emit(self.focus.itemData(place)))

    def show_value(self, value):
        place = self.focus.findData(value)
        self.focus.setCurrentIndex(max(0, place))


class TruthField(_Field):
    """Yes or no."""

    def __init__(self):
        super().__init__(QCheckBox())
        self.focus.clicked.connect(lambda on: self.edited.emit(bool(on)))

    def show_value(self, value):
        self.focus.setChecked(bool(value))


class DateField(_Field):
    """A day, or none."""

    def __init__(self):
        super().__init__(QgsDateTimeEdit())
        self.focus.setDisplayFormat("yyyy-MM-dd")
        self.focus.setAllowNull(True)
        self.focus.setCalendarPopup(True)
        self._quiet = False
        self.focus.valueChanged.connect(self._told)

    def show_value(self, value):
        self._quiet = True
        if value:
            self.focus.setDate(QDate.fromString(value, "yyyy-MM-dd"))
        else:
            self.focus.clear()
        self._quiet = False

    def _told(self, *_):
        if not self._quiet:
            self.edited.emit(None if self.focus.isNull() else self.focus.date().toString("yyyy-MM-dd"))


class GroupField(_Field):
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


class TableField(_Field):
    """Free keys with values, or a list of objects, a YAML line each: `limited_activity: none`."""

    def __init__(self, key, words):
        box = QgsCollapsibleGroupBox(label_of(key, words))
        super().__init__(box)
        layout = QVBoxLayout(box)
        self._text, self._problem = QPlainTextEdit(), QLabel()
        self._text.setTabChangesFocus(True)
        self._text.setMaximumHeight(140)
        self._problem.setWordWrap(True)
        layout.addWidget(self._text)
        layout.addWidget(self._problem)
        box.setCollapsed(True)
        self.focus = self._text
        self._text.textChanged.connect(self._told)
        self._shown = ""

    def show_value(self, value):
        import yaml

        self._shown = yaml.safe_dump(value, allow_unicode=True, sort_keys=False) if value else ""
        if not self._text.hasFocus() and self._text.toPlainText() != self._shown:
            self._text.setPlainText(self._shown)
        self._problem.setText("")

    def _told(self):
        import yaml

        text = self._text.toPlainText()
        if text == self._shown:
            return
        try:
            value = yaml.safe_load(text) if text.strip() else None
        except yaml.YAMLError:
            value = ""
        if value is not None and not isinstance(value, (dict, list)):
            self._problem.setText(tr("One “name: value” a line."))
            return
        self._problem.setText("")
        self._shown = text
        self.edited.emit(value)


def label_of(key, words):
    """What a key of the case file is called."""
    return words.code("case_key", key)


def value_name(key, code, words):
    """What a value of a key is called."""
    own = f"case_value.{key}.{code}"
    return words.say(own) if words.has(own) else words.code(_FAMILIES.get(key, key), code)


def _field_for(key, node, words):
    kinds = node.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if "enum" in node:
        return ChoiceField(key, node["enum"], words)
    if "object" in kinds:
        plain = "properties" in node and not isinstance(node.get("additionalProperties"), dict)
        return GroupField(key, node, words) if plain else TableField(key, words)
    if "array" in kinds:
        item = resolved(node.get("items", {}))
        return TableField(key, words) if item.get("type") == "object" else TextField(_listed(item))
    if "boolean" in kinds:
        return TruthField()
    if node.get("format") == "date":
        return DateField()
    if "oneOf" in node:
        return TableField(key, words)
    return TextField(float if "number" in kinds else int if "integer" in kinds else str)


def _listed(item):
    of = int if item.get("type") == "integer" else str
    return lambda text: [of(part.strip()) for part in text.replace("，", ",").split(",") if part.strip()]
