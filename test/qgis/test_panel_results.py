"""The findings beside the map: rows on demand, groups, search, clipboard, selection on the map, next conflict."""

import csv
import html.parser
import io
import sys
from pathlib import Path

import numpy as np
import pytest
from qgis.core import QgsFeature, QgsProject, QgsSettings, QgsVectorLayer
from qgis.PyQt.QtCore import QModelIndex, Qt
from qgis.PyQt.QtWidgets import QApplication

from zoning_review_plugin.host.libraries import load

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
RISKY = ['=1+1', '+cmd|\' /C calc\'!A0', '-2+3', '@SUM(A1)', '"quoted', 'a "b" c', 'tab\there', 'line\nbreak', '1.10',
         '07', '\u202eabc', '😀', '<b>x</b>', 'nul\x00l', '甲，乙', '-5', 'x' * 10_000]  # fmt: skip


@pytest.fixture(scope="module")
def result(qgis_app, tmp_path_factory):
    """Four sites: two on red line, one of them further away than the other; one clause nobody can judge yet."""
    assert load() == ""
    from unit.small_judging import judged_review, rule_pack
    from unit.small_reviews import Against, box, layer

    rules = [
        {"id": "R1", "modality": "prohibit", "clause_text": "禁止占用红线", "clause_no": "1.10",
         "test": {"overlap": {"role": "ecological_red_line"}}},
        {"id": "R2", "modality": "require", "clause_text": "应入园", "test": {"declared": "in_park"}},
    ]  # fmt: skip
    shapes = box(0, 0, 10, 10), box(20, 0, 30, 10), box(200, 0, 210, 10), box(300, 0, 310, 10)
    against = Against(layer(box(0, 0, 25, 10)), coverage="full")
    return judged_review(
        tmp_path_factory.mktemp("r"), [rule_pack(*rules)], layer(*shapes, name="subjects"), erl=against
    )


@pytest.fixture
def dock(qgis_iface, result):
    from zoning_review_plugin.host.results.dock import SETTING, ResultsDock

    QgsSettings().remove(SETTING)
    dock = ResultsDock(qgis_iface, qgis_iface.mainWindow())
    dock.show_result(result)
    yield dock
    dock.close_down()
    dock.deleteLater()
    QgsSettings().remove(SETTING)


class Half:
    """A view of half a million findings."""

    def __init__(self):
        import pandas as pd

        self.frame = pd.DataFrame({"verdict": ["conforms"] * 500_000})

    def text(self, row, column):
        return f"{column} {row}"


def test_half_a_million_rows_come_as_the_view_asks(qgis_app):
    from zoning_review_plugin.host.results.models import STEP, FindingsModel

    model, told = FindingsModel(["a"] * 18), []
    model.rowsInserted.connect(lambda _, first, last: told.append((first, last)))
    model.show(Half(), np.arange(500_000)[::-1])
    assert model.rowCount() == STEP and model.canFetchMore(QModelIndex())
    assert model.index(0, 1).data() == "subject_id 499999"
    model.fetchMore(QModelIndex())
    assert model.rowCount() == 2 * STEP and told == [(STEP, 2 * STEP - 1)]
    index = model.bring(400_000)
    assert index.data() == "verdict 99999" and len(told) == 2  # in one go, not in eight hundred
    model.bring(499_999)
    assert model.rowCount() == 500_000 and not model.canFetchMore(QModelIndex())


@pytest.mark.parametrize("count", [0, 1, 499, 500, 501])
def test_no_row_is_promised_that_is_not_there(qgis_app, count):
    from qgis.PyQt.QtTest import QAbstractItemModelTester

    from zoning_review_plugin.host.results.models import FindingsModel, GroupsModel
    from zoning_review_plugin.tables.finding_groups import Group

    findings, groups = FindingsModel(["a"] * 18), GroupsModel(["a", "b"], "All")
    testers = [QAbstractItemModelTester(model) for model in (findings, groups)]
    findings.show(Half(), np.arange(count))
    groups.show([Group(str(n), str(n), np.array([n])) for n in range(count)], np.arange(count))
    for model, rows in ((findings, count), (groups, count + 1)):
        while model.canFetchMore(QModelIndex()):
            model.fetchMore(QModelIndex())
        assert model.rowCount() == rows
    assert len(testers) == 2


def test_groups_count_what_they_hold(dock, result):
    finding = result.tables["finding"]
    for place in range(dock._by.count()):
        dock._by.setCurrentIndex(place)
        dock._regroup()
        rows = range(1, dock._groups.rowCount())
        names = [dock._groups.index(row, 0).data() for row in rows]
        counts = [int(dock._groups.index(row, 1).data()) for row in rows]
        assert sum(counts) == len(finding) == 8 and all(names)
    dock._by.setCurrentIndex(1)  # by subject: two clauses each
    dock._regroup()
    dock.groups.selectRow(1)
    dock._search()
    assert dock._findings.rowCount() == 2


def test_a_search_narrows_and_clearing_it_brings_all_back(dock):
    dock.search.setText("红线")
    dock._search()
    assert dock._findings.rowCount() == 4
    dock.search.setText("红线 no-such-word")
    dock._search()
    assert dock._findings.rowCount() == 0
    dock.search.clear()
    dock._search()
    assert dock._findings.rowCount() == 8


def verdicts(dock):
    index = dock.table.currentIndex()
    return dock._view.frame["verdict"].iat[dock._findings.place(index)]


def test_conflicts_in_a_ring_forth_and_back(dock):
    seen = []
    for step in (1, 1, 1, -1, -1):
        dock.go_to_conflict(step)
        assert verdicts(dock) == "does_not_conform"
        seen.append(dock._findings.place(dock.table.currentIndex()))
    assert len(set(seen)) == 2 and seen == [seen[0], seen[1], seen[0], seen[1], seen[0]]


def test_a_conflict_is_reached_from_within_a_search_and_a_group(dock):
    dock.search.setText("no-such-word")
    dock._search()
    dock.go_to_conflict(1)
    assert verdicts(dock) == "does_not_conform" and dock.search.text() == ""


def test_a_conflict_is_zoomed_to(dock, result, monkeypatch):
    from zoning_review_plugin.host.results import dock as module

    shapes = []
    monkeypatch.setattr(module, "zoom_to", lambda iface, shape, crs: shapes.append(shape))
    dock.go_to_conflict(1)
    dock.go_to_conflict(1)
    assert sorted(shape.area for shape in shapes[-2:]) == pytest.approx([50.0, 100.0])  # the overlap itself


def test_a_selection_on_the_map_shows_its_rows_and_does_not_move_the_map(dock, result, monkeypatch):
    from zoning_review_plugin.host.results import dock as module

    ids = result.tables["subject"]["subject_id"].tolist()
    layer = QgsVectorLayer("Point?field=subject_id:string", "subjects", "memory")
    features = []
    for one in ids:
        feature = QgsFeature(layer.fields())
        feature["subject_id"] = one
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    dock.show_result(result, [layer])
    moved = []
    monkeypatch.setattr(module, "zoom_to", lambda *_: moved.append(True))
    layer.selectByExpression(f"\"subject_id\" in ('{ids[1]}', '{ids[3]}')")
    shown = [dock._findings.index(row, 1).data() for row in range(dock._findings.rowCount())]
    assert sorted(shown) == sorted([ids[1]] * 2 + [ids[3]] * 2) and moved == []
    layer.removeSelection()
    assert dock._findings.rowCount() == 8  # nothing selected: all again
    dock.show_result(result)
    layer.selectAll()  # of an older result: no longer heard
    assert dock._findings.rowCount() == 8


class Cells(html.parser.HTMLParser):
    """The texts of the cells of a table, row by row."""

    def __init__(self, text):
        super().__init__()
        self.rows, self._cell = [], None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self._cell = ""

    def handle_data(self, data):
        if self._cell is not None:
            self._cell += data

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.rows[-1].append(self._cell)
            self._cell = None


def test_risky_texts_keep_their_cells_on_the_clipboard(qgis_app):
    from zoning_review_plugin.host.results.copying import as_table

    data = as_table(["a", "b"], [[text, "end"] for text in RISKY])
    rows = list(csv.reader(io.StringIO(data.text()), delimiter="\t"))
    assert [row[1] for row in rows] == ["b"] + ["end"] * len(RISKY) and {len(row) for row in rows} == {2}
    assert [row[0] for row in rows[1:5]] == ["'=1+1", "'+cmd|' /C calc'!A0", "'-2+3", "'@SUM(A1)"]
    assert [row[0] for row in rows[5:7]] == ['"quoted', 'a "b" c'] and rows[-2][0] == "-5"
    cells = Cells(data.html()).rows
    assert {len(row) for row in cells} == {2} and cells[13][0] == "<b>x</b>" and cells[9][0] == "1.10"
    assert "mso-number-format" in data.html() and "\x00" not in data.html()


def test_the_copied_table_is_what_is_shown(dock):
    dock.copy()
    rows = list(csv.reader(io.StringIO(QApplication.clipboard().text()), delimiter="\t"))
    shown = [place for place in range(18) if not dock.table.isColumnHidden(place)]
    model = dock._findings
    assert rows[0] == [model.headerData(place, Qt.Orientation.Horizontal) for place in shown]
    assert rows[1:] == [[model.index(row, place).data() for place in shown] for row in range(8)]
    dock.table.selectRow(2)
    selection = dock.table.selectionModel()
    selection.select(model.index(5, 0), selection.SelectionFlag.Select | selection.SelectionFlag.Rows)
    dock.copy()
    some = list(csv.reader(io.StringIO(QApplication.clipboard().text()), delimiter="\t"))
    assert some == [rows[0], rows[3], rows[6]]


def test_select_all_copies_also_what_was_not_fetched(dock, monkeypatch):
    from zoning_review_plugin.host.results import models

    monkeypatch.setattr(models, "STEP", 3)
    dock._search()
    assert dock._findings.rowCount() == 3
    dock.table.selectAll()
    dock.copy()
    assert len(QApplication.clipboard().text().splitlines()) == 1 + 8


def test_columns_are_remembered(dock, qgis_iface, result):
    from zoning_review_plugin.host.results.dock import ResultsDock
    from zoning_review_plugin.tables.findings_view import COLUMNS

    place = COLUMNS.index("level")
    assert not dock.table.isColumnHidden(place)
    dock._show_column(place, False)
    other = ResultsDock(qgis_iface, qgis_iface.mainWindow())
    assert other.table.isColumnHidden(place)
    other.deleteLater()


def test_the_card_tells_clause_verdict_and_figures(dock):
    dock.go_to_conflict(1)
    text = dock.card.toPlainText()
    assert "1.10" in text and "禁止占用红线" in text and "0.0100 hm²" in text or "0.0050 hm²" in text


def test_nothing_is_left_of_a_result_of_another_project(dock):
    dock.show_nothing()
    assert dock._findings.rowCount() == 0 and dock.card.toPlainText() == "" and dock.isHidden()
    dock.copy()
    dock.go_to_conflict(1)
    assert QgsProject.instance() is not None
