"""The results of a review beside the map: groups, findings, and the card of the chosen one."""

from __future__ import annotations

import time

import numpy as np
from qgis.core import QgsSettings
from qgis.gui import QgsDockWidget, QgsFilterLineEdit
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QTableView,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

try:  # Qt 6 moved QShortcut
    from qgis.PyQt.QtGui import QShortcut
except ImportError:
    from qgis.PyQt.QtWidgets import QShortcut

from ...model.words import Words
from ...tables.findings_view import COLUMNS, GROUPINGS, FindingsView
from ..panel.showing import zoom_to
from ..translation import language, tr
from .card import card_of
from .copying import as_table
from .models import FindingsModel, GroupsModel

SETTING = "zoning_review/result_columns"
_HIDDEN = ("scheme", "clause_text", "binding", "automation", "computed", "override_by", "override_reason", "rule_id")
_WIDTHS = {"verdict": 150, "finding": 320, "clause_text": 320}
_SEARCH_MS, _TURN_S = 250, 0.03  # after the last key; of a search before the window has its turn


_NONE = np.empty(0, int)


class ResultsDock(QgsDockWidget):
    """Shows one `Result` at a time; what is chosen here is shown on the map, and the other way round."""

    def __init__(self, iface, parent=None):
        super().__init__(tr("Review Results"), parent)
        self.setObjectName("ZoningReviewResults")
        self._iface, self._view, self._words = iface, None, Words(language())
        self._leading = False  # whether the map was moved from here
        self._looking = None  # the search under way
        self.setWidget(self._layout())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SEARCH_MS)
        self._timer.timeout.connect(self._search)
        for keys, step in (("Ctrl+Alt+Down", 1), ("Ctrl+Alt+Up", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self.go_to_conflict(step))
        copying = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.table)
        copying.setContext(Qt.ShortcutContext.WidgetShortcut)
        copying.activated.connect(self.copy)

    def show_result(self, result, layers=(), view=None):
        """Show a `Result`. layers: of its group, whose selections are followed. view: made of it already."""
        self._view = view or FindingsView(result, self._words)
        for layer in layers:
            if layer.fields().indexOf("subject_id") >= 0:
                layer.selectionChanged.connect(lambda *_, layer=layer, view=self._view: self._follow(layer, view))
        self.search.clear()
        self._regroup()

    def renew(self, result, view=None):
        """Show a `Result` that has the same findings, decided otherwise; what is chosen stays chosen."""
        place, group = self._chosen(), self._chosen_group()
        self._view = view or FindingsView(result, self._words)
        self._leading = True
        try:
            self._regroup()
            self._choose_group(group)
            if place is not None:
                self.choose(place)
        finally:
            self._leading = False

    def show_subjects(self, ids):
        """Show the findings on some subjects; returns how many there are."""
        rows = self._view.of_subjects(ids) if self._view is not None else ()
        if not len(rows):
            return 0
        self._looking = None
        self._show_rows(rows)
        self.table.selectRow(0)
        return len(rows)

    def show_nothing(self):
        """Show no result, and take the window away."""
        self._view = self._looking = None
        self._timer.stop()
        self._groups.show([], _NONE)
        self._findings.show(None, _NONE)
        self._count.clear()
        self.card.clear()
        self.hide()

    def close_down(self):
        """Let go of the result, for the plugin that is unloaded."""
        self.show_nothing()

    def go_to_conflict(self, step):
        """Choose the next (1) or the one before (-1) of the conflicts, and show it on the map."""
        if self._view is None or not len(self._view.conflicts):
            return
        self._show_all()
        conflicts, current = self._view.conflicts, self._chosen()
        at = np.flatnonzero(conflicts == current) if current is not None else _NONE
        following = int(at[0]) + step if len(at) else 0 if step > 0 else -1
        self.choose(int(conflicts[following % len(conflicts)]))

    def _show_all(self):
        """Drop search, group and the map's selection, where they hide findings."""
        if len(self._findings.places()) < len(self._view):
            self.search.clear()
            self._timer.stop()
            self._regroup()

    def choose(self, place):
        """Choose the finding at a place of the table `finding`, where it is among those shown."""
        row = self._findings.row_of(place)
        if row >= 0:
            self.table.selectRow(row)
            self.table.scrollTo(self._findings.index(row, 0))

    def _layout(self):
        self._by, self.search, self._count = QComboBox(), QgsFilterLineEdit(), QLabel()
        for name, title in zip(GROUPINGS, _groupings()):
            self._by.addItem(title, name)
        self._by.activated.connect(lambda _: self._regroup())
        self.search.setPlaceholderText(tr("Search subjects, clauses and sentences"))
        self.search.setShowSearchIcon(True)
        self.search.setMinimumWidth(120)
        self.search.textChanged.connect(lambda _: self._timer.start())
        back, forth = QPushButton(tr("Previous")), QPushButton(tr("Next Conflict"))
        copy = QPushButton(tr("Copy Table"))
        back.clicked.connect(lambda: self.go_to_conflict(-1))
        forth.clicked.connect(lambda: self.go_to_conflict(1))
        for widget, name in ((back, "previous_conflict"), (forth, "next_conflict"), (copy, "copy_table")):
            widget.setObjectName(name)
        back.setToolTip(tr("The conflict before ({keys})").format(keys="Ctrl+Alt+Up"))
        forth.setToolTip(tr("The next conflict ({keys})").format(keys="Ctrl+Alt+Down"))
        self.search.setObjectName("search_findings")
        self.search.setAccessibleName(self.search.placeholderText())
        self._by.setObjectName("group_by")
        self._by.setAccessibleName(tr("Group by"))
        copy.clicked.connect(self.copy)
        bar = QHBoxLayout()
        for widget in (QLabel(tr("Group by")), self._by, self.search, self._count, back, forth, copy):
            bar.addWidget(widget, 1 if widget is self.search else 0)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._make_groups())
        split.addWidget(self._make_table())
        self.card = QTextBrowser()
        self.card.setOpenLinks(False)
        self.card.setAccessibleName(tr("Evidence of the chosen finding"))
        split.addWidget(self.card)
        split.setSizes([200, 620, 330])
        split.setChildrenCollapsible(False)
        self.groups.setMinimumWidth(170)
        self.card.setMinimumWidth(180)
        self.card.setPlaceholderText(tr("Choose a finding: its clause, figures and evidence stand here."))
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.addLayout(bar)
        layout.addWidget(split, 1)
        return whole

    def _make_groups(self):
        self._groups = GroupsModel([tr("Group"), tr("Count")], tr("All"), self)
        self.groups = finding_table(self._groups)
        self.groups.setObjectName("groups")
        self.groups.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.groups.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.groups.selectionModel().selectionChanged.connect(lambda *_: self._search())
        return self.groups

    def _make_table(self):
        titles = [self._words.code("column", name) for name in COLUMNS]
        self._findings = FindingsModel(titles, self)
        self.table = finding_table(self._findings)
        self.table.setObjectName("findings")
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        head = self.table.horizontalHeader()
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._choose_columns)
        head.setSectionsMovable(True)
        hidden = QgsSettings().value(SETTING, ",".join(_HIDDEN)).split(",")
        for place, name in enumerate(COLUMNS):
            self.table.setColumnHidden(place, name in hidden)
            self.table.setColumnWidth(place, _WIDTHS.get(name, 110))
        return self.table

    def _regroup(self):
        if self._view is None:
            return
        self._groups.show(self._view.groups(self._by.currentData()), self._view.order)
        self.groups.selectRow(0)
        self._search()

    def _search(self):
        if self._view is None:
            return
        selected = self.groups.selectionModel().selectedRows()
        rows = self._groups.rows(selected[0].row() if selected else 0)
        if self.search.text().strip():
            self._looking = self._view.search.looking(self.search.text())
            self._look_on(self._looking, rows)
        else:
            self._looking = None
            self._show_rows(rows)

    def _look_on(self, looking, rows):
        """Search for as long as nobody notices, and go on later; a search that another replaced ends."""
        end = time.monotonic() + _TURN_S
        try:
            while looking is self._looking:
                next(looking)
                if time.monotonic() > end:
                    QTimer.singleShot(0, lambda: self._look_on(looking, rows))
                    return
        except StopIteration as done:
            self._looking = None
            self._show_rows(rows[done.value[rows]])

    def _show_rows(self, rows):
        self._findings.show(self._view, rows)
        self._count.setText(tr("{count} findings").format(count=len(rows)))

    def _chosen_group(self):
        """The key of the chosen group, None for all findings."""
        rows = self.groups.selectionModel().selectedRows()
        return self._groups.key(rows[0].row()) if rows else None

    def _choose_group(self, key):
        row = self._groups.row_of(key)
        if row >= 0:
            self.groups.selectRow(row)

    def _chosen(self):
        index = self.table.selectionModel().currentIndex()
        return self._findings.place(index) if index.isValid() else None

    def _show_chosen(self):
        place = self._chosen()
        if place is None or self._view is None:
            self.card.clear()
            return
        self.card.setHtml(card_of(self._view, place))
        if not self._leading:
            zoom_to(self._iface, self._view.shape(place), self._view.result.crs)

    def _follow(self, layer, view):
        """Show the findings on the subjects that were selected in the map; all where none is selected any more.

        view: of the result that the layer belongs to; the layers of an older one are not heard.
        """
        if view is not self._view:
            return
        ids = {str(feature["subject_id"]) for feature in layer.getSelectedFeatures()}
        if not ids:
            self._search()
            return
        self._leading = True
        try:
            self.show_subjects(ids)
        finally:
            self._leading = False

    def copy(self):
        """Put the selected rows, all where none is selected, with the shown columns on the clipboard."""
        if self._view is None:
            return
        chosen = self.table.selectionModel().selectedRows()
        # All rows that the table has fetched so far stand for all that there are.
        some = 1 < len(chosen) < self._findings.rowCount()
        places = sorted(index.row() for index in chosen) if some else range(len(self._findings.places()))
        places = [int(self._findings.places()[row]) for row in places]
        columns = [
            COLUMNS[place]
            for place in (self.table.horizontalHeader().logicalIndex(k) for k in range(len(COLUMNS)))
            if not self.table.isColumnHidden(place)
        ]
        heads = [self._words.code("column", name) for name in columns]
        rows = [[self._view.text(place, name) for name in columns] for place in places]
        QApplication.clipboard().setMimeData(as_table(heads, rows))

    def _choose_columns(self, point):
        menu = QMenu(self)
        for place, name in enumerate(COLUMNS):
            action = menu.addAction(self._words.code("column", name))
            action.setCheckable(True)
            action.setChecked(not self.table.isColumnHidden(place))
            action.toggled.connect(lambda on, place=place: self._show_column(place, on))
        menu.exec(self.table.horizontalHeader().mapToGlobal(point))

    def _show_column(self, place, on):
        self.table.setColumnHidden(place, not on)
        hidden = [name for number, name in enumerate(COLUMNS) if self.table.isColumnHidden(number)]
        QgsSettings().setValue(SETTING, ",".join(hidden))


def finding_table(model):
    """A table of whole rows over a model, walked through with the arrow keys."""
    table = QTableView()
    table.setModel(model)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setAlternatingRowColors(True)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(24)
    return table


def _groupings():
    return [tr("Verdict"), tr("Subject"), tr("Clause"), tr("Layer")]
