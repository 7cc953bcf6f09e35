"""The panel: steps down one side, the page of the chosen step beside them, the running job below."""

from __future__ import annotations

from qgis.core import Qgis, QgsApplication
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import QSize, Qt, QTimer
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ..help import INDEX, STEPS, show_page
from ..provider_icons import icon_path
from ..results.dock import ResultsDock
from ..translation import tr
from .first_use import SAMPLE, FirstUse, Guide
from .map_sources import named_sources
from .one_feature import case_of_one, subject_of
from .pages.check import CheckPage
from .pages.constraints import ConstraintsPage
from .pages.decide import DecidePage
from .pages.export import ExportPage
from .pages.page import MISSING, READY, REMARKS, told
from .pages.review import ReviewPage
from .pages.rules import RulesPage
from .pages.subjects import SubjectsPage
from .running import Runner
from .session import Session
from .showing import load_sources
from .work import reviewing_only

PAGES = (SubjectsPage, ConstraintsPage, RulesPage, CheckPage, ReviewPage, DecidePage, ExportPage)
# A sign and a shape beside the colour: colour is never all that tells.
_SIGNS = {READY: ("✓", "state_ready.svg"), REMARKS: ("!", "state_remarks.svg"), MISSING: ("○", "state_missing.svg")}


_SETTLE_MS = 100  # layers come and go in crowds


class ReviewDock(QgsDockWidget):
    """The panel of one QGIS window. `session` is its case, `runner` its job."""

    def __init__(self, iface, project, parent=None):
        super().__init__(tr("Zoning Review"), parent)
        self.setObjectName("ZoningReviewPanel")
        self._iface = iface
        self.session, self.runner = Session(project, self), Runner(self)
        self.pages = [make(self.session, self.runner, iface) for make in PAGES]
        self.setWidget(self._layout())
        self.results = ResultsDock(iface, parent)
        self.results.hide()
        self.prejudge = None
        self.unit_card = None
        self.session.changed.connect(self._show_states)
        self.session.done.connect(self._show_states)
        self.session.asked_for.connect(self.go_to)
        self.session.shown.connect(self._show_result)
        self.session.unit_card_asked.connect(self.show_unit_card)
        self.session.decided.connect(lambda: self.results.renew(self.session.result, self.session.view))
        self.session.prejudge_asked.connect(self.show_prejudge)
        self.session.left.connect(self._leave)
        self.runner.started.connect(self._job_started)
        self.runner.refused.connect(lambda sentence: self._tell(sentence, Qgis.MessageLevel.Warning))
        self.runner.ended.connect(self._job_ended)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLE_MS)
        self._settled.timeout.connect(self.session.changed)
        for signal, slot in self._heard():
            signal.connect(slot)
        self._show_states()
        self.steps.setCurrentRow(0)

    def _heard(self):
        """(signal, slot) of what the panel hears of its project."""
        project = self.session.project
        layers = (project.layersAdded, project.layersRemoved, project.layerTreeRoot().nameChanged)
        whole = [(signal, self.session.restore) for signal in (project.readProject, project.cleared)]
        return whole + [(signal, self._layers_changed) for signal in layers]

    def _layers_changed(self, *_):
        self._settled.start()

    def go_to(self, name):
        """Open the step called `name`."""
        self.steps.setCurrentRow([page.NAME for page in self.pages].index(name))

    def open_case(self, path):
        """Take up a case file; a fault is told in the message bar."""
        from ...model.errors import CaseFault

        try:
            self.session.open_file(path)
        except CaseFault as fault:
            self._tell(told(fault), Qgis.MessageLevel.Critical)
            return
        load_sources(self.session.project, named_sources(self.session.document), tr("Layers of the case"))
        self.session.changed.emit()

    def _show_result(self, layers):
        """Show the findings of the last result; nothing where no rules were applied."""
        if len(self.session.result.tables["finding"]):
            self.results.show_result(self.session.result, layers, self.session.view)
            self.results.setUserVisible(True)
        else:
            self.results.show_nothing()

    def _leave(self):
        """Another project was opened, or this one closed: what was under way or shown belongs to the old one."""
        self.runner.forget()
        self.results.show_nothing()

    def show_prejudge(self):
        """Show the dock of pre-judgement; made when it is asked for first."""
        if self.prejudge is None:
            from ..prejudge.dock import PrejudgeDock

            self.prejudge = PrejudgeDock(self.session, self._iface, self.parent())
            area, beside = Qt.DockWidgetArea.RightDockWidgetArea, [self.objectName()]
            self._iface.addTabifiedDockWidget(area, self.prejudge, beside, True)
        self.prejudge.setUserVisible(True)
        self.prejudge.raise_()
        self.prejudge.start()
        return self.prejudge

    def review_feature(self, layer, feature):
        """Show the findings on a feature; where the results have none, review it alone."""
        from ...model.errors import CaseFault

        subject = subject_of(self.session, layer, feature)
        if subject is not None and self.results.show_subjects({subject}):
            self.results.setUserVisible(True)
            return
        try:
            asked = case_of_one(self.session, layer, feature)
        except CaseFault as fault:
            self._tell(told(fault), Qgis.MessageLevel.Warning)
            return
        if asked is None or (subject is not None and not self.session.stale):
            self._tell(tr("There are no findings on this feature: run the review first."), Qgis.MessageLevel.Info)
        elif not self.runner.start(tr("Reviewing one feature"), reviewing_only(*asked), self._show_one):
            self._tell(tr("Another job is under way."), Qgis.MessageLevel.Info)

    def _show_one(self, result):
        """Show the findings of a review of one feature; the last result stays what it is."""
        self.results.show_result(result)
        self.results.setUserVisible(True)
        if len(result.tables["finding"]):
            self._tell(tr("Only this feature was reviewed; decisions are left out."), Qgis.MessageLevel.Info)
        else:
            self._tell(tr("No rules apply to this feature: add rule packs in step Rules."), Qgis.MessageLevel.Info)

    def show_unit_card(self):
        """Wait for clicks on the map, and show the card of the unit there."""
        if self.unit_card is None:
            from ..units.dock import UnitCardDock

            self.unit_card = UnitCardDock(self.session, self.runner, self._iface, self.parent())
            self._iface.addTabifiedDockWidget(
                Qt.DockWidgetArea.RightDockWidgetArea, self.unit_card, [self.objectName()], True
            )
        self.unit_card.raise_()
        self.unit_card.start()

    def docks(self):
        """All docks that the panel opened, itself last."""
        return [dock for dock in (self.prejudge, self.unit_card, self.results, self) if dock is not None]

    def close_down(self):
        """Let go of everything, for the plugin that is unloaded: a job under way is stopped."""
        self.runner.close_down()
        self.results.close_down()
        if self.prejudge is not None:
            self.prejudge.close_down()
        if self.unit_card is not None:
            self.unit_card.close_down()
        self._settled.stop()
        for signal, slot in self._heard():
            signal.disconnect(slot)

    def _layout(self):
        self.steps, self.stack = QListWidget(), QStackedWidget()
        self.steps.setObjectName("steps")
        self.steps.setAccessibleName(tr("Steps of the review"))
        self.steps.setMinimumWidth(110)
        self.steps.setIconSize(QSize(16, 16))
        for page in self.pages:
            self.steps.addItem(QListWidgetItem(page.title()))
            scroll = QScrollArea()
            scroll.setWidgetResizable(True)
            scroll.setFrameShape(QScrollArea.Shape.NoFrame)
            scroll.setWidget(page)
            self.stack.addWidget(scroll)
        self.steps.currentRowChanged.connect(self.stack.setCurrentIndex)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.steps)
        split.addWidget(self.stack)
        split.setStretchFactor(1, 1)
        split.setSizes([130, 420])
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.addLayout(self._head())
        layout.addWidget(self._beginning())
        layout.addWidget(self.guide)
        layout.addWidget(split, 1)
        layout.addLayout(self._foot())
        return whole

    def _beginning(self):
        self.first_use, self.guide = FirstUse(), Guide()
        self.first_use.sample.connect(lambda: self.open_case(SAMPLE))
        self.first_use.guided.connect(self._begin_guide)
        self.guide.step.connect(self.go_to)
        return self.first_use

    def _begin_guide(self):
        self.open_case(SAMPLE)
        self.guide.start()

    def _head(self):
        row = QHBoxLayout()
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        opened = QPushButton(tr("Open Case File…"))
        opened.setObjectName("open_case")
        opened.clicked.connect(self._ask_case)
        row.addWidget(self._sentence, 1)
        row.addWidget(opened)
        row.addWidget(self._help_button())
        return row

    def _help_button(self):
        button = QPushButton(tr("Help"))
        button.setObjectName("help")
        button.setToolTip(tr("Opens the page on the chosen step."))
        button.clicked.connect(lambda: show_page(STEPS.get(self.pages[self.steps.currentRow()].NAME, INDEX)))
        return button

    def _foot(self):
        row = QHBoxLayout()
        self._bar, self._stage, self._cancel = QProgressBar(), QLabel(), QPushButton(tr("Cancel"))
        self._cancel.setObjectName("cancel")
        self._cancel.clicked.connect(self.runner.cancel)
        for widget in (self._bar, self._stage, self._cancel):
            widget.setVisible(False)
            row.addWidget(widget)
        return row

    def _ask_case(self):
        path, _ = QFileDialog.getOpenFileName(self, tr("Case file"), "", tr("Case files (*.yaml *.yml)"))
        if path:
            self.open_case(path)

    def _show_states(self):
        sentences = []
        for row, page in enumerate(self.pages):
            state, item = page.state(), self.steps.item(row)
            sign, icon = _SIGNS[state.level]
            item.setIcon(QIcon(icon_path(icon)))
            item.setText(f"{row + 1} {page.title()}")
            item.setToolTip(state.sentence)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{page.title()}: {sign} {state.sentence}")
            if state.level == MISSING:
                sentences.append(state.sentence)
        self._sentence.setText(sentences[0] if sentences else "")
        self.first_use.setVisible(not self.session.document)

    def _job_started(self, job):
        self._bar.setRange(0, 100)
        self._bar.setValue(0)
        self._stage.setText(job.description())
        for widget in (self._bar, self._stage, self._cancel):
            widget.setVisible(True)
        # Methods, not functions: Qt forgets them with the panel, and a job may outlive it.
        job.progressChanged.connect(self._job_moved)
        job.stepped.connect(self._job_stepped)

    def _job_moved(self, percent):
        self._bar.setValue(int(percent))

    def _job_stepped(self, stage, left):
        told = tr("{stage}, about {left} left").format(stage=stage, left=_span(left))
        self._stage.setText(stage if left < 0 else told)

    def _job_ended(self, job):
        for widget in (self._bar, self._stage, self._cancel):
            widget.setVisible(False)
        if job.sentence:
            self._tell(job.sentence, Qgis.MessageLevel.Critical)
        elif job.stopped:
            self._tell(tr("Stopped. Earlier results are as they were."), Qgis.MessageLevel.Info)
        self._show_states()

    def _tell(self, sentence, level):
        QgsApplication.messageLog().logMessage(sentence, "Zoning Review", level)
        if self._iface is not None:
            self._iface.messageBar().pushMessage(tr("Zoning Review"), sentence, level)


def _span(seconds):
    """A length of time as people say it."""
    if seconds < 90:
        return tr("{seconds} s").format(seconds=max(1, round(seconds)))
    return tr("{minutes} min").format(minutes=round(seconds / 60))
