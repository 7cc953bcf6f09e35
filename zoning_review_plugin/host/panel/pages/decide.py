"""Step 6: what a person decides: open items and breaches, one by one or several at once, with reason and evidence."""

from __future__ import annotations

from pathlib import Path

from qgis.gui import QgsFileWidget, QgsFilterLineEdit
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextBrowser,
)

from ....model.words import Words
from ....tables.decision_list import COLUMNS, KINDS, OPEN, DecisionList
from ....tables.findings_view import FindingsView
from ...results.card import card_of
from ...results.dock import finding_table
from ...results.models import FindingsModel
from ...translation import language, tr
from ..decision_form import AS_COMPUTED, DecisionForm, asked_files
from ..decisions_place import applied_file, evidence_name, file_of, target_of
from ..showing import zoom_to
from ..work import deciding
from .page import MISSING, READY, REMARKS, Page, State

_WIDTHS = {
    "finding": 260,
    "override_reason": 260,
    "missing": 260,
    "clause_no": 70,
    "verdict": 145,
    "override_verdict": 145,
}


class DecidePage(Page):
    """Takes decisions on findings of the last result; the computed verdict stays beside each."""

    NAME = "decide"

    def build(self):
        self._words, self._list, self._shown = Words(language()), None, None
        self.body.addLayout(self._head())
        self.body.addWidget(self._make_table())
        self.card = QTextBrowser()
        self.card.setOpenLinks(False)
        self.card.setMinimumHeight(150)
        self.card.setAccessibleName(tr("Evidence of the chosen finding"))
        self.body.addWidget(self.card)
        self.form = DecisionForm(self._words)
        self.form.evidence_asked.connect(self._add_evidence)
        self.body.addWidget(self.form)
        self.body.addLayout(self._buttons())
        self._told = QLabel()
        self._told.setWordWrap(True)
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setObjectName("decide_told")
        self.body.addWidget(self._told)
        self.runner.started.connect(lambda _: self._enable())
        self.runner.ended.connect(lambda _: self._enable())
        self._count()
        self.refresh()

    def decide(self):
        """Take the decision of the form on the chosen findings."""
        places, said = self._chosen(), self.form.said()
        lacks = self.form.missing(said) if places else tr("Choose what to decide on in the list.")
        verdicts = {place: self._verdict(place, said) for place in places}
        if not lacks and None in verdicts.values():
            lacks = tr("Nothing was computed for some of these: choose a verdict.")
        if lacks:
            self._told.setText(lacks)
            return

        def change(decisions, found):
            from ....review.deciding import decision_on, with_decisions_on

            new = {
                place: decision_on(found.iloc[place], verdict, said.by, said.at, said.reason, said.evidence)
                for place, verdict in verdicts.items()
            }
            return with_decisions_on(decisions, found, new)

        told = tr("Decided: {count}. The files in the output folder do not hold it yet.").format(count=len(places))
        self._start(change, told, lambda: self.form.taken(said))

    def take_back(self):
        """Take back what was decided on the chosen findings."""
        places = [place for place in self._chosen() if self._list.view.frame["override_state"].iat[place] is not None]
        if not places:
            self._told.setText(tr("Nothing was decided on these."))
            return

        def change(decisions, found):
            from ....review.deciding import without_decisions

            return without_decisions(decisions, found, places)

        told = tr("Taken back: {count}. The files in the output folder do not hold it yet.")
        self._start(change, told.format(count=len(places)))

    def read_again(self):
        """Apply the file of decisions as it is now."""
        path = file_of(self.session)
        if path is not None:
            self._start(None, tr("The decisions of the file are applied."), target=path)

    def refresh(self):
        result = self.session.result
        if result is not self._shown:
            self._shown = result
            judged = result is not None and len(result.tables["finding"])
            self._list = DecisionList(self._view(result), self._words) if judged else None
            self._count()
            self._fill()
        self._file.blockSignals(True)
        self._file.setFilePath(target_of(self.session))
        self._file.blockSignals(False)
        self._told.setText(self._sentence())
        self._enable()

    def _view(self, result):
        """The `FindingsView` that a job made of a result, else one made here."""
        view = self.session.view
        return view if view is not None and view.result is result else FindingsView(result, self._words)

    def renew(self):
        self.refresh()

    def title(self):
        return tr("Decide")

    def state(self):
        if self.session.result is None:
            return State(MISSING, tr("Not reviewed yet."))
        if self._list is None:
            return State(READY, tr("No rules were applied: there is nothing to decide."))
        counts = self._list.counts()
        count = sum(counts[kind] for kind in OPEN)
        if count:
            return State(REMARKS, tr("Open items: {count}").format(count=count))
        return State(READY, tr("Nothing is open."))

    def _head(self):
        self._kind, self._search = QComboBox(), QgsFilterLineEdit()
        self._kind.setObjectName("decide_kind")
        self._kind.setAccessibleName(tr("Which items are listed"))
        self._kind.activated.connect(lambda _: self._fill())
        self._search.setPlaceholderText(tr("Search subjects, clauses and sentences"))
        self._search.setShowSearchIcon(True)
        self._search.textChanged.connect(lambda _: self._fill())
        self._file = QgsFileWidget()
        self._file.setStorageMode(QgsFileWidget.StorageMode.SaveFile)
        self._file.setConfirmOverwrite(False)
        self._file.setFilter(tr("Decisions (*.yaml *.yml)"))
        self._file.setDialogTitle(tr("File of decisions"))
        self._file.setObjectName("decisions_file")
        self._file.fileChanged.connect(self._file_chosen)
        row = QHBoxLayout()
        row.addWidget(self._kind)
        row.addWidget(self._search, 1)
        form = QFormLayout()
        form.addRow(tr("File of decisions"), self._file)
        form.addRow(tr("Show"), row)
        return form

    def _make_table(self):
        titles = [self._words.code("column", name) for name in COLUMNS]
        titles[COLUMNS.index("verdict")] = self._words.code("column", "computed")
        self._model = FindingsModel(titles, self, COLUMNS)
        self.table = finding_table(self._model)
        self.table.setObjectName("decide_list")
        self.table.setAccessibleName(tr("Items to decide on"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setMinimumHeight(180)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        for place, name in enumerate(COLUMNS):
            self.table.setColumnWidth(place, _WIDTHS.get(name, 115))
        return self.table

    def _buttons(self):
        grid = QGridLayout()  # two rows: the panel is narrow
        self._actions = {}
        for name, text, action in (
            ("decide", tr("Decide"), self.decide),
            ("take_back", tr("Take Back"), self.take_back),
            ("read_decisions", tr("Read the File Again"), self.read_again),
            ("to_export", tr("Write Files Again…"), lambda: self.session.asked_for.emit("export")),
        ):
            button = QPushButton(text)
            button.setObjectName(name)
            button.clicked.connect(lambda _=False, action=action: action())
            grid.addWidget(button, *divmod(len(self._actions), 2))
            self._actions[name] = button
        return grid

    def _verdict(self, place, said):
        return self._list.to_confirm(place) if said.verdict == AS_COMPUTED else said.verdict

    def _start(self, change, told, then=None, target=None):
        """Change the decisions in a job, and take the result that comes of it."""
        result, target = self.session.result, target or self._target()

        def done(value):
            if self.session.result is not result:  # another case was opened meanwhile
                return
            if then is not None:
                then()
            self.session.take_decided(*value, target)
            self._told.setText(told)

        work = deciding(result, target, file_of(self.session), change, language())
        if not self.runner.start(tr("Applying decisions"), work, done):
            self._told.setText(tr("Another job is under way."))

    def _target(self):
        return self._file.filePath().strip() or target_of(self.session)

    def _file_chosen(self, path):
        """A file that is there already holds decisions of its own: these are applied."""
        if path and Path(path).is_file() and self._list is not None and path != file_of(self.session):
            self.session.edit(("decisions",), path)
            self.read_again()

    def _count(self):
        counts = self._list.counts() if self._list is not None else dict.fromkeys(KINDS, 0)
        entries = [(None, tr("All"), sum(counts.values()))]
        entries += [(kind, self._words.code("decision_kind", kind), counts[kind]) for kind in KINDS]
        chosen = self._kind.currentIndex()
        self._kind.clear()
        for kind, name, count in entries:
            self._kind.addItem(tr("{name} ({count})").format(name=name, count=count), kind)
        self._kind.setCurrentIndex(max(chosen, 0))

    def _fill(self):
        if self._list is None:
            self._model.clear()
            self.card.clear()
            return
        before = self._chosen_place()
        rows = self._list.view.found(self._search.text(), self._list.places(self._kind.currentData()))
        self._model.show(self._list, rows)
        self.table.selectRow(max(self._model.row_of(before), 0))  # which shows it
        if not len(rows):
            self._show_chosen()

    def _chosen(self):
        """Places of the chosen findings, in the order shown."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self._model.place(self._model.index(row, 0)) for row in rows] if self._list is not None else []

    def _chosen_place(self):
        index = self.table.currentIndex()
        return self._model.place(index) if index.isValid() else None

    def _show_chosen(self):
        place = self._chosen_place()
        if place is None or self._list is None:
            self.card.clear()
            return
        view = self._list.view
        self.card.setHtml(card_of(view, place))
        if self.window().focusWidget() is self.table:  # the map follows the reader, not a list that was made anew
            zoom_to(self.iface, view.shape(place), view.result.crs)

    def _add_evidence(self):
        target = self._target()
        self.form.add_evidence([evidence_name(path, target) for path in asked_files(self)])

    def _sentence(self):
        result = self.session.result
        if result is None or self._list is None:
            return self.state().sentence
        if applied_file(result) != file_of(self.session):
            return tr("The case names another file of decisions than the result holds: read it again.")
        return tr("Decisions are bound to what was computed: where that changes, they are reopened.")

    def _enable(self):
        ready = self._list is not None and not self.runner.busy
        for name in ("decide", "take_back"):
            self._actions[name].setEnabled(ready)
        self._actions["read_decisions"].setEnabled(ready and file_of(self.session) is not None)
        self._actions["to_export"].setEnabled(self._list is not None)
