"""Step 5: the review itself: run it, stop it, see what it came to."""

from __future__ import annotations

from pathlib import Path

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QStandardPaths
from qgis.PyQt.QtWidgets import QFormLayout, QLabel, QPushButton

from ....model.codes import VERDICTS
from ....model.words import Words
from ...settings.preferences import preferences
from ...translation import language, tr
from ..showing import load_group
from ..work import reviewing
from .page import MISSING, READY, REMARKS, Page, State


def prejudge_button(session):
    """A button that opens pre-judgement."""
    button = QPushButton(tr("Pre-judge a Place…"))
    button.setObjectName("open_prejudge")
    button.clicked.connect(session.prejudge_asked)
    return button


class ReviewPage(Page):
    """Runs the review of the case as it stands and loads the result as a styled group."""

    NAME = "review"

    def build(self):
        self.folder = QgsFileWidget()
        self.folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.folder.setObjectName("output_folder")
        form = QFormLayout()
        form.addRow(tr("Output folder"), self.folder)
        self._run = QPushButton(tr("Review"))
        self._run.setObjectName("run_review")
        self._run.setDefault(True)
        self._run.clicked.connect(self.run)
        self._told = QLabel()
        self._told.setWordWrap(True)
        self._told.setObjectName("review_told")
        self.body.addLayout(form)
        self.body.addWidget(self._run)
        self.body.addWidget(prejudge_button(self.session))
        self.body.addWidget(self._told)
        self.body.addStretch()
        self.folder.setFilePath(self._proposed())
        self.refresh()

    def run(self):
        """Start the review of the case as it stands."""
        from ....model.errors import CaseFault

        folder = self.folder.filePath()
        if not folder:
            self._told.setText(tr("Choose the folder that receives the results."))
            return
        try:
            case = self.session.case()
        except CaseFault as fault:
            self._told.setText(Words(language()).fault(fault))
            return
        work = reviewing(case, self.session.held(), folder, preferences())
        self.runner.start(tr("Zoning review"), work, lambda value: self._take(value[0], folder))

    def refresh(self):
        result = self.session.result
        self._told.setText(self._summary(result) if result is not None else "")

    def title(self):
        return tr("Review")

    def state(self):
        result = self.session.result
        if result is None:
            return State(MISSING, tr("Not reviewed yet."))
        if self.session.stale:
            return State(REMARKS, tr("The case has changed since the last review."))
        return State(READY, self._summary(result).splitlines()[0])

    def _take(self, result, folder):
        layers = load_group(self.session.project, folder, result.case.title)
        self.session.take_result(result, folder)
        self.session.shown.emit(layers)

    def _summary(self, result):
        from ....tables.overview import what_was_reviewed

        words = Words(language())
        lines = [" ".join(what_was_reviewed(result, words))]
        counts = result.tables["subject"]["verdict"].value_counts()
        lines += [f"{words.code('verdict', code)}: {counts[code]}" for code in VERDICTS if code in counts]
        return "\n".join(lines)

    def _proposed(self):
        preferred = preferences().output_folder
        if preferred:
            return preferred
        home = self.session.project.absolutePath() or QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        return str(Path(home) / "zoning_review") if home else ""
