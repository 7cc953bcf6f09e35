"""The layers of one section of the case, `subjects` or `constraints`: which, as what, and why."""

from __future__ import annotations

from qgis.core import QgsMapLayerProxyModel
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...inputs.case.unique_key import unique_key
from ...model.words import Words
from ..translation import language, tr
from .layer_form import LayerForm
from .map_sources import HELD, layer_of, name_of, source_of
from .schema_form import resolved

_HEIGHTS = {"subjects": 110, "constraints": 220}
_ENTRY = {"subjects": "subject_source", "constraints": "constraint"}


class LayerList(QWidget):
    """A row for each layer of a section, its form below; layers of the project are added with QGIS's own widget."""

    def __init__(self, section, session, runner, parent=None):
        super().__init__(parent)
        self._section, self._session, self._runner = section, session, runner
        self._words = Words(language())
        self.reasons = {}  # source: why it was taken for what it is
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._adding())
        layout.addWidget(self._make_table())
        node = resolved({"$ref": f"#/definitions/{_ENTRY[section]}"})
        self._needed = node["required"]
        self.form = LayerForm(node, session.project, section.rstrip("s"))
        self.form.edited.connect(self._edited)
        layout.addWidget(self.form)

    def refresh(self):
        """Show the section as it is in the document."""
        entries, row = self._entries(), self.table.currentRow()
        self.table.blockSignals(True)
        self.table.setRowCount(len(entries))
        for place, entry in enumerate(entries):
            for column, text in enumerate(self._cells(entry)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                item.setFlags(Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled)
                self.table.setItem(place, column, item)
        self.table.blockSignals(False)
        if entries:
            self.table.selectRow(min(max(row, 0), len(entries) - 1))
        self._removes.setEnabled(bool(entries))
        self._show_form()

    def add(self, layer):
        """Add a map layer as an entry of the section."""
        self.add_source(source_of(layer), layer.name())

    def add_source(self, source, name, role="custom"):
        """Add a source as an entry; one that is there already is not added again."""
        entries = self._entries()
        if any(entry["source"] == source for entry in entries):
            return
        entry = {"source": source}
        if self._section == "constraints":
            entry = {"key": unique_key(name, [one["key"] for one in entries]), "role": role, **entry}
        self._session.edit((self._section,), [*entries, entry])

    def _adding(self):
        row = QHBoxLayout()
        self.combo = QgsMapLayerComboBox()
        self.combo.setFilters(QgsMapLayerProxyModel.Filter.HasGeometry)
        self.combo.setObjectName(f"{self._section}_layer")
        add, file, remove = QPushButton(tr("Add Layer")), QPushButton(tr("Add File…")), QPushButton(tr("Remove"))
        self._removes = remove
        add.setObjectName(f"{self._section}_add")
        remove.setObjectName(f"{self._section}_remove")
        add.clicked.connect(lambda: self.combo.currentLayer() and self.add(self.combo.currentLayer()))
        file.clicked.connect(self._add_file)
        remove.clicked.connect(self._remove)
        row.addWidget(self.combo, 1)
        for button in (add, file, remove):
            row.addWidget(button)
        return row

    def _make_table(self):
        heads = [tr("Layer"), tr("Role"), tr("Why")] if self._section == "constraints" else [tr("Layer"), tr("Source")]
        self.table = QTableWidget(0, len(heads))
        self.table.setHorizontalHeaderLabels(heads)
        self.table.setObjectName(self._section)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.verticalHeader().hide()
        # Names are short and tell which layer it is: they are shown whole.
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.table.setMinimumHeight(_HEIGHTS[self._section])
        self.table.verticalHeader().setDefaultSectionSize(24)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.setAccessibleName(heads[0])
        self.table.setTabKeyNavigation(False)
        self.table.itemSelectionChanged.connect(self._show_form)
        return self.table

    def _cells(self, entry):
        name = self._name(entry)
        if self._section == "subjects":
            return [name, entry["source"]]
        return [name, self._words.code("role", entry["role"]), self.reasons.get(entry["source"], "")]

    def _name(self, entry):
        layer = layer_of(entry["source"], self._session.project)
        if layer is None and entry["source"].startswith(HELD):
            name = entry.get("key") or self._session.name_of(entry["source"])
            return tr("{key} (not in the project any more)").format(key=name)
        return entry.get("key") or (layer.name() if layer else name_of(entry["source"]))

    def _entries(self):
        return list(self._session.document.get(self._section, []))

    def _show_form(self):
        entries, row = self._entries(), self.table.currentRow()
        self.form.setVisible(0 <= row < len(entries))
        if 0 <= row < len(entries):
            self.form.show_values(entries[row])

    def _edited(self, key, value):
        row = self.table.currentRow()
        if not 0 <= row < len(self._entries()):
            return
        if value is None and key in self._needed:
            self._show_form()  # what an entry cannot do without stays
        else:
            self._session.edit((self._section, row, key), value)

    def _add_file(self):
        path, _ = QFileDialog.getOpenFileName(self, tr("Layer to add"))
        if path:
            self.add_source(path, name_of(path))

    def _remove(self):
        entries, row = self._entries(), self.table.currentRow()
        if 0 <= row < len(entries):
            self._session.edit((self._section,), entries[:row] + entries[row + 1 :])
