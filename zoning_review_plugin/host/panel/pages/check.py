"""Step 4: the inputs through the gate: which layers can be used, and what is wrong with them."""

from __future__ import annotations

from dataclasses import replace

from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QPushButton, QTableWidget, QTableWidgetItem

from ....model.codes import Severity, Usability
from ....model.words import Words
from ...translation import language, tr
from ..showing import zoom_to
from ..work import checking
from .page import MISSING, READY, REMARKS, Page, State, Told, told

_WRAPPED = 100  # rows that are made as high as their texts are
_MOST = 1000  # issues shown; all are in the tables of the review


class CheckPage(Page):
    """Runs the gate and lists what it found; a click goes there."""

    NAME = "check"

    def build(self):
        self._run = QPushButton(tr("Check Inputs"))
        self._run.setObjectName("check_inputs")
        self._run.clicked.connect(self.run)
        self._layers, self._issues = QTableWidget(0, 3), QTableWidget(0, 4)
        self._layers.setHorizontalHeaderLabels([tr("Layer"), tr("Usable"), tr("Features")])
        self._issues.setHorizontalHeaderLabels([tr("Severity"), tr("Layer"), tr("What"), tr("What to do")])
        self._issues.setObjectName("issues")
        for table in (self._layers, self._issues):
            table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
            table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
            table.verticalHeader().hide()
            table.setTabKeyNavigation(False)
            table.setWordWrap(True)
            table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            table.verticalHeader().setDefaultSectionSize(24)
        self._layers.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (2, 3):
            self._issues.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self._issues.itemSelectionChanged.connect(self._go)
        self._told = Told("check_told")
        for widget in (self._run, self._told, self._layers, self._issues):
            self.body.addWidget(widget)
        self.refresh()

    def run(self):
        """Start the check of the case as it stands."""
        from ....model.errors import CaseFault

        try:
            case = replace(self.session.case(), language=language())  # the reader's, whatever the reports speak
        except CaseFault as fault:
            self._told.setText(told(fault))
            return
        self.runner.start(tr("Checking inputs"), checking(case, self.session.held()), self.session.take_check)

    def refresh(self):
        checked = self.session.checked
        self._told.setText("" if checked else tr("Every layer is looked through before it is believed."))
        self._show_layers(checked)
        self._show_issues(checked)

    def renew(self):
        self.refresh()

    def title(self):
        return tr("Check")

    def state(self):
        checked = self.session.checked
        if checked is None:
            return State(MISSING, tr("Not checked yet; a review checks too."))
        verdicts = [one["verdict"] for one in checked.verdicts().values()]
        bad = verdicts.count(Usability.NOT_USABLE)
        if bad:
            return State(MISSING, tr("Layers that cannot be used: {count}").format(count=bad))
        if Usability.WITH_REMARKS in verdicts or len(checked.issue):
            return State(REMARKS, tr("Remarks on the inputs: {count}").format(count=len(checked.issue)))
        return State(READY, tr("All layers can be used."))

    def _show_layers(self, checked):
        words, found = Words(language()), checked.verdicts() if checked else {}
        self._layers.setRowCount(len(found))
        self._layers.setMaximumHeight(min(60 + 24 * len(found), 200))
        for row, (key, one) in enumerate(found.items()):
            texts = (key, words.code("usability", one["verdict"]), str(one["features"]))
            for column, text in enumerate(texts):
                self._layers.setItem(row, column, QTableWidgetItem(text))

    def _show_issues(self, checked):
        words = Words(language())
        rows = [] if checked is None else _gravest(checked.issue).to_dict("records")
        self._rows = rows
        self._issues.setRowCount(len(rows))
        for number, row in enumerate(rows):
            texts = (words.code("severity", row["severity"]), row["layer"], row["message"], row["action"])
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text or "")
                item.setToolTip(text or "")
                self._issues.setItem(number, column, item)
        if len(rows) <= _WRAPPED:
            self._issues.resizeRowsToContents()

    def _go(self):
        row = self._issues.currentRow()
        if 0 <= row < len(self._rows):
            zoom_to(self.iface, self._rows[row].get("geom"), self.session.checked.crs)


def _gravest(issue):
    """The first rows of a table `issue`, the gravest first, else in their order."""
    grave = issue["severity"].map({code: -place for place, code in enumerate(Severity.ALL)})
    return issue.loc[grave.sort_values(kind="stable").index[:_MOST]]
