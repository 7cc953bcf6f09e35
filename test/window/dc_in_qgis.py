"""Runs inside a real QGIS desktop (qgis --code): a real case in the panel, every step by clicks and keys.

Environment: ZR_CASE case file, in a folder that may be written; ZR_OUT folder for the review, pictures and seen.json.
"""

import json
import os
import traceback

from hands import (
    OUT,
    answer_on_datums,
    click,
    click_for_file,
    click_row,
    inside,
    open_step,
    opened,
    page,
    picture,
    type_over,
    wait,
)
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QComboBox, QLineEdit, QTableWidget
from qgis.utils import iface

SEEN = {}


def cells(table):
    """The texts of a table, row by row."""
    model = table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def subjects(panel):
    """The case file is opened; the fields of its sites are looked at, its title is changed."""
    answer_on_datums()
    click_for_file(panel, "open_case", os.environ["ZR_CASE"])
    wait(lambda: len(QgsProject.instance().mapLayers()) >= 7, 1.0, 60.0)
    SEEN["layers"] = len(QgsProject.instance().mapLayers())
    open_step(panel, "subjects")
    step = page(panel, "subjects")
    click_row(step.findChild(QTableWidget, "subjects"), 0)
    SEEN["id_field"] = step.findChild(QComboBox, "field_id").currentText()
    type_over(inside(step, "title", QLineEdit), "Sites by hand =1+1")
    SEEN["title"] = panel.session.document["title"]
    picture("dc_1_subjects")


def constraints(panel):
    """A layer is given another role by keys."""
    open_step(panel, "constraints")
    step = page(panel, "constraints")
    table = step.findChild(QTableWidget, "constraints")
    SEEN["constraints"] = cells(table)
    click_row(table, [row[0] for row in SEEN["constraints"]].index("heritage"))
    role = inside(step, "role", QComboBox)
    role.setFocus()
    QTest.keyClick(role, Qt.Key.Key_Home)
    for _ in range(role.count()):
        if role.currentData() == "heritage":
            break
        QTest.keyClick(role, Qt.Key.Key_Down)
    QTest.keyClick(role, Qt.Key.Key_Tab)
    wait(lambda: True)
    SEEN["roles"] = {one["key"]: one["role"] for one in panel.session.document["constraints"]}
    picture("dc_2_constraints")


def rules_and_check(panel):
    """The packs that come with the plugin; the gate."""
    open_step(panel, "rules")
    click(panel, "add_shipped")
    SEEN["packs"] = len(panel.session.document["rules"])
    picture("dc_3_rules")
    open_step(panel, "check")
    click(panel, "check_inputs")
    wait(lambda: not panel.runner.busy, 0.5)
    tables = page(panel, "check").findChildren(QTableWidget)
    SEEN["checked"] = cells(tables[0])
    picture("dc_4_check")


def review(panel):
    """The review; a finding on a park is looked at."""
    open_step(panel, "review")
    type_over(page(panel, "review").folder.findChild(QLineEdit), str(OUT / "results"))
    click(panel, "run_review")
    wait(lambda: not panel.runner.busy, 1.0)
    picture("dc_5_review")
    results = panel.results
    wait(lambda: results.isVisible(), 0.2, 10.0)
    canvas = iface.mapCanvas()
    canvas.setExtent(canvas.fullExtent())
    whole = canvas.extent().area()
    type_over(results.findChild(QLineEdit, "search_findings"), os.environ["ZR_SUBJECT"])
    wait(lambda: False, 1.0, 1.0)
    cards = {}
    for row in range(results.table.model().rowCount()):
        click_row(results.table, row)
        cards[row] = results.card.toPlainText()
    wait(lambda: not canvas.isDrawing(), 0.5, 30.0)
    SEEN["cards"], SEEN["zoomed"] = list(cards.values()), canvas.extent().area() / whole
    picture("dc_6_finding")


def decide(panel):
    """What is listed first is decided."""
    open_step(panel, "decide")
    step = page(panel, "decide")
    SEEN["to_decide"] = step.table.model().rowCount()
    click_row(step.table, 0)
    verdict = step.findChild(QComboBox, "decision_verdict")
    verdict.setFocus()
    for _ in range(verdict.count()):
        if verdict.currentData() == "conforms":
            break
        QTest.keyClick(verdict, Qt.Key.Key_Down)
    for text in ("Seen on the ground", "Surveyor"):
        QTest.keyClick(iface.mainWindow().focusWidget(), Qt.Key.Key_Tab)
        field = iface.mainWindow().focusWidget()
        field.selectAll()
        QTest.keyClicks(field, text)
    click(panel, "decide")
    wait(lambda: not panel.runner.busy, 1.0)
    SEEN["decided"] = step._told.text()
    picture("dc_7_decide")


def export(panel):
    """The files are written again, with the decision."""
    open_step(panel, "export")
    for name in ("review.xlsx", "review.html"):
        (OUT / "results" / name).unlink()
    click(panel, "export")
    wait(lambda: not panel.runner.busy, 0.5)
    picture("dc_8_export")
    click_for_file(panel, "save_case", OUT / "saved.review.yaml")
    wait(lambda: (OUT / "saved.review.yaml").is_file(), 0.2, 20.0)


def main():
    try:
        panel = opened()
        for work in (subjects, constraints, rules_and_check, review, decide, export):
            work(panel)
    except Exception:
        SEEN["error"] = traceback.format_exc()
        picture("dc_error")
    SEEN["messages"] = [item.text() for item in iface.messageBar().items()]
    (OUT / "seen.json").write_text(json.dumps(SEEN, ensure_ascii=False), encoding="utf-8")
    QApplication.processEvents()
    os._exit(0)


QTimer.singleShot(3000, main)
