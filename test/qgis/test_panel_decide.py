"""The step Decide: the list, the form, the file of decisions, and the result that follows."""

import pytest
import yaml
from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QPushButton

from zoning_review_plugin.model.decision import Decision

from .panel_cases import case_with_rules, reviewed_panel, until


@pytest.fixture
def panel(qgis_app, qgis_iface, tmp_path, monkeypatch):
    """A panel with three sites judged: two breaches and three items that a person must judge."""
    made = reviewed_panel(qgis_iface, case_with_rules(tmp_path), tmp_path / "out")
    yield made
    until(lambda: not made.runner.busy)
    made.close_down()
    made.results.deleteLater()
    made.deleteLater()
    QgsSettings().remove("zoning_review/user")
    QgsProject.instance().clear()


def page_of(panel):
    return next(page for page in panel.pages if page.NAME == "decide")


def choose(page, *wanted):
    """Select findings by (subject, rule), as clicks with Ctrl do."""
    page.table.clearSelection()
    model, frame = page.table.model(), page.session.result.tables["finding"]
    for row in range(model.rowCount()):
        finding = frame.iloc[model.place(model.index(row, 0))]
        if (finding["subject_id"], finding["rule_id"]) in wanted:
            page.table.selectionModel().select(
                model.index(row, 0),
                page.table.selectionModel().SelectionFlag.Select | page.table.selectionModel().SelectionFlag.Rows,
            )
            page.table.selectionModel().setCurrentIndex(
                model.index(row, 0), page.table.selectionModel().SelectionFlag.NoUpdate
            )


def fill(page, verdict, reason, by="王某", evidence=""):
    form = page.form
    form._verdict.setCurrentIndex(form._verdict.findData(verdict))
    form._reason.setPlainText(reason)
    form._by.setText(by)
    form._evidence.setText(evidence)


def press(page, name):
    QTest.mouseClick(page.findChild(QPushButton, name), Qt.MouseButton.LeftButton)
    until(lambda: not page.runner.busy)


def findings(panel):
    return panel.session.result.tables["finding"].set_index(["subject_id", "rule_id"])


def kinds(page):
    return [page._kind.itemText(row).rpartition("(")[2].rstrip(")") for row in range(page._kind.count())]


def test_the_list_holds_what_a_person_may_decide(panel):
    page = page_of(panel)
    assert kinds(page) == ["5", "3", "0", "2", "0", "0"]  # all, to judge, missing, breaches, reopened, decided
    assert page.table.model().rowCount() == 5
    assert page.state().level == "remarks" and "3" in page.state().sentence
    assert page.form.said().by  # the user's own name is proposed


def test_several_are_decided_at_once_and_taken_back(panel, tmp_path):
    page = page_of(panel)
    choose(page, ("site1", "LOOK"), ("site2", "LOOK"))
    fill(page, "basically_conforms", "=现场 <b>核实</b>", evidence="附件1.pdf")
    press(page, "decide")
    assert "2" in page._told.text()
    path = tmp_path / "decisions.yaml"  # beside the case
    assert str(path) in QgsProject.instance().readEntry("zoning_review", "/case")[0]  # and kept in the project
    assert panel.session.document["decisions"] == str(path)
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))["decisions"]
    assert [(e["subject"], e["rule"], e["pack"], e["computed"]) for e in entries] == [
        ("site1", "LOOK", "P1", "to_be_judged"), ("site2", "LOOK", "P1", "to_be_judged"),
    ]  # fmt: skip
    assert {(e["reason"], e["by"], e["evidence"]) for e in entries} == {("=现场 <b>核实</b>", "王某", "附件1.pdf")}
    found = findings(panel)
    assert entries[0]["facts"] == found.loc[("site1", "LOOK"), "facts_hash"]
    assert found.loc[("site1", "LOOK"), ["verdict", "override_verdict"]].tolist() == [
        "to_be_judged", "basically_conforms",
    ]  # fmt: skip
    assert panel.session.result.tables["subject"]["open_items"].tolist() == [0, 0, 1]
    assert not panel.session.stale and kinds(page) == ["5", "1", "0", "2", "0", "2"]
    assert "&lt;b&gt;" in panel_card(page, ("site1", "LOOK")) and QgsSettings().value("zoning_review/user") == "王某"
    choose(page, ("site1", "LOOK"))
    press(page, "take_back")
    left = yaml.safe_load(path.read_text(encoding="utf-8"))["decisions"]
    assert [entry["subject"] for entry in left] == ["site2"]
    assert findings(panel).loc[("site1", "LOOK"), "override_state"] is None


def panel_card(page, key):
    from zoning_review_plugin.host.results.card import card_of

    choose(page, key)
    return card_of(page._list.view, page._chosen()[0])


def test_nothing_is_decided_without_reason_person_or_verdict(panel, tmp_path):
    page = page_of(panel)
    choose(page, ("site1", "LOOK"))
    for verdict, reason, by in ((None, "x", "y"), ("conforms", " \n", "y"), ("conforms", "x", " ")):
        fill(page, verdict, reason, by)
        press(page, "decide")
        assert page._told.text() and not (tmp_path / "decisions.yaml").exists()
    fill(page, "", "x")  # as computed, where a person must judge
    press(page, "decide")
    assert "computed" in page._told.text() and not (tmp_path / "decisions.yaml").exists()
    choose(page, ("site1", "ERL"))
    fill(page, "", "认可")
    press(page, "decide")
    assert findings(panel).loc[("site1", "ERL"), "override_verdict"] == "does_not_conform"


def test_other_entries_and_comments_stay_and_what_changed_is_reopened(panel, tmp_path):
    page = page_of(panel)
    path = tmp_path / "ours.yaml"
    path.write_text(
        "# 会审组的决定\nschema: zoning-review/decisions/1\ndecisions:\n"
        "  - {subject: site2, rule: ERL, verdict: conforms, by: 李某, at: 2026-01-01, reason: 旧,"
        " computed: conforms}  # 旧数据\n",
        encoding="utf-8",
    )
    page._file.setFilePath(str(path))
    until(lambda: not page.runner.busy)
    assert findings(panel).loc[("site2", "ERL"), "override_state"] == "reopened"
    assert kinds(page) == ["5", "3", "0", "1", "1", "0"]
    choose(page, ("site3", "LOOK"))
    fill(page, "conforms", "已核")
    press(page, "decide")
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# 会审组的决定\n") and "# 旧数据" in text and "已核" in text


def test_a_broken_file_is_told_and_nothing_is_written(panel, tmp_path):
    page = page_of(panel)
    path = tmp_path / "decisions.yaml"
    path.write_text("decisions: 5\n", encoding="utf-8")
    panel.session.edit(("decisions",), str(path))
    choose(page, ("site1", "LOOK"))
    fill(page, "conforms", "x")
    told = []
    panel.runner.ended.connect(lambda job: told.append(job.sentence))
    press(page, "decide")
    assert "decisions.yaml" in told[0] and path.read_text(encoding="utf-8") == "decisions: 5\n"
    assert findings(panel)["override_state"].isna().all() and page.form.said().reason == "x"


def test_the_shipped_sample_is_never_changed(qgis_app, tmp_path):
    from zoning_review_plugin.host.panel.decisions_place import target_of
    from zoning_review_plugin.host.panel.first_use import SAMPLE
    from zoning_review_plugin.host.panel.session import Session

    QgsProject.instance().clear()
    session = Session(QgsProject.instance())
    session.open_file(SAMPLE)
    session.folder = str(tmp_path)
    assert target_of(session) == str(tmp_path / "decisions.yaml")
    QgsProject.instance().clear()


def test_a_decision_is_what_the_file_reads_back(panel, tmp_path):
    from zoning_review_plugin.inputs.case.decisions_file import read_decisions

    page = page_of(panel)
    choose(page, ("site1", "ERL"))
    fill(page, "needs_justification", "x\ny\x07\u202e" + "长" * 10_000, by="@甲")
    press(page, "decide")
    (one,) = read_decisions(tmp_path / "decisions.yaml")
    assert isinstance(one, Decision) and (one.by, one.reason) == ("@甲", "x\ny�\u202e" + "长" * 10_000)
    assert panel.session.result.tables["subject"]["hard_breaches"].tolist() == [0, 1, 0]
