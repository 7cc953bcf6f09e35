"""The map tool of unit cards: one click, one place."""

from __future__ import annotations

from qgis.gui import QgsMapToolEmitPoint
from qgis.PyQt.QtCore import Qt

from ..translation import tr


class UnitCardTool(QgsMapToolEmitPoint):
    """Tells `canvasClicked` where somebody clicked, in the CRS of the map."""

    def __init__(self, canvas):
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.WhatsThisCursor)
        self.setToolName(tr("Unit Card"))
