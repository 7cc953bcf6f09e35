"""Pre-judgement inside QGIS: the algorithm, the map tool, and the dock that asks a warm case."""

import json
import pathlib
import time

import pytest
import yaml
from qgis.core import QgsApplication, QgsPointXY, QgsProject, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QEvent, QObject, QPoint, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QApplication

from .cases import write_case
from .conftest import rows_of

SQUARE = "POLYGON((500000 3400000,500100 3400000,500100 3400100,500000 3400100,500000 3400000))"
RED = "POLYGON((500060 3400000,500200 3400000,500200 3400100,500060 3400100,500060 3400000))"


@pytest.fixture
def case(tmp_path):
    """The path of a case with a red line from x = 500060 on, and a pack that protects it."""
    roles = {"erl": {"role": "ecological_red_line", "coverage": "full"}}
    path = pathlib.Path(write_case(tmp_path, {"plot": [SQUARE]}, {"erl": [RED]}, roles))
    rule = {"id": "R1", "clause_text": "禁止占用", "modality": "prohibit"}
    rule["test"] = {"overlap": {"role": "ecological_red_line"}}
    pack = {"schema": "zoning-review/pack/1", "pack": {"id": "P1", "level": "city", "valid_from": "2020-01-01"}}
    (tmp_path / "pack.json").write_text(json.dumps({**pack, "rules": [rule]}), encoding="utf-8")
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump({**written, "rules": ["pack.json"]}), encoding="utf-8")
    return str(path)


def crs_of_case(case):
    """The authid of the CRS that the layers of the case have."""
    folder = pathlib.Path(case).parent
    found = next(iter(sorted(folder.glob("erl*"))))
    return QgsVectorLayer(str(found)).crs().authid()


def test_a_point_in_the_red_line(run, case, tmp_path):
    page = tmp_path / "card.html"
    asked = {"CASE": case, "POINT": f"500100,3400050 [{crs_of_case(case)}]", "HTML": str(page), "OUTPUT": "memory:"}
    found = run("prejudge", asked)
    assert (found["HEADLINE"], found["OVERLAP_COUNT"], found["HARD_BREACHES"]) == ("prohibited", 1, 1)
    assert "P1" in page.read_text(encoding="utf-8")
    outside = run("prejudge", {**asked, "POINT": f"500010,3400050 [{crs_of_case(case)}]"})
    assert (outside["HEADLINE"], outside["OVERLAP_COUNT"]) == ("nothing_found", 0)


def test_one_feature_and_layers_of_the_project(run, case, provider):
    crs = crs_of_case(case)
    plot = QgsVectorLayer(f"Polygon?crs={crs}", "plot", "memory")
    red = QgsVectorLayer(f"Polygon?crs={crs}", "生态保护红线", "memory")
    from qgis.core import QgsFeature, QgsGeometry

    for layer, wkt in ((plot, SQUARE), (red, RED)):
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        layer.dataProvider().addFeature(feature)
    found = run("prejudge", {"CONSTRAINTS": [red], "INPUT": plot, "OUTPUT": "memory:"})
    assert found["HEADLINE"] == "protected_ground"
    (row,) = rows_of(found["OUTPUT"])
    assert row["share_of_subject"] == pytest.approx(0.4, abs=1e-6)
    plot.dataProvider().addFeature(next(plot.getFeatures()))
    with pytest.raises(Exception, match="2"):
        run("prejudge", {"CONSTRAINTS": [red], "INPUT": plot})


def test_what_is_asked_must_be_clear(provider, case):
    from qgis.core import QgsProcessingContext

    algorithm = provider.algorithm("prejudge")
    for wrong in ({}, {"CASE": case}, {"POINT": "1,2"}):
        ok, why = algorithm.checkParameterValues(wrong, QgsProcessingContext())
        assert not ok and why


@pytest.fixture
def canvas(qgis_app):
    """A canvas of 400 × 400 pixels that shows 400 m × 400 m: a pixel is a metre."""
    from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle

    canvas = QgsMapCanvas()
    canvas.resize(400, 400)
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4547"))
    canvas.setExtent(QgsRectangle(499900, 3399900, 500300, 3400300))
    yield canvas
    canvas.deleteLater()


def mouse(canvas, tool, x, y, name="canvasReleaseEvent", button=Qt.MouseButton.LeftButton):
    from qgis.gui import QgsMapMouseEvent

    pixel = canvas.getCoordinateTransform().transform(QgsPointXY(x, y))
    kind = QEvent.Type.MouseMove if "Move" in name else QEvent.Type.MouseButtonRelease
    getattr(tool, name)(QgsMapMouseEvent(canvas, kind, QPoint(round(pixel.x()), round(pixel.y())), button, button))


def key(tool, code):
    tool.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, code, Qt.KeyboardModifier.NoModifier))


def test_a_polygon_is_drawn_taken_back_and_ended(canvas):
    from zoning_review_plugin.host.prejudge.map_tool import PlaceTool

    tool, placed, moved = PlaceTool(canvas, "polygon"), [], []
    tool.placed.connect(placed.append)
    tool.moved.connect(moved.append)
    for x, y in ((500000, 3400000), (500100, 3400000), (500100, 3400100)):
        mouse(canvas, tool, x, y)
    mouse(canvas, tool, 500000, 3400100, "canvasMoveEvent")
    assert moved[-1].area() == pytest.approx(10_000, rel=0.05)
    key(tool, Qt.Key.Key_Backspace)
    assert len(tool.corners) == 2
    mouse(canvas, tool, 0, 0, button=Qt.MouseButton.RightButton)
    assert placed == []  # two corners are no polygon
    mouse(canvas, tool, 500100, 3400100)
    mouse(canvas, tool, 500100, 3400100)  # the second click of a double click
    tool.finish()
    assert placed[0].area() == pytest.approx(5_000, rel=0.05) and tool.corners == []
    mouse(canvas, tool, 500000, 3400000)
    key(tool, Qt.Key.Key_Escape)
    assert tool.corners == [] and len(placed) == 1


class Window(QObject):
    """As much of an iface as the dock needs."""

    currentLayerChanged = pyqtSignal(object)

    def __init__(self, canvas):
        super().__init__()
        self._canvas, self.layer = canvas, None

    def mapCanvas(self):
        return self._canvas

    def activeLayer(self):
        return self.layer


def wait(until):
    begun = time.monotonic()
    while not until():
        assert time.monotonic() - begun < 60
        QApplication.processEvents()
        QgsApplication.taskManager()
        time.sleep(0.01)


def test_the_dock_asks_one_place_after_the_other(canvas, case, tmp_path):
    from zoning_review_plugin.host.panel.session import Session
    from zoning_review_plugin.host.prejudge.dock import PrejudgeDock

    session = Session(QgsProject())
    dock = PrejudgeDock(session, Window(canvas))
    dock.start()
    assert dock.form.state.text() and canvas.mapTool() not in dock.tools.values()  # no case: it says what to do
    session.open_file(case)
    from qgis.core import QgsCoordinateReferenceSystem

    canvas.setDestinationCrs(QgsCoordinateReferenceSystem(crs_of_case(case)))
    dock.start("point")
    mouse(canvas, dock.tools["point"], 500100, 3400050)
    wait(lambda: dock.found is not None)
    assert dock.found.headline == "prohibited" and "P1" in dock.form.card.toPlainText()
    assert dock.answers.is_warm and dock.form.save.isEnabled()
    dock.form.text.setPlainText("POINT(0")
    dock.ask_text()
    assert dock.form.card.toPlainText() == "" and not dock.form.save.isEnabled()  # nobody takes the old answer for it
    wait(lambda: not dock.answers.runner.busy)
    assert dock.found is None and "POINT(0" in dock.form.state.text() and dock.form.card.toPlainText() == ""
    page = tmp_path / "page.html"
    mouse(canvas, dock.tools["point"], 500010, 3400050)
    wait(lambda: dock.found is not None and not dock.answers.runner.busy)
    assert dock.found.headline == "nothing_found"
    dock.save_to(str(page))
    wait(lambda: not dock.answers.runner.busy)
    assert page.read_text(encoding="utf-8").rstrip().endswith("</html>")
    session.edit(["title"], "another")
    assert dock.found is None and not dock.answers.is_warm
    dock.close_down()
