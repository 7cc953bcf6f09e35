"""A panel for QGIS tests, and a small case in it."""

import time

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QEvent


def wait(until, most=120.0):
    """Let events be handled until something is so; fails where it does not come to be."""
    start = time.monotonic()
    while not until():
        QCoreApplication.processEvents()
        time.sleep(0.005)
        assert time.monotonic() - start < most, "it did not come to be"


def settle():
    """Let everything that is under way in the event loop happen."""
    for _ in range(5):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


def page(panel, name):
    """The page of a panel by its name."""
    return next(one for one in panel.pages if one.NAME == name)


def new_panel(iface):
    """A panel on the project of this QGIS."""
    from zoning_review_plugin.host.libraries import load

    assert load() == ""
    from zoning_review_plugin.host.panel.dock import ReviewDock

    return ReviewDock(iface, QgsProject.instance(), iface.mainWindow())
