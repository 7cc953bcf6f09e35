"""The form of a decision: verdict, reason, who, when, evidence."""

from __future__ import annotations

from typing import NamedTuple

from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtCore import QDate, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from ...model.codes import VERDICTS
from ...outputs.safe_text import without_controls
from ..translation import tr

USER = "zoning_review/user"  # setting: who decides
AS_COMPUTED = ""  # stands for the verdict that was computed for each


class Said(NamedTuple):
    """What a form says: texts; verdict a code, `AS_COMPUTED`, or None where none is chosen; at an ISO day."""

    verdict: str | None
    reason: str
    by: str
    at: str
    evidence: str


class DecisionForm(QWidget):
    """What a person says of the chosen findings. evidence_asked: files are to be named."""

    evidence_asked = pyqtSignal()

    def __init__(self, words, parent=None):
        super().__init__(parent)
        self._verdict, self._reason, self._by = QComboBox(), QPlainTextEdit(), QLineEdit()
        self._at, self._evidence = QDateEdit(QDate.currentDate()), QLineEdit()
        self._verdict.addItem(tr("Choose…"), None)
        self._verdict.addItem(tr("Confirm What Was Computed"), AS_COMPUTED)
        for code in VERDICTS:
            self._verdict.addItem(words.code("verdict", code), code)
        self._reason.setTabChangesFocus(True)
        self._reason.setMaximumHeight(64)
        self._at.setCalendarPopup(True)
        self._at.setDisplayFormat("yyyy-MM-dd")
        self._by.setText(_user())
        for name, widget in zip(("verdict", "reason", "by", "at", "evidence"), self._fields()):
            widget.setObjectName(f"decision_{name}")
        self.setLayout(self._laid_out())

    def said(self):
        """What the form says now."""
        day = self._at.date().toString(Qt.DateFormat.ISODate)
        texts = (self._reason.toPlainText(), self._by.text(), day, self._evidence.text())
        return Said(self._verdict.currentData(), *(without_controls(text).strip() for text in texts))

    def missing(self, said):
        """A sentence on what the form still wants, and the cursor there; "" where it is complete."""
        for lacks, widget, sentence in (
            (said.verdict is None, self._verdict, tr("Choose a verdict.")),
            (not said.reason, self._reason, tr("Say why: a decision without a reason is none.")),
            (not said.by, self._by, tr("Say who decides.")),
        ):
            if lacks:
                widget.setFocus()
                return sentence
        return ""

    def taken(self, said):
        """A decision was taken: keep who took it, and begin anew."""
        QgsSettings().setValue(USER, said.by)
        self._verdict.setCurrentIndex(0)
        self._reason.clear()
        self._evidence.clear()

    def add_evidence(self, names):
        """Name more files as evidence."""
        self._evidence.setText("; ".join([*filter(None, [self._evidence.text().strip()]), *names]))

    def _fields(self):
        return self._verdict, self._reason, self._by, self._at, self._evidence

    def _laid_out(self):
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        titles = (tr("Decision"), tr("Reason"), tr("Decided by"), tr("Date"))
        for title, widget in zip(titles, self._fields()):
            form.addRow(title, widget)
            widget.setAccessibleName(title)
        add = QPushButton(tr("Add Files…"))
        add.setObjectName("decision_add_files")
        add.clicked.connect(self.evidence_asked)
        row = QHBoxLayout()
        row.addWidget(self._evidence)
        row.addWidget(add)
        self._evidence.setAccessibleName(tr("Documents"))
        form.addRow(tr("Documents"), row)
        return form


def asked_files(parent):
    """Files that the user chooses as evidence."""
    return QFileDialog.getOpenFileNames(parent, tr("Documents"))[0]


def _user():
    return QgsSettings().value(USER) or QgsApplication.userFullName() or QgsApplication.userLoginName()
