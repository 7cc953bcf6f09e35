"""The widgets of pre-judgement: how a place is given, what is told of the project, the card."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...model.codes import NATURES
from ...model.words import Words
from ..translation import language, tr
from .map_tool import LINE, POINT, POLYGON

_LINES = 2  # of the field for coordinates


class PlaceForm(QWidget):
    """`buttons` by kind of place, `selected`, `text` with `ask`, the fields of the project, `card`, `state`."""

    def __init__(self, parent=None):
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.addLayout(self._ways())
        layout.addLayout(self._by_text())
        layout.addLayout(self._project())
        self.state = QLabel()
        self.state.setObjectName("prejudge_state")
        self.state.setWordWrap(True)
        self.card = QTextBrowser()
        self.card.setObjectName("prejudge_card")
        self.card.setOpenLinks(False)
        self.card.setAccessibleName(tr("Card of the pre-judgement"))
        layout.addLayout(self._head())
        layout.addWidget(self.card, 1)
        layout.addLayout(self._foot())

    def kind(self):
        """What several corners make: the code of a kind, None for a single place."""
        return self._kind.currentData()

    def told(self):
        """What is told of the project: arguments of a `studies.prejudge.Place`."""
        texts = {"industry": self.industry.text().strip(), "land_use": self.land_use.text().strip()}
        texts["nature"] = self.nature.currentData()
        return {name: text for name, text in texts.items() if text}

    def tell(self, sentence):
        """Show a sentence on what is under way or what went wrong."""
        self.state.setText(sentence)
        self.state.setVisible(bool(sentence))

    def set_answered(self, answered):
        """Whether there is an answer to zoom to and to save."""
        for button in (self.zoom, self.save):
            button.setEnabled(answered)

    def _ways(self):
        titles = {POINT: tr("Click a Point"), LINE: tr("Draw a Line"), POLYGON: tr("Draw a Polygon")}
        row, self.buttons = QHBoxLayout(), {}
        for kind, title in titles.items():
            button = QToolButton()
            button.setText(title)
            button.setCheckable(True)
            button.setObjectName(f"prejudge_{kind}")
            self.buttons[kind] = button
            row.addWidget(button)
        self.buttons[LINE].setToolTip(
            tr("Right click or double click ends, Backspace takes a corner back, Esc cancels")
        )
        self.buttons[POLYGON].setToolTip(self.buttons[LINE].toolTip())
        self.selected = QPushButton(tr("Use Selected Feature"))
        self.selected.setObjectName("prejudge_selected")
        row.addWidget(self.selected)
        row.addStretch()
        return row

    def _by_text(self):
        row = QHBoxLayout()
        self.text, self._kind, self.ask = QPlainTextEdit(), QComboBox(), QPushButton(tr("Ask"))
        self.text.setObjectName("prejudge_text")
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText("116°22′15″E 34°56′43″N")
        self.text.setAccessibleName(tr("Coordinates"))
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * _LINES + 12)
        for title, kind in (
            (tr("One place"), None),
            (tr("Corners of a line"), LINE),
            (tr("Corners of a polygon"), POLYGON),
        ):
            self._kind.addItem(title, kind)
        self._kind.setAccessibleName(tr("What the coordinates are"))
        self.ask.setObjectName("prejudge_ask")
        row.addWidget(self.text, 1)
        row.addWidget(self._kind)
        row.addWidget(self.ask)
        return row

    def _project(self):
        form, words = QFormLayout(), Words(language())
        self.industry, self.land_use, self.nature = QLineEdit(), QLineEdit(), QComboBox()
        self.industry.setObjectName("prejudge_industry")
        self.industry.setPlaceholderText("C2614")
        self.land_use.setPlaceholderText("100102")
        self.nature.addItem(tr("Not told"), None)
        for code in NATURES:
            self.nature.addItem(words.code("nature", code), code)
        form.addRow(tr("Industry code"), self.industry)
        form.addRow(tr("Planned land use"), self.land_use)
        form.addRow(tr("Nature of the project"), self.nature)
        return form

    def _head(self):
        row = QHBoxLayout()
        self.stop = QPushButton(tr("Cancel"))
        self.stop.setVisible(False)
        row.addWidget(self.state, 1)
        row.addWidget(self.stop)
        return row

    def _foot(self):
        row = QHBoxLayout()
        self.zoom, self.save = QPushButton(tr("Zoom")), QPushButton(tr("Save Report…"))
        self.zoom.setObjectName("prejudge_zoom")
        self.save.setObjectName("prejudge_save")
        row.addStretch()
        row.addWidget(self.zoom)
        row.addWidget(self.save)
        return row
