"""The dock of unit cards: a click, the card, the clipboard, the files."""

import pytest
from qgis.core import QgsPointXY, QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QApplication

from .panel_cases import RULES, case_with_rules, square, until

BY_UNIT = [
    {**RULES[1], "id": "U", "clause_no": "7", "clause_text": "=本单元 <i>&须论证", "scope": {"unit_codes": ["units1"]}},
    {**RULES[1], "id": "ALL", "clause_no": "8", "clause_text": "各单元均须", "dimension": "spatial_layout"},
]


@pytest.fixture
def dock(qgis_app, qgis_iface, tmp_path):
    """The dock on a case with two units that share an edge, of which the first has a zone on it."""
    from zoning_review_plugin.host.panel.dock import ReviewDock
    from zoning_review_plugin.host.units.dock import UnitCardDock

    more = {"units": [square(-50, -50, 300), square(250, -50, 300)], "zones": [square(0, 0, 50)]}
    path = case_with_rules(tmp_path, BY_UNIT, **more)
    panel = ReviewDock(qgis_iface, QgsProject.instance())
    panel.open_case(path)
    constraints = [dict(one) for one in panel.session.document["constraints"]]
    next(one for one in constraints if one["key"] == "zones")["role"] = "element_zone"
    panel.session.edit(("constraints",), constraints)
    made = UnitCardDock(panel.session, panel.runner, qgis_iface)
    yield made
    until(lambda: not panel.runner.busy)
    made.close_down()
    panel.close_down()
    for widget in (made, panel.results, panel):
        widget.deleteLater()
    QgsProject.instance().clear()


def click(dock, x, y):
    dock.tool.canvasClicked.emit(QgsPointXY(500000 + x, 3600000 + y), Qt.MouseButton.LeftButton)
    until(lambda: not dock._runner.busy)


def test_a_click_shows_the_unit_its_clauses_and_zones(dock):
    click(dock, 20, 20)
    text = dock.card.toPlainText()
    assert "units1" in text and "=本单元 <i>&须论证" in text and "各单元均须" in text
    assert "zones1" in text and "zones: " not in text  # of one layer nobody asks which
    click(dock, 300, 20)  # the other unit, from what is kept
    text = dock.card.toPlainText()
    assert "units2" in text and "本单元" not in text and "各单元均须" in text and "zones1" not in text


def test_clauses_are_ordered_by_dimension_or_level(dock):
    click(dock, 20, 20)
    by_dimension = [line for line in dock.card.toHtml().splitlines() if "<h4" in line]
    assert len(by_dimension) == 2
    dock._by.setCurrentIndex(1)
    dock._by.activated.emit(1)
    assert len([line for line in dock.card.toHtml().splitlines() if "<h4" in line]) == 1  # one pack, one level


def test_on_an_edge_both_units_are_offered_and_nowhere_none(dock):
    click(dock, 250, 20)
    assert [dock._units.itemText(row) for row in range(dock._units.count())] == ["units1", "units2"]
    click(dock, 5000, 5000)
    assert dock._units.count() == 0 and dock.card.toPlainText() and not dock._copy.isEnabled()


def test_the_card_is_copied_and_written(dock, tmp_path):
    from openpyxl import load_workbook

    click(dock, 20, 20)
    dock.copy()
    data = QApplication.clipboard().mimeData()
    assert "'=本单元" in data.text() and "&lt;i&gt;" in data.html()
    dock.export_to(str(tmp_path / "cards"))
    until(lambda: not dock._runner.busy)
    book = load_workbook(tmp_path / "cards" / "cards.xlsx", read_only=True)
    assert "units1" in book.sheetnames and "units2" not in book.sheetnames
    assert (tmp_path / "cards" / "cards.html").is_file()


def test_a_changed_case_is_read_again_and_a_decision_is_none(dock):
    click(dock, 20, 20)
    warm = dock._warm
    dock._session.edit(("title",), "x")
    assert dock._warm is warm
    dock._session.edit(("rules",), [])
    assert dock._warm is None
    click(dock, 20, 20)
    assert "本单元" not in dock.card.toPlainText() and "units1" in dock.card.toPlainText()


def test_a_case_without_units_says_so(dock):
    told = []
    dock._runner.ended.connect(lambda job: told.append(job.sentence))
    constraints = [one for one in dock._session.document["constraints"] if one["key"] == "erl"]
    dock._session.edit(("constraints",), constraints)
    click(dock, 20, 20)
    assert told and told[0] and not dock._copy.isEnabled()


def test_of_several_layers_of_zones_each_is_named(qgis_app):
    from zoning_review_plugin.host.units.card import nothing_html
    from zoning_review_plugin.studies.units_here import Here, Zone

    zones = [Zone(key, f"{key}1", None, "岚湖", None) for key in ("water", "air")]
    one, both = (nothing_html(Here((), tuple(told), ())) for told in (zones[:1], zones))
    assert "water1 岚湖" in one and "water: " not in one
    assert "water: water1 岚湖" in both and "air: air1 岚湖" in both
