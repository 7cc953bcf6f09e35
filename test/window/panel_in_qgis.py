"""Runs inside a real QGIS desktop (qgis --code): a first review in the panel, by clicks and keys alone.

Environment: ZR_OUT folder for the review, the pictures and seen.json.
"""

import json
import os
import time
import traceback

from hands import OUT, click, open_step, opened, page, type_over, wait
from hands import picture as picture_of
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QComboBox, QLineEdit
from qgis.utils import iface

SEEN = {}
STEPS = ("subjects", "constraints", "rules", "check", "review", "export")


def picture(name):
    picture_of(f"panel_{name}")


def tab_order(start, last, most=60):
    """Names of the widgets that the Tab key goes through, from one with the focus."""
    start.setFocus()
    found = []
    for _ in range(most):
        widget = start.window().focusWidget()  # without a window manager no window is active
        found.append(widget.objectName() or type(widget).__name__ if widget else "")
        if found[-1] == last:
            break
        QTest.keyClick(widget or start, Qt.Key.Key_Tab)
    return found


def set_up(panel):
    """The sample, looked at step by step."""
    picture("0_empty")
    click(panel, "open_sample")
    wait(lambda: len(QgsProject.instance().mapLayers()) > 3, 1.0, 30.0)
    SEEN["layers"] = len(QgsProject.instance().mapLayers())
    for number, name in enumerate(STEPS, 1):
        open_step(panel, name)
        picture(f"{number}_{name}")
    SEEN["steps"] = [panel.steps.item(row).text() for row in range(panel.steps.count())]


def run(panel):
    """The check and the review. The longest time that a timer of the window had to wait is kept."""
    gaps, last = [], [time.monotonic()]

    def beat():
        now = time.monotonic()
        gaps.append(now - last[0])
        last[0] = now

    timer = QTimer()
    timer.timeout.connect(beat)
    timer.start(10)
    open_step(panel, "check")
    click(panel, "check_inputs")
    wait(lambda: not panel.runner.busy, 0.5)
    picture("7_checked")
    open_step(panel, "review")
    type_over(page(panel, "review").folder.findChild(QLineEdit), str(OUT / "results"))
    gaps.clear()
    click(panel, "run_review")
    wait(lambda: False, 6.0, 6.0)
    SEEN["longest_gap_running"] = max(gaps)
    picture("8_running")
    wait(lambda: not panel.runner.busy)
    SEEN["longest_gap"] = max(gaps)
    timer.stop()
    SEEN["counts"] = len(panel.session.result.tables["finding"]) if panel.session.result else 0


def browse(panel):
    """The findings: next conflict by button and key, search, groups, copy."""
    canvas, results = iface.mapCanvas(), panel.results
    iface.mainWindow().resizeDocks([results], [330], Qt.Orientation.Vertical)
    canvas.setExtent(canvas.fullExtent())
    canvas.refreshAllLayers()
    wait(lambda: not canvas.isDrawing(), 2.0, 30.0)
    picture("9_done")
    whole = canvas.extent().area()
    click(results, "next_conflict")
    wait(lambda: not canvas.isDrawing(), 1.0, 30.0)
    SEEN["zoomed"] = canvas.extent().area() / whole
    first, SEEN["card"] = results.table.currentIndex().row(), results.card.toPlainText()
    picture("10_conflict")
    results.table.setFocus()
    QTest.keyClick(
        results.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    )
    wait(lambda: not canvas.isDrawing(), 0.5, 30.0)
    SEEN["by_key"] = results.table.currentIndex().row() - first
    QTest.keyClick(results.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    click(results, "copy_table")
    SEEN["clipboard"] = [QApplication.clipboard().text(), QApplication.clipboard().mimeData().html()[:200]]
    search = results.findChild(QLineEdit, "search_findings")
    search.setFocus()
    QTest.keyClicks(search, "E-020")
    wait(lambda: False, 1.0, 1.0)
    SEEN["searched"] = [results._findings.index(row, 1).data() for row in range(results._findings.rowCount())]
    picture("11_search")
    search.clear()
    groups = results.findChild(QComboBox, "group_by")
    groups.setFocus()
    QTest.keyClick(groups, Qt.Key.Key_End)
    wait(lambda: False, 0.5, 0.5)
    picture("12_by_layer")
    SEEN["tab_order"] = tab_order(groups, "findings")


def select_on_map(panel):
    """A subject selected on the map brings its findings."""
    layer = next(one for one in QgsProject.instance().mapLayers().values() if "layername=subject" in one.source())
    feature = next(one for one in layer.getFeatures() if one["subject_id"] == "E-020")
    layer.selectByIds([feature.id()])
    wait(lambda: True)
    rows = range(panel.results._findings.rowCount())
    SEEN["selected"] = sorted({panel.results._findings.index(row, 1).data() for row in rows})
    layer.removeSelection()


def export(panel):
    """The workbook alone, written again."""
    open_step(panel, "export")
    (OUT / "results" / "review.xlsx").unlink()
    click(panel, "export")
    wait(lambda: not panel.runner.busy, 0.5)
    SEEN["exported"] = (OUT / "results" / "review.xlsx").is_file()
    picture("13_exported")


def main():
    try:
        panel = opened()
        for work in (set_up, run, browse, select_on_map, export):
            work(panel)
    except Exception:
        SEEN["error"] = traceback.format_exc()
        picture("error")
    (OUT / "seen.json").write_text(json.dumps(SEEN, ensure_ascii=False), encoding="utf-8")
    os._exit(0)


QTimer.singleShot(3000, main)
