"""Runs inside a real QGIS desktop (qgis --code): a review, the plugin reloaded, and QGIS closed while the next runs.

Environment: ZR_CASE case file, ZR_OUT folder for the review and seen.json.
"""

import json
import os
import traceback

from hands import OUT, click, open_step, page, wait
from qgis.core import QgsProject
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QMessageBox
from qgis.utils import iface, plugins, reloadPlugin

SEEN = {}


def begin():
    """Begin the review of the case, from the button on."""
    panel = plugins["zoning_review"].show_panel()
    panel.open_case(os.environ["ZR_CASE"])
    open_step(panel, "review")
    page(panel, "review").folder.setFilePath(str(OUT / "results"))
    click(panel, "run_review")
    return panel


def answer_yes():
    """Press yes where QGIS asks whether it may cancel the tasks that are active."""
    box = QApplication.activeModalWidget()
    if isinstance(box, QMessageBox):
        SEEN["asked"] = box.text()
        keep()
        box.button(QMessageBox.StandardButton.Yes).click()


def leave():
    """Press Exit, and again where QGIS only cancelled its tasks."""
    QTimer.singleShot(2000, leave)  # before: what follows may wait for an answer
    if QApplication.activeModalWidget() is None:
        QgsProject.instance().setDirty(False)
        iface.actionExit().trigger()


def keep():
    (OUT / "seen.json").write_text(json.dumps(SEEN, ensure_ascii=False), encoding="utf-8")


def main():
    try:
        first = begin()
        wait(lambda: not first.runner.busy, 1.0)
        SEEN["reviewed"] = first.session.result is not None
        SEEN["reloaded"] = reloadPlugin("zoning_review")
        second = begin()
        SEEN["another"] = second is not first
        wait(lambda: False, 4.0, 4.0)
        SEEN["busy"] = second.runner.busy
    except Exception:
        SEEN["error"] = traceback.format_exc()
    keep()
    timer = QTimer(iface.mainWindow())
    timer.timeout.connect(answer_yes)
    timer.start(500)
    leave()


QTimer.singleShot(3000, main)
