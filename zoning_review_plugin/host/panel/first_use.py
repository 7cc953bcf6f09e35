"""An empty panel: the sample city in one click, and a first review with a guide beside it."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from ...model.words import RESOURCES
from ..translation import tr

SAMPLE = RESOURCES / "samples" / "demo" / "demo.review.yaml"


class FirstUse(QFrame):
    """Offers the sample while the case is empty."""

    sample = pyqtSignal()
    guided = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        layout = QVBoxLayout(self)
        text = QLabel(
            tr(
                "There is no case yet. Add layers in the steps below, open a case file, or look at the sample: an "
                "invented city with red lines, farmland, units, access lists and a chemical project with three sites."
            )
        )
        text.setWordWrap(True)
        layout.addWidget(text)
        row = QHBoxLayout()
        for name, title, signal in (
            ("open_sample", tr("Open the Sample City"), self.sample),
            ("guided_review", tr("Guided First Review (Five Minutes)"), self.guided),
        ):
            button = QPushButton(title)
            button.setObjectName(name)
            button.clicked.connect(signal)
            row.addWidget(button)
        row.addStretch()
        layout.addLayout(row)


class Guide(QFrame):
    """Leads through the steps, one sentence each. step: name of the page to be opened."""

    step = pyqtSignal(str)

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._at = 0
        layout = QVBoxLayout(self)
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(self._text)
        row = QHBoxLayout()
        self._back, self._next, end = QPushButton(tr("Back")), QPushButton(tr("Next")), QPushButton(tr("End Guide"))
        self._next.setObjectName("guide_next")
        self._back.clicked.connect(lambda: self._go(-1))
        self._next.clicked.connect(lambda: self._go(1))
        end.clicked.connect(self.hide)
        for button in (self._back, self._next, end):
            row.addWidget(button)
        row.addStretch()
        layout.addLayout(row)
        self.hide()

    def start(self):
        """Begin at the first step."""
        self._at = 0
        self.show()
        self._show()

    def _go(self, by):
        if self._at + by >= len(_steps()):
            self.hide()
            return
        self._at = max(0, self._at + by)
        self._show()

    def _show(self):
        steps = _steps()
        page, text = steps[self._at]
        self._text.setText(f"{self._at + 1}/{len(steps)}  {text}")
        self._back.setEnabled(self._at > 0)
        self._next.setText(tr("Finish") if self._at + 1 == len(steps) else tr("Next"))
        self.step.emit(page)


def _steps():
    return (
        (
            "subjects",
            tr(
                "Subjects are what is reviewed: here 443 planned parcels and three sites of one project. Each layer "
                "says which of its fields hold the number, the name and the land use."
            ),
        ),
        (
            "constraints",
            tr(
                "Constraints are what they are held against. Each layer has a role (ecological red line, control "
                "unit …) and says which ground it answers for: where it does not answer, nothing is called free."
            ),
        ),
        (
            "rules",
            tr(
                "Rule packs hold the clauses of each level, nation to unit. Without them the review gives figures and "
                "judges nothing."
            ),
        ),
        (
            "check",
            tr("Press “Check Inputs”. Every layer is looked through: what is wrong, where, and what to do about it."),
        ),
        (
            "review",
            tr(
                "Choose a folder for the results and press “Review”. When it is done, the subjects stand on the map "
                "by their verdict, and the findings below it."
            ),
        ),
        (
            "review",
            tr(
                "Press “Next Conflict” in the results: the map goes there, the overlap flashes, and the card says "
                "which clause is broken, by which figures, and what is missing."
            ),
        ),
        (
            "decide",
            tr(
                "Some clauses want a person: choose one in the list, read the card, and say what you decide and why. "
                "What was computed stays beside it, and where the facts change the item comes back."
            ),
        ),
        (
            "export",
            tr("The tables, the Word chapter and the page are in the folder of the results; write them again here."),
        ),
    )
