"""Step 7: what is handed in: kinds of files, how reports look, the case file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QCheckBox, QFileDialog, QGridLayout, QPushButton, QVBoxLayout

from ....model.words import Words
from ...settings.preferences import preferences
from ...translation import language, tr
from ..map_drawing import drawing
from ..schema_form import SchemaForm, node_of, value_name
from ..showing import let_go
from ..work import exporting
from .page import MISSING, READY, Page, State, Told, told

_MOST = 20  # names of files that are told


class ExportPage(Page):
    """Writes outputs of the last result again, and the case as a case file."""

    NAME = "export"

    def build(self):
        words, kinds = Words(language()), node_of("outputs")["items"]["enum"]
        box = QgsCollapsibleGroupBox(tr("Files"))
        layout = QVBoxLayout(box)
        self._kinds = {}
        for kind in kinds:
            self._kinds[kind] = QCheckBox(value_name("outputs", kind, words))
            self._kinds[kind].setObjectName(f"kind_{kind}")
            self._kinds[kind].clicked.connect(self._chosen)
            layout.addWidget(self._kinds[kind])
        self._maps = QCheckBox(tr("Draw maps (PDF and PNG)"))
        self._maps.setObjectName("kind_maps")
        layout.addWidget(self._maps)
        self.body.addWidget(box)
        look = QgsCollapsibleGroupBox(tr("How reports look"))
        self._report = SchemaForm(node_of("report"))
        self._report.edited.connect(lambda key, value: self.session.edit(("report", key), value))
        QVBoxLayout(look).addWidget(self._report)
        self.body.addWidget(look)
        self.body.addLayout(self._buttons())
        self._told = Told("export_told")
        self.body.addWidget(self._told)
        self.body.addStretch()
        self.refresh()

    def export(self):
        """Write the chosen files of the last result again."""
        folder = self.session.folder
        drawn = drawing(self._maps.isChecked())
        work = exporting(self._result_as_asked(), self.session.held(), self._wanted(), folder, drawn)
        replacing = partial(let_go, self.session.project, folder)
        self.runner.start(tr("Writing outputs"), work, lambda value: self._written(*value), replacing)

    def refresh(self):
        wanted = self._wanted()
        for kind, box in self._kinds.items():
            box.setChecked(kind in wanted)
        self._report.show_values(self.session.document.get("report", {}))
        ready = self.session.result is not None
        self._export.setEnabled(ready)
        self._open.setEnabled(ready and bool(self.session.folder))

    def renew(self):
        self.refresh()

    def title(self):
        return tr("Export")

    def state(self):
        if self.session.result is None:
            return State(MISSING, tr("There is nothing to write yet."))
        return State(READY, self.session.folder)

    def _result_as_asked(self):
        """The result with the look of reports as the panel has it now; figures and verdicts stay as they are."""
        from dataclasses import replace

        from ....model.case import Report

        result = self.session.result
        report = Report(**self.session.document.get("report", {}))
        return replace(result, case=replace(result.case, report=report))

    def _buttons(self):
        grid = QGridLayout()  # two and two: a narrow panel shows them whole
        self._export, self._open = QPushButton(tr("Write Files Again")), QPushButton(tr("Open Folder"))
        save = QPushButton(tr("Save Case File…"))
        self._export.setObjectName("export")
        save.setObjectName("save_case")
        self._export.clicked.connect(self.export)
        self._open.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(self.session.folder)))
        save.clicked.connect(self._save)
        template = QPushButton(tr("Choose Word Template…"))
        template.setObjectName("choose_template")
        template.clicked.connect(self._choose_template)
        for number, button in enumerate((self._export, self._open, template, save)):
            grid.addWidget(button, number // 2, number % 2)
        return grid

    def _choose_template(self):
        folder = preferences().template_folder
        path, _ = QFileDialog.getOpenFileName(self, tr("Word template"), folder, tr("Word documents (*.docx)"))
        if path:
            self.session.edit(("report", "template"), path)

    def _chosen(self):
        wanted = [kind for kind, box in self._kinds.items() if box.isChecked()]
        self.session.edit(("outputs",), wanted or None)

    def _wanted(self):
        return self.session.document.get("outputs") or list(self._kinds)

    def _written(self, files, lacking):
        names = [path.name for paths in files.values() for path in paths]
        listed = Words(language()).say("punctuation.list").join(names[:_MOST])
        lines = [tr("Written: {names}").format(names=listed) + (" …" if len(names) > _MOST else "")]
        self._told.setText("\n".join([*lines, *map(told, lacking)]))

    def _place_of_case(self):
        return str(self.session.home or self.session.project.absolutePath() or Path.home())

    def _save(self):
        from ....model.errors import CaseFault

        path, _ = QFileDialog.getSaveFileName(
            self, tr("Case file"), self._place_of_case(), tr("Case files (*.review.yaml)")
        )
        if not path:
            return
        try:
            self.session.save_file(path if path.endswith((".yaml", ".yml")) else f"{path}.review.yaml")
            self._told.setText(tr("Saved: {names}").format(names=path))
        except CaseFault as fault:
            self._told.setText(told(fault))
        except OSError as error:
            self._told.setText(str(error))
