"""Step 3: the rule packs that judge, and the file of what people decided."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path

from qgis.gui import QgsCollapsibleGroupBox, QgsFileWidget
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QGridLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
)

from ....model.words import RESOURCES
from ...settings.preferences import preferences
from ...translation import tr
from ..schema_form import SchemaForm, node_of
from .page import READY, REMARKS, Page, State

SHIPPED = RESOURCES / "packs"


class RulesPage(Page):
    """Packs by file; those that come with the plugin are one click away."""

    NAME = "rules"

    def build(self):
        self._list = QListWidget()
        self._list.setObjectName("rules")
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._list.setMinimumHeight(110)
        grid = QGridLayout()  # two and two: a narrow panel shows them whole
        entries = (
            ("add_packs", tr("Add Packs…"), self._add),
            ("add_shipped", tr("Add Templates"), self._add_shipped),
            ("remove_packs", tr("Remove"), self._remove),
            ("unit_cards", tr("Unit Card…"), self.session.unit_card_asked.emit),
        )
        for number, (name, text, action) in enumerate(entries):
            button = QPushButton(text)
            button.setObjectName(name)
            button.clicked.connect(lambda _=False, action=action: action())
            if name == "remove_packs":
                self._removes = button
            if name == "add_shipped":
                button.setToolTip(tr("Templates of national rules for the three lines and control units"))
            grid.addWidget(button, number // 2, number % 2)
        self._list.itemSelectionChanged.connect(self._enable)
        self.body.addLayout(grid)
        self.body.addWidget(self._list)
        self._decisions = QgsFileWidget()
        self._decisions.setDialogTitle(tr("File of decisions"))
        self._decisions.setFilter(tr("Decisions (*.yaml *.yml)"))
        self._decisions.fileChanged.connect(self._decided)
        for title, widget in ((tr("Decisions of people"), self._decisions), (tr("Options"), self._options())):
            box = QgsCollapsibleGroupBox(title)
            QVBoxLayout(box).addWidget(widget)
            self.body.addWidget(box)
        self.body.addStretch()
        self.refresh()

    def refresh(self):
        self._list.clear()
        for path in self.session.document.get("rules", ()):
            item = QListWidgetItem(_named(path, _title_of(path)))
            item.setToolTip(path)
            self._list.addItem(item)
        self._decisions.blockSignals(True)
        self._decisions.setFilePath(self.session.document.get("decisions") or "")
        self._decisions.blockSignals(False)
        self._form.show_values(self.session.document.get("options", {}))
        self._enable()

    def title(self):
        return tr("Rules")

    def state(self):
        count = len(self.session.document.get("rules", ()))
        if not count:
            return State(REMARKS, tr("Without rule packs nothing is judged: figures only."))
        return State(READY, tr("Rule packs: {count}").format(count=count))

    def _enable(self):
        self._removes.setEnabled(bool(self._list.selectedItems()))

    def _options(self):
        self._form = SchemaForm(node_of("options"))
        self._form.edited.connect(lambda key, value: self.session.edit(("options", key), value))
        return self._form

    def _add(self):
        paths, _ = QFileDialog.getOpenFileNames(
            self, tr("Rule packs"), preferences().pack_folder, tr("Rule packs (*.json *.xlsx)")
        )
        self._take(paths)

    def _add_shipped(self):
        self._take([str(path) for path in sorted(SHIPPED.glob("*.json"))])

    def _take(self, paths):
        rules = list(self.session.document.get("rules", []))
        self.session.edit(("rules",), rules + [path for path in paths if path not in rules])

    def _remove(self):
        gone = {self._list.row(item) for item in self._list.selectedItems()}
        rules = self.session.document.get("rules", [])
        self.session.edit(("rules",), [path for place, path in enumerate(rules) if place not in gone] or None)

    def _decided(self, path):
        self.session.edit(("decisions",), path or None)


_HEAD = 4096  # bytes: the pack comes first, its rules later
_TITLE = re.compile(r'"pack"\s*:\s*\{[^{}]*?"title"\s*:\s*("(?:[^"\\]|\\.)*")')


def _named(path, title):
    return f"{title}  ({Path(path).name})" if title else Path(path).name


@lru_cache(maxsize=4096)
def _title_of(path):
    """The title of a JSON pack, "" where its beginning does not tell; only shown, the review reads packs whole."""
    try:
        with open(path, "rb") as stream:
            found = _TITLE.search(stream.read(_HEAD).decode("utf-8", "ignore"))
        return json.loads(found[1]) if found else ""
    except (OSError, ValueError):
        return ""
