"""The page “Zoning Review” of QGIS's options."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.gui import QgsCollapsibleGroupBox, QgsFileWidget, QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QComboBox, QDoubleSpinBox, QFormLayout, QLabel, QLineEdit, QSpinBox, QVBoxLayout

from ..provider_icons import icon_path
from ..translation import tr
from .preferences import AREA_UNITS, LANGUAGES, PAPERS, Preferences, keep, preferences


class OptionsFactory(QgsOptionsWidgetFactory):
    """Makes the page when QGIS shows its options."""

    def __init__(self):
        super().__init__()
        self.setTitle(tr("Zoning Review"))

    def icon(self):
        return QIcon(icon_path("zoning_review.svg"))

    def createWidget(self, parent):
        return OptionsPage(parent)


class OptionsPage(QgsOptionsPageWidget):
    """Shows the preferences, and keeps them when the options are accepted."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._fields = {}
        layout = QVBoxLayout(self)
        for title, rows in self._groups():
            box = QgsCollapsibleGroupBox(title)
            form = QFormLayout(box)
            for name, label, widget in rows:
                widget.setObjectName(name)
                widget.setAccessibleName(label)
                self._fields[name] = widget
                form.addRow(label, widget)
            layout.addWidget(box)
        note = QLabel(tr("These are defaults for new cases. A case that has begun keeps what it says."))
        note.setWordWrap(True)
        layout.addWidget(note)
        layout.addStretch()
        self.show_values(preferences())

    def show_values(self, chosen):
        """Show some `Preferences`."""
        for name, widget in self._fields.items():
            _show(widget, getattr(chosen, name))

    def values(self):
        """The `Preferences` as they stand on the page."""
        return Preferences(**{name: _value(widget) for name, widget in self._fields.items()})

    def apply(self):
        keep(self.values())

    def _groups(self):
        languages = {"": tr("As QGIS"), "zh": "中文", "en": "English"}
        units = {"hm2": tr("hectares (hm²)"), "mu": tr("mu (亩)"), "m2": tr("m²"), "km2": tr("km²")}
        login = QgsApplication.userFullName() or QgsApplication.userLoginName()
        return (
            (
                tr("Reports"),
                (
                    ("language", tr("Language of reports"), _choice(LANGUAGES, languages)),
                    ("area_unit", tr("Unit of areas in tables"), _choice(AREA_UNITS, units)),
                    ("paper", tr("Paper of maps"), _choice(PAPERS, {one: one for one in PAPERS})),
                    ("user", tr("Name of the user, for decisions and the record"), _line(login)),
                ),
            ),
            (
                tr("Folders"),
                (
                    ("output_folder", tr("Results"), _folder()),
                    ("pack_folder", tr("Rule packs"), _folder()),
                    ("template_folder", tr("Word templates"), _folder()),
                    ("style_folder", tr("Map styles"), _folder()),
                ),
            ),
            (
                tr("Slivers: Overlaps That Undercut Any Limit Above 0"),
                (
                    ("sliver_area_m2", tr("Area"), _number(1e6, 2, " m²")),
                    ("sliver_share", tr("Share of the subject, 0 to 1"), _number(1.0, 4, "")),
                    ("sliver_width_m", tr("Width"), _number(1e4, 2, " m")),
                ),
            ),
            (tr("This Machine"), (("processes", tr("Number of processes"), _processes()),)),
        )


def _choice(codes, names):
    widget = QComboBox()
    for code in codes:
        widget.addItem(names[code], code)
    return widget


def _line(placeholder):
    widget = QLineEdit()
    widget.setPlaceholderText(placeholder)
    return widget


def _folder():
    widget = QgsFileWidget()
    widget.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
    return widget


def _number(largest, decimals, suffix):
    widget = QDoubleSpinBox()
    widget.setDecimals(decimals)
    widget.setRange(0.0, largest)
    widget.setSuffix(suffix)
    return widget


def _processes():
    widget = QSpinBox()
    widget.setRange(0, 256)
    widget.setSpecialValueText(tr("All processors"))
    return widget


def _show(widget, value):
    if isinstance(widget, QComboBox):
        widget.setCurrentIndex(max(0, widget.findData(value)))
    elif isinstance(widget, QgsFileWidget):
        widget.setFilePath(value)
    elif isinstance(widget, QLineEdit):
        widget.setText(value)
    else:
        widget.setValue(value)


def _value(widget):
    if isinstance(widget, QComboBox):
        return widget.currentData()
    if isinstance(widget, QgsFileWidget):
        return widget.filePath().strip()
    return widget.text().strip() if isinstance(widget, QLineEdit) else widget.value()
