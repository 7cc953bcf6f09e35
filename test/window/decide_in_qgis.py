"""Runs inside a real QGIS desktop (qgis --code): decides with keys and clicks, asks for a unit card, reviews a feature.

Environment: ZR_CASE case file, ZR_OUT folder for the review, the pictures and seen.json.
"""

import json
import os
import pathlib
import time
import traceback

from qgis.core import QgsApplication, QgsProject
from qgis.gui import QgsGui
from qgis.PyQt.QtCore import QPoint, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QPushButton
from qgis.utils import iface, plugins, unloadPlugin

OUT = pathlib.Path(os.environ["ZR_OUT"])
SEEN = {}
WINDOW = iface.mainWindow()


def wait(until=lambda: True, least=0.3, most=300.0):
    """Let the event loop run for at least some seconds, and on until something is so."""
    start = time.monotonic()
    while time.monotonic() - start < least or (not until() and time.monotonic() - start < most):
        QApplication.processEvents()
        time.sleep(0.01)


def picture(name):
    """Keep the window as a picture."""
    wait()
    WINDOW.grab().save(str(OUT / f"{name}.png"))


def press(parent, name):
    """Click the button of that name."""
    QTest.mouseClick(parent.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def decide(panel):
    """Two items at once, with keys alone but for the last click."""
    panel.go_to("decide")
    page = next(page for page in panel.pages if page.NAME == "decide")
    SEEN["open_before"] = page.state().sentence
    page._kind.setFocus()
    QTest.keyClick(page._kind, Qt.Key.Key_Down)  # to judge
    page._kind.activated.emit(page._kind.currentIndex())
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    wait(least=1.0)
    SEEN["card"] = page.card.toPlainText()[:200]
    verdict = page.form._verdict
    verdict.setFocus()
    verdict.setCurrentIndex(verdict.findData("basically_conforms"))
    visited = []
    for text in ("OK =1+1 <b>", "Somebody", "", "", "", "Minutes 8"):
        QTest.keyClick(WINDOW.focusWidget(), Qt.Key.Key_Tab)
        visited.append(WINDOW.focusWidget().objectName())
        if text == "Somebody":
            WINDOW.focusWidget().selectAll()
        if text:
            QTest.keyClicks(WINDOW.focusWidget(), text)
    SEEN["tabs"] = visited
    picture_with_plain_texts(page.form)
    press(panel, "decide")
    wait(lambda: not panel.runner.busy, 1.0)
    SEEN["told"], SEEN["open_after"] = page._told.text(), page.state().sentence
    SEEN["file"] = pathlib.Path(panel.session.document["decisions"]).read_text(encoding="utf-8")
    page._kind.setCurrentIndex(page._kind.findData("decided"))
    page._kind.activated.emit(page._kind.currentIndex())
    picture("decided")


def picture_with_plain_texts(form):
    """The picture for the docs says what people say, not what breaks files."""
    chinese = QgsApplication.locale().startswith("zh")
    plain = ("已组织专家论证，选址无法避让，措施可行。", "审查员甲", "专家意见.pdf")
    plain = plain if chinese else ("Experts met: no other site, the measures suffice.", "Reviewer A", "Minutes 8.pdf")
    form._reason.setFocus()
    typed = (form._reason.toPlainText(), form._by.text(), form._evidence.text())
    for texts, keep in ((plain, True), (typed, False)):
        form._reason.setPlainText(texts[0])
        form._by.setText(texts[1])
        form._evidence.setText(texts[2])
        if keep:
            picture("decide")


def unit_card(panel):
    """A click on the first unit whose middle is on the map."""
    WINDOW.findChild(QDockWidget, "ZoningReviewResults").hide()
    WINDOW.findChild(type(iface.actionPan()), "zoning_review_unit_card").trigger()
    dock, canvas = panel.unit_card, iface.mapCanvas()
    SEEN["unit_card_beside"] = dock in WINDOW.tabifiedDockWidgets(panel)
    canvas.setExtent(canvas.fullExtent())
    canvas.refresh()
    wait(lambda: not canvas.isDrawing(), 2.0)
    entry = next(one for one in panel.session.document["constraints"] if one["role"] == "control_unit")
    layer = next(
        one
        for one in QgsProject.instance().mapLayers().values()
        if one.source().endswith(entry["source"].split("|")[1])
    )
    feature = next(layer.getFeatures())
    place = canvas.getCoordinateTransform().transform(feature.geometry().pointOnSurface().asPoint())
    spot = QPoint(int(place.x()), int(place.y()))
    for name in ("first_s", "again_s"):
        start = time.monotonic()
        QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
        wait(lambda: not panel.runner.busy, 0.0)
        SEEN[name] = time.monotonic() - start
        SEEN.setdefault("unit_text", dock.card.toPlainText())
    SEEN["unit"] = feature[entry["fields"]["code"]]
    press(dock, "copy_card")
    SEEN["clipboard"] = QApplication.clipboard().text()
    picture("unit_card")


def review_feature(panel):
    """The layer action on a feature of a layer of subjects."""
    sites = next(one for one in QgsProject.instance().mapLayers().values() if "layername=sites" in one.source())
    feature = next(sites.getFeatures())
    for action in QgsGui.mapLayerActionRegistry().mapLayerActions(sites):
        action.triggerForFeature(sites, feature)
    wait(lambda: not panel.runner.busy, 1.0)
    shown, frame = panel.results._findings.places(), panel.results._view.frame
    SEEN["feature"] = feature["DKBH"]
    SEEN["shown"] = sorted({frame["subject_id"].iat[place] for place in shown})
    unloadPlugin("zoning_review")
    SEEN["actions_left"] = len(QgsGui.mapLayerActionRegistry().mapLayerActions(sites))
    SEEN["tool_left"] = iface.mapCanvas().mapTool() is panel.unit_card.tool


def work():
    WINDOW.resize(1600, 1000)
    for name in ("Browser", "Layers"):
        WINDOW.findChild(QDockWidget, name).hide()
    panel = plugins["zoning_review"].show_panel()
    WINDOW.resizeDocks([panel], [760], Qt.Orientation.Horizontal)
    panel.open_case(os.environ["ZR_CASE"])
    panel.session.edit(("outputs",), ["gpkg"])  # nothing here looks at the others, which take longer than the review
    panel.go_to("review")
    page = next(page for page in panel.pages if page.NAME == "review")
    page.folder.setFilePath(str(OUT / "review"))
    press(panel, "run_review")
    wait(lambda: not panel.runner.busy, 1.0)
    decide(panel)
    unit_card(panel)
    review_feature(panel)


def main():
    try:
        work()
    except Exception:
        SEEN["error"] = traceback.format_exc()
    (OUT / "seen.json").write_text(json.dumps(SEEN, ensure_ascii=False), encoding="utf-8")
    os._exit(0)


QTimer.singleShot(3000, main)
