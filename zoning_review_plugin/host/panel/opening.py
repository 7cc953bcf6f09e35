"""The panel of a QGIS window, docked; or what it needs and does not find."""

from __future__ import annotations

from qgis.core import Qgis, QgsProject
from qgis.PyQt.QtCore import Qt

from ..libraries import load, reason
from ..translation import tr


def opened_panel(iface):
    """The panel in the window of `iface`; None, and a sentence in the message bar, where a library is missing."""
    problem = reason() or load()
    if problem:
        iface.messageBar().pushMessage(tr("Zoning Review"), problem, Qgis.MessageLevel.Warning, 0)
        return None
    from .dock import ReviewDock

    panel = ReviewDock(iface, QgsProject.instance(), iface.mainWindow())
    iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, panel)
    iface.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, panel.results)
    panel.results.setUserVisible(False)
    return panel
