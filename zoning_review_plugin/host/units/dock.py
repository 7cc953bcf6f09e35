"""The dock of unit cards: click a unit on the map, read all that applies to it."""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCsException, QgsPointXY
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ...model.errors import CaseFault
from ...model.words import Words
from ...tables.unit_cards import card_table
from ..results.copying import as_table
from ..translation import language, tr
from .card import DIMENSION, LEVEL, card_html, nothing_html
from .tool import UnitCardTool
from .warm import Warm

_MATTERS = ("subjects", "constraints", "rules", "date", "options")  # keys of a case that cards rest on


class UnitCardDock(QgsDockWidget):
    """Unit cards of the session's case. What was read is kept until the case changes."""

    def __init__(self, session, runner, iface, parent=None):
        super().__init__(tr("Unit Card"), parent)
        self.setObjectName("ZoningReviewUnitCard")
        self._session, self._runner, self._iface = session, runner, iface
        self._warm, self._here, self._made_of = None, None, self._matters()
        self.setWidget(self._laid_out())
        self.tool = UnitCardTool(iface.mapCanvas())
        # A copy: what the signal hands over is gone once the click is, and the first card comes later.
        self.tool.canvasClicked.connect(lambda point, _button: self.ask(QgsPointXY(point)))
        session.changed.connect(self.forget)
        self._show()

    def start(self):
        """Show the dock and wait for clicks on the map."""
        self.setUserVisible(True)
        self._iface.mapCanvas().setMapTool(self.tool)

    def ask(self, point):
        """Show the card of the unit at a point (`QgsPointXY`) in the CRS of the map."""
        if self._warm is not None and self._warm.ready:
            self._look(point)
            return
        try:
            warm = Warm(self._session.case(), self._session.held())
        except CaseFault as fault:
            self._told.setText(Words(language()).fault(fault))
            return
        self._start(tr("Reading control units"), warm.opening(), lambda value: self._opened(value, point))

    def forget(self):
        """Where the case is another one: read it again at the next click."""
        made_of = self._matters()
        if made_of == self._made_of:
            return
        self._made_of = made_of
        self._warm, self._here = None, None
        self._units.clear()
        self._show()

    def copy(self):
        """Put the shown card on the clipboard, as a table."""
        card = self._card()
        if card is not None:
            table = card_table(card, language())
            QApplication.clipboard().setMimeData(as_table([one.title for one in table.columns], table.texts()))

    def export(self):
        """Write the shown card as a workbook and a page into a folder that the user chooses."""
        folder = QFileDialog.getExistingDirectory(self, tr("Folder for the unit card"))
        if folder:
            self.export_to(folder)

    def export_to(self, folder):
        """Write the shown card as a workbook and a page into `folder`."""
        code = self._units.currentData()
        if code is not None:
            work = self._warm.writing((code,), folder)
            self._start(tr("Writing unit cards"), work, lambda files: self._told.setText(_written(files)))

    def close_down(self):
        """Let go of the map."""
        canvas = self._iface.mapCanvas()
        if canvas.mapTool() is self.tool:
            canvas.unsetMapTool(self.tool)
        self._session.changed.disconnect(self.forget)

    def _laid_out(self):
        self._units, self._by, self._told = QComboBox(), QComboBox(), QLabel()
        self._units.setAccessibleName(tr("Control units here"))
        self._units.setObjectName("units_here")
        self._units.activated.connect(lambda _: self._choose())
        self._by.addItem(tr("By Dimension"), DIMENSION)
        self._by.addItem(tr("By Level"), LEVEL)
        self._by.setAccessibleName(tr("Order of the clauses"))
        self._by.activated.connect(lambda _: self._show())
        self._told.setWordWrap(True)
        self.card = QTextBrowser()
        self.card.setOpenLinks(False)
        self.card.setAccessibleName(tr("Unit card"))
        self._click = QPushButton(tr("Click on the Map"))
        self._copy, self._export = QPushButton(tr("Copy Table")), QPushButton(tr("Save As Files…"))
        for name, button, action in (
            ("click_units", self._click, self.start),
            ("copy_card", self._copy, self.copy),
            ("export_card", self._export, self.export),
        ):
            button.setObjectName(name)
            button.clicked.connect(lambda _=False, action=action: action())
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._units, 1)
        head.addWidget(self._by)
        for button in (self._click, self._copy, self._export):
            foot.addWidget(button)
        foot.addStretch()
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.addLayout(head)
        layout.addWidget(self.card, 1)
        layout.addWidget(self._told)
        layout.addLayout(foot)
        return whole

    def _matters(self):
        return {key: self._session.document.get(key) for key in _MATTERS}

    def _start(self, title, work, done):
        if not self._runner.start(title, work, done):
            self._told.setText(tr("Another job is under way."))

    def _opened(self, warm, point):
        self._warm = warm
        self._after(lambda: self._look(point))

    def _after(self, action):
        """Do it once the runner is free: a job begins none while it ends."""

        def ended(_):
            self._runner.ended.disconnect(ended)
            action()

        self._runner.ended.connect(ended)

    def _look(self, point):
        try:
            place = self._moved(point)
        except QgsCsException as error:
            self._told.setText(str(error))
            return
        self._here = self._warm.look(place.x(), place.y())
        self._units.clear()
        for code in self._here.units:
            self._units.addItem(code, code)
        self._choose()

    def _moved(self, point):
        settings = self._iface.mapCanvas().mapSettings()
        target = QgsCoordinateReferenceSystem.fromWkt(self._warm.crs.to_wkt())
        if not settings.destinationCrs().isValid():
            return point
        return QgsCoordinateTransform(settings.destinationCrs(), target, settings.transformContext()).transform(point)

    def _choose(self):
        code = self._units.currentData()
        if code is None or self._warm.card(code) is not None:
            self._show()
            return
        self._start(tr("Making the unit card"), self._warm.making((code,)), lambda _: self._show())

    def _card(self):
        code = self._units.currentData()
        return self._warm.card(code) if self._warm is not None and code is not None else None

    def _show(self):
        card = self._card()
        if card is not None:
            self.card.setHtml(card_html(card, self._here, self._by.currentData()))
        elif self._here is not None and not self._here.units:
            self.card.setHtml(nothing_html(self._here))
        else:
            self.card.clear()
        self._told.setText("" if self._here is not None else tr("Click a control unit on the map."))
        self._copy.setEnabled(card is not None)
        self._export.setEnabled(card is not None)


def _written(files):
    names = [path.name for paths in files.values() for path in paths]
    return tr("Written: {names}").format(names=Words(language()).say("punctuation.list").join(names))
