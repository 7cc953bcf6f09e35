"""Runs inside a real QGIS desktop (qgis --code): loads the result of a review, takes pictures, tells what it saw.

Environment: ZR_CASE case file, ZR_OUT folder for the review, the pictures and seen.json.
"""

import json
import os
import pathlib
import time
import traceback

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateTransformContext,
    QgsProject,
    QgsProviderRegistry,
    QgsProviderSublayerDetails,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QDockWidget
from qgis.utils import iface, plugins

OUT = pathlib.Path(os.environ["ZR_OUT"])
SEEN = {}


def wait(until, least):
    """Let the event loop run for at least some seconds, and on until something is so."""
    start = time.monotonic()
    while time.monotonic() - start < least or (not until() and time.monotonic() - start < 30.0):
        QApplication.processEvents()
        time.sleep(0.02)


def picture(widget, name):
    """Let the widget draw itself, then keep it as a picture."""
    for _ in range(20):
        QApplication.processEvents()
    widget.grab().save(str(OUT / f"{name}.png"))


def load(path, tables):
    """Load tables as the data source manager does: a layer for each kind of geometry, with its stored style."""
    found = QgsProviderRegistry.instance().querySublayers(str(path), Qgis.SublayerQueryFlag.ResolveGeometryType)
    options = QgsProviderSublayerDetails.LayerOptions(QgsCoordinateTransformContext())
    options.loadDefaultStyle = True
    for table in tables:
        for part in (part for part in found if part.name() == table):
            layer = part.toLayer(options)
            kind = QgsWkbTypes.geometryDisplayString(layer.geometryType())
            renderer = layer.renderer().type()
            SEEN[f"{table} {kind}"] = {"valid": layer.isValid(), "renderer": renderer, "count": layer.featureCount()}
            QgsProject.instance().addMapLayer(layer)


def work():
    import processing

    SEEN["plugin"] = "zoning_review" in plugins
    SEEN["algorithms"] = sorted(
        a.id() for a in QgsApplication.processingRegistry().providerById("zoningreview").algorithms()
    )
    menu = iface.vectorMenu()
    SEEN["menu"] = [
        action.text()
        for entry in menu.actions()
        if entry.menu()
        for action in entry.menu().actions()
        if "…" in action.text()
    ]
    folder = OUT / "review"
    answer = processing.run("zoningreview:review", {"CASE": os.environ["ZR_CASE"], "OUTPUT_FOLDER": str(folder)})
    SEEN["subjects"], SEEN["overlaps"] = answer["SUBJECT_COUNT"], answer["OVERLAP_COUNT"]
    load(folder / "review.gpkg", ("subject", "overlap"))
    iface.mainWindow().findChild(QDockWidget, "Browser").hide()  # room for the legend
    iface.mainWindow().resize(1500, 900)
    canvas = iface.mapCanvas()
    canvas.setExtent(canvas.fullExtent())
    canvas.refreshAllLayers()
    wait(lambda: not canvas.isDrawing(), 3.0)
    picture(iface.mainWindow(), "desktop")
    dialog = processing.createAlgorithmDialog("zoningreview:review", {"CASE": os.environ["ZR_CASE"]})
    dialog.show()
    dialog.resize(1000, 640)
    picture(dialog, "dialog")
    dialog.close()


def main():
    try:
        work()
    except Exception:
        SEEN["error"] = traceback.format_exc()
    (OUT / "seen.json").write_text(json.dumps(SEEN, ensure_ascii=False), encoding="utf-8")
    os._exit(0)


QTimer.singleShot(3000, main)
