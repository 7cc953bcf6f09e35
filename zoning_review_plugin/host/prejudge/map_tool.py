"""A map tool that points out one place: a click, or a line or polygon drawn corner by corner."""

from __future__ import annotations

from qgis.core import QgsGeometry, QgsPointXY, QgsWkbTypes
from qgis.gui import QgsMapTool, QgsRubberBand
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor

POINT, LINE, POLYGON = "point", "line", "polygon"
_LEAST = {LINE: 2, POLYGON: 3}
_COLOUR, _FILL = QColor(31, 78, 95), QColor(217, 164, 0, 60)


class PlaceTool(QgsMapTool):
    """Left clicks set corners; a right click, a double click or Enter ends; Backspace takes one back; Esc begins anew.

    placed, moved: a `QgsGeometry` in the CRS of the canvas; moved while it is being drawn and already has a shape.
    cleared: nothing is drawn any more.
    """

    placed = pyqtSignal(object)
    moved = pyqtSignal(object)
    cleared = pyqtSignal()

    def __init__(self, canvas, kind):
        super().__init__(canvas)
        self.kind, self._corners = kind, []
        self._band = band_of(canvas, kind)
        self.setCursor(Qt.CursorShape.CrossCursor)

    @property
    def corners(self):
        """The corners so far, `QgsPointXY` in the CRS of the canvas."""
        return list(self._corners)

    def canvasReleaseEvent(self, event):
        if event.button() == Qt.MouseButton.RightButton:
            self.finish()
        elif event.button() == Qt.MouseButton.LeftButton:
            self._add(self.toMapCoordinates(event.pos()))

    def canvasDoubleClickEvent(self, event):
        self.finish()

    def canvasMoveEvent(self, event):
        if self._corners:
            self._show(self.toMapCoordinates(event.pos()))

    def keyPressEvent(self, event):
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.clear()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            event.accept()  # so that QGIS deletes no selected feature
            self._take_back()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
        else:
            event.ignore()

    def finish(self):
        """End the shape where it has enough corners; those clicked twice count once."""
        corners = _distinct(self._corners)
        if len(corners) >= _LEAST.get(self.kind, 1):
            shape = _shape(self.kind, corners)
            self.clear()
            self.placed.emit(shape)

    def clear(self):
        """Begin anew."""
        self._corners = []
        self._band.reset(_type_of(self.kind))
        self.cleared.emit()

    def deactivate(self):
        self.clear()
        super().deactivate()

    def remove(self):
        """Take what is drawn off the canvas for good."""
        self.canvas().scene().removeItem(self._band)

    def _add(self, place):
        self._corners.append(place)
        if self.kind == POINT:
            self.finish()
        else:
            self._show(place)

    def _take_back(self):
        self._corners = self._corners[:-1]
        if self._corners:
            self._show(self._corners[-1])
        else:
            self.clear()

    def _show(self, cursor):
        corners = _distinct([*self._corners, cursor])
        self._band.reset(_type_of(self.kind))
        for corner in corners:
            self._band.addPoint(corner)
        if len(corners) >= _LEAST.get(self.kind, 1):
            self.moved.emit(_shape(self.kind, corners))


def band_of(canvas, kind):
    """A rubber band for shapes of a kind."""
    band = QgsRubberBand(canvas, _type_of(kind))
    band.setColor(_COLOUR)
    band.setFillColor(_FILL)
    band.setWidth(2)
    band.setIcon(QgsRubberBand.IconType.ICON_CIRCLE)
    return band


def _type_of(kind):
    types = QgsWkbTypes.GeometryType
    return {POINT: types.PointGeometry, LINE: types.LineGeometry, POLYGON: types.PolygonGeometry}[kind]


def _distinct(corners):
    """Corners without those that repeat the one before: a double click sets the last one twice."""
    return [place for number, place in enumerate(corners) if not number or place != corners[number - 1]]


def _shape(kind, corners):
    corners = [QgsPointXY(corner) for corner in corners]
    if kind == POINT:
        return QgsGeometry.fromPointXY(corners[0])
    return QgsGeometry.fromPolylineXY(corners) if kind == LINE else QgsGeometry.fromPolygonXY([[*corners, corners[0]]])
