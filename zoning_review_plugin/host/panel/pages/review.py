"""Step 5: the review itself: run it, stop it, see what it came to."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QStandardPaths
from qgis.PyQt.QtWidgets import QCheckBox, QFormLayout, QPushButton

from ....model.codes import VERDICTS
from ....model.words import Words
from ...apart.tasks import Asking
from ...settings.preferences import preferences
from ...translation import language, tr
from ..map_drawing import drawing
from ..showing import let_go, load_group
from ..work import reviewing
from .page import MISSING, READY, REMARKS, Page, State, Told, told


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
        self._told = Told("review_told")
        self._maps = QCheckBox(tr("Draw maps (PDF and PNG)"))
        self._maps.setObjectName("draw_maps")
        self._maps.setToolTip(tr("One page a map; takes some minutes more."))
        form.addRow("", self._maps)
        self.body.addLayout(form)
        self.body.addWidget(self._run)
        self.body.addWidget(prejudge_button(self.session))
        self.body.addWidget(self._told)
        self.body.addStretch()
        self._summed = (None, "")
        self.session.left.connect(self._propose)
        self._propose()
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
            self._told.setText(told(fault))
            return
        self.session.keep_output_folder(folder)
        chosen = preferences()
        asking = Asking(language(), chosen.threads, chosen.user)
        work = reviewing(case, self.session.held(), folder, asking, drawing(self._maps.isChecked()))
        replacing = partial(let_go, self.session.project, folder)
        self.runner.start(tr("Zoning review"), work, lambda value: self._take(*value, folder), replacing)

    def refresh(self):
        result = self.session.result
        self._told.setText(self._summary(result) if result is not None else "")

    def renew(self):
        self.refresh()

    def title(self):
        return tr("Review")

    def state(self):
        result = self.session.result
        if result is None:
            return State(MISSING, tr("Not reviewed yet."))
        if self.session.stale:
            return State(REMARKS, tr("The case has changed since the last review."))
        return State(READY, self._summary(result).splitlines()[0])

    def _take(self, reviewed, layers, folder):
        for _ in load_group(self.session.project, folder, reviewed.result.case.title, layers):
            yield
        self.session.take_result(reviewed.result, folder, reviewed.view)
        yield
        if reviewed.lacking:
            self._told.setText("\n".join([self._told.text(), *map(told, reviewed.lacking)]))
        self.session.shown.emit(layers)

    def _summary(self, result):
        if self._summed[0] is not result:
            self._summed = (result, self._sum(result))
        return self._summed[1]

    def _sum(self, result):
        from ....tables.overview import what_was_reviewed

        words = Words(language())
        lines = [" ".join(what_was_reviewed(result, words))]
        counts = result.tables["subject"]["verdict"].value_counts()
        told = tr("{what}: {value}")
        lines += [
            told.format(what=words.code("verdict", code), value=counts[code]) for code in VERDICTS if code in counts
        ]
        return "\n".join(lines)

    def _propose(self):
        self.folder.setFilePath(self.session.output_folder() or self._proposed())

    def _proposed(self):
        preferred = preferences().output_folder
        if preferred:
            return preferred
        home = self.session.project.absolutePath() or QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        return str(Path(home) / "zoning_review") if home else ""
