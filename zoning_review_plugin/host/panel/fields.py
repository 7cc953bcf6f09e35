"""The widgets of one value each, which forms are made of."""

from __future__ import annotations

import math

from qgis.gui import QgsCheckableComboBox, QgsCollapsibleGroupBox, QgsDateTimeEdit, QgsFileWidget
from qgis.PyQt.QtCore import QDate, QDateTime, QSignalBlocker, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ...model.errors import CaseFault
from ...model.words import Words
from ..translation import language, tr
from .schema import case_schema, help_of, label_of, value_name

_WRONG = "border: 1px solid #b00020"


class ValueField(QWidget):
    """One value. focus: the widget that takes the keys."""

    edited = pyqtSignal(object)

    def __init__(self, widget):
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(widget)
        self.focus = widget
        self.setFocusProxy(widget)


class TextField(ValueField):
    """A text, or with `parse` what it means."""

    def __init__(self, parse=str):
        super().__init__(QLineEdit())
        self._parse = parse
        self.focus.setClearButtonEnabled(True)
        self.focus.editingFinished.connect(self._told)

    def show_value(self, value):
        text = shown_list(value) if isinstance(value, list) else "" if value is None else str(value)
        if self.focus.text() != text:
            self.focus.setText(text)
        self._set_wrong("")
        self.focus.setModified(False)

    def _told(self):
        if not self.focus.isModified():
            return
        text = self.focus.text().strip()
        try:
            value = self._parse(text) if text else None
        except ValueError:
            self._set_wrong(tr("not a number"))
            return
        self._set_wrong("")
        self.focus.setModified(False)
        self.edited.emit(value)

    def _set_wrong(self, why):
        self.focus.setStyleSheet(_WRONG if why else "")
        self.focus.setAccessibleDescription(why)
        self.focus.setPlaceholderText(why)


class ChoiceField(ValueField):
    """One of a closed list; the empty entry stands for what is left out, where it may be (`needed` is false)."""

    def __init__(self, key, codes, words, needed):
        super().__init__(QComboBox())
        if not needed:
            self.focus.addItem(tr("(not stated)"), None)
        for code in codes:
            self.focus.addItem(value_name(key, code, words), code)
        self.focus.activated.connect(lambda place: self.edited.emit(self.focus.itemData(place)))

    def show_value(self, value):
        place = self.focus.findData(value)
        self.focus.setCurrentIndex(max(0, place))


class ChoicesField(ValueField):
    """Any of a closed list."""

    def __init__(self, key, codes, words):
        super().__init__(QgsCheckableComboBox())
        self._codes = codes
        self.focus.setDefaultText(tr("(not stated)"))
        for code in codes:
            self.focus.addItemWithCheckState(value_name(key, code, words), Qt.CheckState.Unchecked, code)
        self.focus.checkedItemsChanged.connect(lambda _: self.edited.emit(self.focus.checkedItemsData() or None))

    def show_value(self, value):
        chosen = value if isinstance(value, list) else []
        blocker = QSignalBlocker(self.focus)
        for place, code in enumerate(self._codes):
            self.focus.setItemCheckState(place, Qt.CheckState.Checked if code in chosen else Qt.CheckState.Unchecked)
        del blocker


class FileField(ValueField):
    """The path of a file, or none."""

    def __init__(self):
        super().__init__(QgsFileWidget())
        self.focus.fileChanged.connect(lambda path: self.edited.emit(path or None))

    def show_value(self, value):
        blocker = QSignalBlocker(self.focus)
        self.focus.setFilePath(value or "")
        del blocker


class TruthField(ValueField):
    """Yes or no."""

    def __init__(self):
        super().__init__(QCheckBox())
        self.focus.clicked.connect(lambda on: self.edited.emit(bool(on)))

    def show_value(self, value):
        self.focus.setChecked(bool(value))


class DateField(ValueField):
    """A day, or none."""

    def __init__(self):
        super().__init__(QgsDateTimeEdit())
        self.focus.setDisplayFormat("yyyy-MM-dd")
        self.focus.setAllowNull(True)
        self.focus.setNullRepresentation(tr("(not stated)"))
        self.focus.setCalendarPopup(True)
        self._quiet = False
        self.focus.valueChanged.connect(self._told)

    def show_value(self, value):
        self._quiet = True
        if value:
            self.focus.setDate(QDate.fromString(value, "yyyy-MM-dd"))
        else:
            self.focus.setDateTime(QDateTime())  # clear() would leave today's date standing there, in grey
        self._quiet = False

    def _told(self, *_):
        if not self._quiet:
            self.edited.emit(None if self.focus.isNull() else self.focus.date().toString("yyyy-MM-dd"))


class TableField(ValueField):
    """Free keys with values, or a list of objects, as YAML: `limited_activity: none`.

    Scalars are read as in a case file, as text that the schema alone types.
    """

    def __init__(self, key, node, words):
        box = QgsCollapsibleGroupBox(label_of(key, words))
        super().__init__(box)
        self._node, self._shown = node, ""
        layout = QVBoxLayout(box)
        self._text, self._problem = QPlainTextEdit(), QLabel()
        self._text.setTabChangesFocus(True)
        self._text.setMaximumHeight(140)
        self._text.setPlaceholderText(help_of(key, words))
        self._text.setAccessibleName(label_of(key, words))
        self._problem.setWordWrap(True)
        self._problem.hide()
        layout.addWidget(self._text)
        layout.addWidget(self._problem)
        box.setCollapsed(True)
        self.focus = self._text
        self.setFocusProxy(self._text)
        self._text.textChanged.connect(self._told)

    def show_value(self, value):
        import yaml

        shown = yaml.safe_dump(value, allow_unicode=True, sort_keys=False) if value else ""
        if not self._text.hasFocus() and shown != self._shown:
            self._shown = shown
            self._text.setPlainText(shown)
            self._say("")

    def _told(self):
        text = self._text.toPlainText()
        if text == self._shown:
            return
        try:
            value = typed(text, self._node) if text.strip() else None
        except CaseFault as fault:
            words = Words(language())
            self._say("\n".join(words.fault(one) for one in (fault, *fault.others)))
            return
        self._say("")
        self._shown = text
        self.edited.emit(value or None)

    def _say(self, sentence):
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))


def typed(text, node):
    """The value that YAML text stands for by a node of the case schema. Raises CaseFault."""
    from ...inputs.case.case_schema import SchemaReader
    from ...inputs.case.yaml_file import raise_problems
    from ...inputs.case.yaml_text import parse

    reader = SchemaReader({**node, "definitions": case_schema()["definitions"]}, None)
    value = reader.read(parse(text, None))
    raise_problems(reader)
    return value


def whole_number(text):
    """The integer that a text stands for. Raises ValueError."""
    return int(text)


def number(text):
    """The finite number that a text stands for, an integer where it is written as one. Raises ValueError."""
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return int(text) if text.lstrip("+-").isdecimal() else value


def listed(text, of=str):
    """The parts of a text between commas; a part in double quotes may hold commas itself. Raises ValueError."""
    parts, part, quoted = [], "", False
    for character in text:
        if character == '"':
            quoted = not quoted
        elif character in ",，" and not quoted:
            parts.append(part)
            part = ""
        else:
            part += character
    return [of(part.strip()) for part in (*parts, part) if part.strip()]


def shown_list(values):
    """A list as `listed` reads it."""
    return ", ".join(f'"{value}"' if {",", "，"} & set(str(value)) else str(value) for value in values)
