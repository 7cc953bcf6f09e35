"""The dock of pre-judgement: point out a place on the map or by its coordinates, and read the card."""

from __future__ import annotations

import copy
from pathlib import Path

from qgis.core import QgsCoordinateReferenceSystem, QgsVectorLayer
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QApplication, QFileDialog

try:  # Qt 6 moved QShortcut
    from qgis.PyQt.QtGui import QShortcut
except ImportError:
    from qgis.PyQt.QtWidgets import QShortcut

from ...inputs.case.case_document import case_of_document
from ...model.words import Words
from ..panel.showing import zoom_to
from ..translation import language, tr
from .answers import Answers
from .card import card_html, figures_html
from .form import PlaceForm
from .map_tool import LINE, POINT, POLYGON, PlaceTool, band_of
from .work import drawn, pasted, saving

_NOBODY = {"source": "-"}  # a case needs a subject; a pre-judgement brings its own


class PrejudgeDock(QgsDockWidget):
    """Asks the case of a `Session` about one place after the other."""

    def __init__(self, session, iface, parent=None):
        super().__init__(tr("Pre-judgement"), parent)
        self.setObjectName("ZoningReviewPrejudge")
        self.session, self._iface, self.found, self._words = session, iface, None, Words(language())
        self.answers = Answers(session, self)
        self.form = PlaceForm()
        self.setWidget(self.form)
        self.tools = {kind: self._tool(kind) for kind in (POINT, LINE, POLYGON)}
        self._bands = {kind: band_of(iface.mapCanvas(), kind) for kind in (POINT, LINE, POLYGON)}
        self._connect()
        self._refresh()

    def start(self, kind=POINT):
        """Take up the tool for a kind of place, and read the layers meanwhile."""
        if self._case() is not None:
            self._iface.mapCanvas().setMapTool(self.tools[kind])
            self._iface.mapCanvas().setFocus()

    def ask_selected(self):
        """Ask about the one selected feature of the active layer."""
        layer = self._iface.activeLayer()
        if not isinstance(layer, QgsVectorLayer) or layer.selectedFeatureCount() != 1:
            self.form.tell(tr("Select exactly one feature of the active layer."))
            return
        (feature,) = layer.selectedFeatures()
        if feature.geometry().isNull():
            self.form.tell(tr("The selected feature has no shape."))
            return
        self._ask_shape(feature.geometry(), layer.crs())

    def ask_text(self):
        """Ask about the coordinates in the field."""
        text = self.form.text.toPlainText().strip()
        if not text:
            self.form.tell(tr("Type or paste coordinates first."))
        elif self._case() is not None:
            self._clear_bands()
            self._ask(pasted(text, self.form.kind()))

    def paste(self):
        """Take coordinates from the clipboard, and ask."""
        self.form.text.setPlainText(QApplication.clipboard().text().strip())
        self.ask_text()

    def zoom(self):
        """Show the place on the map."""
        if self.found is not None:
            zoom_to(self._iface, self.found.subject.geom, self.found.result.crs)

    def save(self):
        """Ask where to, and write the page."""
        if self.found is None:
            return
        path, _ = QFileDialog.getSaveFileName(
            self, tr("Save Report"), str(Path.home() / "prejudgement.html"), tr("Web pages (*.html)")
        )
        if path:
            self.save_to(path)

    def save_to(self, path):
        """Write the page of the last answer to a file."""
        work = saving(self.found, path, language())
        self.answers.save(work, lambda saved: self.form.tell(tr("Saved as {path}").format(path=saved)))

    def close_down(self):
        """Let go of the canvas and of everything that is under way."""
        self.answers.forget()
        canvas = self._iface.mapCanvas()
        for tool in self.tools.values():
            canvas.unsetMapTool(tool)
            tool.remove()
        for band in self._bands.values():
            canvas.scene().removeItem(band)

    def _connect(self):
        form, answers = self.form, self.answers
        for kind, button in form.buttons.items():
            button.clicked.connect(lambda _, kind=kind: self.start(kind))
        form.selected.clicked.connect(self.ask_selected)
        form.ask.clicked.connect(self.ask_text)
        form.zoom.clicked.connect(self.zoom)
        form.save.clicked.connect(self.save)
        form.stop.clicked.connect(answers.runner.cancel)
        answers.answered.connect(self._show)
        answers.figured.connect(lambda figures: form.card.setHtml(figures_html(figures, self._words)))
        answers.told.connect(form.tell)
        answers.busy_changed.connect(form.stop.setVisible)
        self.session.changed.connect(self._refresh)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.paste)

    def _tool(self, kind):
        canvas = self._iface.mapCanvas()
        tool = PlaceTool(canvas, kind)
        tool.setButton(self.form.buttons[kind])  # checked while the tool is in use
        tool.placed.connect(lambda shape: self._ask_shape(shape, canvas.mapSettings().destinationCrs()))
        tool.moved.connect(self._follow)
        tool.cleared.connect(self._not_drawing)
        return tool

    def _ask_shape(self, shape, reference):
        if self._case() is None:
            return
        crs = _crs_of(reference)
        if crs is None:
            self.form.tell(tr("The map has no CRS: set that of the project first."))
            return
        self._clear_bands()
        kind = next((kind for kind, is_of in _types().items() if is_of == shape.type()), POINT)
        self._bands[kind].setToGeometry(shape, reference)
        self._ask(drawn(bytes(shape.asWkb()), crs))

    def _ask(self, place):
        """Ask about a place. The answer to the question before goes: nobody shall take it for that to this one."""
        self._clear_answer()
        self.answers.ask(place, self.form.told())

    def _clear_answer(self):
        self.found = None
        self.form.card.clear()
        self.form.set_answered(False)

    def _follow(self, shape):
        crs = _crs_of(self._iface.mapCanvas().mapSettings().destinationCrs())
        if crs is not None:
            self.answers.follow(drawn(bytes(shape.asWkb()), crs))

    def _not_drawing(self):
        self.answers.stop_following()
        if self.found is None:
            self.form.card.clear()
        else:
            self._show(self.found)

    def _clear_bands(self):
        for kind, band in self._bands.items():
            band.reset(_types()[kind])

    def _case(self):
        """The case of the session, whose layers are then being read; None, and a sentence, where there is none."""
        from ...model.errors import CaseFault

        document = copy.deepcopy(self.session.document)
        if not document.get("constraints"):
            self.form.tell(tr("Open a case file or choose constraint layers in the Zoning Review panel first."))
            return None
        document["subjects"] = document.get("subjects") or [_NOBODY]
        try:
            case = case_of_document(document, self.session.project.absolutePath() or Path.home())
        except CaseFault as fault:
            self.form.tell(self._words.fault(fault))
            return None
        self.answers.warm(case, self.session.held())
        return case

    def _show(self, found):
        from ...tables.prejudgement import card_of

        self.found = found
        self.form.tell("")
        self.form.card.setHtml(card_html(card_of(found, language()), self._words))
        self.form.set_answered(True)

    def _refresh(self):
        """The case has changed: what was answered may no longer hold."""
        self._clear_answer()
        has_layers = bool(self.session.document.get("constraints"))
        ask = tr("Click the map, draw, or paste coordinates.")
        none = tr("Open a case file or choose constraint layers in the Zoning Review panel first.")
        self.form.tell(ask if has_layers else none)


def _crs_of(reference: QgsCoordinateReferenceSystem):
    from ..feature_source import crs_of

    return crs_of(reference)


def _types():
    from qgis.core import QgsWkbTypes

    types = QgsWkbTypes.GeometryType
    return {POINT: types.PointGeometry, LINE: types.LineGeometry, POLYGON: types.PolygonGeometry}
