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
    QgsPointXY,
    QgsProject,
    QgsProviderRegistry,
    QgsProviderSublayerDetails,
    QgsRectangle,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QPoint, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDockWidget
from qgis.utils import iface, plugins

OUT = pathlib.Path(os.environ["ZR_OUT"])
SEEN = {}
PLACE = (529284, 3652702)  # in permanent basic farmland of the sample


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


def prejudge():
    """Click the map at a place of the sample, and read the card."""
    plugin = plugins["zoning_review"]
    dock = plugin.show_prejudge()
    SEEN["prejudge without a case"] = dock.form.state.text()
    plugin.show_panel().open_case(os.environ["ZR_CASE"])
    dock = plugin.show_prejudge()
    canvas, place = iface.mapCanvas(), QgsPointXY(*PLACE)
    canvas.setExtent(QgsRectangle(place.x() - 3000, place.y() - 3000, place.x() + 3000, place.y() + 3000))
    wait(lambda: dock.answers.is_warm and not canvas.isDrawing(), 1.0)
    dock.form.industry.setText("C2614")
    pixel = canvas.getCoordinateTransform().transform(place)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(canvas.viewport(), left, none, QPoint(round(pixel.x()), round(pixel.y())))
    wait(lambda: dock.found is not None, 0.5)
    SEEN["prejudge"] = dock.form.card.toPlainText()
    picture(iface.mainWindow(), "prejudge")


def main():
    try:
        work()
        prejudge()
    except Exception:
        SEEN["error"] = traceback.format_exc()
    (OUT / "seen.json").write_text(json.dumps(SEEN, ensure_ascii=False), encoding="utf-8")
    os._exit(0)


QTimer.singleShot(3000, main)
