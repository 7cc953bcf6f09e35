"""`zoningreview:importsurvey` and `:exportsurvey`: there and back, and clear words where they cannot."""

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingException

from .conftest import rows_of
from .layers import memory, square

TEMPORARY = "TEMPORARY_OUTPUT"
TEXT = """[属性描述]
坐标系=2000国家大地坐标系
几度分带=3
带号=39
[地块坐标]
10,0.7500,D1,甲地块,面,,工业用地,0601,@
J1,1,3400000.000,39500000.000
J2,1,3400100.000,39500000.000
J3,1,3400100.000,39500100.000
J4,1,3400000.000,39500100.000
J1,1,3400000.000,39500000.000
J5,2,3400025.000,39500025.000
J6,2,3400075.000,39500025.000
J7,2,3400075.000,39500075.000
J8,2,3400025.000,39500075.000
J5,2,3400025.000,39500025.000
"""


def written(folder, text=TEXT, encoding="gb18030"):
    (folder / "s.txt").write_bytes(text.encode(encoding))
    return str(folder / "s.txt")


def test_import(run, tmp_path):
    outputs = run("importsurvey", {"INPUT": written(tmp_path), "OUTPUT": TEMPORARY})
    (row,) = rows_of(outputs["OUTPUT"])
    assert (row["DKBH"], row["DKMC"], row["DKYT"], row["DLBM"]) == ("D1", "甲地块", "工业用地", "0601")
    assert (row["MJ"], row["JZDS"], row["TFH"]) == (7500.0, 10, None)
    assert row["geom"].area() == pytest.approx(7500) and outputs["OUTPUT"].crs().authid() == "EPSG:4527"
    assert (outputs["PLOT_COUNT"], outputs["ISSUE_COUNT"]) == (1, 0)


def test_there_and_back(run, tmp_path):
    layer = run("importsurvey", {"INPUT": written(tmp_path), "OUTPUT": str(tmp_path / "a.gpkg")})["OUTPUT"]
    outputs = run("exportsurvey", {"INPUT": layer, "ENCODING": "utf-8", "OUTPUT": str(tmp_path / "b.txt")})
    assert (outputs["PLOT_COUNT"], outputs["POINT_COUNT"]) == (1, 10)
    text = (tmp_path / "b.txt").read_text(encoding="utf-8")
    assert "10,0.7500,D1,甲地块,面,,工业用地,0601,@" in text and "J5,2,3400025.0000,39500025.0000" in text


def test_what_is_noticed_is_said(run, tmp_path):
    outputs = run("importsurvey", {"INPUT": written(tmp_path, TEXT.replace("0.7500", "0.8500")), "OUTPUT": TEMPORARY})
    assert outputs["ISSUE_COUNT"] == 1 and any("0.8500" in line for line in run.log.warnings)


def test_a_text_that_contradicts_itself_wants_a_crs(run, tmp_path):
    path = written(tmp_path, TEXT.replace("带号=39", "带号=38"))
    with pytest.raises(QgsProcessingException, match="38"):
        run("importsurvey", {"INPUT": path, "OUTPUT": TEMPORARY})
    crs = QgsCoordinateReferenceSystem("EPSG:4527")
    assert run("importsurvey", {"INPUT": path, "CRS": crs, "OUTPUT": TEMPORARY})["PLOT_COUNT"] == 1


def test_areas_and_points_together_are_refused(run, tmp_path):
    path = written(tmp_path, TEXT + "1,,D2,井,点,,,,@\nJ1,1,3400000.000,39500000.000\n")
    with pytest.raises(QgsProcessingException, match="together"):
        run("importsurvey", {"INPUT": path, "OUTPUT": TEMPORARY})


def test_export_of_a_project_layer(run, tmp_path):
    layer = memory("Polygon", [square(500000, 3400000), None], values=["a", "b"])
    outputs = run("exportsurvey", {"INPUT": layer, "OUTPUT": str(tmp_path / "o.txt")})
    assert outputs["PLOT_COUNT"] == 2
    text = (tmp_path / "o.txt").read_text(encoding="gb18030")
    assert "带号=38" in text and "5,1.0000,1,,面,,,,@" in text and "J1,1,3400000.0000,500000.0000" in text
    assert any("number, code" in line for line in run.log.warnings)


def test_export_refuses_another_datum(run, tmp_path):
    layer = memory("Polygon", [square(500000, 3400000)], crs="EPSG:32650")
    with pytest.raises(QgsProcessingException):
        run("exportsurvey", {"INPUT": layer, "OUTPUT": str(tmp_path / "o.txt")})
    assert not (tmp_path / "o.txt").exists()
